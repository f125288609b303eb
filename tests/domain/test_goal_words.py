"""Figures of goals as people read them."""

import pytest

from tracker.domain.goal_words import goal_figure, printed_bound
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
        ((Op.AT_LEAST, 50.0, "%"), {"bound": "超过"}, "超过 50%"),
        ((Op.AT_LEAST, 50.0, "%"), {"bound": "突破", "is_best_effort": True}, "力争突破 50%"),
    ],
)
def test_a_figure_keeps_its_sense(values, more, wanted):
    assert goal_figure(*values, **more) == wanted


@pytest.mark.parametrize(
    ("operator", "before", "wanted"),
    [
        (Op.AT_LEAST, "增加值占比超过", "超过"),
        (Op.AT_LEAST, "营业收入突破约", "突破"),
        (Op.AT_LEAST, "增加值占比超\n过", "超过"),
        (Op.AT_LEAST, "增加值占比达到", ""),
        (Op.AT_LEAST, "增加值占比不低于", ""),
        (Op.AT_LEAST, "超过一倍，占比达", ""),
        (Op.AT_MOST, "能耗不超过", ""),
        (Op.AT_MOST, "失业率低于", "低于"),
        (Op.AT_MOST, "失业率不低于", ""),
        (Op.EQUAL, "超过", ""),
        (Op.AT_LEAST, "", ""),
    ],
)
def test_a_bound_that_leaves_the_figure_out_keeps_its_word(operator, before, wanted):
    assert printed_bound(operator, before) == wanted
