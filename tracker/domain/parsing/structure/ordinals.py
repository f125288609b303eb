"""Measures counted 一是…；二是…；三是… inside a clause."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tracker.domain.numerals import to_number
from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.text.numbering import ORDINAL_PATTERN

STANDS_AFTER = "。；：！，"
FEWEST = 2


@dataclass(frozen=True)
class Ordinal:
    """One measure at compact positions start:end; its words begin at `content`."""

    label: str
    start: int
    content: int
    end: int
    paragraphs: tuple[Paragraph, ...]


def find_ordinals(page: Page, paragraphs: list[Paragraph]) -> list[Ordinal]:
    """Return the measures of a clause when they stand at heads of sentences and count up from one."""
    text = page.compact.text
    first = paragraphs[0].marker.end if paragraphs[0].marker else paragraphs[0].start
    starts = {first, *(paragraph.start for paragraph in paragraphs)}
    heads: list[re.Match[str]] = []
    for match in ORDINAL_PATTERN.finditer(text, first, paragraphs[-1].end):
        at_head = match.start() in starts or text[match.start() - 1] in STANDS_AFTER
        if at_head and to_number(match[1]) == len(heads) + 1 and _is_within(match.start(), paragraphs):
            heads.append(match)
    if len(heads) < FEWEST:
        return []
    ends = [match.start() for match in heads[1:]] + [paragraphs[-1].end]
    return [
        Ordinal(match[0], match.start(), match.end(), end, _pieces(paragraphs, match.start(), end))
        for match, end in zip(heads, ends, strict=True)
    ]


def _is_within(position: int, paragraphs: list[Paragraph]) -> bool:
    """Whether a position lies in one of the paragraphs and not in a table or a signature between them."""
    index = bisect_right(paragraphs, position, key=lambda paragraph: paragraph.start) - 1
    return index >= 0 and position < paragraphs[index].end


def _pieces(paragraphs: list[Paragraph], start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs of a range, cut to it."""
    return tuple(
        Paragraph(max(start, paragraph.start), min(end, paragraph.end), None)
        for paragraph in paragraphs
        if paragraph.start < end and paragraph.end > start
    )
