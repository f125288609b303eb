"""Rows that merged cells left short, numbers printed in text cells, and what the columns beside a task hold."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, ParsedDocument
from tracker.domain.parsing.tables.table_cells import Kind, kind_of


def units_of(document: ParsedDocument) -> list[tuple[str, list[str], list[str]]]:
    return [
        (
            "".join(clause.body.split()),
            [unit.name for unit in clause.lead_units],
            [unit.name for unit in clause.supporting_units],
        )
        for clause in document.clauses
    ]


KINDS = [
    ("1.2", Kind.NUMBER),
    ("（三）", Kind.NUMBER),
    ("2026年6月底前", Kind.LIMIT),
    ("2026-06-30", Kind.LIMIT),
    ("每季度", Kind.LIMIT),
    ("县发改局、县财政局", Kind.UNITS),
    ("牵头：县发改局；配合：各乡镇", Kind.UNITS),
    ("县发改局牵头，县财政局、相关乡镇配合", Kind.UNITS),
    ("某镇落实", Kind.UNITS),
    ("新建社区服务中心", Kind.WORDS),
    ("加强管网建设，保障供水。", Kind.TEXT),
    ("张某", Kind.WORDS),
    ("——", Kind.NOTHING),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_words_tell_what_a_cell_holds(words: str, kind: Kind) -> None:
    assert kind_of(words) is kind


PROBLEMS = (
    "存在问题\t整改目标和措施\t责任单位\n"
    "投资增长的动力还不足，项目储备比较少\t2030年6月底前出台意见。\t区经发局牵头，区交建局、电力公司\n"
    "总结建设模式，调动社会投资。\t区财金局、区经发局牵头，区环土局\n"
    "划定禁养区\t区农发局，区规划局配合\n"
    "拓展监管范围。加密巡查，查处直排。\t相关乡镇人民政府\n"
)


def test_cells_stand_beneath_the_columns_that_their_words_fit() -> None:
    document = parse_document(f"某区整改任务分解表\n{PROBLEMS}")
    assert units_of(document) == [
        ("2030年6月底前出台意见。", ["区经发局"], ["区交建局", "电力公司"]),
        ("总结建设模式，调动社会投资。", ["区财金局", "区经发局"], ["区环土局"]),
        ("划定禁养区", ["区农发局"], ["区规划局"]),
        ("加密巡查，查处直排。", ["相关乡镇人民政府"], []),
    ]
    assert [(clause.title, str(clause.due_on)) for clause in document.clauses] == [
        ("投资增长的动力还不足，项目储备比较少", "2030-06-30"),
        (None, "None"),
        (None, "None"),
        ("拓展监管范围", "None"),
    ]


NUMBERED = (
    "工作任务\t工作要求\t牵头单位\t配合/责任单位\n"
    "一、公开政策\t1.公开帮扶政策，促进就业。\t\t区直各有关单位，各乡镇\n"
    "2.建立反馈机制。\t区经济发展局 区行政审批局\t区直各有关单位，各乡镇\n"
    "二、公开减税\t3.推送减税政策。\t区财政局\t区直各有关单位\n"
)


def test_numbers_in_text_cells_are_the_path_of_a_row_and_an_empty_lead_stays_empty() -> None:
    document = parse_document(f"某区主要任务分解表\n{NUMBERED}")
    assert [clause.path for clause in document.clauses] == [("一", "1"), ("一", "2"), ("二", "3")]
    assert units_of(document) == [
        ("公开帮扶政策，促进就业。", [], ["区直各有关单位", "各乡镇"]),
        ("建立反馈机制。", ["区经济发展局", "区行政审批局"], ["区直各有关单位", "各乡镇"]),
        ("推送减税政策。", ["区财政局"], ["区直各有关单位"]),
    ]
    assert Flag.LEAD_DEFAULT in document.clauses[0].flags


@pytest.mark.parametrize("cell", ["政法综治处 各村（居）", "政法综治处、各村（居）"])
def test_a_blank_parts_the_names_of_a_cell(cell: str) -> None:
    document = parse_document(f"某街道任务分解表\n序号\t任务\t责任单位\n1\t组建队伍，做好宣讲。\t{cell}\n")
    assert units_of(document)[0][1:] == (["政法综治处"], ["各村（居）"])


COUNTED_THROUGH = (
    "序号\t任务\t具体措施\t完成 时限\t主要责任单位\t来源\n"
    "1\t推进生态建设\t1、成立生态建设领导小组\t3月\t区经发局 区环土局\t工作要点\n"
    "2、制定实施方案\t6月\t区环土局\n"
    "2\t分解目标责任\t3、细化到各乡镇和区直部门\t3月\t区环土局 区规划局\t任务分解表\n"
    "5、对各乡镇开展综合督查\t12月\t区环土局\n"
    "注：主要责任单位第一个为牵头单位，其余为配合单位。\n"
)


def test_texts_counted_through_a_table_are_numbered_by_that_count() -> None:
    document = parse_document(f"某区2030年分工表\n{COUNTED_THROUGH}")
    assert [(clause.path[-1], str(clause.due_on)) for clause in document.clauses] == [
        ("1", "2030-03-31"),
        ("2", "2030-06-30"),
        ("3", "2030-03-31"),
        ("5", "2030-12-31"),
    ]
    assert units_of(document)[0] == ("成立生态建设领导小组", ["区经发局"], ["区环土局"])
    assert units_of(document)[2] == ("细化到各乡镇和区直部门", ["区环土局"], ["区规划局"])


def test_items_counted_within_a_cell_leave_the_number_of_the_row() -> None:
    rows = "1\t1、完善制度。2、开展培训。\t县财政局\n2\t1、清理账款。2、按月通报。\t县工信局\n"
    document = parse_document(f"某县工作清单\n序号\t工作任务\t责任单位\n{rows}")
    assert [clause.path[-1] for clause in document.clauses] == ["1", "2"]


def test_the_line_beneath_names_the_parts_of_a_column_of_departments() -> None:
    document = parse_document(
        "某区考核表\n考核内容\t重点事项\t考核指标\t考核部门\t自评 得分\t备注\n牵头部门\t配合部门（单位）\n"
        "稳定生产能力（30分）\t保护耕地\t1.耕地保有量达到要求（6分）\t区环境局"
        "\t区发展局（农业处、水利处） 区财政局\t\t\n"
        "2.建设高标准农田（4分）\t区发展局 （农业处）\t\t\t\n"
    )
    assert [(clause.path[-1], units) for clause, units in zip(document.clauses, units_of(document), strict=True)] == [
        ("1", ("耕地保有量达到要求（6分）", ["区环境局"], ["区发展局（农业处、水利处）", "区财政局"])),
        ("2", ("建设高标准农田（4分）", ["区发展局（农业处）"], [])),
    ]
