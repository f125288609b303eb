"""What may happen to a body (单位变动): renamed, ended, taken over, merged, moved; what it was on a day.

History stays with the body of its date: a merger moves only what nobody has acted on yet. A merger joins two entries
for one body of one government; that a government ends is told by its successor instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tracker.domain.errors import RuleViolation
from tracker.domain.unit_names import KnownName, name_key, spellings
from tracker.domain.units import UnitKind

LONGEST_NAME = 100  # characters
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")


class UnitChangeRefused(RuleViolation):
    """A change of the unit registry that would spoil names, the tree or history."""


class Held(Protocol):
    """Anything with the days between which it held (none: open)."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True)
class UnitFacts:
    """What the rules need to know of a unit."""

    id: int
    kind: UnitKind
    name: str
    jurisdiction_id: int | None
    tree_path: str
    valid_from: date | None = None
    valid_to: date | None = None


def holds_on(record: Held, day: date) -> bool:
    """Return whether the record held that day; its bounds are included."""
    return (record.valid_from is None or record.valid_from <= day) and (
        record.valid_to is None or day <= record.valid_to
    )


class Lasting(Held, Protocol):
    """A body with what took over from it."""

    @property
    def successor_id(self) -> int | None: ...


def ended_on_unknown_day(unit: Lasting) -> bool:
    """Return whether the body was taken over on a day of the past that nobody knows (撤销日期不详)."""
    return unit.valid_to is None and unit.successor_id is not None


def is_over(unit: Lasting, today: date) -> bool:
    """Return whether the body has ended by today, on a known day or not."""
    return ended_on_unknown_day(unit) or (unit.valid_to is not None and unit.valid_to < today)


def day_before(day: date) -> date:
    """Return the last day of what ends when something else begins."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """Return the first day of what follows something that ended."""
    return day + timedelta(days=1)


def check_name(name: str, label: str = "名称") -> str:
    """Return the name without surrounding white space; raise where it is empty, too long or reads as a formula."""
    clean = name.strip()
    if not name_key(clean):
        raise UnitChangeRefused(f"请填写{label}。")
    if len(clean) > LONGEST_NAME:
        raise UnitChangeRefused(f"{label}请控制在 {LONGEST_NAME} 字以内。")
    if clean.startswith(FORMULA_STARTS):
        raise UnitChangeRefused(f"{label}不能以“{clean[0]}”开头。")
    return clean


def check_days(valid_from: date | None, valid_to: date | None) -> None:
    """Raise where something would end before it began."""
    if valid_from and valid_to and valid_to < valid_from:
        raise UnitChangeRefused("结束日期不能早于开始日期。")


class NamesInUse:
    """The names that count inside one government, each with its unit and days."""

    def __init__(self, government_name: str, known: Iterable[KnownName] = ()) -> None:
        self._government_name = government_name
        self._by_key: dict[str, list[KnownName]] = defaultdict(list)
        for name in known:
            self.add(name)

    def add(self, name: KnownName) -> None:
        """Let the name count from now on."""
        for key in spellings(name.name, self._government_name):
            self._by_key[key].append(name)

    def bearer_of(
        self, name: str, *, own_id: int | None = None, valid_from: date | None = None, valid_to: date | None = None
    ) -> int | None:
        """Return the id of another unit that bears this name in the same days, or None.

        Two bearers at once would leave the name in every later paper unassigned.
        """
        for key in spellings(name, self._government_name):
            for other in self._by_key.get(key, ()):
                if other.unit_id != own_id and _overlap(other, valid_from, valid_to):
                    return other.unit_id
        return None


def _overlap(other: Held, valid_from: date | None, valid_to: date | None) -> bool:
    starts = max(other.valid_from or date.min, valid_from or date.min)
    return starts <= min(other.valid_to or date.max, valid_to or date.max)


def names_on(former: Iterable[KnownName], day: date) -> tuple[str, ...]:
    """Return the names that the unit bore that day and bears no more, shortest first; empty: as it is called now.

    A name without an end is another name of today (简称), one with an end a former name (曾用名).
    """
    return tuple(sorted((name.name for name in former if name.valid_to and holds_on(name, day)), key=len))


def check_successor(unit: UnitFacts, successor: UnitFacts, successors: Mapping[int, int]) -> None:
    """Raise unless `successor` may take over from `unit`; `successors` are those known so far, by unit."""
    if unit.id == successor.id:
        raise UnitChangeRefused("单位不能由自己承接。")
    if UnitKind.GROUP in (unit.kind, successor.kind) and unit.kind is not successor.kind:
        raise UnitChangeRefused("单位组与单位之间不能相互承接。")
    if unit.id in successor_chain(successor.id, successors):
        raise UnitChangeRefused(f"“{successor.name}”最终由“{unit.name}”承接，不能再反过来承接它。")


def successor_chain(unit_id: int, successors: Mapping[int, int]) -> tuple[int, ...]:
    """Return the unit's successors, nearest first; a circle is cut where it closes."""
    chain: list[int] = []
    while (unit_id := successors.get(unit_id, 0)) and unit_id not in chain:
        chain.append(unit_id)
    return tuple(chain)


def check_merge(source: UnitFacts, target: UnitFacts, *, on: date, today: date) -> None:
    """Raise unless `source` may be merged into `target` from that day on."""
    refusals = (
        (source.id == target.id, "单位不能并入自己。"),
        (UnitKind.GOVERNMENT in (source.kind, target.kind), "政府不能在这里合并，请登记撤销日期和承接单位。"),
        (source.kind is not target.kind and UnitKind.GROUP in (source.kind, target.kind), "单位组与单位不能合并。"),
        (source.jurisdiction_id != target.jurisdiction_id, "两个单位不属于同一政府，不能合并。"),
        (target.tree_path.startswith(source.tree_path), f"“{target.name}”是“{source.name}”的下设单位，不能并入它。"),
        (target.valid_to is not None and target.valid_to < on, f"“{target.name}”已撤销，不能并入。"),
        (source.valid_to is not None and source.valid_to < on, f"“{source.name}”已撤销，不能再并入其他单位。"),
        (on > today, "合并日期不能晚于今天；日后撤并请登记撤销日期和承接单位。"),
    )
    for refused, sentence in refusals:
        if refused:
            raise UnitChangeRefused(sentence)


def check_parent(kind: UnitKind, parent: UnitFacts | None) -> None:
    """Raise unless a unit of this kind may stand below `parent` (none: at the top)."""
    if parent is None:
        if kind is not UnitKind.GOVERNMENT:
            raise UnitChangeRefused("只有政府可以没有上级。")
        return
    if parent.kind is UnitKind.GROUP:
        raise UnitChangeRefused("单位组没有下设单位；组成员请在组内添加。")
    if kind is UnitKind.GOVERNMENT and parent.kind is not UnitKind.GOVERNMENT:
        raise UnitChangeRefused("政府的上级只能是政府。")


def check_move(unit: UnitFacts, parent: UnitFacts) -> None:
    """Raise unless the unit may be moved below `parent`, with everything below itself."""
    check_parent(unit.kind, parent)
    if parent.tree_path.startswith(unit.tree_path):
        raise UnitChangeRefused("不能移到自己或自己的下级之下。")
    if unit.kind is not UnitKind.GOVERNMENT and unit.jurisdiction_id != parent.jurisdiction_id:
        raise UnitChangeRefused("单位不能移到另一政府：两地同名单位是两个单位，请在那里新建，再登记承接。")


def check_member(group: UnitFacts, member: UnitFacts) -> None:
    """Raise unless the unit may belong to the group: one of the same government or below it."""
    if group.kind is not UnitKind.GROUP:
        raise UnitChangeRefused("只有单位组可以有成员。")
    if member.kind is UnitKind.GROUP:
        raise UnitChangeRefused("单位组不能作为另一单位组的成员。")
    if group.jurisdiction_id is None or f"/{group.jurisdiction_id}/" not in member.tree_path:
        raise UnitChangeRefused("成员应是本政府所属的单位或下级政府。")
