""".xlsx → a table whose columns are known by their headings, wherever in the sheet they stand.

The file is first read in the child process that reads every document: what is damaged, hostile, encrypted, too large or
marked as secret is refused there, and only what has been read within its limits is opened here.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from io import BytesIO

import python_calamine as calamine

from tracker.adapters.document_reader import read_document
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.sheets import shown
from tracker.domain.errors import RuleViolation

LARGEST_FILE = 5 * 1024 * 1024  # bytes
MOST_ROWS = 5_000
HEADING_WITHIN = 10  # rows: above the headings there may be a title and notes
FORMATS = ("xlsx", "xls")
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r", "'|")  # text kept from being a formula, as we write it


class TableRefused(RuleViolation):
    """The workbook can be read, but holds no table of this kind."""


@dataclass(frozen=True)
class TableRow:
    """A row by its number in the sheet, counted from 1 as spreadsheet programs do; empty cells are empty text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows below the headings. `columns` gives each heading's letter; `ignored` are headings nobody asked for."""

    sheet: str
    columns: Mapping[str, str]
    rows: tuple[TableRow, ...]
    ignored: tuple[str, ...] = field(default=())


def read_table(
    data: bytes, filename: str, *, headings: Collection[str], required: Collection[str], is_inspected: bool = False
) -> Table:
    """Return the first table with the required headings, on any visible sheet.

    `is_inspected`: these very bytes were found harmless by the child process before, and are not read there again.
    Raise UnreadableDocument for a file that cannot be read, TableRefused where there is no such table, one heading
    stands twice, or there are more than 5,000 rows.
    """
    if len(data) > LARGEST_FILE:
        raise TableRefused(f"表格超过 {LARGEST_FILE // 1024 // 1024} MB，请拆分后再导入。")
    if not is_inspected and read_document(data, filename).format not in FORMATS:
        raise TableRefused("请上传 Excel 文件（.xlsx）。")
    try:
        with calamine.load_workbook(BytesIO(data)) as workbook:
            return _find_table(workbook, headings, required)
    except calamine.CalamineError as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error


def column_letter(index: int) -> str:
    """Return the letter of a column counted from 0: A … Z, AA …"""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def _find_table(workbook: calamine.CalamineWorkbook, headings: Collection[str], required: Collection[str]) -> Table:
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not calamine.SheetVisibleEnum.Visible:
            continue
        page = workbook.get_sheet_by_name(sheet.name)
        top, left = page.start or (0, 0)
        rows = [[shown(value) for value in row] for row in page.to_python(skip_empty_area=True)]
        for number, row in enumerate(rows[:HEADING_WITHIN]):
            labels = [_heading(cell) for cell in row]
            if set(required) <= set(labels):
                return _table(sheet.name, labels, rows[number + 1 :], (top + number + 2, left), headings)
    raise TableRefused(f"没有找到表头。表头须有：{'、'.join(required)}。可先导出，在导出的表上修改。")


def _table(
    sheet: str, labels: list[str], rows: list[list[str]], first_cell: tuple[int, int], headings: Collection[str]
) -> Table:
    known = {index: label for index, label in enumerate(labels) if label in headings}
    twice = sorted({label for label in known.values() if labels.count(label) > 1})
    if twice:
        raise TableRefused(f"表头重复：{'、'.join(twice)}。")
    first_row, left = first_cell
    found = [
        TableRow(first_row + number, {label: _unguarded(row[index]) for index, label in known.items()})
        for number, row in enumerate(rows)
        if any(row[index] for index in known)
    ]
    if len(found) > MOST_ROWS:
        raise TableRefused(f"超过 {MOST_ROWS} 行，请拆分后再导入。")
    columns = {label: column_letter(left + index) for index, label in known.items()}
    return Table(sheet, columns, tuple(found), tuple(label for label in labels if label and label not in headings))


def _heading(cell: str) -> str:
    """Return a heading without white space and the marks of a required column."""
    return "".join(unicodedata.normalize("NFKC", cell).split()).strip("*")


def _unguarded(text: str) -> str:
    """Return text as it was before it was written so that no program takes it for a formula."""
    return text[1:] if text.startswith(_GUARDED) else text
