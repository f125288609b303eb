from datetime import date, timedelta

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain import deadlines
from tracker.domain.errors import LimitReached, RuleViolation

DUE = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("start_on", "days", "due_on"),
    [
        (date(2026, 9, 2), 30, date(2026, 10, 8)),
        (date(2026, 1, 20), 30, date(2026, 2, 24)),
        (date(2026, 11, 2), 30, date(2026, 12, 2)),
        (date(2026, 9, 10), 10, date(2026, 9, 20)),  # a make-up Sunday is a working day
    ],
)
def test_calendar_days_roll_over_rest_days(start_on, days, due_on):
    assert deadlines.due_after_days(start_on, days, CALENDAR) == due_on


@pytest.mark.parametrize(
    ("start_on", "workdays", "due_on"),
    [
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 9, 25), 5, date(2026, 10, 9)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
    ],
)
def test_working_days_skip_rest_days_and_count_make_up_workdays(start_on, workdays, due_on):
    assert deadlines.due_after_workdays(start_on, workdays, CALENDAR) == due_on


@pytest.mark.parametrize(
    ("start_on", "months", "due_on"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (date(2026, 11, 30), 3, date(2027, 3, 1)),
        (date(2026, 6, 15), 18, date(2027, 12, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start_on, months, due_on):
    assert deadlines.due_after_months(start_on, months, CALENDAR) == due_on


@pytest.mark.parametrize(
    ("today", "left", "overdue", "workdays_left", "workdays_overdue", "words"),
    [
        (date(2026, 12, 6), 12, 0, 10, 0, "还有 12 天"),
        (date(2026, 12, 17), 1, 0, 1, 0, "还有 1 天"),
        (date(2026, 12, 18), 0, 0, 0, 0, "今天到期"),
        (date(2026, 12, 19), 0, 1, 0, 0, "逾期 1 天"),
        (date(2026, 12, 21), 0, 3, 0, 1, "逾期 3 天"),
    ],
)
def test_the_distance_to_a_limit_in_days_working_days_and_words(
    today, left, overdue, workdays_left, workdays_overdue, words
):
    assert deadlines.days_left(DUE, today) == left
    assert deadlines.days_overdue(DUE, today) == overdue
    assert deadlines.workdays_left(DUE, today, CALENDAR) == workdays_left
    assert deadlines.workdays_overdue(DUE, today, CALENDAR) == workdays_overdue
    assert deadlines.describe_distance(DUE, today) == words


@pytest.mark.parametrize(
    ("today", "too_long"), [(date(2026, 11, 20), False), (date(2026, 11, 24), False), (date(2026, 11, 25), True)]
)
def test_signing_has_two_working_days(today, too_long):
    assert deadlines.is_unsigned_too_long(date(2026, 11, 20), today, CALENDAR) is too_long


@pytest.mark.parametrize(
    ("due_on", "last_day"),
    [
        (DUE, date(2026, 12, 15)),
        (date(2026, 10, 9), date(2026, 9, 29)),
        (date(2026, 12, 20), date(2026, 12, 16)),  # a limit on a Sunday
    ],
)
def test_an_extension_is_asked_for_three_working_days_ahead(due_on, last_day):
    asked = {"granted_count": 0, "calendar": CALENDAR}

    assert deadlines.last_day_to_ask_extension(due_on, CALENDAR) == last_day
    deadlines.check_extension(due_on, due_on + timedelta(days=30), today=last_day, **asked)
    with pytest.raises(LimitReached, match=f"到期前 3 个工作日提出，最迟 {last_day}"):
        deadlines.check_extension(due_on, due_on + timedelta(days=30), today=last_day + timedelta(days=1), **asked)


@pytest.mark.parametrize("granted_count", [2, 3])
def test_a_third_extension_is_refused(granted_count):
    with pytest.raises(LimitReached, match=f"已延期 {granted_count} 次，最多 2 次"):
        deadlines.check_extension(
            DUE, date(2027, 3, 31), today=date(2026, 12, 1), granted_count=granted_count, calendar=CALENDAR
        )


def test_a_second_extension_is_allowed():
    deadlines.check_extension(DUE, date(2027, 3, 31), today=date(2026, 12, 1), granted_count=1, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("due_on", "requested", "reason"),
    [
        (None, date(2027, 3, 31), "没有完成时限"),
        (DUE, DUE, "应当晚于原时限 2026-12-18"),
        (DUE, date(2026, 12, 1), "应当晚于原时限 2026-12-18"),
    ],
)
def test_there_must_be_a_limit_and_it_must_move_later(due_on, requested, reason):
    with pytest.raises(RuleViolation, match=reason):
        deadlines.check_extension(due_on, requested, today=date(2026, 12, 1), granted_count=0, calendar=CALENDAR)


def test_an_administrator_can_set_other_extension_rules():
    rules = deadlines.ExtensionRules(workdays_before=5, most=1)

    assert deadlines.last_day_to_ask_extension(DUE, CALENDAR, rules) == date(2026, 12, 11)
