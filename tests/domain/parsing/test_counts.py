"""Numbers that only their count tells from figures, and numbers printed in rarer ways."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import ParsedDocument

PLAN = """某市突发事件应急预案
1 总则
1.1 编制目的
为提高处置能力，制定本预案。
1.2 工作原则
坚持统一领导、分级负责的原则。
2 组织指挥体系
2.1 市级指挥机构
市应急局负责统筹全市应急工作。
2.1.1 办公室
由市应急局负责日常工作。
2.1.2 专家组
市应急局应当组建专家组。
2.2 县级指挥机构
各县（市、区）政府要建立指挥机构。
3 保障措施
3.1 资金保障
市财政局应当安排资金。
"""


def read(text: str) -> ParsedDocument:
    return parse_document(f"某县2024年行动方案\n{text}")


def paths(document: ParsedDocument) -> list[str]:
    return ["/".join(label or "" for label in clause.path) for clause in document.clauses]


def test_a_plan_numbered_with_decimals_is_a_tree() -> None:
    document = parse_document(PLAN)
    assert document.title == "某市突发事件应急预案"
    assert paths(document) == ["1/1.1", "1/1.2", "2/2.1/", "2/2.1/2.1.1", "2/2.1/2.1.2", "2/2.2", "3/3.1"]
    assert [clause.title for clause in document.clauses][:2] == ["编制目的", "工作原则"]
    assert [clause.is_task for clause in document.clauses] == [False, False, True, True, True, True, True]


COUNTS = [
    # how the first and second heading, and two clauses beneath each, are numbered; the paths
    ("一 ", "二 ", "1 ", "2 ", ["一/1", "一/2", "二/1", "二/2"]),
    ("一　", "二　", "1：", "2：", ["一/1", "一/2", "二/1", "二/2"]),
    ("一，", "二，", "1，", "2，", ["一/1", "一/2", "二/1", "二/2"]),
    ("壹、", "贰、", "A.", "B.", ["壹/A", "壹/B", "贰/A", "贰/B"]),
    ("任务一 ", "任务二 ", "（1）", "（2）", ["任务一/（1）", "任务一/（2）", "任务二/（1）", "任务二/（2）"]),
    ("重点任务1", "重点任务2", "a）", "b）", ["重点任务1/a", "重点任务1/b", "重点任务2/a", "重点任务2/b"]),
    ("〔一〕", "〔二〕", "1、", "2、", ["（一）/1", "（一）/2", "（二）/1", "（二）/2"]),
    ("一、", "二、", "一）", "二）", ["一/一）", "一/二）", "二/一）", "二/二）"]),
]


@pytest.mark.parametrize(("first", "second", "one", "two", "expected"), COUNTS)
def test_rarer_numbers_are_read_where_they_count(
    first: str, second: str, one: str, two: str, expected: list[str]
) -> None:
    items = f"{one}建成平台。责任单位：县科技局\n{two}修好道路。责任单位：县交通局\n"
    document = read(f"{first}产业提升\n{items}{second}民生改善\n{items}")
    assert paths(document) == expected
    assert [section.title for section in document.sections] == ["产业提升", "民生改善"]
    assert [[unit.name for unit in clause.units] for clause in document.clauses] == [["县科技局"], ["县交通局"]] * 2


def test_decimals_beneath_numbers_of_another_kind_belong_to_them() -> None:
    items = "{0}-1 建成平台。责任单位：县科技局\n{0}-2 修好道路。责任单位：县交通局\n"
    document = read(f"一、产业\n{items.format(1)}二、民生\n{items.format(2)}")
    assert paths(document) == ["一/1-1", "一/1-2", "二/2-1", "二/2-2"]


FIGURES = [
    "1.5万亩造林年底前完成。\n2.3亿元资金拨付到位。\n3 月底前验收。",
    "1 个平台建成。\n2 个项目开工。",
    "任务一旦明确，立即开展。\n任务二字不可轻视。",
    "1 号文件精神抓好落实。",
    "2 类平台抓好建设。\n3 类平台抓好管理。",
]


@pytest.mark.parametrize("lines", FIGURES)
def test_figures_at_the_head_of_lines_are_no_numbers(lines: str) -> None:
    assert paths(read(f"一、抓好落实\n{lines}\n二、加强领导。加强领导。\n")) == ["一", "二"]


@pytest.mark.parametrize("sign", ["——", "●", "•", "-"])
def test_items_with_a_sign_are_clauses_where_each_has_a_mark(sign: str) -> None:
    document = read(
        f"一、产业\n{sign}建成平台。（责任单位：县科技局）\n{sign}修好道路。（责任单位：县交通局）\n"
        f"二、主要目标。到2025年：\n{sign}投入占比达到3%。\n{sign}新增企业20家。\n"
    )
    assert paths(document) == ["一/", "一/", "二"]
    assert [clause.body.split("。")[0] for clause in document.clauses[:2]] == ["建成平台", "修好道路"]
    assert [goal.indicator for goal in document.clauses[2].goals] == ["投入占比", "新增企业"]
