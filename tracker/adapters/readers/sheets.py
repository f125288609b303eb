"""Excel workbooks (.xlsx, .xls): each row of each visible sheet is one line with tabs between its cells."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import python_calamine as calamine

from tracker.adapters.readers.ole_package import open_ole
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.sniff import OLE_HEAD
from tracker.adapters.readers.tables import table_lines
from tracker.adapters.readers.text import clean
from tracker.adapters.readers.zip_package import open_package, verify_inflation

Value = int | float | str | bool | time | date | datetime | timedelta
MOST_CELLS = 2_000_000
HEAD_OF_PART = 1024  # bytes; a document type stands before the first element


def read(data: bytes) -> ReadResult:
    """Return the text of a workbook; raise where it is encrypted, damaged, hostile, or holds macros."""
    _check_container(data)
    try:
        with calamine.load_workbook(BytesIO(data)) as workbook:
            return _read_sheets(workbook)
    except calamine.PasswordError as error:
        raise UnreadableDocument(Refusal.ENCRYPTED) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error


def _check_container(data: bytes) -> None:
    if data.startswith(OLE_HEAD):
        open_ole(data).close()
        return
    with open_package(data) as package:
        if any(name.lower().endswith("vbaproject.bin") for name in package.namelist()):
            raise UnreadableDocument(Refusal.MACRO)
        verify_inflation(package)
        _refuse_entities(package)


def _refuse_entities(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        with package.open(name) as part:
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(HEAD_OF_PART):
                raise UnreadableDocument(Refusal.XML_ENTITIES)


def _read_sheets(workbook: calamine.CalamineWorkbook) -> ReadResult:
    if not workbook.sheets_metadata:
        raise UnreadableDocument(Refusal.DAMAGED)
    visible = [each.name for each in workbook.sheets_metadata if each.visible is calamine.SheetVisibleEnum.Visible]
    lines: list[str] = []
    for name in visible:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.width * sheet.height > MOST_CELLS:
            raise UnreadableDocument(Refusal.TOO_COMPLEX)
        rows = [[shown(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
        _fill_merged(rows, sheet)
        body = table_lines([[cell.split("\n") if cell else [] for cell in row] for row in rows])
        if body:
            lines += [*([name] if len(visible) > 1 else []), *body, ""]
    hidden = len(workbook.sheets_metadata) - len(visible)
    warnings = (f"工作簿中有 {hidden} 张隐藏的工作表，未读入。",) if hidden else ()
    return ReadResult(clean("\n".join(lines)).strip("\n"), warnings)


def _fill_merged(rows: list[list[str]], sheet: calamine.CalamineSheet) -> None:
    """Repeat a cell merged over rows in each of them, as for tables of other formats."""
    if sheet.start is None:
        return
    top, left = sheet.start
    for (first_row, first_column), (last_row, _) in sheet.merged_cell_ranges or ():
        column = first_column - left
        for row in range(first_row - top + 1, last_row - top + 1):
            if row < len(rows) and 0 <= column < len(rows[row]):
                rows[row][column] = rows[first_row - top][column]


def shown(value: Value) -> str:
    """Return a cell as a person would write it: whole numbers without .0, dates as 2026-06-30."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    return str(value).strip()
