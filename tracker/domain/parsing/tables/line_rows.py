"""Rows set by blanks that each begin with a line which has a cell for each column; lines beneath complete them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.table_cells import Kind, bare_pieces, fit_in_order, kind_of_pieces, lay
from tracker.domain.parsing.tables.table_columns import OWNERS, Column
from tracker.domain.parsing.text.compact import bare

Group = tuple[int, list[Span]]
"""Words with no wide gap between them: first display column, and their source spans."""
ENDS_CELL = ("。", "；", "）")
FEWEST_WHOLE = 0.5
MOST_OPEN = 0.25
LIST_SIGN = re.compile("[、，；]")
FEWEST_CELLS = 2


@dataclass
class LineRow:
    """The cells of a row as lines fill them; `starts` are the display columns where its first line has them."""

    cells: list[list[Span]]
    starts: list[int]
    is_inferred: bool = False
    last: set[int] = field(default_factory=set)
    """The columns in which the last line has words; none where it is the first."""


def line_rows(source: str, columns: Sequence[Column], lines: Sequence[Sequence[Group]]) -> list[LineRow]:
    """Return the rows of lines (their groups); none where rows do not begin with a line that has all cells."""
    kinds = [_kinds(source, columns, groups) for groups in lines]
    is_whole = [
        len(each) == len(columns) and fit_in_order(columns, each) and _tells_who(columns, each) for each in kinds
    ]
    if not lines or not is_whole[0]:
        return []
    rows: list[LineRow] = []
    for groups, each, whole in zip(lines, kinds, is_whole, strict=True):
        if whole:
            rows.append(LineRow([list(spans) for _, spans in groups], [start for start, _ in groups]))
        elif _may_be_short(columns, each) and not (Column.NUMBER not in columns and _is_beneath(rows[-1], groups)):
            rows.append(_short_row(columns, groups, each))
        else:
            _go_on(rows[-1], groups)
    numbers = [place for place, column in enumerate(columns) if column is Column.NUMBER]
    if any(len(row.cells[place]) > 1 for row in rows for place in numbers):
        return []
    are_enough = sum(is_whole) >= FEWEST_WHOLE * len(rows)
    is_sure = len(rows) == len(lines) or _begin_at_top(source, columns, rows)
    return rows if are_enough and is_sure else []


def _kinds(source: str, columns: Sequence[Column], groups: Sequence[Group]) -> list[Kind]:
    """What the words of a line look like; a list of units may be broken at its end."""
    kinds = [kind_of_pieces(bare_pieces(source, spans)) for _, spans in groups]
    if len(kinds) != len(columns):
        return kinds
    for place, (_, spans) in enumerate(groups):
        words = bare("".join(source[slice(*span)] for span in spans))
        first = LIST_SIGN.split(words, maxsplit=1)[0]
        if columns[place] in OWNERS and first != words and kind_of_pieces([first]) is Kind.UNITS:
            kinds[place] = Kind.UNITS
    return kinds


def _is_beneath(row: LineRow, groups: Sequence[Group]) -> bool:
    """Whether all words of a line begin where cells of the row above do."""
    return all(any(abs(start - above) <= 1 for above in row.starts) for start, _ in groups)


def _go_on(row: LineRow, groups: Sequence[Group]) -> None:
    """Give the words of a further line to the cells they stand beneath."""
    row.last = set()
    for start, spans in groups:
        nearest = min(range(len(row.cells)), key=lambda place: abs(row.starts[place] - start))
        row.cells[nearest].extend(spans)
        row.last.add(nearest)


def _tells_who(columns: Sequence[Column], kinds: Sequence[Kind]) -> bool:
    """Whether a line has its number where rows have numbers, else names of units."""
    if Column.NUMBER in columns:
        return kinds[columns.index(Column.NUMBER)] is Kind.NUMBER
    return any(kind is Kind.UNITS for column, kind in zip(columns, kinds, strict=True) if column in OWNERS)


def _may_be_short(columns: Sequence[Column], kinds: Sequence[Kind]) -> bool:
    """Whether a line with fewer cells than columns begins a row: its number, or a text beside units or limits."""
    if not FEWEST_CELLS <= len(kinds) < len(columns):
        return False
    if Column.NUMBER in columns:
        place = columns.index(Column.NUMBER)
        return Kind.NUMBER in kinds[: place + 1] and lay(columns, kinds) is not None
    tells = Kind.UNITS in kinds or Kind.LIMIT in kinds
    return tells and Kind.TEXT in kinds and lay(columns, kinds) is not None


def _short_row(columns: Sequence[Column], groups: Sequence[Group], kinds: Sequence[Kind]) -> LineRow:
    places = lay(columns, kinds) or list(range(len(kinds)))
    row = LineRow([[] for _ in columns], [10_000] * len(columns))
    for place, (start, spans) in zip(places, groups, strict=True):
        row.cells[place], row.starts[place] = list(spans), start
    held = [bool(cell) for column, cell in zip(columns, row.cells, strict=True) if column in OWNERS]
    row.is_inferred = any(held) and not all(held)
    return row


def _begin_at_top(source: str, columns: Sequence[Column], rows: Sequence[LineRow]) -> bool:
    """Whether the texts of nearly all rows came to an end in their last lines: a full stop, or a line not full."""
    texts = [index for index, column in enumerate(columns) if column is Column.TEXT]
    printed = [[bare(source[slice(*span)]) for span in row.cells[place]] for row in rows for place in texts]
    full = max((len(words) for cell in printed for words in cell), default=0) - 1
    lasts = [bare(source[slice(*row.cells[p][-1])]) for row in rows for p in texts if p in row.last and row.cells[p]]
    open_ends = sum(len(words) >= full and not words.endswith(ENDS_CELL) for words in lasts)
    return open_ends <= MOST_OPEN * len(rows)
