from datetime import date, timedelta

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.digests import (
    DigestDays,
    DigestFacts,
    DigestTopic,
    asks_for_explanation,
    asks_for_new_evidence,
    topics,
)
from tracker.domain.periods import Month

LONG_OFF = date(2027, 12, 31)


def facts(**changes):
    usual = {
        "status": AssignmentStatus.IN_PROGRESS,
        "issued_on": date(2026, 6, 1),
        "due_on": LONG_OFF,
        "last_reported_period": Month(2026, 12),
        "returned_on": None,
    }
    return DigestFacts(**{**usual, **changes})


def days(today, after=None):
    """Return the days of a digest; by default the one before was on the working day before."""
    return DigestDays(after or CALENDAR.add_workdays(today, -1), today, CALENDAR)


def mornings(one, first, count):
    """Return the mornings, of so many working days from the first, on which the digest speaks, with its topics."""
    found, day = {}, first
    for _ in range(count):
        if spoken := topics(one, days(day)):
            found[day] = spoken
        day = CALENDAR.add_workdays(day, 1)
    return found


def test_nothing_is_said_of_work_that_is_in_order():
    assert mornings(facts(), date(2026, 6, 1), 60) == {}


def test_signing_is_asked_for_after_two_working_days_and_then_weekly():
    unsigned = facts(status=AssignmentStatus.ISSUED, issued_on=date(2026, 6, 5))  # a Friday

    assert list(mornings(unsigned, date(2026, 6, 8), 14)) == [date(2026, 6, 10), date(2026, 6, 17), date(2026, 6, 25)]


def test_a_limit_is_named_seven_three_and_one_working_days_before():
    soon = facts(due_on=date(2026, 7, 10))  # a Friday

    assert mornings(soon, date(2026, 6, 25), 12) == {
        date(2026, 7, 1): [DigestTopic.DUE_SOON],
        date(2026, 7, 7): [DigestTopic.DUE_SOON],
        date(2026, 7, 9): [DigestTopic.DUE_SOON],
    }


def test_overdue_is_named_from_the_first_working_day_and_then_weekly():
    late = facts(due_on=date(2026, 7, 3))  # a Friday

    assert list(mornings(late, date(2026, 7, 3), 12)) == [date(2026, 7, 6), date(2026, 7, 13), date(2026, 7, 20)]


def test_a_missing_report_is_asked_for_three_working_days_before_the_25th_and_on_it():
    silent = facts(last_reported_period=Month(2026, 6))

    assert mornings(silent, date(2026, 7, 13), 14) == {
        date(2026, 7, 21): [DigestTopic.REPORT],  # the 25th is a Saturday: the last working day before it
        date(2026, 7, 24): [DigestTopic.REPORT],
    }


@pytest.mark.parametrize("reported", [Month(2026, 7), Month(2026, 8)])
def test_who_has_reported_is_not_asked(reported):
    assert topics(facts(last_reported_period=reported), days(date(2026, 7, 24))) == []


def test_who_never_reported_is_asked_but_not_before_signing():
    never = facts(last_reported_period=None)

    assert topics(never, days(date(2026, 7, 24))) == [DigestTopic.REPORT]
    assert DigestTopic.REPORT not in topics(
        facts(last_reported_period=None, status=AssignmentStatus.ISSUED), days(date(2026, 7, 24))
    )


def test_returned_work_is_named_after_three_and_five_working_days_and_then_weekly():
    returned = facts(returned_on=date(2026, 7, 3))

    assert list(mornings(returned, date(2026, 7, 6), 12)) == [date(2026, 7, 8), date(2026, 7, 10), date(2026, 7, 17)]


def test_nothing_is_said_before_the_work_begins():
    assert topics(facts(start_on=date(2026, 7, 25), last_reported_period=None), days(date(2026, 7, 24))) == []


def test_days_without_a_digest_are_made_up_for_once():
    soon = facts(due_on=date(2026, 7, 10))

    assert topics(soon, days(date(2026, 7, 8), after=date(2026, 6, 30))) == [DigestTopic.DUE_SOON]
    assert topics(soon, days(date(2026, 7, 8))) == []


def test_a_limit_without_a_date_is_never_near():
    assert topics(facts(due_on=None), days(date(2026, 7, 8))) == []


@pytest.mark.parametrize(("workdays", "asked"), [(0, True), (1, False), (2, True), (3, False)])
def test_an_explanation_is_asked_for_on_the_first_and_the_third_morning(workdays, asked):
    compiled_on = date(2026, 6, 26)  # a Friday, just after midnight

    assert asks_for_explanation(compiled_on, days(CALENDAR.add_workdays(compiled_on, workdays))) is asked


def test_a_list_compiled_on_a_saturday_is_asked_about_on_monday():
    compiled_on = date(2026, 9, 26)
    monday = CALENDAR.next_workday(compiled_on)

    assert asks_for_explanation(compiled_on, days(monday))
    assert monday - compiled_on == timedelta(days=2)


@pytest.mark.parametrize(
    ("workdays", "asked"), [(0, False), (1, True), (2, False), (3, True), (4, False), (5, True), (6, False)]
)
def test_evidence_that_was_returned_is_spoken_of_three_times(workdays, asked):
    returned_on = date(2026, 7, 6)
    morning = days(CALENDAR.add_workdays(returned_on, workdays))

    assert asks_for_new_evidence(returned_on, None, morning) is asked


@pytest.mark.parametrize(
    ("today", "asked"), [(date(2026, 7, 10), False), (date(2026, 7, 13), True), (date(2026, 7, 14), False)]
)
def test_evidence_that_has_run_out_is_spoken_of_once_on_the_next_working_day(today, asked):
    assert asks_for_new_evidence(None, date(2026, 7, 10), days(today)) is asked  # a Friday


def test_evidence_that_is_good_for_ever_is_never_spoken_of():
    assert not asks_for_new_evidence(None, None, days(date(2026, 7, 10)))
