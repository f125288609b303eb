"""Forms in which one and the same ledger is printed: what parts its cells, heads its rows, or was lost from them."""

import pytest

from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.model import Flag


def read(rows: str) -> ParsedDocument:
    return parse_document(f"某市2026年重点任务分解表\n{rows}\n注：各单位每季度报送进展。\n")


def told(document: ParsedDocument) -> list[tuple[str | None, str, str, str]]:
    return [
        (
            c.path[-1],
            c.body[:4],
            "、".join(unit.name for unit in c.lead_units),
            "、".join(unit.name for unit in c.supporting_units),
        )
        for c in document.clauses
    ]


SIMPLE = [("1", "新建学校", "市教育局", "市财政局"), ("2", "更新管网", "市住建局", "市水利局")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "类别\t序号\t任务清单\t牵头部门\t配合部门\n"
            "民生\t1\t新建学校十所，增加学位。\t市教育局\t市财政局\n城建\t2\t更新管网，治理内涝。\t市住建局\t市水利局",
            SIMPLE,
        ),
        (
            "序号\t重点任务\t责任单位\n一、民生\n1\t新建学校十所，增加学位。\t市教育局、市财政局\n"
            "（二）城建\n2\t更新管网，治理内涝。\t市住建局、市水利局",
            SIMPLE,
        ),
        (
            "工作任务\t牵头单位\t配合单位\n（一）民生\n新建学校十所，增加学位。\t市教育局\t市财政局\n"
            "（二）城建\n更新管网，治理内涝。\t市住建局\t市水利局",
            [(None, *row[1:]) for row in SIMPLE],
        ),
        (
            "序号\t任务\t责任单位\t完成时限\n1\t新建学校十所，增加学位。\t市教育局 市财政局 王某某\n"
            "2\t更新管网，治理内涝。\t市住建局 市水利局\t9月底前",
            SIMPLE,
        ),
        (
            "序号\t任务\t责任单位及责任人\t完成时限\n1\t新建学校十所，增加学位。\t市教育局 市财政局 王某某\n"
            "2\t更新管网，治理内涝。\t市住建局 市水利局 李某\t9月底前",
            SIMPLE,
        ),
        (
            "序号\t任务\t进度目标\t责任单位\n（一）\t新建学校十所，增加学位。\t√\t市教育局、市财政局\n"
            "（二）\t更新管网，治理内涝。\t市住建局、市水利局",
            [("（一）", *SIMPLE[0][1:]), ("（二）", *SIMPLE[1][1:])],
        ),
    ],
    ids=["class before number", "chapters between rows", "chapters without numbers", "person", "persons", "（一）"],
)
def test_rows_parted_by_tabs(rows: str, expected: list[tuple[str | None, str, str, str]]) -> None:
    assert told(read(rows)) == expected


def test_a_value_printed_in_the_middle_of_its_rows_is_given_to_none_of_the_others() -> None:
    document = read(
        "序号\t任务\t责任单位\n1\t新建学校，增加学位。\t\n2\t更新管网，治理内涝。\t市住建局\n3\t修缮校舍，添置设备。\t"
    )
    assert [row[2] for row in told(document)] == ["", "市住建局", ""]
    assert Flag.NO_UNIT in document.clauses[2].flags


def test_where_only_the_lead_is_lost_those_beside_it_do_not_lead() -> None:
    header = "序号\t任务\t市级牵头单位\t县级责任单位\t\n"
    document = read(
        f"{header}1\t新建学校，增加学位。\t市教育局\t各县政府\t\n2\t修缮校舍，添置设备。\t各县政府\t\n3\t办好食堂，保障供餐。\t\t各县政府"
    )
    assert [row[2:] for row in told(document)] == [("市教育局", "各县政府"), ("", "各县政府"), ("", "各县政府")]
