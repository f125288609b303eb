"""A table is found by its headings, wherever it stands; each cell keeps its place."""

from datetime import date

import pytest

from tests.adapters.readers.test_sheets import make_xlsx
from tracker.adapters import spreadsheet_reader
from tracker.adapters.document_reader import UnreadableDocument
from tracker.adapters.spreadsheet_reader import TableRefused, column_letter, read_table
from tracker.adapters.spreadsheet_writer import Column, Sheet, write_workbook

pytestmark = pytest.mark.slow  # a workbook is first read in a child process

HEADINGS = ("简称", "全称", "启用日期")


def read(rows, **more):
    return read_table(make_xlsx(rows, **more), "单位.xlsx", headings=HEADINGS, required=("简称", "全称"))


def test_rows_and_columns_keep_their_numbers_and_letters():
    table = read(
        [["单位表"], ["备注", "全称*", " 简 称 "], ["", "甲市科技局", "市科技局"], [], ["", "甲市财政局", "市财政局"]]
    )

    assert table.columns == {"全称": "B", "简称": "C"}
    assert [(row.number, row.cells["简称"]) for row in table.rows] == [(3, "市科技局"), (5, "市财政局")]
    assert table.ignored == ("备注",)


def test_days_and_numbers_are_read_as_a_person_writes_them():
    table = read([list(HEADINGS), [1.0, "甲", date(2026, 6, 15)]])

    assert table.rows[0].cells == {"简称": "1", "全称": "甲", "启用日期": "2026-06-15"}


def test_a_row_without_anything_in_its_columns_is_none():
    table = read([["简称", "全称", "备注"], ["", "", "合计"]])

    assert table.rows == ()


def test_what_we_wrote_is_read_back_as_it_was():
    rows = [("=市科技局", "@甲市科技局", date(2026, 6, 15)), ("'引号", "-甲", None)]
    sheet = Sheet("单位", "单位表", [Column(heading, 12) for heading in HEADINGS], rows)

    table = read_table(write_workbook([sheet]), "单位.xlsx", headings=HEADINGS, required=HEADINGS)

    assert [tuple(row.cells.values()) for row in table.rows] == [
        ("=市科技局", "@甲市科技局", "2026-06-15"),
        ("'引号", "-甲", ""),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["简称", "名称"], ["市科技局", "甲"]], "没有找到表头。表头须有：简称、全称"),
        ([["简称", "全称", "简称"], ["市科技局", "甲", "乙"]], "表头重复：简称"),
    ],
)
def test_a_sheet_without_its_headings_is_refused(rows, said):
    with pytest.raises(TableRefused, match=said):
        read(rows)


def test_a_hidden_sheet_is_not_looked_at():
    with pytest.raises(TableRefused, match="没有找到表头"):
        read_table(
            make_xlsx([["名称"], ["市科技局"]], hidden=True, more_sheets=1),
            "单位.xlsx",
            headings="甲乙",
            required="甲乙",
        )


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(spreadsheet_reader, "MOST_ROWS", 1)
    with pytest.raises(TableRefused, match="超过 1 行"):
        read([["简称", "全称"], ["甲", "甲"], ["乙", "乙"]])

    monkeypatch.setattr(spreadsheet_reader, "LARGEST_FILE", 100)
    with pytest.raises(TableRefused, match="请拆分"):
        read([["简称", "全称"]])


def test_another_kind_of_file_is_refused():
    with pytest.raises(TableRefused, match="请上传 Excel 文件"):
        read_table("简称,全称\n甲,乙".encode(), "单位.csv", headings=HEADINGS, required=("简称",))


def test_a_damaged_workbook_is_refused_with_its_sentence():
    with pytest.raises(UnreadableDocument, match="已损坏"):
        read_table(make_xlsx([["简称"]])[:900], "单位.xlsx", headings=HEADINGS, required=("简称",))


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_letters_of_columns(index, letter):
    assert column_letter(index) == letter
