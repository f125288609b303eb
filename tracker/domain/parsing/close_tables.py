"""Tables whose cells only one blank parts: a row's first line has them all, the lines beneath complete open cells."""

import re
from collections.abc import Sequence

from tracker.domain.parsing.compact import bare
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.table_columns import OWNERS, Column, columns_of
from tracker.domain.parsing.table_rows import Row, RowReader
from tracker.domain.parsing.unit_lists import looks_like_unit

CELL = re.compile(r"[^\s\u3000]+")
NUMBER = re.compile(r"[0-9]{1,3}")
DATE_WORD = re.compile(r"[0-9年月日底末前上下半季度内中旬]{1,12}|(?:持续|长期|推进|坚持|实施|常态化){1,3}")
FEWEST_COLUMNS = 4
LONGEST_LIMIT = 12


def close_columns(line: str) -> list[Column]:
    """Return the meaning of the columns if single blanks part the column names of a line that begins with 序号."""
    names = [bare(name) for name in CELL.findall(line)]
    if len(names) < FEWEST_COLUMNS or len(set(names)) < len(names):
        return []
    columns = columns_of(names)
    return columns if columns and columns[0] is Column.NUMBER and Column.OTHER not in columns else []


def read_close_rows(source: str, columns: Sequence[Column], lines: Sequence[Span]) -> list[Row]:
    """Return the rows of the lines beneath the column names."""
    reader = RowReader(source, columns)
    rows: list[list[list[Span]]] = []
    for line in lines:
        pieces = [match.span() for match in CELL.finditer(source, *line)]
        if pieces and NUMBER.fullmatch(bare(source[slice(*pieces[0])])) and len(pieces) > 1:
            rows.append([[] for _ in columns])
            rows[-1][0].append(pieces.pop(0))
        if rows:
            _fill(source, columns, rows[-1], pieces)
    read = (reader.read(cells) for cells in rows)
    return [row for row in read if row is not None]


def _fill(source: str, columns: Sequence[Column], cells: list[list[Span]], pieces: Sequence[Span]) -> None:
    """Give the pieces of a line to the cells of its row, from left to right."""
    if len(pieces) == len(columns) - 1 and not any(cells[1:]):
        for cell, piece in zip(cells[1:], pieces, strict=True):
            cell.append(piece)
        return
    begin = 1
    for piece in pieces:
        words = bare(source[slice(*piece)])
        fitting = [index for index in range(begin, len(columns)) if _fits(source, columns[index], cells[index], words)]
        waiting = [index for index in fitting if columns[index] is not Column.TEXT]
        begin = next(iter(waiting or fitting), begin)
        cells[begin].append(piece)


def _fits(source: str, column: Column, cell: Sequence[Span], words: str) -> bool:
    """Whether a cell may go on with these words: lists that ended with a comma, names and texts not finished."""
    held = bare("".join(source[slice(*piece)] for piece in cell))
    if column is Column.DUE:
        return len(words) <= LONGEST_LIMIT and bool(DATE_WORD.fullmatch(words))
    if column in OWNERS:
        is_open = not held or held.endswith(("、", "，")) or not looks_like_unit(held)
        return is_open and looks_like_unit(words.rstrip("、，；"))
    return not held.endswith(("。", "；"))
