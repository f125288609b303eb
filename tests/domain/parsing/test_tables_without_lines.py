"""The same tables where no lines are left: parted by single blanks, laid out with blanks, or a cell a line."""

import pytest

from tracker.domain.parsing import parse_document
from tracker.domain.parsing.model import Flag, ParsedDocument


def read(table: str) -> ParsedDocument:
    return parse_document(f"某县2030年重点工作任务分解表\n{table}")


def rows_of(document: ParsedDocument) -> list[tuple[str | None, str, str, str, str]]:
    return [
        (
            clause.path[-1],
            "".join(clause.body.split()),
            " ".join(unit.name for unit in clause.lead_units),
            " ".join(unit.name for unit in clause.supporting_units),
            str(clause.due_on),
        )
        for clause in document.clauses
    ]


CLOSE = (
    "序号 工作任务 责任领导 牵头单位 配合单位 完成时限\n一、城乡建设（2项）\n"
    "1 新建供水管网 李某 县住建局 县水利局、各乡镇 9月底前\n2 改造 老旧小区 赵某 县民政局 县财政局 年底前\n"
    "二、交通（1项）\n3.1 新建公路80公里 王某 县交通局 10月底前\n"
)
STACKED = "序号 任务来源 任务内容 牵头领导 牵头单位 协办单位 完成时限 进展 完成情况\n1 会议 新建供水管网 李某 县住建局 "
STACKED += "县水利局、各乡镇 9月底前 已开工 推进中\n2 会议 改造老旧小区 赵某 县民政局 县财政局 年底前\n"
STACKED += "3.1 批示 新建公路80公里 王某 县交通局 10月底前 正常推进\n"


@pytest.mark.parametrize("table", [CLOSE, STACKED.replace(" ", "\n")])
def test_persons_sources_and_progress_are_kept_apart_from_tasks_and_units(table: str) -> None:
    document = read(table)
    assert rows_of(document) == [
        ("1", "新建供水管网", "县住建局", "县水利局 各乡镇", "2030-09-30"),
        ("2", "改造老旧小区", "县民政局", "县财政局", "2030-12-31"),
        ("3.1", "新建公路80公里", "县交通局", "", "2030-10-31"),
    ]
    assert [Flag.LEAD_DEFAULT in clause.flags for clause in document.clauses] == [False, False, True]


def test_the_names_of_columns_may_begin_with_another_than_the_number_where_all_are_known() -> None:
    table = (
        "责任单位 序号 工作任务 完成时限\n县住建局 1 新建管网 9月底前\n2 改造小区 年底前\n县交通局 3 修路 10月底前\n"
    )
    assert [row[:3] for row in rows_of(read(table))] == [
        ("1", "新建管网", "县住建局"),
        ("2", "改造小区", "县住建局"),
        ("3", "修路", "县交通局"),
    ]


def test_a_cell_a_line_needs_no_numbers_where_the_names_of_columns_are_known_and_the_first_row_is_whole() -> None:
    cells = "重点任务 具体措施 牵头单位 配合单位 完成时限 基础设施 新建管网，保障供水。 县住建局 县水利局 9月底前"
    cells += " 改造小区，共完成30个。 县民政局 县财政局 年底前 交通 修路80公里，改造危桥。 县交通局 县公安局 10月底前"
    document = read(cells.replace(" ", "\n"))
    assert rows_of(document) == [
        (None, "新建管网，保障供水。", "县住建局", "县水利局", "2030-09-30"),
        (None, "改造小区，共完成30个。", "县民政局", "县财政局", "2030-12-31"),
        (None, "修路80公里，改造危桥。", "县交通局", "县公安局", "2030-10-31"),
    ]
    assert rows_of(read("牵头单位 序号 任务 配合单位 县住建局 1 新建管网 县水利局".replace(" ", "\n"))) == [
        ("1", "新建管网", "县住建局", "县水利局", "None")
    ]


def test_units_parted_by_a_blank_that_may_belong_to_two_columns_are_given_to_nobody() -> None:
    (row,) = read("序号 工作任务 牵头单位 配合单位\n1 新建管网 县住建局 县水利局 县财政局\n").clauses
    assert row.units == ()
    assert Flag.NO_UNIT in row.flags
    assert "县水利局" in row.text


def test_cells_that_say_who_leads_and_points_of_an_assessment_are_read_in_their_lines() -> None:
    table = "序号 考核指标 评分标准 分值 考核单位 责任单位\n1 新建管网 完成得3分 3 县督查室 县住建局牵头，各乡镇配合\n"
    table += "2 改造小区 完成得2分 2 县督查室 县民政局\n合计 5\n"
    assert [row[:4] for row in rows_of(read(table.replace(" ", "\n")))] == [
        ("1", "新建管网", "县住建局", "各乡镇"),
        ("2", "改造小区", "县民政局", ""),
    ]


def test_chapters_and_sums_between_laid_out_rows_are_no_rows() -> None:
    table = (
        "序号    工作任务        责任单位    完成时限\n"
        "一、经济发展（2项）\n1       新建管网。      县住建局    9月底前\n"
        "2       改造小区。      县民政局    年底前\n二、交通（1项）\n3       新建公路。      县交通局    10月底前\n"
        "合计    3项\n"
    )
    assert [row[:3] for row in rows_of(read(table))] == [
        ("1", "新建管网。", "县住建局"),
        ("2", "改造小区。", "县民政局"),
        ("3", "新建公路。", "县交通局"),
    ]
