"""A document's text cut into pieces for showing: which part of the paper, which clause, which field's words.

The pieces joined give the text back. Offsets are characters; ends are exclusive.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Words from which something was read; `field` says what (units, limit, goal, title …)."""

    field: str
    start: int
    end: int


class Piece(NamedTuple):
    text: str
    field: str | None = None


class Block(NamedTuple):
    """A stretch of one kind that belongs to at most one clause; `is_first` where the clause begins."""

    kind: str
    clause: int | None
    is_first: bool
    pieces: tuple[Piece, ...]

    @property
    def ends_line(self) -> bool:
        return bool(self.pieces) and self.pieces[-1].text.endswith("\n")


def lay_out(
    text: str,
    parts: Sequence[tuple[str, int, int]],
    clauses: Sequence[tuple[int, int, int]],
    marks: Iterable[Mark],
) -> list[Block]:
    """Return the blocks of a text: `parts` tile it (kind, start, end), `clauses` are (position, start, end).

    Of marks that overlap the first counts.
    """
    edges = {0, len(text)}
    for _, start, end in (*parts, *clauses):
        edges |= {start, end}
    bounds = sorted(edge for edge in edges if 0 <= edge <= len(text))
    kind_at, clause_at = _Lookup(parts), _Lookup(clauses)
    first_of = {start: position for position, start, _ in clauses}
    free = _Pieces(text, marks)
    return [
        Block(kind_at(start) or "other", clause_at(start), start in first_of, tuple(free.between(start, end)))
        for start, end in zip(bounds, bounds[1:], strict=False)
    ]


def stretches(blocks: Sequence[Block], length: int = 1200) -> list[list[Block]]:
    """Return the blocks in groups that each end with a line, so that a page can lay them out one by one.

    A group has about `length` characters; more where the paper has no break.
    """
    groups: list[list[Block]] = []
    size = length
    for block in blocks:
        if size >= length and (not groups or groups[-1][-1].ends_line):
            groups.append([])
            size = 0
        groups[-1].append(block)
        size += sum(len(piece.text) for piece in block.pieces)
    return groups


class _Lookup:
    """What covers a position; asked in rising order."""

    def __init__(self, spans: Sequence[tuple]) -> None:
        self._spans = sorted(spans, key=lambda span: (span[1], span[2]))
        self._next = 0

    def __call__(self, position: int) -> Any:
        while self._next < len(self._spans) and self._spans[self._next][2] <= position:
            self._next += 1
        if self._next < len(self._spans) and self._spans[self._next][1] <= position:
            return self._spans[self._next][0]
        return None


class _Pieces:
    """The marks of a text, handed out block by block."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._marks = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.start)
        self._next = 0

    def between(self, start: int, end: int) -> Iterator[Piece]:
        at = start
        while self._next < len(self._marks) and self._marks[self._next].start < end:
            mark = self._marks[self._next]
            begin, stop = max(mark.start, at), min(mark.end, end)
            if begin < stop:
                if at < begin:
                    yield Piece(self._text[at:begin])
                yield Piece(self._text[begin:stop], mark.field)
                at = stop
            if mark.end > end:
                break  # it goes on in the next block
            self._next += 1
        if at < end:
            yield Piece(self._text[at:end])
