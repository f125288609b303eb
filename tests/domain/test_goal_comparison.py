import pytest

from tests.support.source import ROOT
from tracker.domain.goal_comparison import ComparedGoal, compare_goals
from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import GoalOperator

AT_LEAST, ABOUT = GoalOperator.AT_LEAST, GoalOperator.ABOUT


def goal(indicator, value, unit="%", operator=AT_LEAST, year=2025, **rest):
    return ComparedGoal(0, 0, indicator, operator, value, unit, year, **rest)


SAME_INDICATOR = [
    ("亩均税收", "高新区亩均税收"),
    ("全省高新区营业收入", "全市高新区营收"),
    ("研究与试验发展（R&D）经费支出占生产总值（GDP）比重", "高新区R&D经费支出占GDP比重"),
    ("高新技术企业数占全省比重", "高新技术企业数占全市比重"),
    ("规模以上工业增加值占全市比重", "全市高新区规上工业增加值占全市比重"),
]
OTHER_INDICATOR = [
    ("亩均税收", "亩均R&D经费支出"),
    ("规上工业增加值占全市比重", "高新技术产业增加值占区内规上工业增加值比重"),
    ("高新技术企业数占全市比重", "高新技术产业增加值占规上工业增加值比重"),
]


@pytest.mark.parametrize(("one", "other"), SAME_INDICATOR)
def test_an_indicator_is_recognised_in_other_words(one, other):
    assert len(compare_goals([goal(one, 8)], [goal(other, 9)]).pairs) == 1


@pytest.mark.parametrize(("one", "other"), OTHER_INDICATOR)
def test_indicators_that_share_words_are_kept_apart(one, other):
    comparison = compare_goals([goal(one, 8)], [goal(other, 9)])

    assert comparison.pairs == ()
    assert (len(comparison.only_first), len(comparison.only_second)) == (1, 1)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (goal("营业收入", 1.3, "万亿元"), goal("营业收入", 13000, "亿元"), ()),
        (goal("亩均税收", 42, "万元/亩"), goal("亩均税收", 45, "万元"), ("value",)),
        (goal("亩均税收", 45, "万元", ABOUT), goal("亩均税收", 45, "万元"), ("operator",)),
        (goal("亩均税收", 45, "万元", bound="超过"), goal("亩均税收", 45, "万元"), ("operator",)),
        (goal("亩均税收", 45, "万元", bound="超过"), goal("亩均税收", 45, "万元", bound="突破"), ()),
        (goal("亩均税收", 45, "万元"), goal("亩均税收", 45, "万元", year=2027), ("year",)),
        (goal("新增企业数量", 2, "家", upper_value=3), goal("新增企业数量", 2, "家"), ("value",)),
    ],
)
def test_what_differs_between_two_figures(one, other, differs):
    (pair,) = compare_goals([one], [other]).pairs

    assert tuple(name for name in ("value", "operator", "year") if getattr(pair, f"{name}_differs")) == differs
    assert pair.differs is bool(differs)


def test_figures_of_different_kinds_are_never_one_goal():
    assert compare_goals([goal("高新技术企业", 50, "家")], [goal("高新技术企业", 50, "%")]).pairs == ()
    assert compare_goals([goal("全省前列位次", 30, "位", is_rank=True)], [goal("全省前列位次", 30, "位")]).pairs == ()


def test_an_indicator_that_says_too_little_is_told_by_its_sentence():
    national = goal("位次", 40, "位", is_rank=True, sentence="国家级高新区力争进入全国前40")
    provincial = goal("位次", 30, "位", is_rank=True, sentence="省级园区全部进入全省前30")
    newer = goal("位次", 35, "位", is_rank=True, sentence="国家级高新区力争进入全国前35")

    (pair,) = compare_goals([provincial, national], [newer]).pairs

    assert pair.first is national


def test_the_city_sets_45_where_the_province_set_42():
    documents = ROOT / "seed" / "documents"

    def goals_of(name):
        read = parse_document((documents / name).read_text(encoding="utf-8"))
        return [
            goal(g.indicator, float(g.value), g.unit_of_measure, g.operator, g.target_year, is_rank=g.is_rank)
            for clause in read.clauses
            for g in clause.goals
        ]

    comparison = compare_goals(
        goals_of("zhejiang_2021_policy_reading_web.txt"), goals_of("jiaxing_2022_high_tech_zones.txt")
    )

    figures = {pair.second.indicator: (pair.first.value, pair.second.value) for pair in comparison.pairs}
    assert figures["亩均税收"] == (42, 45)
    assert len(figures) == 3
