"""HTML elements → text lines, as a browser would lay them out: blocks, line breaks, lists with numbers, tables."""

import re
from collections.abc import Iterator

from lxml import html

from tracker.adapters.readers.number_formats import format_number
from tracker.adapters.readers.tables import table_lines

BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
SILENT_NAMES = "script style noscript template iframe object embed select button textarea input svg math"
BLOCKS = frozenset(BLOCK_NAMES.split())
SILENT = frozenset(SILENT_NAMES.split())
LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
ALREADY_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第)")
LONG_CELL = 400  # characters; cells this long hold prose, so the table is only layout
WIDEST_SPAN = 60
CHINESE = r"[\u2e80-\u9fff\uff00-\uffef“”‘’—…、。《》（）【】]"
BREAK_IN_CHINESE = re.compile(rf"(?<={CHINESE})[ \t]*\n\s*(?={CHINESE})")
SPACES = re.compile(r"[ \t\r\n\f]+")
BREAK = "\v"  # stands for <br> until white space has been collapsed


def lines_of(element: html.HtmlElement) -> list[str]:
    """Return the text lines of an element; a row of a table is one line with tabs between its cells."""
    lines: list[str] = []
    pending: list[str] = []
    for piece in _pieces(element):
        if isinstance(piece, str):
            pending.append(piece)
        else:
            lines += _settled(pending) + piece
            pending = []
    return lines + _settled(pending)


def is_block(element: html.HtmlElement) -> bool:
    """Tell whether an element stands on lines of its own."""
    return element.tag in BLOCKS


def inline_text(element: html.HtmlElement) -> str:
    """Return all text of an element on one line."""
    return " ".join(lines_of(element))


def _pieces(element: html.HtmlElement) -> Iterator[str | list[str]]:
    """Yield running text as strings and the lines of blocks as lists."""
    yield element.text or ""
    for number, child in enumerate(element):
        if isinstance(child.tag, str) and child.tag not in SILENT:
            if child.tag == "br":
                yield BREAK
            elif child.tag == "table":
                yield _table(child)
            elif is_block(child):
                yield _numbered(child, lines_of(child), number)
            else:
                yield from _pieces(child)
        yield child.tail or ""


def _settled(pending: list[str]) -> list[str]:
    text = SPACES.sub(" ", BREAK_IN_CHINESE.sub("", "".join(pending)))
    return [line.strip(" ") for line in text.split(BREAK)] if text.strip() else []


def _numbered(element: html.HtmlElement, lines: list[str], position: int) -> list[str]:
    """Print the number of an item of an ordered list, unless its author has typed one."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol" or not lines or ALREADY_NUMBERED.match(lines[0]):
        return lines
    start = _whole(element.get("value"), _whole(parent.get("start"), 1) + position)
    return [format_number(start, LIST_FORMATS.get(parent.get("type", "1"), "decimal")) + "." + lines[0], *lines[1:]]


def _table(table: html.HtmlElement) -> list[str]:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = {row: [cell for cell in row if cell.tag in ("td", "th")] for row in rows}
    texts = {cell: lines_of(cell) for row in rows for cell in cells[row]}
    if any(len(lines) > 1 and sum(map(len, lines)) > LONG_CELL for lines in texts.values()):
        return [line for lines in texts.values() for line in lines]
    grid: list[list[list[str]]] = []
    open_cells: dict[int, tuple[int, list[str]]] = {}  # column → rows still to cover, lines
    for row in rows:
        line, open_cells = _grid_row(cells[row], texts, open_cells)
        grid.append(line)
    return table_lines(grid)


def _grid_row(
    cells: list[html.HtmlElement],
    texts: dict[html.HtmlElement, list[str]],
    above: dict[int, tuple[int, list[str]]],
) -> tuple[list[list[str]], dict[int, tuple[int, list[str]]]]:
    """Return one row with cells from above repeated in their columns, and what covers the next row."""
    row: list[list[str]] = []
    below: dict[int, tuple[int, list[str]]] = {}

    def place(lines: list[str], rows_left: int) -> None:
        if rows_left > 1:
            below[len(row)] = (rows_left - 1, lines)
        row.append(lines)

    for cell in cells:
        while len(row) in above:
            place(above[len(row)][1], above[len(row)][0])
        place(texts[cell], _whole(cell.get("rowspan"), 1))
        for _ in range(min(_whole(cell.get("colspan"), 1), WIDEST_SPAN) - 1):
            place([], _whole(cell.get("rowspan"), 1))
    while len(row) in above:
        place(above[len(row)][1], above[len(row)][0])
    return row, below


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 6 else default
