"""Measures counted 一是…；二是…；三是… inside a clause."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from tracker.domain.numerals import to_number
from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.text.numbering import ORDINAL_PATTERN

STANDS_AFTER = "。；：！，"
FEWEST = 2
LONGEST_PHRASE = 15


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
    if len(heads) < FEWEST or _are_phrases(text, heads, paragraphs[-1].end):
        return []
    ends = [match.start() for match in heads[1:]] + [paragraphs[-1].end]
    return [
        Ordinal(match[0], match.start(), match.end(), end, _pieces(paragraphs, match.start(), end))
        for match, end in zip(heads, ends, strict=True)
    ]


def _are_phrases(text: str, heads: list[re.Match[str]], end: int) -> bool:
    """Whether the count only lists things inside one sentence: 划定两个区域：一是甲口，二是乙口。"""
    stops = [head.start() for head in heads[1:]]
    middles = [text[head.end() : stop] for head, stop in zip(heads, stops, strict=False)]
    last = text[heads[-1].end() : end]
    return all(len(words) <= LONGEST_PHRASE and words.endswith("，") for words in middles) and (
        len(last) <= LONGEST_PHRASE and "，" not in last and "；" not in last
    )


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
