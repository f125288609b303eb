"""Tables whose cells a converter put one beneath the other: column names, then each row from its number on."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.cell_runs import CellRow, CellRuns
from tracker.domain.parsing.tables.stacked_headers import (
    FEWEST_COLUMNS,
    LONGEST_RUN_OF_GROUPS,
    MOST_COLUMNS,
    header_length,
    heads_rows,
    in_one_line,
)
from tracker.domain.parsing.tables.table_cells import (
    PLACEHOLDER,
    Kind,
    bare_pieces,
    fit_in_order,
    kind_of,
    kind_of_pieces,
    lay,
)
from tracker.domain.parsing.tables.table_columns import OWNERS, Column, columns_of
from tracker.domain.parsing.tables.table_rows import SUM, Row, RowReader
from tracker.domain.parsing.tables.unit_lines import are_parted, are_units, breaks_name
from tracker.domain.parsing.text.compact import bare
from tracker.domain.parsing.units.unit_lists import STARTS_AS_UNIT

FEWEST_NUMBERS = 2
MOST_SKIPPED = 60
MOST_LINES_OF_NAME = 4
MOST_LINES_OF_UNITS = 60
MOST_LINES_OF_ROW = 60
LONGEST_SUBJECT = 20
NUMBER = re.compile("0?[1-9]|[1-9][0-9]{1,2}")
SUB_NUMBER = re.compile("(?P<above>[1-9][0-9]{0,2})[.-][1-9][0-9]?")
DUE_LINE = re.compile(
    r"(?:20[0-9]{2}年|[0-9]{1,2}月|持续|长期|常态|全年|年底|年内|每[年季月]|第?[一二三四]季度|上半年|下半年).{0,24}"
)


def read_stacked_rows(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table whose first lines are its column names."""
    texts = [bare(source[slice(*line)]) for line in lines]
    length = header_length(texts)
    columns = columns_of(in_one_line(texts[:length]))
    if not columns:
        return []
    groups = {index for index in range(length, len(texts)) if heads_rows(texts[index : index + LONGEST_RUN_OF_GROUPS])}
    first_of_group = {texts[index + 1] for index in groups}
    end = _sum_at_end(texts)
    header = texts[:length]
    repeated = {
        i + k
        for i in range(length, end)
        if texts[i] == header[0] and texts[i : i + length] == header
        for k in range(length)
    }
    body = [index for index in range(length, end) if index not in repeated]
    kept = [index for index in body if index not in groups]
    reader = RowReader(source, columns)
    whole = _whole_rows(columns, [texts[index] for index in kept], 0)
    numbers = sum(bool(NUMBER.fullmatch(texts[index])) for index in kept)
    if not whole:
        runs = CellRuns(columns).rows([texts[i] for i in body], _kinds(reader, [lines[i] for i in body]))
        if columns[0] is not Column.NUMBER or numbers < FEWEST_NUMBERS or _are_sure(columns, runs):
            return [row for run in runs if (row := _read_run(reader, run, [lines[i] for i in body]))]
    texts, lines = [texts[index] for index in kept], [lines[index] for index in kept]
    found = []
    for start, end in whole or _row_ranges(texts, 0, first_of_group):
        middle = next((i for i in range(start + 2, end) if kept[i] - 1 in repeated and _ends_row(texts, i)), end)
        row = _read(reader, texts[start:middle], lines[start:middle], lines[middle:end], is_whole=bool(whole))
        found.extend([row] if row else [])
    return found


def _are_sure(columns: Sequence[Column], runs: Sequence[CellRow]) -> bool:
    """Whether each row has its number, a text and names of units, and no cell is more than a line."""
    wanted = [column in (Column.NUMBER, Column.TEXT) for column in columns]
    return all(
        run.is_certain
        and all(len(cell) == 1 or not (is_wanted or cell) for cell, is_wanted in zip(run.cells, wanted, strict=True))
        and any(cell for cell, column in zip(run.cells, columns, strict=True) if column in OWNERS)
        for run in runs
    )


def _only_run(reader: RowReader, texts: Sequence[str], lines: Sequence[Span]) -> Row | None:
    """The row of lines that are certain to be one; None where they are not."""
    runs = CellRuns(reader.columns).rows(texts, _kinds(reader, lines)) if len(texts) <= MOST_LINES_OF_ROW else []
    if (
        len(runs) != 1
        or not runs[0].is_certain
        or breaks_name(
            (cell[0] for column, cell in zip(reader.columns, runs[0].cells, strict=True) if column in OWNERS and cell),
            texts,
        )
    ):
        return None
    return _read_run(reader, runs[0], lines)


def _kinds(reader: RowReader, lines: Sequence[Span]) -> list[Kind]:
    return [kind_of_pieces(bare_pieces(reader.source, [line])) for line in lines]


def _read_run(reader: RowReader, row: CellRow, lines: Sequence[Span]) -> Row | None:
    cells = [[lines[index] for index in cell] for cell in row.cells]
    return reader.read(cells, is_certain=row.is_certain, is_inferred=row.is_inferred)


def _sum_at_end(texts: Sequence[str]) -> int:
    """Where a row 合计 begins that ends the table, else how many lines there are."""
    tail = range(max(0, len(texts) - MOST_COLUMNS), len(texts))
    return next((index for index in tail if SUM.fullmatch(texts[index])), len(texts))


def _whole_rows(columns: Sequence[Column], texts: Sequence[str], start: int) -> list[tuple[int, int]]:
    """Rows with a line for each column, where all lines fit so; else none."""
    width = len(columns)
    ranges = [(index, index + width) for index in range(start, len(texts), width)]
    if not ranges or ranges[-1][1] != len(texts):
        return []
    if columns[0] is Column.NUMBER and not all(NUMBER.fullmatch(texts[begin]) for begin, _ in ranges):
        return []
    rows = ([kind_of(text) for text in texts[begin:end]] for begin, end in ranges)
    return ranges if all(fit_in_order(columns, kinds) for kinds in rows) else []


def _read(
    reader: RowReader, texts: Sequence[str], lines: Sequence[Span], rest: Sequence[Span], *, is_whole: bool
) -> Row | None:
    """The row of some lines, a cell each where they fit so; else limits at the end, units before them, then text.

    `rest` are lines at the head of the next page that go on with the text.
    """
    columns = reader.columns
    places = list(range(len(columns))) if is_whole else _places(columns, texts)
    if rest:
        return _read_broken(reader, texts, lines, rest)
    owners = sum(column in OWNERS for column in columns)
    if places is not None:
        cells: list[list[Span]] = [[] for _ in columns]
        for place, line in zip(places, lines, strict=True):
            cells[place] = [line]
        held = sum(columns[place] in OWNERS for place in places)
        return reader.read(cells, is_inferred=0 < held < owners)
    if run := _only_run(reader, texts, lines):
        return run
    return _read_shared(reader, texts, lines)


def _read_broken(reader: RowReader, texts: Sequence[str], lines: Sequence[Span], rest: Sequence[Span]) -> Row | None:
    """The row of lines that a page parts: what goes on with the text stands behind the units."""
    cells = [[lines[0]], *_cells(reader.columns, texts[1:], lines[1:])]
    text = max((cells[i] for i, column in enumerate(reader.columns) if column is Column.TEXT), key=len)
    text.extend(rest)
    is_certain = not any(kind in (Kind.UNITS, Kind.LIMIT) for kind in _kinds(reader, rest))
    return reader.read(cells, is_certain=is_certain)


def _read_shared(reader: RowReader, texts: Sequence[str], lines: Sequence[Span]) -> Row | None:
    """The row of lines shared out by what they hold."""
    columns = reader.columns
    cells = [[lines[0]], *_cells(columns, texts[1:], lines[1:])]
    named = [words for column, cell in zip(columns, cells, strict=True) if column in OWNERS for words in cell]
    has_others = Column.OTHER in columns
    is_certain = bool(named) or len(texts) < len(columns)
    if has_others and named:
        words = [texts[list(lines).index(line)] for line in named]
        is_certain = all(kind_of(each) is Kind.UNITS for each in words)
    return reader.read(cells, is_certain=is_certain)


def _places(columns: Sequence[Column], texts: Sequence[str]) -> list[int] | None:
    """The column of each line where each is a whole cell: owners are whole names, no list goes on in the next line."""
    kinds = [kind_of(text) for text in texts]
    places = lay(columns, kinds) if len(texts) > 1 else None
    if places is None or any(text.endswith(("、", "，")) for text in texts):
        return None
    told = list(zip(places, texts, kinds, strict=True))
    if any(columns[place] in OWNERS and kind not in (Kind.UNITS, Kind.NOTHING) for place, _, kind in told):
        return None
    names = [text for place, text, _ in told if columns[place] in OWNERS]
    is_broken = any(STARTS_AS_UNIT.match(first) and not STARTS_AS_UNIT.match(next_) for first, next_ in pairwise(names))
    firsts = (index for index, place in enumerate(places) if columns[place] in OWNERS)
    return None if is_broken or breaks_name(firsts, texts) else places


def _row_ranges(texts: Sequence[str], start: int, first_of_group: Container[str] = ()) -> list[tuple[int, int]]:
    """Rows from one number that goes on counting to the next; an extract may begin later and skip some numbers."""
    starts: list[int] = []
    last = 0
    for index in range(start, len(texts)):
        number = int(texts[index]) if NUMBER.fullmatch(texts[index]) else 0
        below = SUB_NUMBER.fullmatch(texts[index])
        if below and int(below["above"]) in (last, last + 1):
            starts.append(index)
            last = int(below["above"])
            continue
        is_first = last < number and texts[index] in first_of_group
        skips = is_first or (last < number <= last + MOST_SKIPPED and _ends_row(texts, index))
        begins = not starts and number and index - start < FEWEST_COLUMNS
        begins = begins or (number == 1 and last > 1 and _ends_row(texts, index))
        if number == last + 1 or begins or (starts and skips):
            starts.append(index)
            last = number
    return list(pairwise([*starts, len(texts)]))


def _ends_row(texts: Sequence[str], end: int) -> bool:
    """Whether the lines before `end` may be the last of a row: a limit, a sign (—), names of units, perhaps broken."""
    if end == 0 or DUE_LINE.fullmatch(texts[end - 1]) or PLACEHOLDER.fullmatch(texts[end - 1]):
        return end > 0
    return any(are_units(texts[max(0, end - count) : end]) for count in range(1, MOST_LINES_OF_NAME + 1))


def _cells(columns: Sequence[Column], texts: Sequence[str], lines: Sequence[Span]) -> list[list[Span]]:
    """Share out the lines of a row: limits at the end, lists of units before them, the rest is text.

    A sign at the end (—) is the last column, and says nothing.
    """
    end = len(texts)
    tail = [column for column in columns if column in OWNERS or column is Column.DUE]
    while end > 1 and len(tail) > 1 and PLACEHOLDER.fullmatch(texts[end - 1]):
        end -= 1
        tail.pop()
    last = end
    while Column.DUE in tail and end > 1 and DUE_LINE.fullmatch(texts[end - 1]):
        end -= 1
    owners = [column for column in tail if column in OWNERS]
    cuts = _owner_cuts(texts, end, len(owners))
    edges = [*cuts, end]
    parts = {owner: list(lines[edges[i] : edges[i + 1]]) for i, owner in enumerate(owners) if i + 1 < len(edges)}
    parts[Column.DUE] = list(lines[end:last])
    words = _text_cells(texts[: edges[0]], lines[: edges[0]], columns.count(Column.TEXT))
    return [next(words, []) if column is Column.TEXT else parts.pop(column, []) for column in columns[1:]]


def _text_cells(texts: Sequence[str], lines: Sequence[Span], columns: int) -> Iterator[list[Span]]:
    """One line for each text column where they are as many and all but the last are short; else one cell of all."""
    if len(texts) == columns and all(len(text) <= LONGEST_SUBJECT and "，" not in text for text in texts[:-1]):
        return iter([[line] for line in lines])
    return iter([list(lines)])


def _owner_cuts(texts: Sequence[str], end: int, columns: int) -> list[int]:
    """Where each list of units begins: the earliest lines from which everything reads as whole names of units."""
    earliest = max(1, end - MOST_LINES_OF_UNITS)
    first = next((index for index in range(earliest, end) if are_units(texts[index:end])), end)
    cuts = [first]
    while len(cuts) < columns:
        following = next(
            (i for i in range(cuts[-1] + 1, end) if are_parted(texts[cuts[-1] : i], texts[i:end])),
            end,
        )
        cuts.append(following)
    return cuts
