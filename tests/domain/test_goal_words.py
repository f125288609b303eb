"""Figures of goals as people read them."""

import pytest

from tracker.domain.goal_words import goal_figure
from tracker.domain.parsing.model import GoalOperator as Op


@pytest.mark.parametrize(
    ("values", "more", "wanted"),
    [
        ((Op.AT_LEAST, 8.0, "%"), {}, "不低于 8%"),
        ((Op.AT_MOST, 0.5, "吨"), {}, "不高于 0.5吨"),
        ((Op.EQUAL, 45.0, "万元"), {}, "45万元"),
        ((Op.ABOUT, 50.0, "万元/人"), {}, "50万元/人左右"),
        ((Op.EQUAL, 2.0, "家"), {"upper_value": 3.0}, "2–3家"),
        ((Op.AT_LEAST, 2.0, "家"), {"upper_value": 3.0}, "2–3家"),
        ((Op.AT_MOST, 40.0, "位"), {"is_rank": True}, "前 40 位"),
        ((Op.AT_MOST, 40.0, ""), {"is_rank": True, "is_best_effort": True}, "力争前 40 位"),
        ((Op.AT_LEAST, 35.0, "%"), {"is_best_effort": True}, "力争不低于 35%"),
        ((Op.AT_LEAST, 13000.0, "亿元"), {}, "不低于 13000亿元"),
    ],
)
def test_a_figure_keeps_its_sense(values, more, wanted):
    assert goal_figure(*values, **more) == wanted
