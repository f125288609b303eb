"""A sheet of reports as a person fills it in: opened in a spreadsheet program, typed into, saved."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl

HEADING_ROW = 3


def letters(data: bytes) -> dict[str, str]:
    """Return the letter of each column by its heading."""
    [page] = openpyxl.load_workbook(BytesIO(data)).worksheets
    return {cell.value: cell.column_letter for cell in page[HEADING_ROW]}


def read_back(data: bytes) -> list[dict[str, Any]]:
    """Return the rows below the headings."""
    [page] = openpyxl.load_workbook(BytesIO(data)).worksheets
    columns = letters(data)
    numbers = range(HEADING_ROW + 1, page.max_row + 1)
    return [{name: page[f"{letter}{number}"].value for name, letter in columns.items()} for number in numbers]


def filled(data: bytes, *rows: Mapping[str, Any] | None) -> bytes:
    """Return the sheet with these cells typed into its rows, from the first; None leaves a row as it is."""
    book = openpyxl.load_workbook(BytesIO(data))
    [page] = book.worksheets
    columns = letters(data)
    for number, cells in enumerate(rows, HEADING_ROW + 1):
        for heading, value in (cells or {}).items():
            page[f"{columns[heading]}{number}"] = value
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
