"""Column names printed one beneath the other, and lines that head the rows beneath them."""

import re
from collections.abc import Sequence

from tracker.domain.parsing.tables.table_cells import Kind, kind_of
from tracker.domain.parsing.tables.table_columns import (
    DIVIDED,
    OWNERS,
    Column,
    column_of,
    columns_of,
    is_column_name,
    may_be_column_name,
)

FEWEST_COLUMNS = 3
MOST_COLUMNS = 10
TELLS_WORK = (Kind.TEXT, Kind.WORDS, Kind.FIGURE)
LONGEST_PLAIN_NAME = 12
NO_NAME = re.compile("[：，。；]|^（?[一二三四五六七八九十0-9]{1,3}[）、.]")
PARTS = ((Column.LEAD, Column.SUPPORTING), (Column.LEAD, Column.UNITS), (Column.UNITS, Column.SUPPORTING))
NO_PARTS = re.compile("考核|监督|督[查办导]|责任人|.*领导")
TITLE_ENDS = ("表", "清单", "台账", "方案", "通知", "计划", "要点", "意见")
LONGEST_RUN_OF_GROUPS = 12
GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；]{2,40}")
"""A chapter that heads rows: 一、主要目标."""
ROW_NUMBER = re.compile("(?:0?[1-9]|[1-9][0-9]{1,2})[.、]?")
COUNTED = re.compile(
    "[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）(?=.)|第[一二三四五六七八九十]{1,3}[章条]"
)
DAY = re.compile("20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")


def header_length(names: Sequence[str]) -> int:
    """Return how many of these lines (bare) are the column names of a stacked table; 0 if none are.

    序号 is the first, or all are known names and the lines beneath them are a whole row.
    """
    if not names or column_of(names[0]) is not Column.NUMBER:
        return _known_names(names)
    length = next(
        (
            index
            for index, name in enumerate(names[:MOST_COLUMNS])
            if index and (kind_of(name) is Kind.NUMBER or NO_NAME.search(name) or not may_be_column_name(name))
        ),
        len(names[:MOST_COLUMNS]),
    )
    while length >= FEWEST_COLUMNS and not is_column_name(names[length - 1]):
        length -= 1
    columns = columns_of(names[:length]) if length >= FEWEST_COLUMNS else []
    return length if columns and any(owner in columns for owner in OWNERS) else 0


def _known_names(names: Sequence[str]) -> int:
    """How many of these lines are known names of columns, the first no title (任务分解表), with units beneath them."""
    at_most = names[: MOST_COLUMNS + 1]
    if names[0].endswith(TITLE_ENDS):
        return 0
    known = next((i for i, name in enumerate(at_most) if name in names[:i] or not _is_plain_name(name)), len(at_most))
    for length in range(FEWEST_COLUMNS, min(known, MOST_COLUMNS) + 1):
        if length < known and column_of(names[length]) is not Column.TEXT:
            continue
        columns = columns_of(names[:length])
        if any(column in OWNERS for column in columns):
            kinds = [kind_of(name) for name in names[length : 2 * length + 1]]
            return length if Kind.UNITS in kinds and any(kind in TELLS_WORK for kind in kinds) else 0
    return 0


def in_one_line(names: Sequence[str]) -> list[str]:
    """Return column names with the parts of one in its place: those of 责任分工 stand behind all others."""
    parts = tuple(map(column_of, names[-2:]))
    whole = next((i for i, name in enumerate(names[:-2]) if DIVIDED.fullmatch(name) and not NO_PARTS.match(name)), None)
    if whole is None or parts not in PARTS or any(column_of(name) is parts[0] for name in names[:-2]):
        return list(names)
    return [*names[:whole], *names[-2:], *names[whole + 1 : -2]]


def _is_plain_name(name: str) -> bool:
    """Whether a line is a known name of a column, and no field."""
    is_short = len(name) <= LONGEST_PLAIN_NAME and not NO_NAME.search(name)
    return is_short and is_column_name(name)


def heads_rows(texts: Sequence[str]) -> bool:
    """Whether the first of these lines (bare) is a chapter that heads rows: a row's number follows it, or the next.

    Where rows have no numbers, names of units stand a few lines beneath it, and no sentence with a number in between.
    """
    if not GROUP.fullmatch(texts[0]):
        return False
    after = next((index for index, text in enumerate(texts[:LONGEST_RUN_OF_GROUPS]) if not GROUP.fullmatch(text)), 0)
    return bool(after) and (bool(ROW_NUMBER.fullmatch(texts[after])) or _tells_who(texts[after : after + MOST_COLUMNS]))


def _tells_who(texts: Sequence[str]) -> bool:
    """Whether names of units stand alone in one of these lines, beneath words, before any line with a number."""
    for index, text in enumerate(texts):
        if "：" in text or COUNTED.match(text) or (index == 0 and "。" in text[:-1]):
            return False
        if index and kind_of(text) is Kind.UNITS:
            return index + 1 == len(texts) or not DAY.fullmatch(texts[index + 1])
    return False
