from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.periods import BEIJING, Month
from tracker.domain.timetable import (
    DIGEST_GOOD_FOR,
    Timing,
    after_the_reporting_day,
    closed_period,
    daily,
    due_slots,
    on_workdays,
)

NIGHTLY = Timing(daily(time(0, 5)))
MONTHLY = Timing(after_the_reporting_day(time(0, 0)), every_slot=True)
MORNING = Timing(on_workdays(time(8, 30)), good_for=DIGEST_GOOD_FOR)


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def due(timing, after, at, **how):
    slots = due_slots(timing, after=beijing(after), at=beijing(at), calendar=CALENDAR, **how)
    assert all(slot.tzinfo is UTC for slot in slots)
    return [slot.astimezone(BEIJING).strftime("%m-%d %H:%M") for slot in slots]


@pytest.mark.parametrize(
    ("timing", "after", "at", "expected"),
    [
        (NIGHTLY, "2026-06-15T00:05", "2026-06-16T00:04", []),
        (NIGHTLY, "2026-06-15T00:05", "2026-06-16T00:05", ["06-16 00:05"]),
        (NIGHTLY, "2026-06-15T00:05", "2026-06-20T09:00", ["06-20 00:05"]),
        (MONTHLY, "2026-03-01T00:00", "2026-06-25T23:59", ["03-26 00:00", "04-26 00:00", "05-26 00:00"]),
        (MONTHLY, "2026-03-01T00:00", "2026-06-26T00:00", ["03-26 00:00", "04-26 00:00", "05-26 00:00", "06-26 00:00"]),
        (MORNING, "2026-06-15T08:30", "2026-06-16T08:29", []),
        (MORNING, "2026-06-15T08:30", "2026-06-16T08:30", ["06-16 08:30"]),
        (MORNING, "2026-06-15T08:30", "2026-06-16T17:59", ["06-16 08:30"]),
        (MORNING, "2026-06-15T08:30", "2026-06-16T18:00", []),
        (MORNING, "2026-06-11T08:30", "2026-06-16T09:00", ["06-16 08:30"]),
        (MORNING, "2026-09-30T08:30", "2026-10-07T12:00", []),  # 国庆
        (MORNING, "2026-09-18T08:30", "2026-09-20T09:00", ["09-20 08:30"]),  # a make-up Sunday
    ],
)
def test_what_is_due_is_what_was_reached_and_not_recorded(timing, after, at, expected):
    assert due(timing, after, at) == expected


def test_as_if_alive_gives_every_slot():
    assert due(MORNING, "2026-06-11T08:30", "2026-06-16T20:00", as_if_alive=True) == [
        "06-12 08:30", "06-15 08:30", "06-16 08:30",
    ]  # fmt: skip


def test_a_clock_that_jumped_back_makes_nothing_due():
    assert due(NIGHTLY, "2026-06-16T00:05", "2026-06-15T12:00") == []


def test_the_snapshot_slot_closes_the_month_it_follows():
    assert closed_period(beijing("2026-06-26T00:00")) == Month(2026, 6)
    assert closed_period(Month(2026, 12).snapshot_moment) == Month(2026, 12)


def test_a_digest_is_good_until_mail_stops_for_the_day():
    slot = on_workdays(time(8, 30))(date(2026, 6, 15), CALENDAR)
    assert slot + DIGEST_GOOD_FOR == beijing("2026-06-15T18:00")
    assert timedelta(hours=9, minutes=30) == DIGEST_GOOD_FOR
