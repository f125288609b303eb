"""Figures that are goals, and figures that are not."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedGoal


def goals(sentence: str, title: str = "培育企业") -> list[str]:
    found = parse_document(f"一、{title}。{sentence}\n二、其他。做好其他。\n").clauses[0].goals
    return [_shown(goal) for goal in found]


def _shown(goal: ParsedGoal) -> str:
    upper = f"–{goal.upper_value}" if goal.upper_value is not None else ""
    year = f" {goal.target_year}" if goal.target_year else ""
    return f"{goal.operator.value}{goal.value}{upper}{goal.unit_of_measure}{year}"


GOALS = [
    ("到2027年，打造高水平研究机构2家以上。", [">=2家 2027"]),
    ("到2027年，建设具有影响力的社区1-2个、知名社区3—4个。", ["=1–2个 2027", "=3–4个 2027"]),
    ("到2025年，营业收入突破1.3万亿元，亩均税收达到45万元。", [">=1.3万亿元 2025", ">=45万元 2025"]),
    ("到2025年，能耗下降15%。", ["=15% 2025"]),
    ("到2025年，研发投入占比达到3%左右。", ["≈3% 2025"]),
    ("失业率控制在5.5%以内。", ["<=5.5%"]),
    ("办理时间压减至3小时以下，材料减少60%以上。", ["<=3小时", ">=60%"]),
    ("力争全省系列活动不少于100场。", [">=100场"]),
    ("新建改建农村公路300公里。", ["=300公里"]),
    ("每年引进10名以上顶尖人才。", [">=10名"]),
    ("滚动开放不低于50个应用场景。", [">=50个"]),
    ("占比不低于40%。", [">=40%"]),
    ("到2025年，力争进入全国前40。", ["<=40位 2025"]),
    ("到2024年，培训1，200人次。", ["=1200人次 2024"]),
    ("100个高频事项实现“最多跑一次”。", ["=100个"]),
    ("省级以上企业达600家以上。", [">=600家"]),
    ("开展职业技能培训5万人次。", ["=5万人次"]),
    ("每年生态补水5亿立方米以上。", [">=5亿立方米"]),
    ("粮食播种面积稳定在118万亩。", [">=118万亩"]),
    ("校车持证率100%、检验率100%。", ["=100%", "=100%"]),
    ("设立总规模30亿元的基金。", ["=30亿元"]),
    ("到2025年规模达到800亿元，较2020年增长30%。", [">=800亿元 2025", "=30% 2025"]),
    ("能耗比2017年下降15%以上，创建绿色工厂20家以上。", [">=15%", ">=20家"]),
    ("到2023年，40%以上的建成区达到要求。", [">=40% 2023"]),
    ("实施背街小巷改造36条，既有住宅加装电梯150部。", ["=36条", "=150部"]),
    ("技术合同成交额超50亿元，专利拥有量18件。", [">=50亿元", "=18件"]),
    ("每个乡镇防疫员不少于3名。", [">=3名"]),
    ("力争全省排名进入前10位。", ["<=10位"]),
    ("森林覆盖率由45%提高到48%。", [">=48%"]),
    ("实施重点项目100个。", ["=100个"]),
    ("贷款余额增速不低于10%。", [">=10%"]),
    ("细颗粒物浓度控制在30微克/立方米以内。", ["<=30微克/立方米"]),
    ("到2030年，劳动生产率达到50万元/人左右。", ["≈50万元/人 2030"]),
]


@pytest.mark.parametrize(("sentence", "expected"), GOALS)
def test_figures_to_be_reached_are_goals(sentence: str, expected: list[str]) -> None:
    assert goals(sentence) == expected


NO_GOALS = [
    "对新建项目给予最高500万元补助。",
    "按照投资额30%的标准给予补助。",
    "每年择优评选不超过10个标杆项目。",
    "研发费用占营收3%以上的企业可申报。",
    "年薪50万元以上且具有5年经验的，可直接认定。",
    "首次进入全国前50位的，给予支持。",
    "可给予最长期限5年的许可。",
    "目前已有120家企业入驻。",
    "下设产业、人才等6个专班。",
    "实施减盐、控烟等4个专项行动。",
    "打造“15分钟生活圈”。",
    "提供3个月的就业见习。",
    "自收到申请之日起7个工作日内办结。",
    "每个主导产业原则上不超过3类。",
    "落实创新政策40条。",
    "50亿元项目实现零的突破。",
    "超额完成的每超1个百分点加0.5分。",
    "将母猪保额提高至1500元。",
    "按照县道每年每公里10000元安排资金。",
    "面向0-3岁婴幼儿提供服务。",
]


@pytest.mark.parametrize("sentence", NO_GOALS)
def test_ceilings_conditions_and_what_exists_are_no_goals(sentence: str) -> None:
    assert goals(sentence) == []


def test_the_year_of_a_goals_clause_holds_for_the_sentences_after_it() -> None:
    text = "到2025年，建成示范区。研发投入占比达到3%。营业收入超过100亿元。"
    assert goals(text, title="主要目标") == [">=3% 2025", ">=100亿元 2025"]


def test_one_half_is_fifty_percent() -> None:
    assert goals("拖欠账款清偿一半以上。", title="总体目标") == [">=50%"]


def test_a_goal_names_its_indicator_scope_and_place() -> None:
    text = "一、主要目标。到2025年，全市高新区营业收入突破1.3万亿元。\n"
    goal = parse_document(text).clauses[0].goals[0]
    assert (goal.indicator, goal.scope) == ("全市高新区营业收入", "全市")
    assert text[goal.start : goal.end] == "1.3万亿元"


def test_commas_inside_brackets_do_not_cut_the_indicator() -> None:
    goal = parse_document("一、建校。每个县（市、区）至少建成1所学校。\n").clauses[0].goals[0]
    assert goal.indicator == "每个县（市、区）至少建成学校"
