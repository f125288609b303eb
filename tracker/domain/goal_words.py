"""A goal's figure in the words a page shows: 8%左右, 不低于 50%, 超过 50%, 前 40 位, 力争."""

import re

from tracker.domain.parsing.model import GoalOperator

_LARGEST_PLAIN = 15  # significant digits: figures are shown as printed, without an exponent

WORDS_BEFORE = 8
"""Characters before a goal's figure in which its bound is printed."""

_WITHOUT_THE_FIGURE = {
    GoalOperator.AT_LEAST: re.compile("(?<![不未])(超过|突破|高于|多于|大于)约?$"),
    GoalOperator.AT_MOST: re.compile("(?<!不)(低于|少于|小于|不满|不足)约?$"),
}
"""Bounds that leave the figure itself out, as 以上 and 以内 do not (民法典 1259)."""


def printed_bound(operator: GoalOperator, before: str) -> str:
    """Return the word that stands before a goal's figure where it leaves the figure out (超过), else ""."""
    pattern = _WITHOUT_THE_FIGURE.get(operator)
    found = pattern.search("".join(before[-WORDS_BEFORE:].split())) if pattern else None
    return found[1] if found else ""


def goal_figure(
    operator: GoalOperator,
    value: float,
    unit_of_measure: str,
    *,
    upper_value: float | None = None,
    is_rank: bool = False,
    is_best_effort: bool = False,
    bound: str = "",
) -> str:
    """Return the figure with its sense: a range as 2–3家, a rank as 前 40 位, the rest by the operator's word.

    `bound` is the paper's own word where it leaves the figure out (see printed_bound).
    """
    amount = _plain(value) if upper_value is None else f"{_plain(value)}–{_plain(upper_value)}"
    effort = "力争" if is_best_effort else ""
    if is_rank:
        return f"{effort}前 {amount} {unit_of_measure or '位'}"
    if operator is GoalOperator.ABOUT:
        return f"{effort}{amount}{unit_of_measure}左右"
    if operator is GoalOperator.EQUAL or upper_value is not None:
        return f"{effort}{amount}{unit_of_measure}"
    return f"{effort}{bound or operator.label} {amount}{unit_of_measure}"


def _plain(value: float) -> str:
    return f"{value:.{_LARGEST_PLAIN}g}"
