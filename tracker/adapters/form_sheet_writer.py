"""Rows → a sheet that people fill in: columns of facts are locked, the others checked as they are typed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tracker.adapters.spreadsheet_writer import neutral

FIRST_ROW = 3  # counted from 0: title, instructions and headings stand above


@dataclass(frozen=True)
class FormColumn:
    """A column: its heading and width in characters; `within` are the bounds of the number it may hold."""

    label: str
    width: float
    is_open: bool = False
    is_hidden: bool = False
    within: tuple[float, float] | None = None


def write_form(
    name: str, title: str, instructions: str, columns: Sequence[FormColumn], rows: Iterable[Sequence[object]]
) -> bytes:
    """Return a workbook with one protected sheet; only cells of open columns beside a row can be changed."""
    target = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        page = workbook.add_worksheet(name)
        base = {"text_wrap": True, "valign": "top", "border": 1}
        locked = workbook.add_format({**base, "bg_color": "#EEF0F3"})
        typed = workbook.add_format({**base, "locked": False, "num_format": "@"})
        number = workbook.add_format({**base, "locked": False})
        heading = workbook.add_format({"bold": True, "border": 1, "bg_color": "#D5DEEC", "text_wrap": True})
        page.write_string(0, 1, neutral(title), workbook.add_format({"bold": True, "font_size": 14}))
        note = workbook.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444"})
        page.merge_range(1, 1, 1, len(columns) - 1, instructions, note)
        page.set_row(1, 48)
        for index, column in enumerate(columns):
            page.set_column(index, index, column.width, None, {"hidden": column.is_hidden})
            page.write_string(FIRST_ROW - 1, index, column.label, heading)
        last = FIRST_ROW - 1
        for last, row in enumerate(rows, FIRST_ROW):
            for index, (column, cell) in enumerate(zip(columns, row, strict=True)):
                _write(page, last, index, cell, (number if column.within else typed) if column.is_open else locked)
        _set_up(page, columns, last)
    return target.getvalue()


def _write(page: Worksheet, row: int, index: int, cell: object, look: object) -> None:
    if cell is None or cell == "":
        page.write_blank(row, index, None, look)
    elif isinstance(cell, int | float):
        page.write_number(row, index, cell, look)
    else:
        page.write_string(row, index, cell.isoformat() if isinstance(cell, date) else neutral(str(cell)), look)


def _set_up(page: Worksheet, columns: Sequence[FormColumn], last: int) -> None:
    page.freeze_panes(FIRST_ROW, 3)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST_ROW - 1)
    page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": False})
    for index, column in enumerate(columns):
        if column.within and last >= FIRST_ROW:
            low, high = column.within
            page.data_validation(
                FIRST_ROW, index, last, index,
                {
                    "validate": "decimal", "criteria": "between", "minimum": low, "maximum": high,
                    "error_title": "请改正", "error_message": f"请填 {low:g} 至 {high:g} 的数字。",
                },
            )  # fmt: skip
