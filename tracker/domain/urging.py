"""Urging by hand (催办): a reminder that needs no approval, and not more often than every few working days."""

from datetime import date

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import LimitReached, RuleViolation
from tracker.domain.workdays import WorkCalendar

INTERVAL_WORKDAYS = 3
"""Working days between two urgings of the same unit about the same task."""
LONGEST_TEXT = 500  # characters

USUAL_TEXT = "请抓紧推进，按时填报进展；有困难请及时反映。"

#: Who is asked for something: everybody else would only be annoyed.
URGED = frozenset({AssignmentStatus.ISSUED, AssignmentStatus.IN_PROGRESS})


def may_urge_again(last_on: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Return whether the unit may be urged about the task today, the last time being that day (None: never)."""
    return last_on is None or calendar.workdays_between(last_on, today) >= INTERVAL_WORKDAYS


def check_urging(text: str, last_on: date | None, today: date, calendar: WorkCalendar) -> None:
    """Raise LimitReached if the last urging was too short a time ago, RuleViolation for no words or too many."""
    if not text.strip():
        raise RuleViolation("请写一句催办的内容。")
    if len(text) > LONGEST_TEXT:
        raise RuleViolation(f"请控制在 {LONGEST_TEXT} 字以内。")
    if last_on is not None and not may_urge_again(last_on, today, calendar):
        next_on = calendar.add_workdays(last_on, INTERVAL_WORKDAYS)
        raise LimitReached(
            f"{last_on.isoformat()} 刚催办过，{INTERVAL_WORKDAYS} 个工作日内不再催，{next_on.isoformat()} 起可以再催。"
        )
