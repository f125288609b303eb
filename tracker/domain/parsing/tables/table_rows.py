"""Rows of responsibility tables, from cells parted by tabs or from cells that a printer laid out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tracker.domain.numerals import CHINESE_NUMERAL
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.table_cells import (
    BEGINS_WORK,
    Kind,
    bare_pieces,
    kind_of,
    kind_of_pieces,
    lay,
    lay_from_right,
)
from tracker.domain.parsing.tables.table_columns import (
    ALSO_TEXT,
    OWNERS,
    Column,
)
from tracker.domain.parsing.text.compact import Compact, bare, make_compact

FEWEST_CELLS = 2
SEVERAL = {
    Column.NUMBER: re.compile(r"(?:[0-9]{1,3}|（[一二三四五六七八九十]{1,3}）)[.、]?$"),
    Column.DUE: re.compile("20[0-9]{2}年[0-9月日底末前中上下旬半季度]{0,8}$"),
}
"""What a cell of a row has once."""
TELLS_ROLE = re.compile("牵头|负责|配合|责任|会同")
LIMIT_CELL = re.compile(
    r"(?:20[0-9]{2}年)?(?:1?[0-9]月|年|[上下]半年|第?[一二三四]季度)(?:[上中下]旬|[底末中内])?之?前?|全年|长期|持续(?:推进)?"
)
GROUP_OF_ROWS = re.compile(rf"(?:{CHINESE_NUMERAL}{{1,3}}、|（{CHINESE_NUMERAL}{{1,3}}）)[^。；：，]{{2,30}}")
"""A line inside a table that only heads the rows beneath it: 一、实施更新行动."""
HEADS_ROWS = re.compile(rf"{GROUP_OF_ROWS.pattern}|[^。；，]{{2,30}}[（][共计]*[0-9]{{1,3}}[项条个件][）]")
"""What a chapter of rows is called, alone in its line: 一、经济发展（5项）, 民生事业（3项）."""
SUM = re.compile("合计|总计|小计|共计|总分|满分|合计得分")
CHAPTER_CELL = re.compile(rf"\s*(?P<number>{CHINESE_NUMERAL}{{1,3}})[、.．]")
ITEM_NUMBER = re.compile(r"\s*(?P<number>[0-9]{1,3})\s*[.．、](?![0-9])\s*(?=\S)")
GROUP_NUMBER = re.compile(rf"（?{CHINESE_NUMERAL}{{1,3}}[）、.]?")
COUNTED_THINGS = re.compile("[0-9](?:[万亿]|[（(]?(?:[台套座艘亩辆间元吨件]|公里|千瓦|[平立]方米))")
"""No name of a unit holds a count: 14艘渔船减船转产, 库容0.16万立方米."""
Pieces = Sequence[Span]
"""The source spans of one cell: one for each line it is printed on."""


@dataclass(frozen=True)
class Cell:
    """A cell at positions start:end of the compact text of its row."""

    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A row that holds work. `compact` is the text of its cells one after the other; `span` its place in the source.

    `chapter` is the number of the cell that heads rows with numbers of their own: 一 of 一、公开 beside 1.解读.
    `is_inferred`: the units are those of the row above, or may stand in the column beside.
    """

    compact: Compact
    span: Span
    number: Cell | None
    owners: tuple[tuple[Column, Cell], ...]
    dues: tuple[Cell, ...]
    texts: tuple[Cell, ...]
    problem: Cell | None = None
    tells_problems: bool = False
    goals: tuple[Cell, ...] = ()
    chapter: str | None = None
    is_broken: bool = False
    is_inferred: bool = False


class RowReader:
    """Makes rows of one table; a unit cell left empty by a merge takes the one above it.

    `ends_empty`: an empty cell stands behind the last column name, so that rows with fewer cells lost some in between.
    """

    def __init__(self, source: str, columns: Sequence[Column], *, ends_empty: bool = False) -> None:
        self.source = source
        self.ends_empty = ends_empty
        self.columns = columns
        self.above: list[tuple[Column, Pieces]] = []
        self.chapter: str | None = None
        self.counted = 0
        self.is_first = self.may_carry = True

    def read(self, cells: Sequence[Pieces], *, is_certain: bool = True, is_inferred: bool = False) -> Row | None:
        """Return the row of these cells, one for each column, or None where no text column says anything.

        Where it is not certain which cell stands where the row has words, but nobody answers for it.
        """
        held, texts = self._told_apart(cells)
        if not texts or self._is_group(held) or self._is_sum(texts, held):
            return None
        held = self._without_lead(held)
        is_certain = is_certain and not any(self._is_no_cell(column, pieces) for column, pieces in held)
        names_owner = any(column in OWNERS for column, _ in held)
        if self.is_first:
            self.is_first, self.may_carry = False, names_owner
        is_carried = is_certain and not names_owner and bool(self.above) and self.may_carry
        if not is_certain:
            held = [(column, pieces) for column, pieces in held if column is Column.NUMBER]
        elif is_carried:
            held = [*held, *self.above]
        self.above = [(column, pieces) for column, pieces in held if column in OWNERS] or self.above
        own = [span for pieces in cells for span in pieces]
        span = (min(own)[0], max(end for _, end in own))
        held, texts, chapter = self._numbered(held, texts)
        tells_problems = Column.PROBLEM in self.columns
        is_inferred = is_inferred or is_carried
        return _row(self.source, held, texts, span, (chapter, tells_problems, is_inferred))

    def _is_no_cell(self, column: Column, pieces: Pieces) -> bool:
        """Whether a cell holds what stands in several rows, or a cell of a column of units what can be none."""
        if column in SEVERAL:
            lines = (bare(self.source[slice(*piece)]) for piece in pieces) if len(pieces) > 1 else ()
            return sum(bool(SEVERAL[column].match(line)) for line in lines) > 1
        return column in OWNERS and self._is_no_unit(pieces)

    def _is_no_unit(self, pieces: Pieces) -> bool:
        """Whether words can name no unit: a figure, a limit, work to be done."""
        words = self.words(pieces)
        if COUNTED_THINGS.search(words):
            return True
        kind = kind_of(words)
        is_work = kind is Kind.TEXT and BEGINS_WORK.match(words) and not TELLS_ROLE.search(words)
        return kind in (Kind.LIMIT, Kind.FIGURE) or bool(is_work)

    def _without_lead(self, held: list[tuple[Column, Pieces]]) -> list[tuple[Column, Pieces]]:
        """The cells where 牵头单位 is empty and 责任单位 beside it is not: nobody leads."""
        if Column.LEAD not in self.columns or any(column is Column.LEAD for column, _ in held):
            return held
        return [(Column.SUPPORTING if column is Column.UNITS else column, pieces) for column, pieces in held]

    def _told_apart(self, cells: Sequence[Pieces]) -> tuple[list[tuple[Column, Pieces]], list[Pieces]]:
        """The cells that hold something, those of texts by themselves."""
        told = [pair for pair in zip(self.columns, cells, strict=False) if self.words(pair[1])]
        text_columns = (Column.TEXT,) if any(column is Column.TEXT for column, _ in told) else ALSO_TEXT
        texts = [pieces for column, pieces in told if column in text_columns]
        return [pair for pair in told if pair[0] not in (*text_columns, Column.OTHER)], texts

    def read_short(self, cells: list[list[Span]]) -> Row | None:
        """Return the row of the cells of a line, which merges may have left with fewer cells than there are columns."""
        is_closed = self.ends_empty and 1 < len(cells) <= len(self.columns) and self._is_closed(cells)
        while cells and not self.words(cells[-1]):
            cells = cells[:-1]
        if not cells or len(cells) >= len(self.columns):
            return self.read(cells) if cells else None
        if len(cells) < FEWEST_CELLS:
            return self._read_alone(cells, self.words(cells[0]))
        kinds = [kind_of_pieces(bare_pieces(self.source, cell)) for cell in cells]
        lay_out = lay_from_right if is_closed else lay
        places = lay_out(self.columns, kinds)
        if places is None:
            return self._read_uncertain(cells, kinds)
        placed: list[list[Span]] = [[] for _ in self.columns]
        for place, cell in zip(places, cells, strict=True):
            placed[place] = cell
        held = sum(self.columns[place] in OWNERS for place in places)
        is_moved = places != list(range(len(cells)))
        return self.read(placed, is_inferred=is_moved and 0 < held < sum(map(OWNERS.__contains__, self.columns)))

    def words(self, pieces: Pieces) -> str:
        """Return the words of a cell (compact)."""
        return bare("".join(self.source[slice(*piece)] for piece in pieces))

    def _is_closed(self, cells: Sequence[Pieces]) -> bool:
        """Whether no more than the cell behind the last column is empty at the end of a row."""
        return not self.words(cells[-1]) and bool(self.words(cells[-2]))

    def _read_alone(self, cells: list[list[Span]], words: str) -> Row | None:
        """A single cell: what a chapter of rows is called is no row."""
        return None if HEADS_ROWS.fullmatch(words) else self.read(cells)

    def _read_uncertain(self, cells: list[list[Span]], kinds: Sequence[Kind]) -> Row | None:
        """A row whose cells fit nowhere: its words are kept, nobody answers for it."""
        placed: list[list[Span]] = [[] for _ in self.columns]
        if Column.NUMBER in self.columns and kinds[0] is Kind.NUMBER:
            placed[self.columns.index(Column.NUMBER)] = cells[0]
            cells = cells[1:]
        longest = max(cells, key=lambda cell: len(self.words(cell)), default=[])
        placed[self.columns.index(Column.TEXT)] = longest
        return self.read(placed, is_certain=False)

    def _is_group(self, held: Sequence[tuple[Column, Pieces]]) -> bool:
        """Whether a row only heads the rows beneath it: a Chinese number, and nobody beside it."""
        columns = [column for column, _ in held]
        if Column.NUMBER not in columns or not any(owner in self.columns for owner in OWNERS):
            return False
        number = self.words(next(pieces for column, pieces in held if column is Column.NUMBER))
        return bool(GROUP_NUMBER.fullmatch(number)) and not any(column in columns for column in (*OWNERS, Column.DUE))

    def _is_sum(self, texts: Sequence[Pieces], held: Sequence[tuple[Column, Pieces]]) -> bool:
        """Whether a row adds up those above: 合计 in its first cell."""
        first = next((pieces for column, pieces in held if column is Column.NUMBER), texts[0])
        return bool(SUM.fullmatch(self.words(first)))

    def _numbered(
        self, held: list[tuple[Column, Pieces]], texts: list[Pieces]
    ) -> tuple[list[tuple[Column, Pieces]], list[Pieces], str | None]:
        """The cells with the number that the text begins with set apart.

        Where the table has a column of numbers, that one counts unless the texts are counted through the whole table.
        """
        own = ITEM_NUMBER.match(self.source, *texts[-1][0])
        if Column.NUMBER in self.columns:
            if own is None or not self._counts_on(int(own["number"]), self.words(texts[-1])):
                return held, texts, None
            held = [(column, pieces) for column, pieces in held if column is not Column.NUMBER]
        heading = CHAPTER_CELL.match(self.source, *texts[0][0]) if len(texts) > 1 else None
        if heading:
            self.chapter = bare(heading["number"]) if own else None
            texts = texts[1:] if own else texts
        if own is None:
            return held, texts, None
        number = (Column.NUMBER, (own.span("number"),))
        rest = [(own.end(), texts[-1][0][1]), *texts[-1][1:]]
        return [*held, number], [*texts[:-1], rest], self.chapter

    def _counts_on(self, number: int, words: str) -> bool:
        """Whether a text's own number is the next of a count over all rows, and not the first of several within it."""
        is_next = number == self.counted + 1 or (self.counted > 1 and number > self.counted)
        counts_on = is_next and not re.search(rf"(?<![0-9]){number + 1}[.．、](?![0-9])", words)
        self.counted = number if counts_on else self.counted
        return counts_on


def _row(
    source: str,
    held: Sequence[tuple[Column, Pieces]],
    texts: list[Pieces],
    span: Span,
    told: tuple[str | None, bool, bool],
) -> Row:
    """The row of these cells; `told`: its chapter, whether its table tells problems, whether its units are inferred."""
    chapter, tells_problems, is_inferred = told
    cells: list[tuple[Column, Cell]] = []
    spans: list[Span] = []
    position = 0
    named: list[tuple[Column, Pieces]] = [*held, *((Column.TEXT, pieces) for pieces in texts)]
    named.sort(key=lambda cell: cell[0] is Column.NUMBER)  # last: a figure before a date would belong to it
    for column, pieces in named:
        spans.extend(pieces)
        end = position + sum(len(bare(source[slice(*piece)])) for piece in pieces)
        cells.append((column, Cell(position, end)))
        position = end
    return Row(
        compact=make_compact(source, spans),
        span=span,
        number=next((cell for column, cell in cells if column is Column.NUMBER), None),
        owners=tuple((column, cell) for column, cell in cells if column in OWNERS),
        dues=tuple(cell for column, cell in cells if column is Column.DUE),
        texts=tuple(cell for column, cell in cells if column is Column.TEXT),
        problem=next((cell for column, cell in cells if column is Column.PROBLEM), None),
        goals=tuple(cell for column, cell in cells if column is Column.GOALS),
        tells_problems=tells_problems,
        is_inferred=is_inferred,
        chapter=chapter,
        is_broken=any(len(pieces) > 1 for column, pieces in named if column in (Column.TEXT, Column.GOALS)),
    )


def without_heads(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without those that only head the next: 1 above 1.1 or （1）, and nobody beside it."""
    return [row for row, below in zip_longest(rows, rows[1:]) if below is None or not _heads(row, below)]


def _heads(row: Row, below: Row) -> bool:
    number, next_number = (
        each.compact.text[each.number.start : each.number.end] if each.number else "" for each in (row, below)
    )
    begins = bool(number) and next_number.startswith((f"{number}.", f"{number}-", "（1）", "①"))
    return begins and number[0].isdecimal() and not row.dues and (row.is_inferred or not row.owners)
