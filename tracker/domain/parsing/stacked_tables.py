"""Tables whose cells a converter put one beneath the other: column names, then each row from its number on."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.domain.parsing.compact import bare
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.table_columns import Column, column_of, columns_of
from tracker.domain.parsing.table_rows import Row, RowReader
from tracker.domain.parsing.unit_lists import is_unit_or_level, split_units

FEWEST_COLUMNS = 3
MOST_COLUMNS = 10
DUE_LINE = re.compile(
    r"(?:20[0-9]{2}年|[0-9]{1,2}月|持续|长期|常态|全年|年底|年内|每[年季月]|第?[一二三四]季度|上半年|下半年).{0,24}"
)
OWNERS = (Column.LEAD, Column.UNITS, Column.SUPPORTING)


def header_length(names: Sequence[str]) -> int:
    """Return how many of these lines (bare) are the column names of a stacked table, 序号 first; 0 if none are."""
    if not names or column_of(names[0]) is not Column.NUMBER:
        return 0
    length = next(
        (
            index
            for index, name in enumerate(names[:MOST_COLUMNS])
            if index and (name.isdecimal() or not columns_of([name, "任务", "单位"]))
        ),
        len(names[:MOST_COLUMNS]),
    )
    while length >= FEWEST_COLUMNS and column_of(names[length - 1]) is Column.OTHER:
        length -= 1
    columns = columns_of(names[:length]) if length >= FEWEST_COLUMNS else []
    return length if columns and any(owner in columns for owner in OWNERS) else 0


def read_stacked_rows(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table whose first lines are its column names."""
    texts = [bare(source[slice(*line)]) for line in lines]
    length = header_length(texts)
    columns = columns_of(texts[:length])
    reader = RowReader(source, columns)
    found = []
    for start, end in _row_ranges(texts, length):
        cells = _cells(columns, texts[start + 1 : end], lines[start + 1 : end])
        if row := reader.read([[lines[start]], *cells]):
            found.append(row)
    return found


def _row_ranges(texts: Sequence[str], start: int) -> list[tuple[int, int]]:
    """Rows from one number that goes on counting to the next."""
    starts: list[int] = []
    for index in range(start, len(texts)):
        if texts[index] == str(len(starts) + 1):
            starts.append(index)
    return list(pairwise([*starts, len(texts)]))


def _cells(columns: Sequence[Column], texts: Sequence[str], lines: Sequence[Span]) -> list[list[Span]]:
    """Share out the lines of a row: limits at the end, lists of units before them, the rest is text."""
    end = len(texts)
    while Column.DUE in columns and end > 1 and DUE_LINE.fullmatch(texts[end - 1]):
        end -= 1
    owners = [column for column in columns if column in OWNERS]
    cuts = _owner_cuts(texts, end, len(owners))
    edges = [*cuts, end]
    parts = {owner: list(lines[edges[i] : edges[i + 1]]) for i, owner in enumerate(owners) if i + 1 < len(edges)}
    parts[Column.TEXT] = list(lines[: edges[0]])
    parts[Column.DUE] = list(lines[end:])
    return [parts.pop(column, []) for column in columns[1:]]


def _owner_cuts(texts: Sequence[str], end: int, columns: int) -> list[int]:
    """Where each list of units begins: the earliest lines from which everything reads as whole names of units."""
    first = next((index for index in range(1, end) if _are_units(texts[index:end])), end)
    cuts = [first]
    while len(cuts) < columns:
        following = next(
            (i for i in range(cuts[-1] + 1, end) if _are_units(texts[cuts[-1] : i]) and _are_units(texts[i:end])), end
        )
        cuts.append(following)
    return cuts


def _are_units(texts: Sequence[str]) -> bool:
    text = "".join(texts)
    units = split_units(text, 0, len(text))
    names = [text[unit.start : unit.end] for unit in units]
    return bool(names) and text[-1] not in "、，" and "。" not in text and all(map(is_unit_or_level, names))
