"""Cells one beneath the other, laid out in rows in the way that fits best; some may be lost, broken, or head rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from tracker.domain.parsing.tables.table_cells import MISFIT, Kind, fit
from tracker.domain.parsing.tables.table_columns import OWNERS, Column
from tracker.domain.parsing.tables.table_rows import HEADS_ROWS

SKIPPED = {Column.TEXT: 3.0, Column.NUMBER: 2.0, Column.OTHER: 0.3, Column.GOALS: 0.5, Column.PROBLEM: 0.5}
SKIPPED_OTHERWISE = 0.8
NEW_ROW = 0.5
GOES_ON = 1.5
GOES_ON_LATER = 3.5
HEADS = 0.5
"""What it costs to leave a column without a cell, to begin a row, to go on with a cell on the next line (where its
words are open, or came to an end), and to leave out a line that heads rows."""
OPEN_ENDS = ("、", "，", "和", "及", "的")
ENDS = ("。", "；")
WIDEST = 12
MOST_LINES = 4_000
START = -1


@dataclass(frozen=True)
class CellRow:
    """The lines of a row, by column; `is_certain` where names of units alone stand in the columns of units.

    `is_inferred`: one of these columns has no cell, so that those beside it may have its units.
    """

    cells: tuple[tuple[int, ...], ...]
    is_certain: bool
    is_inferred: bool


class CellRuns:
    """Finds the best way line by line: for each column, how well the lines fit if the last of them stands there."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.width = len(columns)
        self.skipped = [0.0, *accumulate(SKIPPED.get(column, SKIPPED_OTHERWISE) for column in columns)]
        self.heading = self.width
        """The place of lines that head rows: behind the last column."""

    def rows(self, texts: Sequence[str], kinds: Sequence[Kind]) -> list[CellRow]:
        """Return the rows of lines (bare) of these kinds, as many as are read; none where columns are too many."""
        if self.width > WIDEST or not texts:
            return []
        texts, kinds = texts[:MOST_LINES], kinds[:MOST_LINES]
        scores: list[float] = []
        backs: list[list[tuple[int, bool]]] = []
        for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            scores, back = self._next(scores, text, kind, texts[index - 1] if index else "")
            backs.append(back)
        last = max(range(self.width + 1), key=lambda place: scores[place] - self._left(place))
        return self._cells(backs, last, kinds)

    def _left(self, place: int) -> float:
        """What the columns behind a place cost if its row ends there."""
        return 0.0 if place == self.heading else self.skipped[-1] - self.skipped[place + 1]

    def _next(
        self, scores: Sequence[float], text: str, kind: Kind, above: str
    ) -> tuple[list[float], list[tuple[int, bool]]]:
        """How well one more line fits in each place: its score, the place before, and whether it begins a row."""
        ended, end = 0.0, START
        if scores:
            end = max(range(self.width + 1), key=lambda place: scores[place] - self._left(place))
            ended = scores[end] - self._left(end)
        goes_on = _cost_of_going_on(kind, text, above)
        found: list[float] = []
        backs: list[tuple[int, bool]] = []
        open_score, open_place = float("-inf"), START
        for place, column in enumerate(self.columns):
            fits = fit(column, kind)
            ways = [(ended - NEW_ROW - self.skipped[place] + fits, end, True)]
            if scores:
                ways.append((open_score - self.skipped[place] + fits, open_place, False))
                extra = 0.0 if column in OWNERS or column is Column.TEXT else GOES_ON
                ways.append((scores[place] - goes_on - extra + min(fits, 1.0), place, False))
                if scores[place] + self.skipped[place + 1] > open_score:
                    open_score, open_place = scores[place] + self.skipped[place + 1], place
            score, back, begins = max(ways, key=lambda way: way[0])
            found.append(score)
            backs.append((back, begins))
        is_heading = kind is not Kind.UNITS and HEADS_ROWS.fullmatch(text)
        found.append(ended - HEADS if is_heading else float("-inf"))
        backs.append((end, True))
        return found, backs

    def _cells(self, backs: Sequence[Sequence[tuple[int, bool]]], last: int, kinds: Sequence[Kind]) -> list[CellRow]:
        """The rows told by the way back from the last line."""
        rows: list[CellRow] = []
        cells: list[list[int]] = [[] for _ in self.columns]
        place = last
        for index in range(len(backs) - 1, -1, -1):
            before, begins = backs[index][place]
            if place != self.heading:
                cells[place].insert(0, index)
                if begins:
                    rows.append(self._row(cells, kinds))
                    cells = [[] for _ in self.columns]
            place = before
        return rows[::-1]

    def _row(self, cells: Sequence[Sequence[int]], kinds: Sequence[Kind]) -> CellRow:
        held = [bool(cell) for column, cell in zip(self.columns, cells, strict=True) if column in OWNERS]
        is_inferred = any(held) and not all(held)
        return CellRow(tuple(map(tuple, cells)), self._is_certain(cells, kinds), is_inferred)

    def _is_certain(self, cells: Sequence[Sequence[int]], kinds: Sequence[Kind]) -> bool:
        pairs = [(column, kinds[i]) for column, lines in zip(self.columns, cells, strict=True) for i in lines]
        fits = all(fit(column, kind) > MISFIT for column, kind in pairs)
        return fits and all(
            kind is Kind.UNITS for column, kind in pairs if column in OWNERS and kind is not Kind.NOTHING
        )


def _cost_of_going_on(kind: Kind, text: str, above: str) -> float:
    """What it costs that a line goes on with the cell above it."""
    if kind in (Kind.NUMBER, Kind.NOTHING) or HEADS_ROWS.fullmatch(text):
        return -2 * MISFIT
    if above.endswith(OPEN_ENDS):
        return 0.0
    return GOES_ON_LATER if above.endswith(ENDS) else GOES_ON
