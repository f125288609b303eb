"""Who leads by a sign in the list, marks beneath a whole stage, and what heads and titles of several years say."""

from datetime import date

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import DueKind, Flag, ParsedClause

HEAD = "某县2024年工作方案\n"


def units_of(clause: ParsedClause) -> tuple[list[str], list[str]]:
    return [unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units]


RULES = [
    ("列逗号之前的为牵头单位，其他有关单位按职责分工配合，下同", ["县水务局", "县财政局"]),
    ("逗号前为牵头单位，下同", ["县水务局", "县财政局"]),
    ("逗号前的单位为牵头单位，逗号后的为配合单位，下同", ["县水务局", "县财政局"]),
    ("牵头单位为逗号前", ["县水务局", "县财政局"]),
    ("排名第一的为牵头单位，下同", ["县水务局"]),
    ("首位为牵头单位，下同", ["县水务局"]),
]


@pytest.mark.parametrize(("rule", "lead"), RULES)
def test_a_rule_of_the_document_tells_who_leads(rule: str, lead: list[str]) -> None:
    units = "县水务局、县财政局，县气象局"
    document = parse_document(f"{HEAD}一、甲。做甲。（{units}。{rule}）\n二、乙。做乙。（{units}）\n")
    for clause in document.clauses:
        named, supporting = units_of(clause)
        assert (named, clause.lead_is_explicit) == (lead, True)
        assert [*named, *supporting] == ["县水务局", "县财政局", "县气象局"]


def test_before_a_semicolon_may_lead_too_and_a_list_without_it_leads_whole() -> None:
    document = parse_document(
        f"{HEAD}一、甲。做甲。（县水务局；县财政局、县气象局。分号前为牵头单位，下同）\n二、乙。做乙。（县水务局、县财政局）\n"
    )
    assert [units_of(clause) for clause in document.clauses] == [
        (["县水务局"], ["县财政局", "县气象局"]),
        (["县水务局", "县财政局"], []),
    ]


MARK = "（责任单位：各区、市各部门，市水务局）\n"


def test_a_mark_beneath_the_last_clause_of_each_stage_is_that_of_the_stage() -> None:
    text = (
        f"{HEAD}一、进度\n（一）谋划阶段\n1.建章立制：市水务局会同市财政局编制方案。\n2.摸清底数：开展摸底。\n{MARK}"
        f"（二）推进阶段\n1.招标：开展招标。\n2.签约履行：由市水务局会同各单位和中标企业进行签约。\n{MARK}"
    )
    found = {clause.path: units_of(clause) for clause in parse_document(text).clauses}
    stage = (["各区"], ["市各部门", "市水务局"])
    assert found == {
        ("一", "（一）"): stage,
        ("一", "（一）", "1"): (["市水务局"], ["市财政局"]),
        ("一", "（一）", "2"): ([], []),
        ("一", "（二）"): stage,
        ("一", "（二）", "1"): ([], []),
        ("一", "（二）", "2"): (["市水务局"], ["各单位", "中标企业"]),
    }


def test_such_a_mark_is_that_of_its_clause_where_others_have_their_own() -> None:
    own = "（责任单位：市水务局）\n"
    text = f"{HEAD}（一）甲\n1.子。做子。{own}2.丑。做丑。\n{MARK}（二）乙\n1.寅。做寅。{own}2.卯。做卯。\n{MARK}"
    assert [clause.path[-1] for clause in parse_document(text).clauses] == ["1", "2", "1", "2"]


SENTENCES = [
    (
        "结合“一张网”清单，县水务局会同县各板块、部门按照“急用先行”原则编写报告。",
        (["县水务局"], ["县各板块、部门"]),
    ),
    ("县水务局统一发布“一张网”公告，并会同县财政局组织采购。", (["县水务局"], ["县财政局"])),
    ("县水务局会同县财政局推进。需求可由县财政局统一立项采购。", (["县水务局"], ["县财政局"])),
    ("县水务局统筹全县平台建设，为各镇提供工具，负责审核。", (["县水务局"], [])),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentences_tell_who_does_the_work_with_whom(sentence: str, expected: tuple[list[str], list[str]]) -> None:
    assert units_of(parse_document(f"{HEAD}一、甲。{sentence}\n二、乙。做乙。\n").clauses[0]) == expected


def test_a_duty_said_in_passing_does_not_tell_whose_a_long_clause_is() -> None:
    text = f"{HEAD}一、提升服务\n加快建设。\n推广设施。\n加强监管。县水务局要会同县公安局约谈企业。\n二、乙\n做乙。\n"
    clause = parse_document(text).clauses[0]
    assert not clause.units
    assert [unit.name for unit in clause.implied_units][:1] == ["县水务局"]


TITLES = [
    "某市加快建设高地\n\n实施方案（2025年版）\n",
    "某市进一步建设城市的\n\n若干措施（2026年版）\n",
    "某省制造业高质量发展\n\n行动方案（2025—2027年）\n",
]


@pytest.mark.parametrize("printed", TITLES)
def test_a_kind_of_paper_on_a_line_of_its_own_ends_the_title_above(printed: str) -> None:
    document = parse_document(f"{printed}\n为推进工作，制定本方案。\n一、甲。做甲。\n二、乙。做乙。\n")
    assert document.title == printed.replace("\n", "")


@pytest.mark.parametrize(("source", "issuer"), [("某市水务局", "某市水务局"), ("他市水务局", None), ("某市日报", None)])
def test_the_source_above_a_paper_of_the_same_place_issued_it(source: str, issuer: str | None) -> None:
    head = f"某市水务局工作方案\n\n信息来源：{source} 信息提供日期：2025-07-31 10:49 【字体：大中小】\n"
    assert parse_document(f"{head}为推进工作，制定本方案。\n一、甲。做甲。\n").issuing_authority == issuer


def test_a_plan_of_several_years_takes_the_first_and_says_that_it_is_inferred() -> None:
    clause = parse_document("某县行动方案（2025—2027年）\n一、甲。12月底前完成甲。\n二、乙。做乙。\n").clauses[0]
    assert clause.due_on == date(2025, 12, 31)
    assert Flag.DUE_INFERRED in clause.flags


def test_the_year_of_goals_as_a_limit_is_flagged_beside_a_goal_of_another_date() -> None:
    text = f"{HEAD}一、甲。到2025年，建成泵站20座。\n二、乙。做乙。\n"
    clause = parse_document(text).clauses[0]
    assert (clause.due_kind, Flag.DUE_INFERRED in clause.flags) == (DueKind.INFERRED, True)


def test_a_radius_is_no_goal_and_what_takes_effect_no_clause() -> None:
    rules = f"本方案自2025年7月15日起施行。{'上级政策有调整的，按上级政策执行。' * 12}由县水务局负责实施。\n"
    document = parse_document(f"{HEAD}一、目标。到2025年，设施1公里半径覆盖率达到50%。\n二、乙。做乙。\n{rules}")
    assert [str(goal.value) for goal in document.clauses[0].goals] == ["50"]
    assert [clause.path for clause in document.clauses] == [("一",), ("二",)]
    assert not document.clauses[1].units
