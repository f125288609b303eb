"""Where a workbook's sheet computes instead of saying: cells with formulas. Only for what was read within limits."""

import re
import zipfile
from io import BytesIO

from tracker.adapters.readers.xml_part import parse_xml

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f[\s>/]')


def formula_cells(data: bytes, sheet: str) -> frozenset[tuple[str, int]]:
    """Return (column letter, row) of each cell of an .xlsx sheet that holds a formula; none for an .xls file."""
    if not data.startswith(b"PK"):
        return frozenset()
    with zipfile.ZipFile(BytesIO(data)) as package:
        part = _part_of(package, sheet)
        text = package.read(part) if part in package.namelist() else b""
    return frozenset((letter.decode(), int(row)) for letter, row in _FORMULA.findall(text))


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
    book = parse_xml(package.read("xl/workbook.xml"))
    wanted = {each.get(_RELATION) for each in book.iter(f"{_MAIN}sheet") if each.get("name") == sheet}
    relations = parse_xml(package.read("xl/_rels/workbook.xml.rels"))
    targets = [each.get("Target", "") for each in relations if each.get("Id") in wanted]
    return "xl/" + targets[0].removeprefix("/").removeprefix("xl/") if targets else ""
