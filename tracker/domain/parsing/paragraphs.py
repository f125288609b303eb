"""Paragraphs: lines joined where a printer broke them, run-on text cut where a number begins."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tracker.domain.parsing.compact import Compact, make_compact
from tracker.domain.parsing.dates import DAY_PATTERN
from tracker.domain.parsing.lines import Line, split_lines, wrapped_width
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.numbering import (
    ARABIC,
    ARTICLE,
    CHAPTER,
    CHINESE,
    CHINESE_BRACKETED,
    DIVISION,
    PART,
    RUN_ON_PATTERN,
    Marker,
    marker_at,
)

TERMINATORS = "。！？；：）〕】"
FULL_LINE = 0.85
LONGEST_RUN_ON_HEADING = 40
LONGEST_ENDING = 150
RUN_ON_SIGNATURE = re.compile(
    rf"(?<=[。）])(?P<signers>[^，。；：（）0-9]{{4,40}}){DAY_PATTERN}(?P<note>（[^）]{{1,30}}）)?$"
)
RUN_ON_STYLES = (CHINESE, CHINESE_BRACKETED, ARABIC)
MOST_LINES = 10_000
AFTER_GAP = (PART, CHAPTER, DIVISION, ARTICLE, CHINESE, CHINESE_BRACKETED)
FIELD_START = re.compile(
    r"[（〔【]?[一-鿿]{0,6}(?:单位|部门|时限|时间|范围|主体|领导|责任人)(?:[（〔][^）〕]{0,20}[）〕])?："
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
    """Return the paragraphs of a text, of its first MOST_LINES printed lines."""
    lines = split_lines(source, MOST_LINES + 1)
    is_cut_off = len(lines) > MOST_LINES
    lines = lines[:MOST_LINES]
    kept = [line for line in lines if not line.is_left_out]
    width = wrapped_width(lines)
    compact = make_compact(source, ((line.start, line.end) for line in kept))
    starts = _starts(compact, kept, width)
    is_cut_off = is_cut_off or len(starts) > MOST_LINES
    starts = starts[:MOST_LINES]
    paragraphs = []
    for index, (start, is_row) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(compact.text)
        marker = None if is_row else marker_at(compact.text, start)
        paragraphs.append(Paragraph(start, end, marker, is_row))
    return Page(source, compact, tuple(paragraphs), tuple(lines), width is not None, is_cut_off)


def _starts(compact: Compact, kept: list[Line], width: int | None) -> list[tuple[int, bool]]:
    """Positions where paragraphs begin, each with whether it is a table row."""
    starts: list[tuple[int, bool]] = []
    position = 0
    previous: Line | None = None
    for line in kept:
        end = position + len(line.bare)
        if (
            previous is None
            or line.is_table_row
            or previous.is_table_row
            or _begins(compact.text, position, previous, width)
        ):
            starts.append((position, line.is_table_row))
        if not line.is_table_row:
            starts.extend((gap, False) for gap in _markers_after_gaps(compact, position, end))
        if len(starts) > MOST_LINES:
            break
        position, previous = end, line
    return _with_run_on_signature(compact.text, _with_run_on_markers(compact.text, starts))


def _begins(text: str, position: int, previous: Line, width: int | None) -> bool:
    """Whether a line begins a paragraph, given the line before it."""
    if width is None:
        return True
    if len(previous.bare) < width * FULL_LINE:
        return True
    head = bool(marker_at(text, position) or FIELD_START.match(text, position))
    return head and previous.bare[-1] in TERMINATORS


def _markers_after_gaps(compact: Compact, start: int, end: int) -> list[int]:
    """Positions inside a line where white space is followed by a chapter, an article or the like."""
    found: list[int] = []
    for position in range(start + 1, end):
        if position not in compact.gaps or compact.text[position] not in "第一二三四五六七八九十（":
            continue
        marker = marker_at(compact.text, position)
        if marker and marker.style in AFTER_GAP:
            found.append(position)
        if len(found) > MOST_LINES:
            break
    return found


def _with_run_on_markers(text: str, starts: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
    result: list[tuple[int, bool]] = []
    for index, (start, is_row) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        result.append((start, is_row))
        if not is_row:
            result.extend((position, False) for position in _run_on_markers(text, start, end))
    return result


def _with_run_on_signature(text: str, starts: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
    """Cut the signature, and a note in brackets after it, off the last paragraph of a text."""
    if not starts:
        return starts
    signature = RUN_ON_SIGNATURE.search(text, max(starts[-1][0], len(text) - LONGEST_ENDING))
    if signature is None or starts[-1][1]:
        return starts
    cuts = [signature.start(), signature.start("note")] if signature["note"] else [signature.start()]
    return [*starts, *((cut, False) for cut in cuts if cut > starts[-1][0])]


def _run_on_markers(text: str, start: int, end: int) -> list[int]:
    """Numbers inside a paragraph that go on counting after a full stop, a bracket or a heading."""
    counts = dict.fromkeys(RUN_ON_STYLES, 0)
    first = marker_at(text, start)
    found: list[int] = []
    heading_from = -LONGEST_RUN_ON_HEADING
    if first and first.style in counts:
        counts[first.style] = first.number
        heading_from = start if first.style is not ARABIC else heading_from
    for match in RUN_ON_PATTERN.finditer(text, start + 1, end):
        marker = marker_at(text, match.start())
        if marker is None or marker.style not in counts:
            continue
        follows = text[match.start() - 1] in "。！？）〕”"
        beneath = marker.style is not CHINESE and match.start() - heading_from <= LONGEST_RUN_ON_HEADING
        restarts = marker.number == 1 and beneath
        if restarts or (marker.number == counts[marker.style] + 1 and (follows or beneath)):
            found.append(match.start())
            counts[marker.style] = marker.number
            heading_from = match.start() if marker.style is not ARABIC else -LONGEST_RUN_ON_HEADING
    is_run_on = len(found) >= 2 or (found and first is not None)
    return found if is_run_on else []
