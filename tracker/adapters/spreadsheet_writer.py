"""Rows → .xlsx. What a cell holds is text, a number or a date, never a formula, whatever the text begins with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters; the format allows no more

#: A program that opens the file again as CSV would take text that begins so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")

Cell = object


@dataclass(frozen=True)
class Column:
    """A column: its heading, and its width in characters."""

    label: str
    width: float


@dataclass(frozen=True)
class Sheet:
    """A sheet with a title line, a heading line that stays in sight, and rows of text, numbers and dates."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook. Rows are written out as they come, so that memory does not grow with them."""
    target = BytesIO()
    with xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    ) as workbook:
        for sheet in sheets:
            _write_sheet(workbook, sheet)
    return target.getvalue()


def neutral(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula, cut to what a cell can hold."""
    clean = text if text.isprintable() else "".join(char for char in text if char.isprintable() or char in "\n\t")
    return (f"'{clean}" if clean.startswith(_FORMULA_STARTS) else clean)[:LONGEST_CELL]


def _write_sheet(workbook: xlsxwriter.Workbook, sheet: Sheet) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    heading = workbook.add_format({"bold": True, "border": 1, "bg_color": "#E9EEF6", "text_wrap": True})
    body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "border": 1})
    page = workbook.add_worksheet(sheet.name)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    page.write_string(0, 0, neutral(sheet.title), title)
    for index, column in enumerate(sheet.columns):
        page.write_string(1, index, column.label, heading)
    page.freeze_panes(2, 0)
    page.repeat_rows(1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    for number, row in enumerate(sheet.rows, 2):
        for index, cell in enumerate(row):
            if cell is None:
                page.write_blank(number, index, None, body)
            elif isinstance(cell, date):
                page.write_datetime(number, index, cell, day)
            elif isinstance(cell, int | float):
                page.write_number(number, index, cell, body)
            else:
                page.write_string(number, index, neutral(str(cell)), body)
