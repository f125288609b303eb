"""Text without line breaks: where numbers, and the signature, begin inside a paragraph."""

import re
from bisect import bisect_right

from tracker.domain.parsing.compact import Compact
from tracker.domain.parsing.dates import ANY_DAY, DAY_PATTERN
from tracker.domain.parsing.numbering import (
    ARABIC,
    ARTICLE,
    BIG_PART,
    CHAPTER,
    CHINESE,
    CHINESE_BRACKETED,
    DIVISION,
    PART,
    RUN_ON_STYLES,
    marker_at,
    markers_in,
)
from tracker.domain.parsing.titles import ends_with_kind

FIELD_VALUE = re.compile(
    r"(?:(?:单位|部门|时限|期限)|(?:完成|推进)时间)：(?P<value>[^。！？：]{2,200}(?:：[^。！？：]{2,200}){0,5})"
)
SHORTEST_VALUE = 2
SHORTEST_RUN_ON = 6
HEADINGS = (CHAPTER, CHINESE, CHINESE_BRACKETED)
AFTER_GAP = (PART, BIG_PART, CHAPTER, DIVISION, ARTICLE, CHINESE, CHINESE_BRACKETED)
GOES_ON_AFTER = "。！？）〕”：；"
LONGEST_HEADING = 40
LONGEST_ENDING = 150
MOST_CUTS = 10_000
SIGNATURE = re.compile(
    rf"(?<=[。）])(?P<signers>[^，。；：（）0-9]{{0,40}}){DAY_PATTERN}(?:$|(?P<note>（[^）]{{1,30}}）$))"
)


EARLY_SIGNATURE = re.compile(
    r"(?<=。)[^，。；：（）0-9]{2,36}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会)"
    + ANY_DAY
    + r"(?P<note>（[^（）]{2,30}）)?"
)


def cuts_at_numbers(text: str, start: int, end: int, reached: int = 0) -> list[int]:
    """Return where numbers inside a paragraph go on counting after a full stop, a bracket or a heading.

    `reached`: the last Arabic number of the paragraphs before, whose count may go on in this one.
    """
    if end - start < SHORTEST_RUN_ON:
        return []
    counts = dict.fromkeys(RUN_ON_STYLES, 0)
    counts[ARABIC] = reached
    first = marker_at(text, start)
    heading_from: int | None = None
    field_ends = _ends_of_fields(text, start, end)
    if first and first.style in counts:
        counts[first.style] = first.number
        heading_from = start if first.style in HEADINGS else None
    found: list[int] = []
    for marker in markers_in(text, start + 1, end):
        number, position = marker.number, marker.start
        if number not in (1, counts[marker.style] + 1):
            continue
        before = text[position - 1]
        beneath = heading_from is not None and position - heading_from <= LONGEST_HEADING
        beneath = beneath or _is_within(position, field_ends)
        opens = number == 1 and ((beneath and marker.style is not CHINESE) or before == "：")
        opens = opens or (number == 1 and marker.style is CHINESE and ends_with_kind(text, position))
        if opens or (number == counts[marker.style] + 1 and (before in GOES_ON_AFTER or beneath)):
            found.append(position)
            counts[marker.style] = number
            heading_from = position if marker.style in HEADINGS else None
        if len(found) >= MOST_CUTS:
            break
    return found if len(found) >= 2 or (found and first is not None) else []


def _ends_of_fields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches after the label of a field, up to the end of its sentence: a number in them may begin an item."""
    return [match.span("value") for match in FIELD_VALUE.finditer(text, start, end)]


def _is_within(position: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_right(stretches, (position, 0)) - 1
    return index >= 0 and stretches[index][0] + SHORTEST_VALUE <= position <= stretches[index][1]


def cuts_after_gaps(compact: Compact, start: int, end: int) -> list[int]:
    """Return where, inside a line, white space is followed by a chapter, an article or the like."""
    found: list[int] = []
    for position in compact.gaps_between(start + 1, end):
        if compact.text[position] not in "第一二三四五六七八九十（":
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
        return []
    cuts = [signature.start(), signature.start("note")] if signature["note"] else [signature.start()]
    return [cut for cut in cuts if cut > start]
