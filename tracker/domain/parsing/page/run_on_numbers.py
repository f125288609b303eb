"""Numbers inside a paragraph: what stands before one, the count it goes on with and the next of its kind tell it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.parsing.text.numbering import (
    ARABIC,
    ARABIC_BRACKETED,
    CHAPTER,
    CHINESE,
    CHINESE_BRACKETED,
    RUN_ON_STYLES,
    Marker,
    Style,
    marker_at,
    markers_in,
)
from tracker.domain.parsing.text.titles import ends_with_kind

FIELD_VALUE = re.compile(
    r"(?:(?:单位|部门|时限|期限|处室|领导)|(?:完成|推进)时间)：(?P<value>[^。！？：]{2,200}(?:：[^。！？：]{2,200}){0,5})"
)
SHORTEST_VALUE = 2
SHORTEST_RUN_ON = 6
HEADINGS = (CHAPTER, CHINESE, CHINESE_BRACKETED)
GOES_ON_AFTER = "。！？）〕】]”：；"
ENDS_SENTENCE = "。！？"
ENDS_ITEM = "。；）"
CITES = re.compile(
    "的|规定|所(?!有)|[、，项款]|目(?!标)|条(?!件|例)|(?:[和及与至到])(?=第?[（一二三四五六七八九十0-9])|类(?!型)|级"
    "|[一二三四五六七八九十]{1,3}、|第[^章节]{1,5}[条款项]"
)
"""第二章的规定, （二）项, 一、二类: a number that is named, and heads nothing."""
FIGURE = re.compile("[0-9]{1,4}[、号至和及等]|[.．、]")
"""1、2、3号线."""
NOT_AFTER = "、，《“（〔和及与或至到第约按图表件为达数占增超近满各[.．-—–"
LONGEST_HEADING = 40
LONGEST_LONG_HEADING = 80
LONGEST_MARK = 250
LARGEST_GAP = 20
FEW = 3
"""Numbers that an extract may leave out between two clauses."""
MARK_WORD = re.compile("牵头|负责|配合|落实|参与|单位：|部门：|处室：|领导：")
OPENING, CLOSING = "（〔【[", "）〕】]"
MOST_CUTS = 10_000
NOTE = re.compile(r"（?(?:注|备注|说明)：|\[[0-9]{1,2}\]")
"""The numbers of a note (注：1.…；2.…, [1]1、…) are its own."""


def cuts_at_numbers(
    text: str, start: int, end: int, reached: Mapping[Style, int], gaps: Collection[int] = ()
) -> list[int]:
    """Return where numbers inside a paragraph begin clauses.

    `reached`: the last numbers of the paragraphs before, whose counts may go on in this one; `gaps`: where white space
    stands before a character.
    """
    if end - start < SHORTEST_RUN_ON or NOTE.match(text, start):
        return []
    markers = [marker for marker in markers_in(text, start + 1, end) if _may_head(text, marker)]
    if not markers:
        return []
    first = marker_at(text, start)
    count = _Count(text, first, reached, _ends_of_fields(text, start, end), gaps)
    found: list[int] = []
    is_counted = first is not None
    for marker, following, below in zip(markers, _next_of_style(markers), [*markers[1:], None], strict=True):
        if count.takes(marker, following, _heads(text, marker, below)):
            found.append(marker.start)
            is_counted = is_counted or marker.style is CHAPTER
        if len(found) >= MOST_CUTS:
            break
    return found if len(found) >= 2 or is_counted else []


def ends_with_mark(text: str, start: int, end: int) -> bool:
    """Whether a mark in brackets ends at this position, no more than LONGEST_MARK characters after it began."""
    if text[end - 1] not in CLOSING:
        return False
    depth = 0
    for position in range(end - 1, max(start, end - LONGEST_MARK) - 1, -1):
        sign = text[position]
        depth += (sign in CLOSING) - (sign in OPENING)
        if depth == 0:
            return bool(MARK_WORD.search(text, position, end))
        if sign == "。":
            return False
    return False


def _may_head(text: str, marker: Marker) -> bool:
    """Whether a number is neither named (第二章的规定) nor one of several (一、二类)."""
    if text[marker.start - 1] == "第" or CITES.match(text, marker.end):
        return False
    return not (marker.style is ARABIC and FIGURE.match(text, marker.end))


def _heads(text: str, marker: Marker, below: Marker | None) -> bool:
    """Whether the next number, of a lower style, stands right behind the words of a heading: 二、主要任务（一）…."""
    if below is None or marker.style not in HEADINGS or marker.style.rank >= below.style.rank:
        return False
    words = text[marker.end : min(below.start, marker.end + LONGEST_HEADING + 1)]
    return 1 < len(words) <= LONGEST_HEADING and not any(mark in words for mark in "。；：")


def _next_of_style(markers: Sequence[Marker]) -> list[Marker | None]:
    """For each number the next one printed alike."""
    later: dict[Style, Marker] = {}
    found: list[Marker | None] = []
    for marker in reversed(markers):
        found.append(later.get(marker.style))
        later[marker.style] = marker
    return found[::-1]


@dataclass
class _Count:
    """The numbers of one paragraph so far."""

    text: str
    first: Marker | None
    reached: Mapping[Style, int]
    field_ends: list[tuple[int, int]]
    gaps: Collection[int]

    def __post_init__(self) -> None:
        self.last = dict.fromkeys(RUN_ON_STYLES, 0) | dict(self.reached)
        self.heading: Marker | None = None
        self.latest: Marker | None = None
        self.has_items = False
        self.anew: set[Style] = set(RUN_ON_STYLES)
        if self.first and self.first.style in self.last:
            self._note(self.first)

    def takes(self, marker: Marker, following: Marker | None, heads: bool) -> bool:
        """Whether what looks like a number is one, given the next printed alike; it then is the last of its style."""
        if self._heads_annexes(marker):
            return False
        shown = heads or (following is not None and following.number == marker.number + 1)
        if marker.style is ARABIC_BRACKETED:
            is_number = self._is_item(marker) or self._opens_items(marker, following if shown else None)
        else:
            is_number = self._opens(marker, following, shown) or self._goes_on(marker, shown)
            is_number = is_number or self._leaps(marker, following, shown)
        if is_number:
            self._note(marker)
        return is_number

    def _note(self, marker: Marker) -> None:
        self.last[marker.style] = marker.number
        self.latest = marker
        self.anew.discard(marker.style)
        self.heading = marker if marker.style in HEADINGS else None
        if self.heading:
            self.last[ARABIC_BRACKETED] = 0
            self.anew |= {style for style in RUN_ON_STYLES if style.rank > marker.style.rank}
        self.has_items = self.has_items or marker.style is ARABIC_BRACKETED

    def _is_item(self, marker: Marker) -> bool:
        """（1） opens right beneath a heading, or after 。 in a paragraph with such items; it goes on after 。；）."""
        before = self.text[marker.start - 1]
        if marker.number == 1:
            opens = self.has_items and before == "。" and self.heading is not None
            return opens or self._is_glued_to_heading(marker)
        return marker.number == self.last[marker.style] + 1 and (before in ENDS_ITEM or self._is_beneath(marker))

    def _opens_items(self, marker: Marker, following: Marker | None) -> bool:
        """Whether （1） opens items that have marks, or, behind a heading without a stop, are sentences."""
        if marker.number != 1 or following is None or self.latest is None:
            return False
        words = self.text[self.latest.end : marker.start]
        is_heading = 1 < len(words) <= LONGEST_HEADING and not any(mark in words[:-1] for mark in "，。；：、")
        if not is_heading or words[-1] in "，；：、":
            return False
        if words[-1] == "。":
            return ends_with_mark(self.text, marker.start, following.start)
        return self.text[following.start - 1] in "。）"

    def _opens(self, marker: Marker, following: Marker | None, shown: bool) -> bool:
        """Whether a first number opens a count: beneath a heading, after a colon, a stop or the title of the paper."""
        if marker.number != 1:
            return False
        if self.text[marker.start - 1] == "：" or (self._is_beneath(marker) and marker.style not in (CHINESE, CHAPTER)):
            return True
        after_title = ends_with_kind(self.text, marker.start)
        if marker.style in HEADINGS and (
            self._ends_sentence(marker) or (after_title and (shown or marker.style in (CHINESE, CHAPTER)))
        ):
            return True
        if not shown or (following is not None and self.text[following.start - 1] == "；"):
            return False
        return self._ends_sentence(marker) or marker.start in self.gaps or self._is_in_long_heading(marker)

    def _heads_annexes(self, marker: Marker) -> bool:
        """Whether a number is the first of a list of annexes: 附件：1.…."""
        return self.text[max(0, marker.start - 3) : marker.start] in ("附件：", "附表：")

    def _goes_on(self, marker: Marker, shown: bool) -> bool:
        """Whether a number is the next of its count, after a stop or where the number after it shows it."""
        if marker.number != self.last[marker.style] + 1:
            return False
        before = self.text[marker.start - 1]
        if before in GOES_ON_AFTER or marker.start in self.gaps or self._is_beneath(marker):
            return True
        return self._stands_free(marker) and shown

    def _leaps(self, marker: Marker, following: Marker | None, shown: bool) -> bool:
        """Whether a number stands where one may, though those before it were lost, left out or printed twice."""
        last, before = self.last[marker.style], self.text[marker.start - 1]
        is_anew = marker.style in self.anew
        if not (last <= marker.number <= last + LARGEST_GAP or is_anew):
            return False
        if self._ends_sentence(marker) or (before == "：" and is_anew and marker.number > last):
            return True
        if self._is_next_in_field(marker, following):
            return True
        if self._is_glued_to_heading(marker) or self._is_in_long_heading(marker):
            return is_anew and marker.number > last
        after_title = is_anew and ends_with_kind(self.text, marker.start)
        return shown and (before in CLOSING or after_title or self._is_beneath(marker))

    def _is_next_in_field(self, marker: Marker, following: Marker | None) -> bool:
        """Whether a number in the value of a field is printed twice, or goes on after one that was lost."""
        last = self.last[marker.style]
        if not self._stands_free(marker) or not _is_within(marker.start, self.field_ends):
            return False
        return last <= marker.number <= last + FEW and (following is None or following.number > marker.number)

    def _ends_sentence(self, marker: Marker) -> bool:
        """Whether a sentence, or a mark in brackets, ends right before a number."""
        before = self.text[marker.start - 1]
        return before in ENDS_SENTENCE or ends_with_mark(self.text, 0, marker.start)

    def _stands_free(self, marker: Marker) -> bool:
        """Whether nothing right before a number makes it part of a name, a list or a figure."""
        before = self.text[marker.start - 1]
        return before not in NOT_AFTER and not before.isascii()

    def _is_beneath(self, marker: Marker) -> bool:
        """Whether a number stands close after a heading, or in the value of a field."""
        is_close = self.heading is not None and marker.start - self.heading.start <= LONGEST_HEADING
        return is_close or _is_within(marker.start, self.field_ends)

    def _is_in_long_heading(self, marker: Marker) -> bool:
        """Whether a heading without a stop, of a higher style, stands before a number."""
        heading = self.heading
        if heading is None or heading.style.rank >= marker.style.rank or not self._stands_free(marker):
            return False
        words = self.text[heading.end : min(marker.start, heading.end + LONGEST_LONG_HEADING + 1)]
        return 1 < len(words) <= LONGEST_LONG_HEADING and not any(mark in words for mark in "。；：")

    def _is_glued_to_heading(self, marker: Marker) -> bool:
        """Whether nothing but the words of a heading stands between its number and this one: （一）修路（1）修村道。"""
        if self.heading is None or marker.start - self.heading.start > LONGEST_HEADING:
            return False
        words = self.text[self.heading.end : marker.start]
        return len(words) > 1 and not any(mark in words for mark in "，。；：、")


def _ends_of_fields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches after the label of a field, up to the end of its sentence: a number in them may begin an item."""
    if text.find("：", start, end) == -1:
        return []
    return [match.span("value") for match in FIELD_VALUE.finditer(text, start, end)]


def _is_within(position: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_right(stretches, (position, 0)) - 1
    return index >= 0 and stretches[index][0] + SHORTEST_VALUE <= position <= stretches[index][1]
