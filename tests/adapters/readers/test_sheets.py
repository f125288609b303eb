"""Ledgers in Excel become lines with tabs."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from tests.adapters.readers.makers_docx import zipped
from tests.adapters.readers.makers_ole import make_ole, make_xls
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.sheets import read

HEADER = [
    "序号",
    "任务来源",
    "任务内容",
    "牵头领导",
    "牵头单位",
    "协办单位",
    "完成时限",
    "具体进展",
    "存在问题",
    "完成情况",
]


def make_xlsx(rows: list[list[object]], *, merged: str = "", hidden: bool = False, more_sheets: int = 0) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("台账")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                is_date = isinstance(value, date)
                sheet.write(number, column, value, *([day] if is_date else []))
        if merged:
            sheet.merge_range(merged, "合并")
        for number in range(more_sheets):
            other = workbook.add_worksheet(f"表{number}")
            other.write(0, 0, "甲")
            other.write(0, 1, "乙")
            if hidden:
                other.hide()
    return buffer.getvalue()


def test_rows_are_lines_with_tabs():
    row = [
        1,
        "市政府常务会议",
        "建设科创平台\n（一期）",
        "张三",
        "市科技局",
        "市财政局、市经信局",
        date(2026, 6, 30),
        "",
        0.5,
        "推进中",
    ]

    assert read(make_xlsx([HEADER, row])).text.split("\n") == [
        "\t".join(HEADER),
        "1\t市政府常务会议\t建设科创平台 （一期）\t张三\t市科技局\t市财政局、市经信局\t2026-06-30\t\t0.5\t推进中",
    ]


def test_a_time_of_day_is_kept():
    moment = datetime(2026, 6, 30, 9, 30, tzinfo=UTC).replace(tzinfo=None)  # cells have no zone

    assert read(make_xlsx([["会议", moment], ["甲", True]])).text == "会议\t2026-06-30 09:30\n甲\t是"


def test_a_cell_merged_over_rows_is_repeated_in_each():
    assert (
        read(make_xlsx([["单位", "任务"], ["", "一"], ["", "二"]], merged="A2:A3")).text
        == "单位\t任务\n合并\t一\n合并\t二"
    )


def test_several_sheets_are_named_and_hidden_ones_are_reported():
    both = read(make_xlsx([["a", "b"]], more_sheets=1))
    hidden = read(make_xlsx([["a", "b"]], more_sheets=1, hidden=True))

    assert both.text == "台账\na\tb\n\n表0\n甲\t乙"
    assert (hidden.text, hidden.warnings) == ("a\tb", ("工作簿中有 1 张隐藏的工作表，未读入。",))


def test_workbooks_of_excel_97_are_read_too():
    assert read(make_xls([["序号", "单位"], ["1", "市科技局"]])).text == "序号\t单位\n1\t市科技局"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (zipped({"[Content_Types].xml": "<Types/>", "xl/vbaProject.bin": b"x"}), Refusal.MACRO),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook"}), Refusal.DAMAGED),
        (zipped({"[Content_Types].xml": "<!DOCTYPE a><Types/>", "xl/workbook.xml": ""}), Refusal.XML_ENTITIES),
        (make_ole({"Workbook": bytes(5000)}), Refusal.DAMAGED),
        (make_ole({"Workbook": bytes(5000)}, ["_VBA_PROJECT_CUR"]), Refusal.MACRO),
    ],
    ids=["macros", "broken part", "entities", "zeros", "old macros"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, refusal: Refusal):
    with pytest.raises(UnreadableDocument) as refused:
        read(data)

    assert refused.value.refusal is refusal
