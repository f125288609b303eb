"""Text without line breaks: where numbers, and the signature, begin inside a paragraph."""

import re
from collections.abc import Sequence
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
    Marker,
    marker_at,
)

FIELD_VALUE = re.compile(
    r"(?:(?:单位|部门|时限|期限)|(?:完成|推进)时间)：(?P<value>[^。！？：]{2,200}(?:：[^。！？：]{2,200}){0,5})"
)
SHORTEST_VALUE = 2
SHORTEST_RUN_ON = 6
HEADINGS = (CHAPTER, CHINESE, CHINESE_BRACKETED)
AFTER_GAP = (PART, BIG_PART, CHAPTER, DIVISION, ARTICLE, CHINESE, CHINESE_BRACKETED)
GOES_ON_AFTER = "。！？）〕】]”：；"
ENDS_ITEM = "。；）"
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
