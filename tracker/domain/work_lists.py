"""What somebody has to do now, as lists of assignments: their names, and the days they are drawn by."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tracker.domain.deadlines import is_unsigned_too_long
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.lights import DEFAULT_THRESHOLDS
from tracker.domain.periods import Month
from tracker.domain.task_opening import MONTHS_BETWEEN, ReportCadence, newest_reporting_month
from tracker.domain.workdays import WorkCalendar

_ONE_DAY = timedelta(days=1)


class WorkList(LabelledEnum):
    """A list of assignments that ask for something. Backlog, paused and ended work is in none of them."""

    TO_SIGN = "to_sign", "待签收"
    SIGN_LATE = "sign_late", "超时未签收"
    TO_REPORT = "to_report", "本期待填报"
    NOT_REPORTED = "not_reported", "上期未填报"
    RETURNED = "returned", "被退回"
    DUE_SOON = "due_soon", "临期未办结"
    OVERDUE = "overdue", "逾期未办结"
    OPEN = "open", "在办"


class Change(LabelledEnum):
    """What has become of an assignment since the last monthly snapshot."""

    TURNED_RED = "turned_red", "新增红灯"
    LEFT_RED = "left_red", "红灯解除"
    NEWLY_DONE = "newly_done", "新办结"
    FELL_BEHIND = "fell_behind", "由绿转黄红"


@dataclass(frozen=True)
class WorkDays:
    """The days the lists of one day are drawn by.

    `period` is the month being reported on, `closed_period` the one before it. Issued on `signed_late_until` or
    before and not signed is late; a limit up to `due_soon_until` is near.
    """

    today: date
    period: Month
    closed_period: Month
    signed_late_until: date
    due_soon_until: date


@lru_cache(maxsize=16)
def work_days(today: date, calendar: WorkCalendar) -> WorkDays:
    """Return the days that today's lists are drawn by."""
    issued_on = today
    while not is_unsigned_too_long(issued_on, today, calendar):
        issued_on -= _ONE_DAY
    period = Month.reporting_on(today)
    return WorkDays(
        today=today,
        period=period,
        closed_period=period.previous(),
        signed_late_until=issued_on,
        due_soon_until=calendar.add_workdays(today, DEFAULT_THRESHOLDS.due_soon_workdays + 1) - _ONE_DAY,
    )


def reportable_months(
    period: Month,
    first: Month,
    *,
    reported: frozenset[str],
    cadence: ReportCadence = ReportCadence.MONTHLY,
    most: int = 3,
) -> list[Month]:
    """Return the months a unit may report on, newest first: the newest the cadence asks for, and earlier ones nothing
    stands on. Work given out since the cadence last asked may be reported on this month.
    """
    newest = newest_reporting_month(period, cadence)
    if newest < first:
        return [period]
    earlier = (newest.plus(-back * MONTHS_BETWEEN[cadence]) for back in range(1, most))
    return [newest, *(month for month in earlier if month >= first and str(month) not in reported)]
