"""Tables whose cells a converter put one beneath the other: column names, then each row from its number on."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from tracker.domain.parsing.compact import bare
from tracker.domain.parsing.formula_words import NOT_A_BODY
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.table_columns import OWNERS, Column, column_of, columns_of, may_be_column_name
from tracker.domain.parsing.table_rows import Row, RowReader
from tracker.domain.parsing.unit_lists import is_unit_or_level, split_units

FEWEST_COLUMNS = 3
MOST_COLUMNS = 10
MOST_SKIPPED = 20
MOST_LINES_OF_UNITS = 60
LONGEST_SUBJECT = 20
LONGEST_LOOSE_NAME = 10
LONGEST_RUN_OF_GROUPS = 12
GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{2,40}")
"""A chapter that heads rows: 一、主要目标."""
NUMBER = re.compile("[1-9][0-9]{0,2}")
DUE_LINE = re.compile(
    r"(?:20[0-9]{2}年|[0-9]{1,2}月|持续|长期|常态|全年|年底|年内|每[年季月]|第?[一二三四]季度|上半年|下半年).{0,24}"
)


def header_length(names: Sequence[str]) -> int:
    """Return how many of these lines (bare) are the column names of a stacked table, 序号 first; 0 if none are."""
    if not names or column_of(names[0]) is not Column.NUMBER:
        return 0
    length = next(
        (
            index
            for index, name in enumerate(names[:MOST_COLUMNS])
            if index and (name.isdecimal() or not may_be_column_name(name))
        ),
        len(names[:MOST_COLUMNS]),
    )
    while length >= FEWEST_COLUMNS and column_of(names[length - 1]) is Column.OTHER:
        length -= 1
    columns = columns_of(names[:length]) if length >= FEWEST_COLUMNS else []
    return length if columns and any(owner in columns for owner in OWNERS) else 0


def heads_rows(texts: Sequence[str]) -> bool:
    """Whether the first of these lines (bare) is a chapter that heads rows: a row's number follows it, or the next."""
    if not GROUP.fullmatch(texts[0]):
        return False
    following = next((text for text in texts[1:LONGEST_RUN_OF_GROUPS] if not GROUP.fullmatch(text)), "")
    return bool(NUMBER.fullmatch(following))


def read_stacked_rows(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table whose first lines are its column names."""
    texts = [bare(source[slice(*line)]) for line in lines]
    length = header_length(texts)
    columns = columns_of(texts[:length])
    groups = {index for index in range(length, len(texts)) if heads_rows(texts[index : index + LONGEST_RUN_OF_GROUPS])}
    first_of_group = {texts[index + 1] for index in groups}
    kept = [index for index in range(len(texts)) if index not in groups]
    texts, lines = [texts[index] for index in kept], [lines[index] for index in kept]
    reader = RowReader(source, columns)
    found = []
    for start, end in _row_ranges(texts, length, first_of_group):
        cells = _cells(columns, texts[start + 1 : end], lines[start + 1 : end])
        if row := reader.read([[lines[start]], *cells]):
            found.append(row)
    return found


def _row_ranges(texts: Sequence[str], start: int, first_of_group: Container[str] = ()) -> list[tuple[int, int]]:
    """Rows from one number that goes on counting to the next; an extract may begin later and skip some numbers."""
    starts: list[int] = []
    last = 0
    for index in range(start, len(texts)):
        number = int(texts[index]) if NUMBER.fullmatch(texts[index]) else 0
        is_first = last < number and texts[index] in first_of_group
        skips = is_first or (last < number <= last + MOST_SKIPPED and _ends_row(texts[index - 1]))
        begins = not starts and number and index - start < FEWEST_COLUMNS
        if number == last + 1 or begins or (starts and skips):
            starts.append(index)
            last = number
    return list(pairwise([*starts, len(texts)]))


def _ends_row(text: str) -> bool:
    """Whether a line may be the last of a row: a limit or names of units."""
    return bool(DUE_LINE.fullmatch(text)) or are_units([text])


def _cells(columns: Sequence[Column], texts: Sequence[str], lines: Sequence[Span]) -> list[list[Span]]:
    """Share out the lines of a row: limits at the end, lists of units before them, the rest is text."""
    end = len(texts)
    while Column.DUE in columns and end > 1 and DUE_LINE.fullmatch(texts[end - 1]):
        end -= 1
    owners = [column for column in columns if column in OWNERS]
    cuts = _owner_cuts(texts, end, len(owners))
    edges = [*cuts, end]
    parts = {owner: list(lines[edges[i] : edges[i + 1]]) for i, owner in enumerate(owners) if i + 1 < len(edges)}
    parts[Column.DUE] = list(lines[end:])
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
            (i for i in range(cuts[-1] + 1, end) if are_units(texts[cuts[-1] : i]) and are_units(texts[i:end])), end
        )
        cuts.append(following)
    return cuts


def are_units(texts: Sequence[str]) -> bool:
    """Whether lines (bare), joined, are nothing but names of units."""
    text = "".join(texts).removesuffix("。")
    units = split_units(text, 0, len(text))
    names = [text[unit.start : unit.end] for unit in units]
    if not names or text[-1] in "、，" or "。" in text or not all(map(_is_name, names)):
        return False
    return any(map(is_unit_or_level, names)) and (len(texts) == 1 or not _tells_work(texts[0]))


def _is_name(name: str) -> bool:
    return is_unit_or_level(name) or (name.startswith("各") and len(name) <= LONGEST_LOOSE_NAME)


def _tells_work(line: str) -> bool:
    """Whether the first of several lines begins as measures do (建立…机制), and is no name of a unit by itself."""
    return bool(NOT_A_BODY.match(line)) and not are_units([line])
