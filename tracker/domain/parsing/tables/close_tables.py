"""Tables whose cells only one blank parts: a row's first line has them all, the lines beneath complete open cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.table_cells import Kind, fit_in_order, kind_of, lay
from tracker.domain.parsing.tables.table_columns import ALSO_TEXT, OWNERS, Column, columns_of, is_column_name
from tracker.domain.parsing.tables.table_rows import FEWEST_CELLS, Row, RowReader
from tracker.domain.parsing.text.compact import bare
from tracker.domain.parsing.units.unit_lists import looks_like_unit

CELL = re.compile(r"[^\s\u3000]+")
NUMBER = re.compile(r"[0-9]{1,3}(?:[.-][0-9]{1,2})?")
DATE_WORD = re.compile(r"[0-9年月日底末前上下半季度内中旬]{1,12}|(?:持续|长期|推进|坚持|实施|常态化){1,3}")
FEWEST_COLUMNS = 4
LONGEST_LIMIT = 12
MOST_PIECES = 40


@dataclass
class _Row:
    """The cells of a row as they fill up; `is_certain` until a line has words that may stand in more than one way."""

    cells: list[list[Span]]
    is_certain: bool = True
    is_inferred: bool = False


def close_columns(line: str) -> list[Column]:
    """Return the meaning of the columns if single blanks part the column names of a line.

    The line begins with 序号, or has nothing but names of columns that are known.
    """
    first = CELL.search(line)
    if first is None or not is_column_name(bare(first[0])):
        return []
    names = [bare(name) for name in CELL.findall(line)]
    if len(names) < FEWEST_COLUMNS or len(set(names)) < len(names) or not all(map(is_column_name, names)):
        return []
    columns = columns_of(names)
    return columns if any(owner in columns for owner in OWNERS) else []


def read_close_rows(source: str, columns: Sequence[Column], lines: Sequence[Span]) -> list[Row]:
    """Return the rows of the lines beneath the column names."""
    reader = RowReader(source, columns)
    rows: list[_Row] = []
    for line in lines:
        pieces = [match.span() for match in islice(CELL.finditer(source, *line), MOST_PIECES)]
        if len(pieces) == MOST_PIECES:
            pieces[-1] = (pieces[-1][0], line[1])
        words = [bare(source[slice(*piece)]) for piece in pieces]
        if _begins_row(columns, words):
            rows.append(_first_line(columns, pieces, words))
        elif rows:
            _fill(source, columns, rows[-1].cells, pieces)
    read = (reader.read(row.cells, is_certain=row.is_certain, is_inferred=row.is_inferred) for row in rows)
    return [row for row in read if row is not None]


def _begins_row(columns: Sequence[Column], words: Sequence[str]) -> bool:
    """Whether a line is the first of a row: its number, else a cell that fits for each column."""
    if len(words) < FEWEST_CELLS:
        return False
    if columns[0] is Column.NUMBER:
        return bool(NUMBER.fullmatch(words[0]))
    kinds = [kind_of(each) for each in words]
    if len(words) == len(columns):
        return fit_in_order(columns, kinds)
    places = lay(columns, kinds) or [0]
    held = {columns[place] for place in places}
    tells_who = any(owner in held for owner in OWNERS) and Kind.UNITS in kinds
    return places[-1] == len(columns) - 1 and Column.TEXT in held and (tells_who or Column.NUMBER in held)


def _first_line(columns: Sequence[Column], pieces: Sequence[Span], words: Sequence[str]) -> _Row:
    """The cells of the first line of a row: one for each column, fewer, or a text that has blanks of its own."""
    kinds = [kind_of(each) for each in words]
    cells: list[list[Span]] = [[] for _ in columns]
    extra = len(pieces) - len(columns)
    places = lay(columns, kinds) if extra <= 0 else _with_blanks_in_text(columns, kinds, extra)
    if places is None:
        text = columns.index(Column.TEXT)
        first = int(columns[0] is Column.NUMBER)
        places = [0] * first + [text] * (len(pieces) - first)
    for place, piece in zip(places, pieces, strict=True):
        cells[place].append(piece)
    held = sum(columns[place] in OWNERS for place in places)
    return _Row(
        cells,
        is_certain=places.count(columns.index(Column.TEXT)) <= max(extra, 0) + 1,
        is_inferred=0 < held < sum(column in OWNERS for column in columns),
    )


def _with_blanks_in_text(columns: Sequence[Column], kinds: Sequence[Kind], extra: int) -> list[int] | None:
    """The column of each piece where one text holds the blanks that are too many; None where none may."""
    for text in (index for index, column in enumerate(columns) if column is Column.TEXT):
        inner = kinds[text : text + extra + 1]
        outer = [*kinds[:text], Kind.TEXT, *kinds[text + extra + 1 :]]
        if Kind.UNITS not in inner and Kind.LIMIT not in inner and fit_in_order(columns, outer):
            return [*range(text), *[text] * (extra + 1), *range(text + 1, len(columns))]
    return None


def _fill(source: str, columns: Sequence[Column], cells: list[list[Span]], pieces: Sequence[Span]) -> None:
    """Give the pieces of a further line to the cells of its row, from left to right."""
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
    return column in (Column.TEXT, *ALSO_TEXT) and not held.endswith(("。", "；"))
