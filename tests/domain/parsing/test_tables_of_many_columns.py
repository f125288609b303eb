"""Ledgers and lists of duties with many columns, names of columns on two lines, sub-rows, sums and chapters."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, ParsedDocument
from tracker.domain.parsing.tables.table_columns import Column, columns_of

COLUMNS = [
    ("序号 任务来源 任务内容 牵头领导 牵头单位 完成情况", "number other text other lead other"),
    ("序号 重点工作 责任单位负责人 责任局 责任人 联络员", "number text units_and_persons units other other"),
    ("工作任务 责任分工 下一步工作打算", "text units other"),
    ("工作任务 责任分工 责任单位", "text text units"),
    ("考核指标 评分标准 分值 责任单位", "text other other units"),
    ("存在问题 整改措施 整改目标 责任单位", "problem text goals units"),
    ("工作任务 责任单位 存在问题", "text units other"),
    ("存在问题 责任单位", "text units"),
    ("工作任务 配合/责任单位", "text units"),
    ("工作任务 牵头单位 配合/责任单位", "text lead supporting"),
    ("工作任务 牵头及配合单位 进展情况", "text units other"),
    ("工作任务 责任单位（牵头单位列第一位） 实际完成时间", "text units other"),
    ("任务编号 政策依据 任务 第一责任单位 第一季度目标", "other other text lead goals"),
]


@pytest.mark.parametrize(("names", "meanings"), COLUMNS)
def test_names_tell_what_columns_hold(names: str, meanings: str) -> None:
    assert columns_of(names.split()) == [Column(meaning) for meaning in meanings.split()]


def rows_of(document: ParsedDocument) -> list[tuple[str | None, str | None, str, str, str, str]]:
    return [
        (
            clause.path[-1],
            clause.title,
            "".join(clause.body.split()),
            " ".join(unit.name for unit in clause.lead_units),
            " ".join(unit.name for unit in clause.supporting_units),
            str(clause.due_on),
        )
        for clause in document.clauses
    ]


def read(table: str) -> ParsedDocument:
    return parse_document(f"某县2030年重点工作任务分解表\n{table}")


PIPES = "新建供水管网20公里。"
FLATS = "改造老旧小区，共完成30个。"


@pytest.mark.parametrize("divider", ["\t", "｜"])
@pytest.mark.parametrize(
    "header", ["序号|任务|责任分工||时限\n||牵头单位|配合单位|\n", "序号|任务|责任分工|时限\n牵头单位|配合单位\n"]
)
def test_names_of_columns_on_a_second_line_may_lack_the_empty_cells(header: str, divider: str) -> None:
    table = f"{header}1|{PIPES}|县住建局|县水利局|9月底前\n2|{FLATS}|县民政局||年底前\n".replace("|", divider)
    assert rows_of(read(table)) == [
        ("1", None, PIPES, "县住建局", "县水利局", "2030-09-30"),
        ("2", None, FLATS, "县民政局", "", "2030-12-31"),
    ]


def test_a_number_above_its_sub_rows_a_sum_and_a_chapter_are_no_rows() -> None:
    table = (
        "序号\t工作任务\t责任单位\t完成时限\n一、经济发展（2项）\n1\t供水保障\t\t\n"
        f"1.1\t{PIPES}\t县住建局\t9月底前\n1.2\t{FLATS}\t县民政局\t年底前\n2\t农村交通\t\t\n"
        "2.1\t新建公路80公里\t县交通局\t10月底前\n合计\t3项\t\t\n"
    )
    assert rows_of(read(table)) == [
        ("1.1", None, PIPES, "县住建局", "", "2030-09-30"),
        ("1.2", None, FLATS, "县民政局", "", "2030-12-31"),
        ("2.1", None, "新建公路80公里", "县交通局", "", "2030-10-31"),
    ]


def test_a_name_beside_its_goal_is_the_title_of_the_goal() -> None:
    table = "序号\t项目名称\t年度目标\t投资（万元）\t责任单位\n1\t供水工程\t新建管网20公里\t3000\t县住建局\n"
    document = read(table)
    assert rows_of(document) == [("1", "供水工程", "新建管网20公里", "县住建局", "", "None")]
    assert [(goal.value, goal.unit_of_measure) for goal in document.clauses[0].goals] == [(20, "公里")]


def test_units_of_the_row_above_are_shown_as_inferred_and_those_of_two_columns_are_all_kept() -> None:
    table = f"序号\t工作任务\t责任单位\t责任科室\n1\t{PIPES}\t县住建局\t城建股\n2\t{FLATS}\t\t\n"
    document = read(table)
    assert [row[3:5] for row in rows_of(document)] == [("县住建局", "城建股")] * 2
    assert Flag.LEAD_DEFAULT in document.clauses[1].flags


def test_a_row_whose_cells_fit_no_column_keeps_its_words_and_names_nobody() -> None:
    document = read(f"序号\t工作任务\t责任单位\t完成时限\n1\t{PIPES}\t县住建局\t9月底前\n2\t9月底前\t{FLATS}\n")
    row = document.clauses[1]
    assert (row.body, row.units, Flag.NO_UNIT in row.flags) == (FLATS, (), True)


def test_lines_of_a_cell_in_markdown_are_parted() -> None:
    table = f"|序号|工作任务|牵头单位|配合单位|\n|:--|:--|:--|:--|\n|1|{PIPES}|县住建局|县水利局<br>县财政局|\n"
    assert rows_of(read(table))[0][3:5] == ("县住建局", "县水利局 县财政局")


def test_persons_beside_units_in_one_column_are_no_units() -> None:
    document = read(f"序号\t工作任务\t责任单位及责任人\n1\t{PIPES}\t县住建局 张某\n")
    assert rows_of(document)[0][3:5] == ("县住建局", "")
