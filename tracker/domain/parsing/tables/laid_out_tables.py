"""Tables that a printer laid out with spaces: columns by position, cells broken over lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.close_tables import close_columns, read_close_rows
from tracker.domain.parsing.tables.line_rows import line_rows
from tracker.domain.parsing.tables.table_columns import Column, columns_of, may_be_second_header
from tracker.domain.parsing.tables.table_rows import HEADS_ROWS, Row, RowReader
from tracker.domain.parsing.text.compact import bare

RUN = re.compile(r"[^\s\u3000]+")
GAP = re.compile(r"[ \u00a0]{2,}|\u3000+")
FEWEST_COLUMNS = 3
LONGEST_HEADER = 1_000
LOOK_BACK = 4
ENDS_CELL = ("。", "；", "）")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
NUMBER = re.compile(r"[0-9]{1,3}(?:[.-][0-9]{1,2})?[.、]?|（[一二三四五六七八九十]{1,3}）")
SUM_LINE = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计)\s")


@dataclass(frozen=True)
class _Name:
    """A column name with its first and last display column."""

    words: str
    start: int
    end: int


def header_columns(line: str) -> list[Column]:
    """Return the meaning of the columns if a source line is a row of column names set apart by spaces."""
    if "\t" in line or len(line) > LONGEST_HEADER or len(line.split(maxsplit=FEWEST_COLUMNS)) < FEWEST_COLUMNS:
        return []
    names = [bare(name) for name in GAP.split(line.strip()) if name.strip()]
    return columns_of(names) if len(names) >= FEWEST_COLUMNS else close_columns(line)


def read_laid_out_rows(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table; its first line is the row of column names, repeated ones are skipped."""
    header = source[slice(*lines[0])]
    names = _names(source, lines[0])
    body = [line for line in lines[1:] if not _is_no_row(source[slice(*line)])]
    if not GAP.search(header.strip()):
        return read_close_rows(source, header_columns(header), body)
    if body and may_be_second_header([name.words for name in _names(source, body[0])]):
        joined = _with_second_line(names, _names(source, body[0]))
        if columns_of([name.words for name in joined]):
            names, body = joined, body[1:]
    columns = columns_of([name.words for name in names])
    reader = RowReader(source, columns)
    if whole := line_rows(source, columns, [_groups(source, line) for line in body]):
        read = (reader.read(row.cells, is_inferred=row.is_inferred) for row in whole)
        return [row for row in read if row is not None]
    edges = _edges(source, names, lines)
    grid = [_cells(source, line, edges) for line in body]
    if _drifts(source, body, grid):
        grid = _cells_in_order(source, body, len(columns))
    rows = (reader.read(_joined(grid[start:end], len(columns))) for start, end in _row_ranges(source, columns, grid))
    return [row for row in rows if row is not None]


def _is_no_row(line: str) -> bool:
    """Whether a line repeats the column names, or is what a chapter of rows is called."""
    return bool(header_columns(line) or HEADS_ROWS.fullmatch(bare(line)) or SUM_LINE.match(line))


def _drifts(source: str, lines: Sequence[Span], grid: Sequence[list[list[Span]]]) -> bool:
    """Whether a line with a cell for each column misses the column edges: rows are not set beneath one another."""
    return any(
        len(groups := _groups(source, line)) == len(cells) and [group[1] for group in groups] != cells
        for line, cells in zip(lines, grid, strict=True)
    )


def _cells_in_order(source: str, lines: Sequence[Span], width: int) -> list[list[list[Span]]]:
    """Cells of lines that are no good grid: by order where a line has them all, else beneath the nearest cell above."""
    grid: list[list[list[Span]]] = []
    starts = [0] * width
    for line in lines:
        groups = _groups(source, line)
        cells: list[list[Span]] = [[] for _ in range(width)]
        if len(groups) == width:
            starts = [start for start, _ in groups]
            cells = [spans for _, spans in groups]
        else:
            for start, spans in groups:
                nearest = min(range(width), key=lambda column: abs(starts[column] - start))
                cells[nearest].extend(spans)
        grid.append(cells)
    return grid


def _groups(source: str, line: Span) -> list[tuple[int, list[Span]]]:
    """Runs of a line with no wide gap between them: first display column, and their source spans."""
    groups: list[tuple[int, list[Span]]] = []
    for start, _, span in _positions(source, line):
        if groups and not GAP.search(source, groups[-1][1][-1][1], span[0]):
            groups[-1][1].append(span)
        else:
            groups.append((start, [span]))
    return groups


def _positions(source: str, line: Span) -> list[tuple[int, int, Span]]:
    """Runs of printed characters of a line: first and last display column, and source span."""
    runs = []
    column, position = 0, line[0]
    for match in RUN.finditer(source, *line):
        column += _width(source[position : match.start()])
        end = column + _width(match[0])
        runs.append((column, end, match.span()))
        column, position = end, match.end()
    return runs


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _edges(source: str, names: Sequence[_Name], lines: Sequence[Span]) -> list[int]:
    """Display columns at which table columns begin: after the last blank stripe between two column names."""
    used: set[int] = set()
    for line in lines:
        for start, end, _ in _positions(source, line):
            used.update(range(start, end))
    edges = [0]
    for left, right in pairwise(names):
        blank = [column for column in range(left.end, right.start) if column not in used]
        edges.append(blank[-1] + 1 if blank else (left.end + right.start + 1) // 2)
    return edges


def _names(source: str, header: Span) -> list[_Name]:
    """The column names of a line; white space inside a name is narrow."""
    names: list[_Name] = []
    cursor = 0
    for part in re.split(f"({GAP.pattern})", source[slice(*header)]):
        width = _width(part)
        if part.strip():
            names.append(_Name(bare(part), cursor, cursor + width))
        cursor += width
    return names


def _with_second_line(names: Sequence[_Name], below: Sequence[_Name]) -> list[_Name]:
    """Names with those of the line beneath: one goes on with the name above it, several take its place."""
    found: list[_Name] = []
    joined: set[_Name] = set()
    for name in names:
        beneath = [other for other in below if other.start < name.end and name.start < other.end]
        if len(beneath) == 1:
            joined.update(beneath)
            found.append(_Name(name.words + beneath[0].words, min(name.start, beneath[0].start), name.end))
        elif not beneath:
            found.append(name)
    return sorted([*found, *(other for other in below if other not in joined)], key=lambda name: name.start)


def _cells(source: str, line: Span, edges: list[int]) -> list[list[Span]]:
    cells: list[list[Span]] = [[] for _ in edges]
    for start, _, span in _positions(source, line):
        cells[bisect_right(edges, start) - 1].append(span)
    return cells


def _joined(lines: Sequence[list[list[Span]]], width: int) -> list[list[Span]]:
    return [[span for line in lines for span in line[column]] for column in range(width)]


def _row_ranges(source: str, columns: Sequence[Column], grid: Sequence[list[list[Span]]]) -> list[tuple[int, int]]:
    """Which lines make up each row: by the numbers of the rows, which stand at the top or in the middle of a row."""
    text_columns = [index for index, meaning in enumerate(columns) if meaning is Column.TEXT]
    is_end = [any(_text(source, line[index]).endswith(ENDS_CELL) for index in text_columns) for line in grid]
    column = columns.index(Column.NUMBER) if Column.NUMBER in columns else None
    numbered = [
        i for i, line in enumerate(grid) if column is not None and NUMBER.fullmatch(_text(source, line[column]))
    ]
    if not numbered:
        return _ranges_without_numbers(source, grid, is_end)
    at_top = numbered[0] == 0 and all(is_end[index - 1] for index in numbered[1:])
    starts = [0]
    for left, right in pairwise(numbered):
        starts.append(right if at_top else _with_rest_of_lists(source, grid, _boundary(is_end, left, right), right))
    return list(pairwise([*starts, len(grid)]))


def _ranges_without_numbers(
    source: str, grid: Sequence[list[list[Span]]], is_end: Sequence[bool]
) -> list[tuple[int, int]]:
    """Rows set apart by blank lines; where there are none, by finished texts."""
    spans = [[span for cell in line for span in cell] for line in grid]
    after_blank = [
        index
        for index, (before, here) in enumerate(pairwise(spans), start=1)
        if before and here and BLANK_LINE.search(source, before[-1][1], here[0][0])
    ]
    starts = after_blank or [index for index in range(1, len(grid)) if is_end[index - 1]]
    return list(pairwise([0, *starts, len(grid)])) if grid else []


def _boundary(is_end: Sequence[bool], left: int, right: int) -> int:
    """The first line of the row numbered at `right`: after the finished cell nearest to the middle."""
    middle = (left + right + 1) / 2
    finished = [index + 1 for index in range(left, right) if is_end[index]]
    return min(finished, key=lambda index: abs(index - middle)) if finished else round(middle)


def _with_rest_of_lists(source: str, grid: Sequence[list[list[Span]]], start: int, right: int) -> int:
    """Where a row begins, when lists of units of the row before run on below its finished text."""
    while 0 < start < right and any(_goes_on(source, grid, start, column) for column in range(len(grid[start]))):
        start += 1
    return start


def _goes_on(source: str, grid: Sequence[list[list[Span]]], line: int, column: int) -> bool:
    """Whether a cell on this line continues a list that ended with a comma a few lines above."""
    above = (_text(source, grid[index][column]) for index in range(line - 1, max(-1, line - LOOK_BACK), -1))
    last = next((text for text in above if text), "")
    return bool(grid[line][column]) and last.endswith(("、", "，"))


def _text(source: str, spans: Sequence[Span]) -> str:
    return bare("".join(source[start:end] for start, end in spans))
