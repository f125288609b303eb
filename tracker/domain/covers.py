"""Standing in for each other (AB岗): who covers whom, from when to when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import RuleViolation

LONGEST_DAYS = 366


@dataclass(frozen=True)
class CoverSpan:
    """A person away from a day to a day, both included, and who stands in meanwhile."""

    absent_id: int
    standing_in_id: int
    starts_on: date
    ends_on: date

    def overlaps(self, other: "CoverSpan") -> bool:
        """Return whether the two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


def check_cover(wanted: CoverSpan, others: Iterable[CoverSpan], today: date) -> None:
    """Raise RuleViolation for days that cannot be, or where one of the two is already away or standing in.

    `others` are the unit's covers that were not taken back.
    """
    _check_span(wanted, today)
    for other in others:
        if not other.overlaps(wanted):
            continue
        if wanted.absent_id in (other.absent_id, other.standing_in_id):
            raise RuleViolation("这位同事在这段日期已经外出，或正在代他人办理，请先调整原来的安排。")
        if wanted.standing_in_id == other.absent_id:
            raise RuleViolation("选择的代办人在这段日期自己也外出，请另选一位。")


def _check_span(wanted: CoverSpan, today: date) -> None:
    if wanted.absent_id == wanted.standing_in_id:
        raise RuleViolation("不能由本人代本人，请选择另一位同事。")
    if wanted.ends_on < wanted.starts_on:
        raise RuleViolation("结束日期早于开始日期，请改正。")
    if wanted.ends_on < today:
        raise RuleViolation("这段日期已经过去，不需要安排。")
    if (wanted.ends_on - wanted.starts_on).days >= LONGEST_DAYS:
        raise RuleViolation("一次最多安排一年；长期调整请由管理员变更联络员。")


def goes_to(
    reader_id: int, responsible_id: int | None, people: Collection[int], standing_in_for: dict[int, int]
) -> bool:
    """Return whether a line about a unit's work is the reader's.

    Work passed on to one of the unit's `people` is theirs, else it is everybody's. Whoever is away reads nothing;
    `standing_in_for` gives, by who is away, who stands in. One who has left the unit meanwhile stands in for nobody.
    """
    away = {absent: stand_in for absent, stand_in in standing_in_for.items() if stand_in in people}
    if responsible_id is not None and responsible_id in people:
        return reader_id == away.get(responsible_id, responsible_id)
    return reader_id not in away
