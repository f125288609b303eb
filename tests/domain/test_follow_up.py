from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.follow_up import FollowUpOutcome, check_due, check_outcome, draw_sample, sample_size
from tracker.domain.periods import Month


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (9, 1), (10, 1), (11, 2), (30, 3), (31, 4), (1000, 100)]
)
def test_a_tenth_is_drawn_and_at_least_one(population, size):
    assert sample_size(population) == size


@given(st.sets(st.integers(1, 10_000), max_size=60), st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(ids, shuffler):
    mixed = list(ids)
    shuffler.shuffle(mixed)

    drawn = draw_sample(mixed, sample_size(len(ids)), "种子 7")

    assert drawn == draw_sample(ids, sample_size(len(ids)), "种子 7")
    assert set(drawn) <= ids
    assert len(drawn) == len(set(drawn)) == sample_size(len(ids))


def test_a_sample_written_down_once_never_changes():
    assert draw_sample(range(1, 41), 4, "2026-06") == [12, 38, 18, 29]


def test_another_seed_draws_others():
    samples = {tuple(draw_sample(range(1, 101), 10, str(seed))) for seed in range(20)}

    assert len(samples) == 20


def test_every_task_is_drawn_about_as_often():
    drawn = [id_ for seed in range(2000) for id_ in draw_sample(range(10), 1, str(seed))]

    assert all(140 < drawn.count(id_) < 260 for id_ in range(10))  # 200 each, give or take 4.5 deviations


def test_nothing_is_drawn_without_a_seed():
    with pytest.raises(RuleViolation):
        draw_sample([1, 2], 1, " ")


@pytest.mark.parametrize(("month", "due"), [(Month(2026, 1), True), (Month(2025, 7), True), (Month(2026, 2), False)])
def test_closed_tasks_are_looked_at_after_half_a_year(month, due):
    today = date(2026, 7, 1)
    if due:
        check_due(month, today)
    else:
        with pytest.raises(RuleViolation, match="2026年8月起"):
            check_due(month, today)


@pytest.mark.parametrize("old", FollowUpOutcome)
@pytest.mark.parametrize("new", FollowUpOutcome)
def test_a_check_is_concluded_once(old, new):
    if old is FollowUpOutcome.PENDING and new is not FollowUpOutcome.PENDING:
        check_outcome(old, new, "现场核对，数据一致。")
    else:
        with pytest.raises(ActionNotAllowed):
            check_outcome(old, new, "现场核对，数据一致。")


def test_a_conclusion_says_what_was_looked_at():
    with pytest.raises(RuleViolation):
        check_outcome(FollowUpOutcome.PENDING, FollowUpOutcome.CONFIRMED, " ")
