from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.scheduled_progress import Milestone, gap, percent_done, scheduled_percent

START, DUE = date(2026, 1, 1), date(2026, 4, 11)  # 100 days apart
STAGES = (Milestone(date(2026, 2, 20), 3), Milestone(date(2026, 1, 11), 1))


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (date(2025, 12, 31), 0.0),
        (date(2026, 1, 1), 0.0),
        (date(2026, 1, 2), 1.0),
        (date(2026, 2, 20), 50.0),
        (date(2026, 4, 10), 99.0),
        (date(2026, 4, 11), 100.0),
        (date(2026, 4, 12), 100.0),
    ],
)
def test_without_milestones_progress_is_even_from_start_to_limit(today, percent):
    assert scheduled_percent(START, DUE, today) == percent


@pytest.mark.parametrize(
    ("today", "percent"),
    [
        (date(2026, 1, 6), 12.5),
        (date(2026, 1, 11), 25.0),
        (date(2026, 1, 31), 62.5),
        (date(2026, 2, 20), 100.0),
        (date(2026, 3, 1), 100.0),
    ],
)
def test_milestones_bend_the_line_by_their_weight(today, percent):
    assert scheduled_percent(START, DUE, today, STAGES) == percent


@pytest.mark.parametrize(
    ("stages", "today", "percent"),
    [
        ((Milestone(START), Milestone(date(2026, 1, 11))), date(2026, 1, 6), 75.0),  # due on the first day
        ((Milestone(date(2025, 6, 1)), Milestone(date(2026, 1, 11))), date(2026, 1, 6), 75.0),  # due before the start
        ((Milestone(date(2026, 1, 11)), Milestone(date(2026, 1, 11))), date(2026, 1, 6), 50.0),  # on the same day
        ((Milestone(date(2026, 12, 1)),), DUE, 100.0),  # the limit counts, whatever milestones say
        ((Milestone(date(2026, 1, 11), 0),), date(2026, 1, 20), 0.0),  # without any weight
    ],
)
def test_odd_milestones_still_give_a_percentage(stages, today, percent):
    assert scheduled_percent(START, DUE, today, stages) == percent


def test_a_task_that_starts_on_its_limit_is_due_at_once():
    assert scheduled_percent(DUE, DUE, date(2026, 4, 10)) == 0.0
    assert scheduled_percent(DUE, DUE, DUE) == 100.0


def test_finished_milestones_add_up_by_weight():
    assert percent_done([Milestone(START, 1, is_done=True), Milestone(DUE, 2)]) == 33.3
    assert percent_done([Milestone(START, 1, is_done=True), Milestone(DUE, 2, is_done=True)]) == 100.0
    assert percent_done([]) == 0.0


def test_the_gap_is_scheduled_less_confirmed():
    assert gap(50.1, 40.0) == 10.1
    assert gap(0.3, 0.1) == 0.2
    assert gap(20.0, 35) == -15.0


PROPERTY = settings(max_examples=60, derandomize=True, deadline=None)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
WEIGHTED = st.lists(st.builds(Milestone, DAYS, st.integers(0, 5)), max_size=4)


@PROPERTY
@given(DAYS, DAYS, DAYS, DAYS, WEIGHTED)
def test_scheduled_progress_stays_within_bounds_and_never_falls(start_on, due_on, one_day, other_day, stages):
    earlier, later = sorted((one_day, other_day))

    before = scheduled_percent(start_on, due_on, earlier, stages)
    after = scheduled_percent(start_on, due_on, later, stages)

    assert 0 <= before <= after <= 100
