from datetime import UTC, date, datetime

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import Month, Quarter, Year, beijing_midnight, parse_period

PERIODS = [
    # written      period            label                first               last               before      after
    ("2026-12", Month(2026, 12), "2026年12月", date(2026, 12, 1), date(2026, 12, 31), "2026-11", "2027-01"),
    ("2024-02", Month(2024, 2), "2024年2月", date(2024, 2, 1), date(2024, 2, 29), "2024-01", "2024-03"),
    ("2026-01", Month(2026, 1), "2026年1月", date(2026, 1, 1), date(2026, 1, 31), "2025-12", "2026-02"),
    ("2026-Q1", Quarter(2026, 1), "2026年第一季度", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4", "2026-Q2"),
    ("2026-Q4", Quarter(2026, 4), "2026年第四季度", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3", "2027-Q1"),
    ("2026", Year(2026), "2026年", date(2026, 1, 1), date(2026, 12, 31), "2025", "2027"),
]


@pytest.mark.parametrize(("written", "period", "label", "first_day", "last_day", "before", "after"), PERIODS)
def test_a_period_knows_its_bounds_its_name_and_its_neighbours(
    written, period, label, first_day, last_day, before, after
):
    assert parse_period(written) == period
    assert str(period) == written
    assert period.label == label
    assert (period.first_day, period.last_day) == (first_day, last_day)
    assert (str(period.previous()), str(period.next())) == (before, after)
    assert period.previous() < period < period.next()
    assert type(period).containing(first_day) == type(period).containing(last_day) == period


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-00", "2026-1", "2026-Q5", "2026-Q0", "26", "0000", "0000-01", "２０２６", "2026-12-01"],
)
def test_what_is_not_a_period_is_refused_with_an_example(text):
    with pytest.raises(RuleViolation, match="请写成 2026-12、2026-Q4 或 2026"):
        parse_period(text)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 12, 1), "2026-12"),
        (date(2026, 12, 25), "2026-12"),
        (date(2026, 12, 26), "2027-01"),
        (date(2026, 12, 31), "2027-01"),
    ],
)
def test_after_the_25th_a_report_belongs_to_the_next_period(day, period):
    assert str(Month.reporting_on(day)) == period


@pytest.mark.parametrize(
    ("month", "last_day_in_time"),
    [
        (Month(2026, 11), date(2026, 11, 30)),  # Wednesday → Monday
        (Month(2026, 9), date(2026, 9, 30)),  # the 25th is 中秋节
        (Month(2026, 4), date(2026, 4, 29)),  # the 25th is a Saturday
        (Month(2026, 2), date(2026, 2, 28)),  # a make-up Saturday counts
    ],
)
def test_a_report_is_late_three_working_days_after_the_25th(month, last_day_in_time):
    assert month.report_is_late_after(CALENDAR) == last_day_in_time


def test_the_snapshot_is_taken_when_the_25th_ends_in_beijing():
    assert Month(2026, 12).snapshot_moment == datetime(2026, 12, 25, 16, tzinfo=UTC)
    assert beijing_midnight(date(2027, 1, 1)) == datetime(2026, 12, 31, 16, tzinfo=UTC)


def test_periods_contain_each_other():
    assert [str(month) for month in Quarter(2026, 2).months] == ["2026-04", "2026-05", "2026-06"]
    assert [str(quarter) for quarter in Year(2026).quarters] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert {Month(2026, month).quarter for month in (10, 11, 12)} == {Quarter(2026, 4)}


def test_analyses_and_evaluations_have_their_days():
    assert Quarter(2026, 3).analysis_due_on(CALENDAR) == date(2026, 10, 20)
    assert Year(2026).evaluation_due_on == date(2027, 1, 20)
