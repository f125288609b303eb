"""Text without line breaks: where numbers, and the signature, begin inside a paragraph."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise

from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.dates import ANY_DAY, DAY_PATTERN
from tracker.domain.parsing.text.numbering import (
    ARABIC_BRACKETED,
    ARTICLE,
    BIG_PART,
    CHAPTER,
    CHINESE,
    CHINESE_BRACKETED,
    DIVISION,
    PART,
    RUN_ON_STYLES,
    Marker,
    Style,
    marker_at,
    markers_in,
)
from tracker.domain.parsing.text.titles import ends_with_kind

FIELD_VALUE = re.compile(
    r"(?:(?:单位|部门|时限|期限)|(?:完成|推进)时间)：(?P<value>[^。！？：]{2,200}(?:：[^。！？：]{2,200}){0,5})"
)
SHORTEST_VALUE = 2
SHORTEST_RUN_ON = 6
HEADINGS = (CHAPTER, CHINESE, CHINESE_BRACKETED)
AFTER_GAP = (PART, BIG_PART, CHAPTER, DIVISION, ARTICLE, CHINESE, CHINESE_BRACKETED)
GOES_ON_AFTER = "。！？）〕】]”：；"
ENDS_ITEM = "。；）"
CITES_CHAPTER = tuple("第规的所、和，")
DECIMAL = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=[一-鿿])")
NUMBER_OF_SECTION = re.compile(rf"{DECIMAL.pattern}|[0-9]{{1,2}}\.(?=[一-鿿])|（[0-9]{{1,2}}）(?=[一-鿿])")
"""1.总则 1.1目的 … 1.2现状 …: sections in one line, parted by blanks."""
FEWEST_DECIMALS = 3
LONG_LINE = 100
AMONG_NAMES = "、，《“（〔和及与"
LONGEST_HEADING = 40
LONGEST_ENDING = 150
LONGEST_MARK = 200
MARKED_ITEM = re.compile("(?<=[。；）])（(?P<number>[0-9]{1,2})）(?=[一-鿿“])")
CIRCLED_ITEM = re.compile("[①-⑳]")
HAS_MARK = re.compile("(?:单位|部门)：[^。；]|（[^（）]{3,150}）。?$|（[^（）]{0,150}(?:牵头|负责)[^（）]{0,150}）")
ENDS_WITH_MARK = re.compile("（[^（）]{0,150}(?:牵头|负责|单位：|部门：)[^（）]{0,150}）。?$")
MOST_CUTS = 10_000
NOTE = re.compile("（?(?:注|备注|说明)：")
"""The numbers of a note (注：1.…；2.…) are its own."""
SIGNATURE = re.compile(
    rf"(?<=[。）])(?P<signers>[^，。；：（）0-9]{{0,40}}){DAY_PATTERN}(?:$|(?P<note>（[^）]{{1,30}}）$))"
)


EARLY_SIGNATURE = re.compile(
    r"(?<=。)[^，。；：（）0-9]{2,36}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会)"
    + ANY_DAY
    + r"(?P<note>（[^（）]{2,30}）)?"
    r"|(?<=[0-9A-Za-z])[^，。；：（）0-9A-Za-z《》]{4,60}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会)"
    + ANY_DAY
    + "(?=《|附件)"
)
"""The second form stands after a telephone number, before the title of what is sent."""
NAME_AT_HEAD = re.compile(r"[一-鿿]{4,30}?(?:公司|集团|政府|委员会|局|厅)")
DAY_BEFORE_ANNEXES = re.compile(rf"{ANY_DAY}(?=附件[0-9：]|抄送：|$)")
LONGEST_SIGNER = 40


def cuts_at_numbers(text: str, start: int, end: int, reached: Mapping[Style, int]) -> list[int]:
    """Return where numbers inside a paragraph go on counting after a full stop, a bracket or a heading.

    `reached`: the last numbers of the paragraphs before, whose counts may go on in this one.
    """
    if end - start < SHORTEST_RUN_ON or NOTE.match(text, start):
        return []
    markers = list(markers_in(text, start + 1, end))
    if not markers:
        return []
    first = marker_at(text, start)
    count = _Count(text, first, reached, _ends_of_fields(text, start, end))
    found: list[int] = []
    is_counted = first is not None
    for marker in markers:
        if count.takes(marker):
            found.append(marker.start)
            is_counted = is_counted or marker.style is CHAPTER
        if len(found) >= MOST_CUTS:
            break
    return found if len(found) >= 2 or is_counted else []


class _Count:
    """The numbers of one paragraph so far. A number opens a count right beneath a heading, or goes on with one."""

    def __init__(
        self, text: str, first: Marker | None, reached: Mapping[Style, int], field_ends: list[tuple[int, int]]
    ) -> None:
        self.text = text
        self.field_ends = field_ends
        self.last = dict.fromkeys(RUN_ON_STYLES, 0) | dict(reached)
        self.heading: Marker | None = None
        self.has_items = False
        if first and first.style in self.last:
            self._note(first)

    def takes(self, marker: Marker) -> bool:
        """Whether what looks like a number is one; it then is the last of its style."""
        if marker.number not in (1, self.last[marker.style] + 1):
            return False
        if marker.style is CHAPTER and self.text[marker.end : marker.end + 1] in CITES_CHAPTER:
            return False
        opens, goes_on = self._opens(marker), marker.number == self.last[marker.style] + 1
        after = ENDS_ITEM if marker.style is ARABIC_BRACKETED else GOES_ON_AFTER
        goes_on = goes_on and (self.text[marker.start - 1] in after or self._is_beneath(marker))
        is_first_item = marker.style is ARABIC_BRACKETED and marker.number == 1
        if not opens and (is_first_item or not goes_on):
            return False
        self._note(marker)
        return True

    def _note(self, marker: Marker) -> None:
        self.last[marker.style] = marker.number
        self.heading = marker if marker.style in HEADINGS else None
        if self.heading:
            self.last[ARABIC_BRACKETED] = 0
        self.has_items = self.has_items or marker.style is ARABIC_BRACKETED

    def _opens(self, marker: Marker) -> bool:
        """Whether a first number stands beneath a heading, or after a colon, or 一、 after the title of the paper."""
        if marker.number != 1:
            return False
        before = self.text[marker.start - 1]
        if marker.style is ARABIC_BRACKETED:
            return self._is_glued_to_heading(marker) or (self.has_items and before == "。" and self.heading is not None)
        if marker.style in (CHINESE, CHAPTER):
            return before == "：" or ends_with_kind(self.text, marker.start)
        return before == "：" or self._is_beneath(marker)

    def _is_beneath(self, marker: Marker) -> bool:
        """Whether a number stands close after a heading, or in the value of a field."""
        is_close = self.heading is not None and marker.start - self.heading.start <= LONGEST_HEADING
        return is_close or _is_within(marker.start, self.field_ends)

    def _is_glued_to_heading(self, marker: Marker) -> bool:
        """Whether nothing but the words of a heading stands between its number and this one: （一）修路（1）修村道。"""
        if self.heading is None or marker.start - self.heading.start > LONGEST_HEADING:
            return False
        words = self.text[self.heading.end : marker.start]
        return len(words) > 1 and not any(mark in words for mark in "，。；：、")


def last_bracketed(markers: Sequence[Marker | None], reached: int) -> int:
    """Return the last number （1） among these, else what was `reached` before."""
    return next((m.number for m in reversed(markers) if m and m.style is ARABIC_BRACKETED), reached)


def cuts_at_marked_items(text: str, start: int, end: int, reached: int) -> tuple[list[int], int]:
    """Return where items （1）, （2） inside a paragraph begin, each ending with a mark, and the last number.

    `reached`: the last such number of the paragraphs before, whose count may go on in this one.
    """
    if not MARKED_ITEM.search(text, start + 1, end):
        return [], reached
    items = list(islice(MARKED_ITEM.finditer(text, start + 1, end), MOST_CUTS))
    numbers = [int(item["number"]) for item in items]
    first = next((n for n in (reached + 1, 1) if numbers[:1] == [n]), 0)
    if not first or numbers != list(range(first, first + len(items))) or (first == 1 and len(items) == 1):
        return [], reached
    edges = [*(item.start() for item in items), end]
    if not all(ENDS_WITH_MARK.search(text, max(left, right - LONGEST_MARK), right) for left, right in pairwise(edges)):
        return [], reached
    return edges[:-1], numbers[-1]


def cuts_at_circled(text: str, start: int, end: int, reached: int) -> tuple[list[int], int]:
    """Return where items ①, ② inside a paragraph begin, each with a mark of its own, and the last number.

    `reached`: the last such number of the paragraphs before, whose count may go on in this one.
    """
    if not CIRCLED_ITEM.search(text, start + 1, end):
        return [], reached
    items = list(islice(CIRCLED_ITEM.finditer(text, start + 1, end), MOST_CUTS))
    numbers = [ord(item[0]) - ord("①") + 1 for item in items]
    first = next((n for n in (reached + 1, 1) if numbers[:1] == [n]), 0)
    if not first or numbers != list(range(first, first + len(items))):
        return [], reached
    edges = [*(item.start() for item in items), end]
    if not all(HAS_MARK.search(text, left, right) for left, right in pairwise(edges)):
        return [], reached
    return edges[:-1], numbers[-1]


def _ends_of_fields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches after the label of a field, up to the end of its sentence: a number in them may begin an item."""
    if text.find("：", start, end) == -1:
        return []
    return [match.span("value") for match in FIELD_VALUE.finditer(text, start, end)]


def _is_within(position: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_right(stretches, (position, 0)) - 1
    return index >= 0 and stretches[index][0] + SHORTEST_VALUE <= position <= stretches[index][1]


def cuts_after_gaps(compact: Compact, start: int, end: int) -> list[int]:
    """Return where, inside a line, white space is followed by a chapter, an article or the like."""
    found: list[int] = []
    gaps = compact.gaps_between(start + 1, end)
    decimals = (
        [
            position
            for position in gaps
            if "0" <= compact.text[position] <= "9" and DECIMAL.match(compact.text, position)
        ]
        if end - start > LONG_LINE
        else []
    )
    for position in gaps:
        if len(decimals) >= FEWEST_DECIMALS and NUMBER_OF_SECTION.match(compact.text, position):
            found.append(position)
        if compact.text[position] not in "第一二三四五六七八九十（" or compact.text[position - 1] in AMONG_NAMES:
            continue
        marker = marker_at(compact.text, position)
        if marker and marker.style in AFTER_GAP:
            found.append(position)
        if len(found) >= MOST_CUTS:
            break
    return found


def cuts_at_early_signature(text: str, start: int, end: int) -> list[int]:
    """Return where the signature of a covering letter begins and ends, before the paper it issues."""
    signature = EARLY_SIGNATURE.search(text, start, end)
    if signature is None:
        return []
    cuts = {signature.start(), signature.end(), signature.start("note") if signature["note"] else signature.end()}
    return sorted(cut for cut in cuts if start < cut < end)


def cuts_at_signature(text: str, start: int) -> list[int]:
    """Return where the signature, and a note in brackets after it, begin in the last paragraph of a text."""
    signature = SIGNATURE.search(text, max(start, len(text) - LONGEST_ENDING))
    if signature is None:
        return _cuts_at_name_of_head(text, start)
    cuts = [signature.start(), signature.start("note")] if signature["note"] else [signature.start()]
    return [cut for cut in cuts if cut > start]


def _cuts_at_name_of_head(text: str, start: int) -> list[int]:
    """Where a signature stands that is glued to the words before: it begins as the title of the paper does."""
    name = NAME_AT_HEAD.match(text)
    day = DAY_BEFORE_ANNEXES.search(text, max(start, len(text) - LONGEST_ENDING)) if name else None
    if name is None or day is None:
        return []
    position = text.rfind(name[0], max(start + 1, day.start() - LONGEST_SIGNER), day.start())
    if position == -1 or any(mark in "，。；：" for mark in text[position : day.start()]):
        return []
    return [cut for cut in (position, day.end()) if cut < len(text)]
