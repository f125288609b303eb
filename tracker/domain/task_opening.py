"""What a task is opened with (立项): its category, its number of the year, how often it is reported on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.periods import Month


class TaskCategory(LabelledEnum):
    """What kind of matter is supervised (国务院令第733号第四条)."""

    CENTRAL_DECISION = "central_decision", "党中央、国务院重大决策部署落实情况"
    GOVERNMENT_PLAN = "government_plan", "上级和本级人民政府重要工作部署落实情况"
    STATUTORY_DUTY = "statutory_duty", "督查对象法定职责履行情况"
    EFFICIENCY = "efficiency", "本级人民政府所属部门和下级人民政府行政效能"


class ReportCadence(LabelledEnum):
    """How often a unit reports on a task; always for the month that a span of it ends with."""

    MONTHLY = "monthly", "每月填报"
    QUARTERLY = "quarterly", "每季度填报"
    HALF_YEARLY = "half_yearly", "每半年填报"
    YEARLY = "yearly", "每年填报"


MONTHS_BETWEEN = {
    ReportCadence.MONTHLY: 1,
    ReportCadence.QUARTERLY: 3,
    ReportCadence.HALF_YEARLY: 6,
    ReportCadence.YEARLY: 12,
}

LONGEST_PLAN = 4000  # characters


def is_reporting_month(month: Month, cadence: ReportCadence) -> bool:
    """Return whether the cadence asks for a report on this month: the last one of each span of the year."""
    return month.month % MONTHS_BETWEEN[cadence] == 0


def newest_reporting_month(month: Month, cadence: ReportCadence) -> Month:
    """Return the newest month, this one or before, that the cadence asks a report on."""
    return month.plus(-(month.month % MONTHS_BETWEEN[cadence]))


def number_label(year: int, serial: int, prefix: str | None) -> str:
    """Return a task's number as it is shown, with the government's letter where it has one: 台督〔2026〕12号."""
    return f"{prefix or ''}督〔{year}〕{serial}号"


def check_dates(start_on: date, due_on: date | None) -> None:
    """Raise RuleViolation where the limit lies before the start."""
    if due_on is not None and due_on < start_on:
        raise RuleViolation(f"完成时限 {due_on.isoformat()} 早于起算日 {start_on.isoformat()}，请改正。")


@dataclass(frozen=True)
class Matter:
    """What one unit is asked for: the words of the clause in one form, who, and from when to when (none: for good)."""

    words: str
    unit_id: int
    start_on: date | None
    due_on: date | None
    name: str
    unit_name: str = ""


def first_repetition(asked: Iterable[Matter], standing: Iterable[Matter]) -> tuple[Matter, Matter] | None:
    """Return (what is asked, what stands) where the same is asked of the same unit in the same time, or None."""
    by_subject: dict[tuple[str, int], list[Matter]] = {}
    for matter in standing:
        by_subject.setdefault((matter.words, matter.unit_id), []).append(matter)
    for matter in asked:
        for other in by_subject.get((matter.words, matter.unit_id), ()):
            if _overlap(matter, other):
                return matter, other
    return None


def check_not_repeated(asked: Iterable[Matter], standing: Iterable[Matter]) -> None:
    """Raise ActionNotAllowed where a clause, unit and period are supervised already (国务院令第733号第十五条)."""
    if found := first_repetition(asked, standing):
        matter, other = found
        raise ActionNotAllowed(
            f"“{matter.name}”与已立项的“{other.name}”是同一事项、同一单位（{matter.unit_name}）、同一时段，"
            "依照《政府督查工作条例》第十五条不得重复督查。请终止其中一项，或调整时限、责任单位。"
        )


def _overlap(one: Matter, other: Matter) -> bool:
    return _begins(one) <= _ends(other) and _begins(other) <= _ends(one)


def _begins(matter: Matter) -> date:
    return matter.start_on or date.min


def _ends(matter: Matter) -> date:
    return matter.due_on or date.max


@dataclass(frozen=True)
class StageDraft:
    """A milestone as it is typed."""

    title: str
    due_on: date
    weight: float = 1


def check_milestones(stages: Sequence[StageDraft], start_on: date | None, due_on: date | None) -> None:
    """Raise RuleViolation where a stage has no name or weight, or lies outside the task's own time."""
    for stage in stages:
        if not stage.title.strip():
            raise RuleViolation("每个节点都要有名称。")
        if not 0 < stage.weight <= HEAVIEST_STAGE:
            raise RuleViolation(f"节点“{stage.title}”的权重请填大于 0、不超过 {HEAVIEST_STAGE} 的数。")
        if due_on is not None and stage.due_on > due_on:
            raise RuleViolation(f"节点“{stage.title}”晚于完成时限 {due_on.isoformat()}，请改正。")
        if start_on is not None and stage.due_on < start_on:
            raise RuleViolation(f"节点“{stage.title}”早于起算日 {start_on.isoformat()}，请改正。")


HEAVIEST_STAGE = 1000
