"""Printed lines → paragraphs. Word breaks lines where the page ends; a clause must not be broken there.

Chinese papers indent the first line of a paragraph by two characters. Where at least one line in twelve does so, the
indent decides; where none does, clause numbers, short lines and wider gaps decide.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from statistics import median

from tracker.adapters.readers.pdf_lines import Line

INDENT = (1.2, 2.9)  # em
FEWEST_INDENTED = 0.08  # share of the lines
VERY_SHORT = 4.0  # em missing at the right edge: no line break falls that early
SHORT = 1.6
WIDE_PITCH = 1.2  # times the usual distance of lines
OTHER_SIZE = 0.15
CLAUSE_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]+[章节条]|附件|——"
)
UNBREAKABLE = re.compile(
    r"(?:[（(〔\[《“‘”’]|[!-~０-９]|.(?=[“”‘’、，。；：）》〕]))*."
)  # may leave the line above short
FIELD_MARK = re.compile(
    r"(?:(?:牵头|责任|负责|配合|参与|协同|落实|主办|协办|督导)(?:单位|部门|领导|人)|(?:完成|整改|办理)(?:时限|时间)|抄送)[：:]"
)
UPPER_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百\d]+[章节条]|附件"
)  # of headings that may stand flush left where paragraphs are indented
CLAUSE_END = tuple("。；：！？;:!?）)")  # a clause may end with the units responsible for it, in brackets
SENTENCE_MARK = re.compile("[，。；：！？]")


class Layout:
    """What is usual in this document: character size, distance of lines, whether paragraphs are indented."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.em = _most_common([line.size for line in lines], [len(line.text) for line in lines])
        self.body = [line for line in lines if not self._is_other_size(line.size)]
        columns = _by_column(self.body)
        self.left = {key: _usual_start((line.x0 for line in group), self.em) for key, group in columns.items()}
        self.right = {key: -_usual_start((-line.x1 for line in group), self.em) for key, group in columns.items()}
        steps = [
            below.top - above.top for above, below in zip(lines, lines[1:], strict=False) if _follows(above, below)
        ]
        self.pitch = median(steps) if steps else 1.5 * self.em
        indented = sum(INDENT[0] <= self.indent(line) <= INDENT[1] for line in self.body)
        self.is_indented = indented >= FEWEST_INDENTED * len(self.body)

    def begins_paragraph(self, above: Line, line: Line, so_far: str) -> bool:
        """Tell whether a line begins a paragraph, given the line read before it and the paragraph up to there."""
        if self._is_set_apart(above, line):
            return True
        missing = self._missing(above)
        if missing > VERY_SHORT + extra_width(line.text):
            return True
        if self.is_indented:
            return bool(UPPER_MARK.match(line.text)) and above.text.endswith(CLAUSE_END)
        if FIELD_MARK.match(line.text) and above.text.count("（") <= above.text.count("）"):
            return True
        is_short = missing > SHORT
        if CLAUSE_MARK.match(line.text):
            return is_short or above.text.endswith(CLAUSE_END) or self._is_whole_field(so_far)
        return (is_short and above.text.endswith(CLAUSE_END)) or (
            above.text.endswith("。") and self._stands_alone(line)
        )

    def indent(self, line: Line) -> float:
        """Return the distance of a line from the left edge of its column, in em."""
        return (line.x0 - self.left.get(_column(line), line.left)) / self.em

    def _missing(self, line: Line) -> float:
        """Return what a line lacks to the right edge of its column, in em."""
        return (self.right.get(_column(line), line.right) - line.x1) / self.em

    @staticmethod
    def _is_whole_field(text: str) -> bool:
        """Whether a paragraph names units or a limit, which a line may end without a full stop."""
        return bool(FIELD_MARK.match(text)) and text.count("（") == text.count("）")

    def _stands_alone(self, line: Line) -> bool:
        """Whether a line is a title or a heading: short, and no part of a sentence."""
        return self._missing(line) > VERY_SHORT and not SENTENCE_MARK.search(line.text)

    def _is_set_apart(self, above: Line, line: Line) -> bool:
        is_gap = _follows(above, line) and line.top - above.top > WIDE_PITCH * max(self.pitch, above.size)
        was_centred = self.indent(above) > INDENT[1] and self._missing(above) > SHORT
        return self.indent(line) > INDENT[0] or was_centred or is_gap or self._differ(above.size, line.size)

    def _is_other_size(self, size: float) -> bool:
        return self._differ(size, self.em)

    @staticmethod
    def _differ(one: float, other: float) -> bool:
        return abs(one - other) > OTHER_SIZE * max(one, other)


def extra_width(text: str) -> float:
    """Return how much wider than one character is what cannot be broken at the head of a line, in em.

    Such words are moved down whole and leave the line above shorter by as much.
    """
    word = UNBREAKABLE.match(text)
    return sum(0.5 if each.isascii() else 1.0 for each in word.group()) - 1.0 if word else 0.0


def join_lines(above: str, below: str) -> str:
    """Return two pieces of a paragraph joined: Latin words are set apart, Chinese is not."""
    needs_space = above[-1:].isascii() and below[:1].isascii() and above[-1:].isalnum() and below[:1].isalpha()
    return f"{above} {below}" if needs_space else above + below


def _follows(above: Line, line: Line) -> bool:
    return above.page == line.page and above.left == line.left and line.top > above.top


def _column(line: Line) -> int:
    """Columns of different pages are the same where their left edges nearly are."""
    return round(line.left / 30)


def _by_column(lines: Sequence[Line]) -> dict[int, list[Line]]:
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(_column(line), []).append(line)
    return groups


def _usual_start(starts: Iterable[float], em: float) -> float:
    """Return the smallest value near which a fair share of the others lie."""
    ordered = sorted(starts)
    needed = max(1, FEWEST_INDENTED * len(ordered))
    return next(
        start for start in ordered if bisect_right(ordered, start + em / 4) - bisect_left(ordered, start) >= needed
    )


def _most_common(values: Sequence[float], weights: Sequence[int]) -> float:
    totals: dict[float, int] = {}
    for value, weight in zip(values, weights, strict=True):
        key = round(value * 2) / 2
        totals[key] = totals.get(key, 0) + weight
    return max(totals, key=lambda key: totals[key]) or 1.0
