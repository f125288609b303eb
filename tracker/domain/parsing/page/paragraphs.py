"""Paragraphs: lines joined where a printer broke them, run-on text cut where a number begins."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain.parsing.model import Span
from tracker.domain.parsing.page.book_titles import with_title_of_book
from tracker.domain.parsing.page.lines import (
    FULL_LINE,
    MOST_LINES,
    Line,
    split_lines,
    tells_by_indent,
    without_bars,
    wrapped_width,
)
from tracker.domain.parsing.page.run_on import (
    cuts_after_gaps,
    cuts_at_circled,
    cuts_at_early_signature,
    cuts_at_marked_items,
    cuts_at_signature,
    last_bracketed,
)
from tracker.domain.parsing.page.run_on_numbers import cuts_at_numbers
from tracker.domain.parsing.page.run_on_parts import cuts_at_sent_title, cuts_between_clauses
from tracker.domain.parsing.page.table_lines import with_tables
from tracker.domain.parsing.text.compact import Compact, make_compact
from tracker.domain.parsing.text.counts import counted_numbers, may_begin, ordinals_alone
from tracker.domain.parsing.text.numbering import ARABIC, CHINESE, Marker, Style, marker_at, number_before_figure
from tracker.domain.parsing.units.responsibility import FIELD

GOES_ON_LATER = (ARABIC, CHINESE)
"""Styles whose count may go on inside a later paragraph."""
TERMINATORS = "。！？；：）〕】"
SHORT_LINE = 0.6
OPENS_BRACKET = re.compile("[（〔][^（）〔〕。]{2,}$")
CLOSES_BRACKET = re.compile("(?:[^（）〔〕：。]{0,40}|[^（）〔〕。]{0,16})[）〕]")
"""The rest of a mark that a printer broke: （责任单位：省工 ⏎ 信厅）."""
FIELD_START = re.compile(
    r"[（〔【；★☆▲※◆]?[一-鿿]{0,6}"
    r"(?:单位|部门|(?:时限|时间|期限|日期|节点)(?:要求|进度|安排|节点)?|范围|主体|领导|责任人)(?:[（〔][^）〕]{0,20}[）〕])?："
    r"|(?:完成|办结|整改)(?:时限|时间|期限)[为是—–-]{0,2}(?=20[0-9]{2}年|[0-9]{1,2}月|长期|持续|年[底内]|[上下]半年)"
)


@dataclass(frozen=True)
class Paragraph:
    """A stretch of the compact text; `is_row` marks a line of tab-separated cells."""

    start: int
    end: int
    marker: Marker | None
    is_row: bool = False


@dataclass(frozen=True)
class Page:
    """A text cut up for reading. `left_out` are the source spans of noise lines."""

    source: str
    compact: Compact
    paragraphs: tuple[Paragraph, ...]
    lines: tuple[Line, ...]
    is_wrapped: bool
    is_cut_off: bool = False

    def line_at(self, paragraph: Paragraph) -> Span:
        """The whole source line that a table row is."""
        offset = self.compact.offsets[paragraph.start]
        line = self.lines[bisect_right(self.lines, offset, key=lambda line: line.start) - 1]
        return line.start, line.end

    def text(self, paragraph: Paragraph) -> str:
        return self.compact.text[paragraph.start : paragraph.end]


def read_page(source: str) -> Page:
    """Return the paragraphs of a text, of as much of it as `split_lines` reads."""
    lines, is_cut_off = split_lines(source)
    lines = [without_bars(source, line) for line in with_tables(source, lines)]
    kept = [line for line in lines if not line.is_left_out]
    width = wrapped_width(lines)
    compact = make_compact(source, ((line.start, line.end) for line in kept), "".join(line.bare for line in kept))
    starts = _starts(compact, kept, width)
    is_cut_off = is_cut_off or len(starts) > MOST_LINES
    starts = starts[:MOST_LINES]
    return Page(source, compact, tuple(_paragraphs(compact, starts)), tuple(lines), width is not None, is_cut_off)


def _paragraphs(compact: Compact, starts: list[tuple[int, bool]]) -> Iterator[Paragraph]:
    """The paragraphs with their numbers."""
    starts, title = with_title_of_book(compact.text, starts)
    begins = [start for start, is_row in starts if not is_row and start not in title]
    numbers = dict(_sure_numbers(compact.text, begins))
    numbers |= counted_numbers(compact, begins, numbers)
    numbers = numbers or ordinals_alone(compact.text, begins)
    starts = _without_breaks_after_numbers(starts, numbers)
    for index, (start, is_row) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(compact.text)
        yield Paragraph(start, end, None if is_row else numbers.get(start), is_row)


def _without_breaks_after_numbers(starts: list[tuple[int, bool]], numbers: dict[int, Marker]) -> list[tuple[int, bool]]:
    """The starts without those of words whose number stands on the line above: 一、, and beneath it 总体要求."""
    kept: list[tuple[int, bool]] = []
    alone: int | None = None
    for start, is_row in starts:
        if start != alone or is_row or start in numbers:
            kept.append((start, is_row))
        alone = numbers[start].end if start in numbers else None
    return kept


def _sure_numbers(text: str, starts: list[int]) -> Iterator[tuple[int, Marker]]:
    """Numbers in the known styles; one right before a figure counts only where it goes on counting."""
    expected = 0
    for start in starts:
        marker = marker_at(text, start)
        if marker is None and expected > 1 and text[start - 1] in TERMINATORS:
            marker = number_before_figure(text, start, expected)
        if marker is None:
            continue
        if marker.style is ARABIC:
            expected = marker.number + 1
        yield start, marker


def _starts(compact: Compact, kept: list[Line], width: int | None) -> list[tuple[int, bool]]:
    """Positions where paragraphs begin, each with whether it is a table row."""
    starts: list[tuple[int, bool]] = []
    counts: dict[Style, int] = {}
    position = 0
    previous: Line | None = None
    by_indent = width is not None and tells_by_indent(kept)
    for line in kept:
        end = position + len(line.bare)
        begins = previous is None or line.is_table_row or previous.is_table_row or width is None
        begins = begins or (by_indent and line.is_indented)
        begins = begins and not (previous and _closes_bracket(compact, position, line, previous))
        if begins or (previous and width and _begins(compact, position, line, previous, width, counts)):
            starts.append((position, line.is_table_row))
            if marker := marker_at(compact.text, position):
                counts[marker.style] = marker.number
        if not line.is_table_row:
            starts.extend((cut, False) for cut in cuts_after_gaps(compact, position, end))
        if len(starts) > MOST_LINES:
            break
        position, previous = end, line
    return _with_run_on_text(compact.text, starts[: MOST_LINES + 1])


def _begins(compact: Compact, position: int, line: Line, previous: Line, width: int, counts: dict[Style, int]) -> bool:
    """Whether a line of a text broken by a printer begins a paragraph, given the line before it."""
    text = compact.text
    marker = marker_at(text, position)
    if _closes_bracket(compact, position, line, previous):
        return False
    if previous.width < width * FULL_LINE:
        return True
    if previous.bare[-1] not in TERMINATORS:
        goes_on = marker is not None and marker.number == counts.get(marker.style, 0) + 1 and marker.number > 1
        return goes_on or bool(FIELD.match(text, position))
    is_short = previous.bare[-1] == "。" and line.width < width * SHORT_LINE
    is_short = is_short or may_begin(compact, position)
    return is_short or marker is not None or bool(FIELD_START.match(text, position))


def _closes_bracket(compact: Compact, position: int, line: Line, previous: Line) -> bool:
    """Whether a line goes on with the bracket that the line before it has opened."""
    is_text = not (line.is_table_row or previous.is_table_row)
    is_rest = is_text and CLOSES_BRACKET.match(line.bare) and OPENS_BRACKET.search(previous.bare)
    return bool(is_rest) and marker_at(compact.text, position) is None


def _with_run_on_text(text: str, starts: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
    result: list[tuple[int, bool]] = []
    is_first = True  # no number yet
    reached: dict[Style, int] = {}
    items_reached = circled = 0
    for index, (start, is_row) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        result.append((start, is_row))
        if not is_row:
            numbers = cuts_at_numbers(text, start, end, reached)
            markers = [marker_at(text, cut) for cut in [start, *numbers]]
            reached |= {marker.style: marker.number for marker in markers if marker and marker.style in GOES_ON_LATER}
            is_first = is_first and markers[0] is None
            items_reached = last_bracketed(markers, items_reached)
            items: list[int] = []
            for left, right in pairwise([start, *numbers, end]):
                cuts, items_reached = cuts_at_marked_items(text, left, right, items_reached)
                items.extend(cuts)
                cuts, circled = cuts_at_circled(text, left, right, circled)
                items.extend(cuts)
            parts = cuts_between_clauses(text, start, end, numbers) if numbers else []
            head_end = numbers[0] if numbers else end
            early = cuts_at_sent_title(text, start, head_end) if is_first else []
            early = early or (cuts_at_early_signature(text, start, head_end) if is_first else [])
            is_first = is_first and not numbers
            result.extend((cut, False) for cut in sorted({*early, *numbers, *items, *parts}))
    if result and not result[-1][1]:
        result.extend((cut, False) for cut in cuts_at_signature(text, result[-1][0]))
    return result
