"""Limits (完成时限): when they fall, how far off they are, and when one may be moved.

The day a period starts from is not counted, and a period that would end on a rest day ends on the next working
day (《民法典》第二百零一至二百零三条). `日` are calendar days; only `工作日` are working days. A limit that a
document names as a date stays on that date.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.errors import LimitReached, RuleViolation
from tracker.domain.workdays import WorkCalendar

ACKNOWLEDGE_WORKDAYS = 2
"""Working days a unit has to sign for what it was given (签收)."""
OBJECTION_DAYS = 30
"""Calendar days to object after receipt, and again to decide on it (国务院令第733号第十七条)."""


@dataclass(frozen=True)
class ExtensionRules:
    """When an extension may be asked for: working days before the limit, and how often in all."""

    workdays_before: int = 3
    most: int = 2


DEFAULT_EXTENSION_RULES = ExtensionRules()


def due_after_days(start_on: date, days: int, calendar: WorkCalendar) -> date:
    """Return the last day of a period of calendar days; start day not counted, rolled to a working day."""
    return calendar.next_workday(start_on + timedelta(days=days))


def due_after_workdays(start_on: date, workdays: int, calendar: WorkCalendar) -> date:
    """Return the last day of a period of working days; start day not counted."""
    return calendar.add_workdays(start_on, workdays)


def due_after_months(start_on: date, months: int, calendar: WorkCalendar) -> date:
    """Return the same day that many months later, or the month's last day, rolled to a working day."""
    year, month = divmod(start_on.year * 12 + start_on.month - 1 + months, 12)
    day = min(start_on.day, monthrange(year, month + 1)[1])
    return calendar.next_workday(date(year, month + 1, day))


def days_left(due_on: date, today: date) -> int:
    """Return the calendar days still left, 0 on the day itself and after it."""
    return max((due_on - today).days, 0)


def days_overdue(due_on: date, today: date) -> int:
    """Return the calendar days gone by since the limit, 0 up to and on the day itself."""
    return max((today - due_on).days, 0)


def workdays_left(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Return the working days after today up to the limit."""
    return calendar.workdays_between(today, due_on)


def workdays_overdue(due_on: date, today: date, calendar: WorkCalendar) -> int:
    """Return the working days after the limit up to today."""
    return calendar.workdays_between(due_on, today)


def describe_distance(due_on: date, today: date) -> str:
    """Return how far off a limit is, in the words shown beside every date."""
    days = (due_on - today).days
    if days > 0:
        return f"还有 {days} 天"
    return "今天到期" if days == 0 else f"逾期 {-days} 天"


def is_unsigned_too_long(issued_on: date, today: date, calendar: WorkCalendar) -> bool:
    """Return whether a unit that has not signed has had its two working days (超时未签收)."""
    return calendar.workdays_between(issued_on, today) > ACKNOWLEDGE_WORKDAYS


def last_day_to_ask_extension(
    due_on: date, calendar: WorkCalendar, rules: ExtensionRules = DEFAULT_EXTENSION_RULES
) -> date:
    """Return the last day on which an extension of this limit may be asked for."""
    return calendar.add_workdays(due_on, -rules.workdays_before)


def check_extension(
    due_on: date | None,
    requested_due_on: date,
    *,
    today: date,
    granted_count: int,
    calendar: WorkCalendar,
    rules: ExtensionRules = DEFAULT_EXTENSION_RULES,
) -> None:
    """Raise LimitReached if asked too late or too often, RuleViolation if there is nothing to extend."""
    if due_on is None:
        raise RuleViolation("本任务没有完成时限，不需要延期。")
    if granted_count >= rules.most:
        raise LimitReached(f"本任务已延期 {granted_count} 次，最多 {rules.most} 次，不能再申请延期。")
    last_day = last_day_to_ask_extension(due_on, calendar, rules)
    if today > last_day:
        raise LimitReached(
            f"延期应当在到期前 {rules.workdays_before} 个工作日提出，最迟 {last_day.isoformat()}，现已超过。"
        )
    if requested_due_on <= due_on:
        raise RuleViolation(f"新的完成时限应当晚于原时限 {due_on.isoformat()}。")
