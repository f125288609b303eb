"""Who is responsible: every notation of docs/grammar.md, one row a case."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause

BODY = "建立健全工作机制，加快推进重点项目建设。"


def first_clause(text: str) -> ParsedClause:
    return parse_document(text).clauses[0]


MARKS = [
    # the mark, who leads, who supports, whether the text says who leads
    ("（责任单位：甲市科技局、甲市财政局）", "甲市科技局", "甲市财政局", False),
    ("(责任单位:甲市科技局,甲市财政局)", "甲市科技局", "甲市财政局", False),
    ("【责任单位：甲市科技局】", "甲市科技局", "", False),
    ("〔责任单位：市教委、各区县（自治县）政府〕", "市教委", "各区县（自治县）政府", False),
    ("（牵头单位：市科技局；配合单位：市财政局、市教育局）", "市科技局", "市财政局 市教育局", True),
    ("（牵头单位：市科技局、市教育局，参与单位：各县区政府）", "市科技局 市教育局", "各县区政府", True),
    ("（牵头单位：市科技局）（配合单位：市财政局）", "市科技局", "市财政局", True),
    ("（责任单位：市科技局、市教育局；配合单位：市财政局）", "市科技局 市教育局", "市财政局", True),
    ("（牵头单位：市科技局；责任单位：市财政局、市教育局）", "市科技局", "市财政局 市教育局", True),
    ("（牵头单位：市科技局；落实单位：各镇政府）", "市科技局", "各镇政府", True),
    ("（主办单位：市科技局；协办单位：市财政局）", "市科技局", "市财政局", True),
    ("（牵头部门：市科技局；协同单位：市财政局）", "市科技局", "市财政局", True),
    ("（牵头考核单位：市统计局；配合单位：市经信局）", "市统计局", "市经信局", True),
    ("（负责部门：区科技局；适用范围：全区）", "区科技局", "", False),
    ("（市科技局牵头，市财政局、市教育局配合）", "市科技局", "市财政局 市教育局", True),
    ("（市科技局牵头，市财政局、市教育局等部门参与）", "市科技局", "市财政局 市教育局", True),
    ("（市科技局牵头，市财政局、市教育局等按职责分工负责）", "市科技局", "市财政局 市教育局", True),
    ("（市科技局、市教育局分别牵头，市财政局配合）", "市科技局 市教育局", "市财政局", True),
    ("（市科技局、市财政局按职责分工负责）", "市科技局", "市财政局", False),
    ("（市科技局、市财政局等部门按照职责分工负责）", "市科技局", "市财政局", False),
    ("（市科技局负责）", "市科技局", "", False),
    ("（由市科技局负责）", "市科技局", "", False),
    ("（由市科技局会同市财政局负责）", "市科技局", "市财政局", True),
    ("（市科技局会同市财政局、市教育局负责）", "市科技局", "市财政局 市教育局", True),
    ("（市科技局负责，市财政局配合）", "市科技局", "市财政局", True),
    ("（责任单位：*市科技局、市财政局）", "市科技局", "市财政局", True),
    ("（责任单位：市财政局、市科技局★）", "市科技局", "市财政局", True),
    ("（市科技局（牵头）、市财政局、市教育局）", "市科技局", "市财政局 市教育局", True),
    ("（责任单位：市科技局、市财政局、市教育局，其中市财政局牵头）", "市财政局", "市科技局 市教育局", True),
    ("（市科技局、市财政局）", "市科技局", "市财政局", False),
    ("（市科技局、市财政局，2024年6月底前完成）", "市科技局", "市财政局", False),
    ("（责任单位：市科技局、市财政局；完成时限：2024年12月）", "市科技局", "市财政局", False),
    ("（责任单位：市科技局；责任领导：张三）", "市科技局", "", False),
    ("（责任单位：市科技局。以下均需各县区落实，不再单独列出）", "市科技局", "各县区", False),
]


@pytest.mark.parametrize(("mark", "leads", "supporting", "is_explicit"), MARKS)
def test_a_mark_in_brackets_says_who_is_responsible(mark: str, leads: str, supporting: str, is_explicit: bool) -> None:
    for text in (f"一、建设平台。{BODY}{mark}\n", f"一、建设平台\n{BODY}\n{mark}\n二、其他工作。{BODY}"):
        clause = first_clause(text)
        assert [unit.name for unit in clause.lead_units] == leads.split()
        assert [unit.name for unit in clause.supporting_units] == supporting.split()
        assert clause.lead_is_explicit is is_explicit


FIELD_LINES = [
    ("责任单位：市科技局、市财政局", "市科技局", "市财政局", False),
    ("牵头单位：市科技局\n配合单位：市财政局、市教育局", "市科技局", "市财政局 市教育局", True),
    (
        "牵头部门：市科技局\n\n参与部门：市级有关部门，各市、县、区政府\n\n完成时限：持续推进",
        "市科技局",
        "市级有关部门 各市、县、区政府",
        True,
    ),
    ("责任单位：市科技局 完成时限：2024年9月", "市科技局", "", False),
    ("牵头单位：市科技局。配合单位：市财政局。", "市科技局", "市财政局", True),
    ("牵头单位:市科技局;责任单位:市财政局;完成时限:2024年底", "市科技局", "市财政局", True),
    ("责任部门：市科技局\n责任领导：李四\n联系人：王五", "市科技局", "", False),
    ("负责部门：区科技局；适用范围：全区企业。", "区科技局", "", False),
    ("牵头单位：市科技局；配合单位：无", "市科技局", "", True),
]


@pytest.mark.parametrize(("lines", "leads", "supporting", "is_explicit"), FIELD_LINES)
def test_field_lines_say_who_is_responsible(lines: str, leads: str, supporting: str, is_explicit: bool) -> None:
    clause = first_clause(f"一、建设平台。{BODY}\n{lines}\n二、其他工作。{BODY}\n")
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporting.split()
    assert clause.lead_is_explicit is is_explicit


FORMULAS = [
    ("由市科技局负责组织实施。", "市科技局", "", False),
    ("市科技局牵头，市财政局配合，制定管理办法。", "市科技局", "市财政局", True),
    ("市科技局要会同有关部门加强督查。", "市科技局", "有关部门", True),
    ("市科技局、市财政局牵头建立统计体系。", "市科技局 市财政局", "", True),
    ("市科技局负责统筹推进。市财政局负责资金保障。", "市科技局", "市财政局", False),
    ("市数据主管部门应当会同有关部门建立数据库。", "市数据主管部门", "有关部门", True),
    ("市科技局要加强指导，各县区要抓好落实。", "", "", False),
    ("建立政府牵头、部门配合的工作机制。", "", "", False),
    ("主要负责人负责本单位工作。", "", "", False),
]


@pytest.mark.parametrize(("sentence", "leads", "supporting", "is_explicit"), FORMULAS)
def test_without_a_mark_a_formula_that_governs_the_clause_counts(
    sentence: str, leads: str, supporting: str, is_explicit: bool
) -> None:
    clause = first_clause(f"一、加强统筹。{sentence}\n")
    assert [unit.name for unit in clause.lead_units] == leads.split()
    assert [unit.name for unit in clause.supporting_units] == supporting.split()
    assert clause.lead_is_explicit is is_explicit


def test_a_mark_makes_formulas_in_the_text_idle() -> None:
    clause = first_clause("一、建库。由市审改办组织论证。（责任单位：市科技局）\n")
    assert [unit.name for unit in clause.units] == ["市科技局"]


def test_a_mere_subject_is_only_implied() -> None:
    clause = first_clause("一、加强统筹。市科技局、市财政局要加强指导。\n")
    assert not clause.units
    assert [unit.name for unit in clause.implied_units] == ["市科技局", "市财政局"]


def test_a_unit_that_heads_its_duties_is_responsible_for_them() -> None:
    document = parse_document("一、职责分工\n1.县发展改革局：统筹项目。\n2.县气象局、县水文站：及时预警。\n")
    assert [[unit.name for unit in clause.lead_units] for clause in document.clauses] == [
        ["县发展改革局"],
        ["县气象局"],
    ]
    assert [clause.title for clause in document.clauses] == ["县发展改革局", "县气象局、县水文站"]


def test_a_rule_that_the_first_named_leads_holds_from_there_on() -> None:
    document = parse_document(
        "一、甲。做好甲。（市科技局、市财政局负责）\n"
        "二、乙。做好乙。（市教育局、市财政局负责。列第一位的为牵头单位，下同）\n"
        "三、丙。做好丙。（市水利局、市财政局负责）\n"
    )
    assert [clause.lead_is_explicit for clause in document.clauses] == [False, True, True]


def test_a_rule_in_a_note_holds_for_the_whole_document() -> None:
    document = parse_document(
        "一、甲。做好甲。（责任单位：市科技局、市财政局）\n二、乙。做好乙。（责任单位：市教育局、市财政局）\n"
        "注：排在第一位的为牵头单位。\n"
    )
    assert [clause.lead_is_explicit for clause in document.clauses] == [True, True]


def test_several_marks_of_a_clause_are_joined_and_who_leads_in_one_leads() -> None:
    clause = first_clause("一、甲。做好甲。（责任单位：市科技局、市财政局）做好乙。（责任单位：市财政局、市教育局）\n")
    assert [unit.name for unit in clause.lead_units] == ["市科技局", "市财政局"]
    assert [unit.name for unit in clause.supporting_units] == ["市教育局"]


@pytest.mark.parametrize(
    "bracket", ["（以下简称高新区）", "（含技工院校）", "（试行）", "（见附件）", "（2024年）", "（包括县、区）"]
)
def test_other_brackets_are_no_marks(bracket: str) -> None:
    assert not first_clause(f"一、建设平台。支持高新区{bracket}加快建设。\n").units


def test_units_that_do_their_part_by_their_duties_support_who_leads() -> None:
    mark = "（市公安局牵头，各县〈市、区〉人民政府、市直各单位按职责完成有关工作，2023年10月底前完成）"
    clause = parse_document(f"一、分流联动。健全机制。{mark}\n二、其他。做好其他。\n").clauses[0]
    assert [unit.name for unit in clause.lead_units] == ["市公安局"]
    assert [unit.name for unit in clause.supporting_units] == ["各县〈市、区〉人民政府", "市直各单位"]
