"""Heads of pages, names in notes, departments as titles, and dates that are no limits, as papers print them rarely."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedClause

HEAD = "某县2024年工作方案\n"


def clause_of(sentences: str) -> ParsedClause:
    return parse_document(f"{HEAD}一、甲。{sentences}\n二、乙。做乙。\n").clauses[0]


def units_of(clause: ParsedClause) -> tuple[list[str], list[str]]:
    return [unit.name for unit in clause.lead_units], [unit.name for unit in clause.supporting_units]


WHO = [
    ("做甲。（县水务局牵头，县财政局和各乡、镇人民政府配合）", ["县水务局"], ["县财政局", "各乡、镇人民政府"]),
    ("做甲。（责任单位：县水务局；各项任务均需乡镇落实，不再列出）", ["县水务局"], []),
    (
        "做甲。（责任单位：县水务局，各镇政府（含街道、园区，下同）依职责办理）",
        ["县水务局"],
        ["各镇政府（含街道、园区，下同）"],
    ),
    (
        "抽查由县水务局牵头组织，县公安局、县气象局作为联合部门共同参与。",
        ["县水务局"],
        ["县公安局", "县气象局"],
    ),
    (
        "县水务局牵头建立机制。县气象局、县财政局做好协调配合，支持设备接入。",
        ["县水务局"],
        ["县气象局", "县财政局"],
    ),
]


@pytest.mark.parametrize(("sentences", "lead", "support"), WHO)
def test_names_in_notes_and_beside_them_are_whole(sentences: str, lead: list[str], support: list[str]) -> None:
    assert units_of(clause_of(sentences)) == (lead, support)


@pytest.mark.parametrize("sign", ["：", "。"])
def test_a_kind_of_department_may_be_the_title_of_its_duties(sign: str) -> None:
    duties = f"（一）气象部门{sign}检查防雷设施，建立档案。\n（二）公安部门{sign}检查技防设施，督促整改。\n"
    document = parse_document(f"{HEAD}一、抽查事项\n{duties}")
    assert [(c.title, units_of(c)) for c in document.clauses] == [
        ("气象部门", (["气象部门"], [])),
        ("公安部门", (["公安部门"], [])),
    ]


@pytest.mark.parametrize(
    ("sentence", "limit"),
    [
        ("推广节水。对企业年内新增的贷款，给予贴息。", None),
        ("年内新增泵站。", "2024-12-31"),
        ("更新2009年1月1日前登记的电梯。", None),
        ("2023年12月底前完成的项目继续验收，2024年9月底前办结。", "2024-09-30"),
    ],
)
def test_a_case_and_a_day_long_past_are_no_limits(sentence: str, limit: str | None) -> None:
    document = parse_document(f"{HEAD}一、甲。{sentence}\n二、乙。做乙。\n某县人民政府\n2024年3月4日\n")
    due = document.clauses[0].due_on
    assert (due and due.isoformat()) == limit


BODY = "一、甲。做甲。\n二、乙。做乙。\n"
HEADS = [
    ("某县关于印发节水措施的通知_某县发展和改革委员会\n各乡镇：\n现印发给你们。\n", "某县关于印发节水措施的通知"),
    (
        "各乡镇：\n现印发给你们。\n某县人民政府\n2024年3月4日\n某县节水方案\n（2024—2026年）\n",
        "某县节水方案（2024—2026年）",
    ),
    ("首页\t> 政务信息\t> 事前公开\n某县水务局\n关于印发《节水方案》的通知\n", "某县水务局关于印发《节水方案》的通知"),
    ("政策解读\n【图解】《节水方案》一图读懂\n某县关于印发《节水方案》的通知\n", "某县关于印发《节水方案》的通知"),
    ("分类：\n宏观经济、国有资产监管文件通知\n标题：\n某县节水方案\n某县节水方案\n", "某县节水方案"),
]


@pytest.mark.parametrize(("head", "title"), HEADS)
def test_the_title_is_told_from_the_lines_of_a_page_around_it(head: str, title: str) -> None:
    document = parse_document(head + BODY)
    assert (document.title, len(document.clauses)) == (title, 2)


def test_a_dash_printed_for_the_first_number_is_that_number() -> None:
    document = parse_document(f"{HEAD}—、总体目标\n节水。\n二、任务\n（一）甲。做甲。\n（二）乙。做乙。\n")
    assert [clause.path for clause in document.clauses] == [("一",), ("二", "（一）"), ("二", "（二）")]
