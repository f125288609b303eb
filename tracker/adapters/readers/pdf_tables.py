"""Tables of a PDF: ruled ones by their lines, unruled ones by the columns in which their cells begin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.adapters.readers.pdf_lines import Character, Line, Segment, lines_of
from tracker.adapters.readers.pdf_paragraphs import extra_width, join_lines
from tracker.adapters.readers.tables import Cell, cell_text

FEWEST_RULES = 4  # drawn lines on a page before it is searched for tables
MOST_RULES = 3_000  # beyond that it is a drawing
FEWEST_ROWS = 3  # of an unruled table
SAME_COLUMN = 1.0  # em
FULL_CELL = 1.5  # em; a line that ends nearer than this to the cell's edge goes on in the next
SENTENCE_ENDS = tuple("。；！？")
NEW_ROW = 1.25  # times the distance of lines inside a cell

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True)
class Table:
    """Rows of cells at a place of a page."""

    rows: tuple[tuple[Cell, ...], ...]
    top: float
    page: int
    box: Box | None = None


def ruled_tables(page: Any, number: int) -> list[Table]:
    """Return the tables of a pdfplumber page that are drawn with lines; boxes around text are no tables."""
    rules = len(page.lines) + len(page.rects) + len(page.curves)
    if not FEWEST_RULES <= rules <= MOST_RULES:
        return []
    found = [each for each in page.find_tables() if len(each.rows) > 1 and max(len(row.cells) for row in each.rows) > 1]
    return [_ruled_table(page.chars, each, number) for each in found]


def _ruled_table(characters: Sequence[Character], table: Any, number: int) -> Table:
    inside = [each for each in characters if _holds(table.bbox, each)]
    texts = {box: _cell_lines(inside, box, number) for box in table.cells}
    rows = []
    for row in table.rows:
        middle = (row.bbox[1] + row.bbox[3]) / 2
        cells = [
            cell or _covering(table.cells, column, middle)
            for cell, column in zip(row.cells, table.columns, strict=True)
        ]
        seen: set[Box] = set()
        texts_of_row: list[Cell] = []
        for cell in cells:
            texts_of_row.append(texts.get(cell, ()) if cell and cell not in seen else ())
            seen |= {cell} if cell else set()
        rows.append(tuple(texts_of_row))
    return Table(tuple(rows), table.bbox[1], number, table.bbox)


def _covering(boxes: Sequence[Box], column: Any, middle: float) -> Box | None:
    """Return the merged cell that covers a place of the grid."""
    centre = (column.bbox[0] + column.bbox[2]) / 2
    return next((box for box in boxes if box[0] <= centre <= box[2] and box[1] <= middle <= box[3]), None)


def _cell_lines(characters: Sequence[Character], box: Box, number: int) -> list[str]:
    """Return the paragraphs of a cell; a line that fills the cell is joined with the one below it."""
    paragraphs: list[str] = []
    room = 0.0  # in points: what the line above leaves free, beyond what a full line may
    for line in lines_of([each for each in characters if _holds(box, each)], number):
        if paragraphs and room <= extra_width(line.text) * line.size:
            paragraphs[-1] = join_lines(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
        padding = line.x0 - box[0]
        room = box[2] - max(FULL_CELL * line.size, padding + line.size) - line.x1
    return paragraphs


def _holds(box: Box, character: Character) -> bool:
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def joined_tables(above: Table, below: Table) -> Table | None:
    """Return both as one where the second goes on at the head of the next page, else None.

    Its column names, printed again, are left out. A row that the page break cut in two is made whole: its second
    half has nothing in the first column, and the text of its first half has not come to an end.
    """
    if below.page != above.page + 1 or _width(above) != _width(below):
        return None
    rows = below.rows[1:] if below.rows[0] == above.rows[0] else below.rows
    if rows and _is_rest_of(above.rows[-1], rows[0]):
        whole = tuple(_joined_cell(upper, lower) for upper, lower in zip(above.rows[-1], rows[0], strict=True))
        return replace(above, rows=(*above.rows[:-1], whole, *rows[1:]), page=below.page)
    return replace(above, rows=(*above.rows, *rows), page=below.page)


def _width(table: Table) -> int:
    return max(len(row) for row in table.rows)


def _is_rest_of(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    if len(upper) != len(lower) or cell_text(lower[0]) or not cell_text(upper[0]):
        return False
    texts = [cell_text(cell) for cell in upper]
    longest = max(range(len(texts)), key=lambda column: len(texts[column]))
    return not texts[longest].endswith(SENTENCE_ENDS) or not cell_text(lower[longest])


def _joined_cell(upper: Cell, lower: Cell) -> Cell:
    if not upper or not lower:
        return upper or lower
    return [*upper[:-1], join_lines(upper[-1], lower[0]), *lower[1:]]


def outside_tables(characters: Sequence[Character], tables: Sequence[Table]) -> list[Character]:
    """Return the characters that are not in one of the tables."""
    boxes = [table.box for table in tables if table.box]
    return [each for each in characters if not any(_holds(box, each) for box in boxes)]


def with_unruled_tables(lines: Sequence[Line]) -> list[Line | Table]:
    """Return the lines of a page with runs of aligned segments gathered into tables."""
    result: list[Line | Table] = []
    position = 0
    while position < len(lines):
        run = _aligned_run(lines, position)
        table = _unruled_table(run) if run else None
        if table:
            result.append(table)
            position += len(run)
        else:
            result.append(lines[position])
            position += 1
    return result


def _aligned_run(lines: Sequence[Line], start: int) -> list[Line]:
    """Return the lines from `start` on whose segments all begin where columns begin."""
    first = lines[start]
    columns = [segment.x0 for segment in first.segments]
    if len(columns) < 2:
        return []
    run = []
    for line in lines[start:]:
        begins = [_column_of(segment, columns, first.size) for segment in line.segments]
        if line.page != first.page or None in begins or _spills_over(line, columns):
            break
        run.append(line)
    return run


def _spills_over(line: Line, columns: Sequence[float]) -> bool:
    """A line of prose begins where the first column does, and runs on into the next."""
    return any(segment.x0 < column < segment.x1 - line.size for segment in line.segments for column in columns)


def _column_of(segment: Segment, columns: Sequence[float], size: float) -> int | None:
    return next((i for i, x in enumerate(columns) if abs(segment.x0 - x) <= SAME_COLUMN * size), None)


def _unruled_table(run: Sequence[Line]) -> Table | None:
    columns = [segment.x0 for segment in run[0].segments]
    steps = [below.top - above.top for above, below in zip(run, run[1:], strict=False)]
    if not steps:
        return None
    pitch = min(steps)
    rows: list[list[str]] = []
    for index, line in enumerate(run):
        cells = {_column_of(segment, columns, run[0].size): segment.text for segment in line.segments}
        if not rows or 0 in cells or steps[index - 1] > NEW_ROW * pitch:
            rows.append(["" for _ in columns])
        for column, text in cells.items():
            if column is not None:
                rows[-1][column] = join_lines(rows[-1][column], text)
    if len(rows) < FEWEST_ROWS or sum(all(row) for row in rows) < FEWEST_ROWS - 1:
        return None
    return Table(tuple(tuple([cell] if cell else [] for cell in row) for row in rows), run[0].top, run[0].page)
