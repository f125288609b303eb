"""Tables with a row a line, its cells parted by tabs or bars; a row with a number may go on over lines."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.table_cells import Kind, kind_of
from tracker.domain.parsing.tables.table_columns import (
    DIVIDED,
    OWNERS,
    Column,
    columns_of,
    may_be_parts_of_header,
    may_be_second_header,
    may_be_upper_line,
)
from tracker.domain.parsing.tables.table_rows import COUNTED_THINGS, GROUP_OF_ROWS, LIMIT_CELL, Row, RowReader
from tracker.domain.parsing.text.compact import bare

BAR = re.compile("[|｜│┃]")
LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
RULE = re.compile(r"[-—─━=:：+\s|｜│┃]*")


def read_divided_rows(source: str, lines: Iterable[Span]) -> list[Row]:
    """Return the rows of lines with tabs or bars between cells; lines of column names set the meaning of those beneath.

    A row with a number may go on over lines: the first cell of the next line continues its last one.
    """
    reader: RowReader | None = None
    found: list[Row] = []
    pending: list[list[Span]] = []
    above: list[str] = []
    for start, end in lines:
        if RULE.fullmatch(source, start, end):
            continue
        cells = _cells_beneath(source, reader, start, end)
        names = [bare(source[slice(*cell)]) for cell in cells]
        ends_empty = len(names) > 1 and (not names[-1] or _is_closed(source, start, end))
        while names and not names[-1]:
            names.pop()
        columns = columns_of(names)
        if above and may_be_second_header(names):
            names = with_second_line(above, names)
            columns = columns_of(names)
        elif above and not columns and may_be_parts_of_header(names, len(above)):
            continue
        above = names if columns or may_be_upper_line(names) else []
        if pending and not columns and reader and _goes_on(source, reader.columns, pending, cells):
            _cell_gone_on(source, reader.columns, pending, cells).extend(_lines_of(source, cells[0]))
            pending.extend(_lines_of(source, cell) for cell in cells[1:])
            continue
        found.extend(_read(reader, pending))
        if columns:
            reader = RowReader(source, columns, ends_empty=ends_empty)
        pending = [] if columns else [_lines_of(source, cell) for cell in cells]
    return [*found, *_read(reader, pending)]


def _is_closed(source: str, start: int, end: int) -> bool:
    """Whether a line begins and ends with a bar."""
    line = source[start:end].strip()
    return len(line) > 1 and bool(BAR.match(line) and BAR.match(line[-1]))


def _read(reader: RowReader | None, cells: list[list[Span]]) -> list[Row]:
    row = reader.read_short(cells) if reader is not None and cells else None
    return [row] if row else []


def _lines_of(source: str, cell: Span) -> list[Span]:
    """The lines of a cell that Markdown parts by <br>."""
    ends = [match.span() for match in LINE_BREAK.finditer(source, *cell)]
    return list(zip([cell[0], *(end for _, end in ends)], [*(start for start, _ in ends), cell[1]], strict=True))


def with_second_line(above: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return column names joined with those of the line beneath.

    They stand beneath one another, or, where empty cells were lost, beneath the columns of units: 牵头单位, 配合单位
    in place of 责任分工.
    """
    columns = columns_of(above)
    owners = [index for index, column in enumerate(columns) if column in OWNERS]
    owners = owners or [index for index, name in enumerate(above) if DIVIDED.fullmatch(name)]
    if "" in names or len(names) >= len(above) or not owners:
        return ["".join(pair) for pair in zip_longest(above, names, fillvalue="")]
    if len(owners) == len(names):
        below = dict(zip(owners, names, strict=True))
        return [name + below.get(index, "") for index, name in enumerate(above)]
    return [*above[: owners[0]], *names, *above[owners[-1] + 1 :]]


def _cells_beneath(source: str, reader: RowReader | None, start: int, end: int) -> list[Span]:
    """The cells of a line; a bar at its head is the end of an empty cell where the column names have none there."""
    whole = _parted(source, start, end)
    if reader and len(whole) == len(reader.columns):
        return whole
    cells = cells_of_line(source, start, end)
    is_short = reader is not None and len(cells) < len(reader.columns)
    return [*cells, (end, end)] if is_short and _is_closed(source, start, end) else cells


def _goes_on(source: str, columns: Sequence[Column], pending: list[list[Span]], cells: list[Span]) -> bool:
    """Whether a line continues the row above: that row lacks cells, rows have numbers, and this line has none."""
    first = source[slice(*cells[0])].strip()
    fits = len(pending) + len(cells) - 1 <= len(columns) and not GROUP_OF_ROWS.fullmatch(bare(first))
    has_limit = any(LIMIT_CELL.fullmatch(bare(source[slice(*cell)])) for cell in cells)
    if has_limit and any(LIMIT_CELL.fullmatch(bare(source[slice(*piece)])) for cell in pending for piece in cell):
        return False
    return columns[0] is Column.NUMBER and bool(first) and kind_of(bare(first)) is not Kind.NUMBER and fits


def _cell_gone_on(source: str, columns: Sequence[Column], pending: list[list[Span]], cells: list[Span]) -> list[Span]:
    """The cell that a line continues: the last, or the goals where units end a whole row and the line counts things."""
    last = len(pending) - 1
    is_whole = len(cells) == 1 and len(pending) == len(columns) and columns[last] in OWNERS
    if not is_whole or not COUNTED_THINGS.search(bare(source[slice(*cells[0])])):
        return pending[last]
    told = (i for i in range(last, -1, -1) if columns[i] in (Column.GOALS, Column.TEXT) and pending[i])
    return pending[next(told, last)]


def is_divided(line: str) -> bool:
    """Whether a source line has tabs between cells, or bars."""
    return "\t" in line.strip() or bool(BAR.search(line))


def cells_of_line(source: str, start: int, end: int) -> list[Span]:
    """Return the cells of a line: parted by tabs, else by bars, those at the ends of the line left out."""
    cells = _parted(source, start, end)
    if "\t" not in source[start:end].strip():
        first = 1 if len(cells) > 1 and not source[slice(*cells[0])].strip() else 0
        last = -1 if len(cells) > 1 and not source[slice(*cells[-1])].strip() else None
        cells = cells[first:last]
    return cells


def _parted(source: str, start: int, end: int) -> list[Span]:
    divider = re.compile("\t") if "\t" in source[start:end].strip() else BAR
    cells = []
    position = start
    for match in divider.finditer(source, start, end):
        cells.append((position, match.start()))
        position = match.end()
    return [*cells, (position, end)]
