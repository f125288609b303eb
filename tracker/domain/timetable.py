"""When jobs are due. A slot is the moment of a run; what was missed is found from the last slot that is recorded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.mail_calendar import DIGEST_TIME, OFFICE_CLOSES
from tracker.domain.periods import BEIJING, REPORTING_DAY, Month
from tracker.domain.workdays import WorkCalendar

_ONE_DAY = timedelta(days=1)


class JobName(LabelledEnum):
    """What the scheduler does by itself, under the name it is recorded by."""

    SNAPSHOT = "snapshot", "冻结月度快照"
    NOTICES = "notices", "编制名单草稿"
    RESUMPTIONS = "resumptions", "恢复到期的暂停"
    LIGHTS = "lights", "更新亮灯"
    LADDER = "ladder", "登记阶梯"
    STRAY_FILES = "stray-files", "清理无记录的文件"
    HOUSEKEEPING = "housekeeping", "清理过期会话，留存审计链头"
    DIGESTS = "digests", "写单位工作提醒"
    LEADER_DIGESTS = "leader-digests", "写领导一周情况"


SlotOfDay = Callable[[date, WorkCalendar], datetime | None]
"""The moment a job is due on a day, aware UTC; None on a day without."""


@dataclass(frozen=True)
class Timing:
    """When a job is due, and what becomes of the slots that were missed.

    `every_slot`: each missed slot is made up for, in order; else only the newest. `good_for`: a slot older than this
    is not made up for at all (a reminder is never sent late).
    """

    slot_of_day: SlotOfDay
    every_slot: bool = False
    good_for: timedelta | None = None


def daily(at: time) -> SlotOfDay:
    """Return slots at that time of every day, Beijing time."""
    return lambda day, _calendar: _moment(day, at)


def after_the_reporting_day(at: time) -> SlotOfDay:
    """Return slots at that time of the day after each reporting day: 00:00 is the 25th, 24:00."""
    return lambda day, _calendar: _moment(day, at) if day.day == REPORTING_DAY + 1 else None


def on_workdays(at: time) -> SlotOfDay:
    """Return slots at that time of every working day, make-up Saturdays included."""
    return lambda day, calendar: _moment(day, at) if calendar.is_workday(day) else None


DIGEST_GOOD_FOR = datetime.combine(date.min, OFFICE_CLOSES) - datetime.combine(date.min, DIGEST_TIME)
"""A digest may still be written until mail stops for the day."""


def closed_period(slot: datetime) -> Month:
    """Return the month whose snapshot is taken at this slot."""
    return Month.containing((slot.astimezone(BEIJING) - _ONE_DAY).date())


def due_slots(
    timing: Timing, *, after: datetime, at: datetime, calendar: WorkCalendar, as_if_alive: bool = False
) -> list[datetime]:
    """Return the slots later than `after` and not later than `at` that are to be run now, in order.

    `as_if_alive`: all of them, as if each had been run at its moment (the clock of the demonstration is moved so).
    """
    slots = list(_slots(timing.slot_of_day, after, at, calendar))
    if as_if_alive:
        return slots
    if not timing.every_slot:
        slots = slots[-1:]
    return [slot for slot in slots if timing.good_for is None or at - slot < timing.good_for]


def _slots(slot_of_day: SlotOfDay, after: datetime, at: datetime, calendar: WorkCalendar) -> Iterator[datetime]:
    day, last = after.astimezone(BEIJING).date(), at.astimezone(BEIJING).date()
    while day <= last:
        slot = slot_of_day(day, calendar)
        if slot is not None and after < slot <= at:
            yield slot
        day += _ONE_DAY


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, BEIJING).astimezone(UTC)
