"""The movable clock of the demonstration: where it may be moved to, and the moves offered with one click."""

from datetime import datetime, timedelta

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.mail_calendar import next_digest_moment
from tracker.domain.periods import BEIJING, Month
from tracker.domain.workdays import WorkCalendar

_A_LITTLE = timedelta(minutes=30)
LONGEST_MOVE = timedelta(days=3 * 366)


class ClockMove(LabelledEnum):
    """A move that is often wanted."""

    NEXT_MORNING = "next_morning", "下一工作日 08:30"
    MONTH_CLOSED = "month_closed", "本期 25 日 24:00 后"
    NEXT_MONTH = "next_month", "一个月后"


def target_of(move: ClockMove, now: datetime, calendar: WorkCalendar) -> datetime:
    """Return the moment the move leads to, aware; always later than now (aware)."""
    local = now.astimezone(BEIJING)
    if move is ClockMove.NEXT_MORNING:
        return next_digest_moment(now + timedelta(minutes=1), calendar)
    if move is ClockMove.MONTH_CLOSED:
        month = Month.containing(local.date())
        moment = month.snapshot_moment + _A_LITTLE
        return moment if moment > now else month.next().snapshot_moment + _A_LITTLE
    later = Month.containing(local.date()).next()
    return local.replace(year=later.year, month=later.month, day=min(local.day, later.last_day.day))


def check_move(target: datetime, *, now: datetime, last_done: datetime | None) -> None:
    """Raise RuleViolation for a moment before what has been done already, or too far ahead."""
    if last_done is not None and target < last_done:
        done = last_done.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        raise RuleViolation(f"{done} 之前到期的提醒、快照已经办理，时钟不能拨回到那之前。")
    if target - now > LONGEST_MOVE:
        raise RuleViolation("一次最多拨三年。")
