from datetime import UTC, date, datetime

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain import mail_calendar
from tracker.domain.periods import BEIJING, Month, Quarter


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-20 07:59", "2026-11-20 08:30"),
        ("2026-11-20 08:00", "2026-11-20 08:00"),
        ("2026-11-20 17:59", "2026-11-20 17:59"),
        ("2026-11-20 18:00", "2026-11-23 08:30"),  # Friday evening → Monday
        ("2026-11-21 10:00", "2026-11-23 08:30"),
        ("2026-10-03 10:00", "2026-10-08 08:30"),  # 国庆节
        ("2026-10-10 10:00", "2026-10-10 10:00"),  # a make-up Saturday
        ("2026-10-09 19:00", "2026-10-10 08:30"),
    ],
)
def test_mail_leaves_in_office_hours_of_working_days(now, leaves):
    moment = mail_calendar.next_sending_moment(beijing(now), CALENDAR)

    assert moment == beijing(leaves)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-20 15:00", "2026-11-23 08:30"),  # issued on Friday afternoon
        ("2026-11-23 08:29", "2026-11-23 08:30"),
        ("2026-11-23 08:30", "2026-11-23 08:30"),
        ("2026-11-23 08:31", "2026-11-24 08:30"),
        ("2026-09-30 09:00", "2026-10-08 08:30"),
    ],
)
def test_the_next_digest_is_the_next_working_mornings(now, leaves):
    assert mail_calendar.next_digest_moment(beijing(now), CALENDAR) == beijing(leaves)


def test_the_digest_leaves_at_half_past_eight_in_beijing():
    assert mail_calendar.digest_moment(date(2026, 12, 7)) == datetime(2026, 12, 7, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last_mailed_on", "today", "allowed"),
    [
        (None, date(2026, 11, 20), True),
        (date(2026, 11, 20), date(2026, 11, 20), False),
        (date(2026, 11, 20), date(2026, 11, 24), False),
        (date(2026, 11, 20), date(2026, 11, 25), True),
    ],
)
def test_one_immediate_mail_a_task_in_three_working_days(last_mailed_on, today, allowed):
    assert mail_calendar.may_mail_again(last_mailed_on, today, CALENDAR) is allowed


@pytest.mark.parametrize(
    ("day", "leaves"),
    [
        (date(2026, 11, 23), True),  # Monday
        (date(2026, 11, 24), False),
        (date(2026, 10, 8), True),  # Thursday after 国庆节
        (date(2026, 10, 5), False),
        (date(2026, 10, 9), False),
    ],
)
def test_leaders_get_one_page_on_the_first_working_day_of_the_week(day, leaves):
    assert mail_calendar.is_leader_digest_day(day, CALENDAR) is leaves


@pytest.mark.parametrize(
    ("period", "today", "dropped"),
    [
        (Month(2026, 11), date(2026, 11, 30), False),
        (Month(2026, 11), date(2026, 12, 1), True),
        (Quarter(2026, 4), date(2026, 12, 31), False),
    ],
)
def test_a_reminder_older_than_its_period_is_dropped(period, today, dropped):
    assert mail_calendar.is_out_of_date(period, today) is dropped


def test_keys_tell_persons_days_and_weeks_apart():
    monday, tuesday, next_monday = date(2026, 12, 28), date(2026, 12, 29), date(2027, 1, 4)

    assert mail_calendar.digest_key(7, monday) == "digest:7:2026-12-28"
    assert mail_calendar.leader_digest_key(7, monday) == mail_calendar.leader_digest_key(7, tuesday)
    assert mail_calendar.leader_digest_key(7, monday) == "leader_digest:7:2026-W53"
    assert mail_calendar.leader_digest_key(7, next_monday) == "leader_digest:7:2027-W01"
