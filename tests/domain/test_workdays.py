from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.calendars import CALENDAR, WEEKENDS_ONLY
from tracker.domain.workdays import WorkCalendar

PROPERTY = settings(max_examples=60, derandomize=True, deadline=None)
SEEDED_DAYS = st.dates(date(2021, 12, 1), date(2028, 1, 31))
ONE_DAY = timedelta(days=1)
WORKDAYS_OF_YEAR = {2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248, 2027: 248}


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 18), True),  # an ordinary Friday
        (date(2026, 9, 19), False),  # an ordinary Saturday
        (date(2026, 9, 20), True),  # a make-up Sunday
        (date(2026, 9, 25), False),  # 中秋节, a Friday
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a make-up Saturday
        (date(2022, 12, 31), False),  # 元旦 of 2023 begins in 2022
    ],
)
def test_rest_days_and_make_up_workdays_follow_the_notice(day, worked):
    assert CALENDAR.is_workday(day) is worked


@pytest.mark.parametrize(("year", "count"), WORKDAYS_OF_YEAR.items())
def test_every_seeded_year_has_its_number_of_working_days(year, count):
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_a_day_that_is_both_rest_day_and_make_up_workday_is_worked():
    wednesday, saturday = date(2026, 7, 1), date(2026, 7, 4)
    calendar = WorkCalendar(frozenset({wednesday, saturday}), frozenset({wednesday, saturday}))

    assert calendar.is_workday(wednesday)
    assert calendar.is_workday(saturday)
    assert calendar.workdays_between(date(2026, 6, 28), date(2026, 7, 5)) == 6


@pytest.mark.parametrize(("year", "provisional"), [(2021, True), (2022, False), (2026, False), (2027, True)])
def test_a_year_without_notice_is_provisional(year, provisional):
    assert CALENDAR.is_provisional(date(year, 6, 1)) is provisional


@pytest.mark.parametrize(
    ("day", "next_one", "previous_one"),
    [
        (date(2026, 9, 30), date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 8), date(2026, 9, 30)),
        (date(2026, 10, 9), date(2026, 10, 9), date(2026, 10, 9)),
        (date(2026, 10, 11), date(2026, 10, 12), date(2026, 10, 10)),
    ],
)
def test_a_rest_day_rolls_to_the_working_day_beside_it(day, next_one, previous_one):
    assert CALENDAR.next_workday(day) == next_one
    assert CALENDAR.previous_workday(day) == previous_one


@pytest.mark.parametrize(
    ("day", "workdays", "result"),
    [
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 9, 25), 5, date(2026, 10, 9)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 10, 10), -3, date(2026, 9, 30)),
        (date(2026, 10, 4), -1, date(2026, 9, 30)),
        (date(2026, 10, 4), 0, date(2026, 10, 4)),
    ],
)
def test_working_days_are_counted_without_the_day_they_start_from(day, workdays, result):
    assert CALENDAR.add_workdays(day, workdays) == result


@pytest.mark.parametrize(
    ("after", "up_to", "count"),
    [
        (date(2026, 9, 30), date(2026, 10, 8), 1),
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 10, 8), date(2026, 10, 8), 0),
        (date(2026, 10, 9), date(2026, 10, 8), 0),
        (date(2026, 10, 9), date(2026, 10, 10), 1),
    ],
)
def test_working_days_between_count_the_last_day_and_not_the_first(after, up_to, count):
    assert CALENDAR.workdays_between(after, up_to) == count


@PROPERTY
@given(SEEDED_DAYS, st.integers(1, 80))
def test_adding_working_days_agrees_with_walking_day_by_day(day, workdays):
    walked, left = day, workdays
    while left:
        walked += ONE_DAY
        left -= CALENDAR.is_workday(walked)

    assert CALENDAR.add_workdays(day, workdays) == walked
    assert CALENDAR.workdays_between(day, walked) == workdays


@PROPERTY
@given(SEEDED_DAYS, st.integers(1, 80))
def test_taking_working_days_off_agrees_with_walking_back(day, workdays):
    walked, left = day, workdays
    while left:
        walked -= ONE_DAY
        left -= CALENDAR.is_workday(walked)

    assert CALENDAR.add_workdays(day, -workdays) == walked


def test_years_far_outside_the_table_still_have_weekdays():
    assert WEEKENDS_ONLY.add_workdays(date(2199, 12, 31), 52 * 5) == date(2199, 12, 31) + timedelta(weeks=52)
