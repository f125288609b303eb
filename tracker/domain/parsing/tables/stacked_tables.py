"""Tables whose cells a converter put one beneath the other: column names, then each row from its number on."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.cell_runs import CellRow, CellRuns
from tracker.domain.parsing.tables.table_cells import Kind, bare_pieces, fit_in_order, kind_of, kind_of_pieces, lay
from tracker.domain.parsing.tables.table_columns import (
    DIVIDED,
    OWNERS,
    Column,
    column_of,
    columns_of,
    is_column_name,
    may_be_column_name,
)
from tracker.domain.parsing.tables.table_rows import SUM, Row, RowReader
from tracker.domain.parsing.text.compact import bare
from tracker.domain.parsing.units.formula_words import NOT_A_BODY
from tracker.domain.parsing.units.unit_lists import STARTS_AS_UNIT, is_unit_or_level, split_units

FEWEST_COLUMNS = 3
FEWEST_NUMBERS = 2
MOST_COLUMNS = 10
MOST_SKIPPED = 20
MOST_LINES_OF_UNITS = 60
MOST_LINES_OF_ROW = 60
LONGEST_SUBJECT = 20
TELLS_WORK = (Kind.TEXT, Kind.WORDS, Kind.FIGURE)
LONGEST_PLAIN_NAME = 12
NO_NAME = re.compile("[：，。；]|^（?[一二三四五六七八九十0-9]{1,3}[）、.]")
PARTS = ((Column.LEAD, Column.SUPPORTING), (Column.LEAD, Column.UNITS), (Column.UNITS, Column.SUPPORTING))
NO_PARTS = re.compile("考核|监督|督[查办导]|责任人|.*领导")
TITLE_ENDS = ("表", "清单", "台账", "方案", "通知", "计划", "要点", "意见")
LONGEST_LOOSE_NAME = 10
LONGEST_RUN_OF_GROUPS = 12
GROUP = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；]{2,40}")
"""A chapter that heads rows: 一、主要目标."""
NUMBER = re.compile("0?[1-9]|[1-9][0-9]{1,2}")
ROW_NUMBER = re.compile("(?:0?[1-9]|[1-9][0-9]{1,2})[.、]?")
COUNTED = re.compile(
    "[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）(?=.)|第[一二三四五六七八九十]{1,3}[章条]"
)
DAY = re.compile("20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日")
SUB_NUMBER = re.compile("(?P<above>[1-9][0-9]{0,2})[.-][1-9][0-9]?")
DUE_LINE = re.compile(
    r"(?:20[0-9]{2}年|[0-9]{1,2}月|持续|长期|常态|全年|年底|年内|每[年季月]|第?[一二三四]季度|上半年|下半年).{0,24}"
)


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


def _in_one_line(names: Sequence[str]) -> list[str]:
    """Column names with the parts of one of them in its place: 责任分工, and 牵头单位, 配合单位 behind all others."""
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


def read_stacked_rows(source: str, lines: Sequence[Span]) -> list[Row]:
    """Return the rows of a table whose first lines are its column names."""
    texts = [bare(source[slice(*line)]) for line in lines]
    length = header_length(texts)
    columns = columns_of(_in_one_line(texts[:length]))
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
        if row := _read(reader, texts[start:end], lines[start:end], is_whole=bool(whole)):
            found.append(row)
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
    return _read_run(reader, runs[0], lines) if len(runs) == 1 and runs[0].is_certain else None


def _kinds(reader: RowReader, lines: Sequence[Span]) -> list[Kind]:
    return [kind_of_pieces(bare_pieces(reader.source, [line])) for line in lines]


def _read_run(reader: RowReader, row: CellRow, lines: Sequence[Span]) -> Row | None:
    owners = sum(column in OWNERS for column in reader.columns)
    held = sum(bool(cell) for column, cell in zip(reader.columns, row.cells, strict=True) if column in OWNERS)
    cells = [[lines[index] for index in cell] for cell in row.cells]
    return reader.read(cells, is_certain=row.is_certain, is_inferred=0 < held < owners)


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


def _read(reader: RowReader, texts: Sequence[str], lines: Sequence[Span], *, is_whole: bool) -> Row | None:
    """The row of some lines, a cell each where they fit so; else limits at the end, units before them, then text."""
    columns = reader.columns
    places = list(range(len(columns))) if is_whole else _places(columns, texts)
    owners = sum(column in OWNERS for column in columns)
    if places is not None:
        cells: list[list[Span]] = [[] for _ in columns]
        for place, line in zip(places, lines, strict=True):
            cells[place] = [line]
        held = sum(columns[place] in OWNERS for place in places)
        return reader.read(cells, is_inferred=0 < held < owners)
    if run := _only_run(reader, texts, lines):
        return run
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
    return None if is_broken else places


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
        skips = is_first or (last < number <= last + MOST_SKIPPED and _ends_row(texts[index - 1]))
        begins = not starts and number and index - start < FEWEST_COLUMNS
        begins = begins or (number == 1 and last > 1 and _ends_row(texts[index - 1]))
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
