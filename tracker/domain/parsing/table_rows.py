"""Rows of responsibility tables, from cells parted by tabs or from cells that a printer laid out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracker.domain.numerals import CHINESE_NUMERAL
from tracker.domain.parsing.compact import Compact, bare, make_compact
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.table_columns import (
    OWNERS,
    Column,
    columns_of,
    may_be_parts_of_header,
    may_be_second_header,
)
from tracker.domain.parsing.unit_lists import is_unit_or_level, split_units

BAR = re.compile("[|｜│┃]")
RULE = re.compile(r"[-—─━=:：+\s|｜│┃]*")
FEWEST_CELLS = 2
LIMIT_CELL = re.compile(
    r"(?:20[0-9]{2}年)?(?:1?[0-9]月|年|[上下]半年|第?[一二三四]季度)(?:[上中下]旬|[底末中内])?之?前?|全年|长期|持续(?:推进)?"
)
GROUP_OF_ROWS = re.compile(rf"(?:{CHINESE_NUMERAL}{{1,3}}、|（{CHINESE_NUMERAL}{{1,3}}）)[^。；：，]{{2,30}}")
"""A line inside a table that only heads the rows beneath it: 一、实施更新行动."""
GROUP_NUMBER = re.compile(rf"（?{CHINESE_NUMERAL}{{1,3}}[）、.]?")
Pieces = Sequence[Span]
"""The source spans of one cell: one for each line it is printed on."""


@dataclass(frozen=True)
class Cell:
    """A cell at positions start:end of the compact text of its row."""

    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A row that holds work. `compact` is the text of its cells one after the other; `span` its place in the source."""

    compact: Compact
    span: Span
    number: Cell | None
    lead: Cell | None
    units: Cell | None
    supporting: Cell | None
    due: Cell | None
    texts: tuple[Cell, ...]
    is_broken: bool = False


class RowReader:
    """Makes rows of one table; a unit cell left empty by a merge takes the one above it."""

    def __init__(self, source: str, columns: Sequence[Column]) -> None:
        self.source = source
        self.columns = columns
        self.above: dict[Column, Pieces] = {}

    def read(self, cells: Sequence[Pieces]) -> Row | None:
        """Return the row of these cells, one for each column, or None where no text column says anything."""
        held: dict[Column, Pieces] = {}
        texts: list[Pieces] = []
        for column, pieces in zip(self.columns, cells, strict=False):
            if not any(self.source[start:end].strip() for start, end in pieces):
                continue
            if column is Column.TEXT:
                texts.append(pieces)
            else:
                held.setdefault(column, pieces)
        if not texts or self._is_group(held):
            return None
        if not {Column.LEAD, Column.UNITS} & held.keys():
            held |= {column: self.above[column] for column in OWNERS if column in self.above and column not in held}
        self.above |= held
        own = [span for pieces in cells for span in pieces]
        return _row(self.source, held, texts, (min(own)[0], max(end for _, end in own)))

    def in_place(self, cells: list[list[Span]]) -> list[list[Span]]:
        """Return the cells each in its column: a row that merges left short is told by number, limit or last unit."""
        while cells and not any(self.source[slice(*piece)].strip() for piece in cells[-1]):
            cells = cells[:-1]
        missing = len(self.columns) - len(cells)
        if missing <= 0 or len(cells) < FEWEST_CELLS:
            return cells
        words = [bare("".join(self.source[slice(*piece)] for piece in cell)) for cell in cells]
        kept = int(self.columns[0] is Column.NUMBER and words[0].isdecimal())
        return [*cells[:kept], *([] for _ in range(self._shift(words, missing))), *cells[kept:]]

    def _shift(self, words: Sequence[str], missing: int) -> int:
        """How many cells are missing on the left: told by the cell with a limit, else by units in the last one."""
        limit = next((index for index, word in enumerate(words) if LIMIT_CELL.fullmatch(word)), None)
        if limit is not None and Column.DUE in self.columns:
            shift = self.columns.index(Column.DUE) - limit
            return shift if 0 <= shift <= missing else 0
        is_moved = self.columns[len(words) - 1] is Column.TEXT and Column.TEXT in self.columns[missing:]
        return missing if self.columns[-1] in OWNERS and is_moved and names_units(words[-1]) else 0

    def _is_group(self, held: dict[Column, Pieces]) -> bool:
        """Whether a row only heads the rows beneath it: a Chinese number, and nobody beside it."""
        if Column.NUMBER not in held or not any(owner in self.columns for owner in OWNERS):
            return False
        number = bare("".join(self.source[slice(*piece)] for piece in held[Column.NUMBER]))
        return bool(GROUP_NUMBER.fullmatch(number)) and not any(column in held for column in (*OWNERS, Column.DUE))


def _row(source: str, held: dict[Column, Pieces], texts: list[Pieces], span: Span) -> Row:
    cells: dict[Column, Cell] = {}
    text_cells: list[Cell] = []
    spans: list[Span] = []
    position = 0
    named: list[tuple[Column, Pieces]] = [*held.items(), *((Column.TEXT, pieces) for pieces in texts)]
    named.sort(key=lambda cell: cell[0] is Column.NUMBER)  # last: a figure before a date would belong to it
    for column, pieces in named:
        spans.extend(pieces)
        end = position + sum(len(bare(source[slice(*piece)])) for piece in pieces)
        if column is Column.TEXT:
            text_cells.append(Cell(position, end))
        else:
            cells[column] = Cell(position, end)
        position = end
    return Row(
        compact=make_compact(source, spans),
        span=span,
        number=cells.get(Column.NUMBER),
        lead=cells.get(Column.LEAD),
        units=cells.get(Column.UNITS),
        supporting=cells.get(Column.SUPPORTING),
        due=cells.get(Column.DUE),
        texts=tuple(text_cells),
        is_broken=any(len(pieces) > 1 for pieces in texts),
    )


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
        cells = cells_of_line(source, start, end)
        names = [bare(source[slice(*cell)]) for cell in cells]
        while names and not names[-1]:
            names.pop()
        columns = columns_of(names)
        if above and may_be_second_header(names):
            columns = columns_of(["".join(pair) for pair in zip_longest(above, names, fillvalue="")])
        elif above and not columns and may_be_parts_of_header(names, len(above)):
            continue
        above = names if columns else []
        if pending and not columns and reader and _goes_on(source, reader.columns, pending, cells):
            pending[-1].append(cells[0])
            pending.extend([cell] for cell in cells[1:])
            continue
        found.extend(_read(reader, pending))
        reader = RowReader(source, columns) if columns else reader
        pending = [] if columns else [[cell] for cell in cells]
    return [*found, *_read(reader, pending)]


def names_units(text: str) -> bool:
    """Whether words (compact) are nothing but names of units."""
    names = [text[unit.start : unit.end] for unit in split_units(text, 0, len(text))]
    return bool(names) and all(map(is_unit_or_level, names))


def _read(reader: RowReader | None, cells: list[list[Span]]) -> list[Row]:
    row = reader.read(reader.in_place(cells)) if reader is not None and cells else None
    return [row] if row else []


def _goes_on(source: str, columns: Sequence[Column], pending: list[list[Span]], cells: list[Span]) -> bool:
    """Whether a line continues the row above: that row lacks cells, rows have numbers, and this line has none."""
    first = source[slice(*cells[0])].strip()
    fits = len(pending) + len(cells) - 1 <= len(columns) and not GROUP_OF_ROWS.fullmatch(bare(first))
    has_limit = any(LIMIT_CELL.fullmatch(bare(source[slice(*cell)])) for cell in cells)
    if has_limit and any(LIMIT_CELL.fullmatch(bare(source[slice(*piece)])) for cell in pending for piece in cell):
        return False
    return columns[0] is Column.NUMBER and bool(first) and not first.isdecimal() and fits


def is_divided(line: str) -> bool:
    """Whether a source line has tabs between cells, or bars."""
    return "\t" in line.strip() or bool(BAR.search(line))


def cells_of_line(source: str, start: int, end: int) -> list[Span]:
    """Return the cells of a line: parted by tabs, else by bars, those at the ends of the line left out."""
    divider = re.compile("\t") if "\t" in source[start:end].strip() else BAR
    cells = []
    position = start
    for match in divider.finditer(source, start, end):
        cells.append((position, match.start()))
        position = match.end()
    cells.append((position, end))
    if divider is BAR:
        first = 1 if len(cells) > 1 and not source[slice(*cells[0])].strip() else 0
        last = -1 if len(cells) > 1 and not source[slice(*cells[-1])].strip() else None
        cells = cells[first:last]
    return cells
