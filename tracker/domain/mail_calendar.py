"""When mail may leave (08:00–18:00 on working days in Beijing), how often, and under which key it is sent once."""

from datetime import UTC, date, datetime, time, timedelta

from tracker.domain.periods import BEIJING, Period
from tracker.domain.workdays import WorkCalendar

OFFICE_OPENS = time(8, 0)
OFFICE_CLOSES = time(18, 0)
DIGEST_TIME = time(8, 30)
IMMEDIATE_MAIL_WORKDAYS = 3
"""At most one immediate mail a task and person in so many working days; the digest carries the rest."""


def digest_moment(day: date) -> datetime:
    """Return the moment that day's digest leaves, 08:30 in Beijing, as aware UTC."""
    return datetime.combine(day, DIGEST_TIME, BEIJING).astimezone(UTC)


def next_digest_moment(now: datetime, calendar: WorkCalendar) -> datetime:
    """Return the first digest of a working day that is not before now (aware), as aware UTC."""
    today = now.astimezone(BEIJING).date()
    moment = digest_moment(calendar.next_workday(today))
    if moment < now:
        moment = digest_moment(calendar.next_workday(today + timedelta(days=1)))
    return moment


def is_sending_time(now: datetime, calendar: WorkCalendar) -> bool:
    """Return whether mail may leave now (aware): a working day, from 08:00 until before 18:00 in Beijing."""
    local = now.astimezone(BEIJING)
    return calendar.is_workday(local.date()) and OFFICE_OPENS <= local.time() < OFFICE_CLOSES


def next_sending_moment(now: datetime, calendar: WorkCalendar) -> datetime:
    """Return now if mail may leave now, else the next digest's moment; aware UTC.

    What is held back overnight leaves together with the digest and not before it.
    """
    return now.astimezone(UTC) if is_sending_time(now, calendar) else next_digest_moment(now, calendar)


def may_mail_again(last_mailed_on: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Return whether another immediate mail about the same task may go to the same person today."""
    return last_mailed_on is None or calendar.workdays_between(last_mailed_on, today) >= IMMEDIATE_MAIL_WORKDAYS


def is_leader_digest_day(day: date, calendar: WorkCalendar) -> bool:
    """Return whether the leaders' weekly page leaves that day: the week's first working day, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return calendar.is_workday(day) and calendar.next_workday(monday) == day


def is_out_of_date(period: Period, today: date) -> bool:
    """Return whether a reminder about this period is dropped instead of sent late: the period is over."""
    return today > period.last_day


def digest_key(person_id: int, day: date) -> str:
    """Return the key that makes a second digest to the person on that day impossible."""
    return f"digest:{person_id}:{day.isoformat()}"


def leader_digest_key(person_id: int, day: date) -> str:
    """Return the key that makes a second weekly page to the person in that day's week impossible."""
    year, week, _weekday = day.isocalendar()
    return f"leader_digest:{person_id}:{year}-W{week:02}"
