"""Notes inside lists of units, letters run together with what they send, bars left by converters, borrowed years."""

from datetime import date

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, ParsedClause

HEAD = "某县2024年工作方案\n"


def clauses(text: str) -> tuple[ParsedClause, ...]:
    return parse_document(HEAD + text).clauses


def names(clause: ParsedClause) -> tuple[str, str, bool]:
    """Leads, supporters, and whether the text says who leads."""
    leads = " ".join(unit.name for unit in clause.lead_units)
    return leads, " ".join(unit.name for unit in clause.supporting_units), clause.lead_is_explicit


RULES = [
    "责任单位：县发改局（首位单位为牵头单位，下同）、县财政局",
    "责任单位：县发改局、县财政局（排在首位的单位为牵头单位，下同）",
    "责任单位：县发改局（第一责任单位为牵头单位，下同）、县财政局",
    "责任单位：县发改局、县财政局（牵头单位均列首位，下同）",
    "责任单位：县发改局、县财政局（列第一位者为工作牵头单位或汇总单位，下同）",
    "责任单位：县发改局、县财政局（注：居首位的部门为主办单位，下同）",
]


@pytest.mark.parametrize("field", RULES)
def test_a_note_in_a_list_makes_the_first_unit_lead_here_and_below(field: str) -> None:
    found = clauses(f"一、建平台。建成平台。{field}\n二、修道路。修好道路。责任单位：县交通局、县公安局\n")
    assert names(found[0]) == ("县发改局", "县财政局", True)
    assert names(found[1]) == ("县交通局", "县公安局", True)


SEVERAL_IN_CHARGE = [
    (
        "渔船由县农业局负责；客船由县交通局负责；其他船只由县政府参照客船的有关规定落实监管。",
        "县农业局",
        "县交通局 县政府",
    ),
    ("水域由县海事局认定并公布，其安全由县交通局负责。", "县海事局", "县交通局"),
]


@pytest.mark.parametrize(("body", "leads", "supporting"), SEVERAL_IN_CHARGE)
def test_of_several_in_charge_of_parts_the_first_leads_by_default(body: str, leads: str, supporting: str) -> None:
    assert names(clauses(f"一、监管职责。{body}\n")[0]) == (leads, supporting, False)


def test_a_clause_that_defines_and_then_gives_duties_is_work() -> None:
    definition = "本意见所称平台，是指县级平台。"
    found = clauses(f"一、工作职责。{definition}主管单位负责推进平台工作。\n二、有关概念。{definition}\n")
    assert [clause.is_task for clause in found] == [True, False]


def test_lines_under_a_heading_that_names_indicators_are_goals_and_no_work() -> None:
    found = clauses(
        "一、2024年就业目标责任制主要指标\n"
        "1.新增就业5.8万人以上，其中再就业1.2万人以上（其中困难对象0.25万人以上）。\n二、抓好就业。抓好就业。\n"
    )
    assert [clause.is_task for clause in found] == [False, True]
    assert [(str(goal.value), goal.indicator) for goal in found[0].goals][1:] == [
        ("1.2", "再就业"),
        ("0.25", "困难对象"),
    ]


def test_a_letter_run_together_with_the_plan_it_sends_is_cut_at_its_signature() -> None:
    document = parse_document(
        "文件编号： | 某政办发〔2022〕16号 | 组配分类： | 其他 |\n某县人民政府办公室关于印发任务分解的通知 |\n||\n"
        "各镇人民政府，县政府各部门： 现印发给你们，请执行。 某县人民政府办公室 2022年4月18日 (此件公开发布)"
        " 2022年任务分解 一、重点工作 1.建成平台。 责任单位：县科技局 2.修好道路。 责任单位：县交通局\n"
    )
    assert document.title == "某县人民政府办公室关于印发任务分解的通知"
    assert document.document_number == "某政办发〔2022〕16号"
    assert document.issuing_authority == "某县人民政府办公室"
    assert document.signed_on == date(2022, 4, 18)
    assert document.addressees == ("各镇人民政府", "县政府各部门")
    assert [clause.path for clause in document.clauses] == [("一", "1"), ("一", "2")]


def test_a_line_between_a_signature_and_the_first_number_is_the_title_of_what_is_sent() -> None:
    document = parse_document(
        "关于印发重点事项的通知\n各区人民政府：\n现印发给你们。\n某市人民政府办公厅\n2006年4月28日\n"
        "2006年要求重点做好的工作事项\n一、抓产业\n（一）建成基地。（牵头单位：市科技局）\n"
    )
    assert [clause.path for clause in document.clauses] == [("一", "（一）")]


OF_OTHER_YEARS = [
    # the paper, the day, whether the year was borrowed
    ("工作方案\n按照某政发〔2023〕4号要求：\n一、建平台。10月底前建成平台。\n", date(2023, 10, 31), True),
    (
        "三、步骤\n行动自2007年8月下旬起分阶段实施。\n（一）准备阶段（8月24日至8月31日）\n做好准备。\n",
        date(2007, 8, 31),
        True,
    ),
    ("工作方案\n按照某政发〔2023〕4号要求：\n一、建平台。2024年10月底前建成平台。\n", date(2024, 10, 31), False),
    ("2024年工作方案\n一、建平台。10月底前建成平台。\n", date(2024, 10, 31), False),
]


@pytest.mark.parametrize(("text", "day", "is_borrowed"), OF_OTHER_YEARS)
def test_a_date_with_a_year_that_is_not_the_papers_own_is_flagged(text: str, day: date, is_borrowed: bool) -> None:
    clause = parse_document(text).clauses[-1]
    assert clause.due_on == day
    assert (Flag.DUE_INFERRED in clause.flags) is is_borrowed


def test_a_file_name_that_is_only_a_number_gives_no_title() -> None:
    document = parse_document("一、建平台。建成平台。\n某政办发〔2026〕8号.pdf\n")
    assert document.title is None
    assert document.document_number == "某政办发〔2026〕8号"
