"""A goal's figure in the words a page shows: 8%左右, 不低于 50%, 前 40 位, 力争."""

from tracker.domain.parsing.model import GoalOperator

_LARGEST_PLAIN = 15  # significant digits: figures are shown as printed, without an exponent


def goal_figure(
    operator: GoalOperator,
    value: float,
    unit_of_measure: str,
    *,
    upper_value: float | None = None,
    is_rank: bool = False,
    is_best_effort: bool = False,
) -> str:
    """Return the figure with its sense: a range as 2–3家, a rank as 前 40 位, the rest by the operator's word."""
    amount = _plain(value) if upper_value is None else f"{_plain(value)}–{_plain(upper_value)}"
    effort = "力争" if is_best_effort else ""
    if is_rank:
        return f"{effort}前 {amount} {unit_of_measure or '位'}"
    if operator is GoalOperator.ABOUT:
        return f"{effort}{amount}{unit_of_measure}左右"
    if operator is GoalOperator.EQUAL or upper_value is not None:
        return f"{effort}{amount}{unit_of_measure}"
    return f"{effort}{operator.label} {amount}{unit_of_measure}"


def _plain(value: float) -> str:
    return f"{value:.{_LARGEST_PLAIN}g}"
