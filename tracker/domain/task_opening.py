"""What a task is opened with (立项): its category, its number of the year, how often it is reported on."""

from datetime import date

from tracker.domain.errors import RuleViolation
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
