"""The figure of a stored goal as its paper words it."""

from tracker.domain.goal_words import goal_figure, printed_bound
from tracker.models import Goal


def goal_in_words(goal: Goal, before: str) -> str:
    """Return the figure with its sense, 不低于 50%, or 超过 50% where the text before the figure says so."""
    return goal_figure(
        goal.operator,
        goal.target_value,
        goal.unit_of_measure,
        upper_value=goal.upper_value,
        is_rank=goal.is_rank,
        is_best_effort=goal.is_best_effort,
        bound=printed_bound(goal.operator, before),
    )
