"""What stands between and behind the clauses of run-on text: boxes, signatures, lists of annexes, closing calls."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from tracker.domain.parsing.page.run_on_numbers import ends_with_mark
from tracker.domain.parsing.text.dates import ANY_DAY
from tracker.domain.parsing.text.numbering import marker_at
from tracker.domain.parsing.text.patterns import one_of
from tracker.domain.parsing.text.titles import KINDS

BOX = re.compile("(?<![、见在和与及“（《])专栏[0-9一二三四五六七八九十]{1,2}(?=[一-鿿]{3,36}$)")
SIGNED = re.compile(
    "(?<=[。）])[^，。；：（）0-9]{2,36}(?:政府|办公厅|办公室|委员会|局|厅|部|委|院|会)"
    + ANY_DAY
    + "(?P<note>（[^（）]{2,30}）)?(?![前内底起至止以的，。；、])"
)
ANNEXES = re.compile("(?<=[。）])附件[0-9一二三四五六七八九十]{0,2}：(?=[0-9《一-鿿])")
EFFECT = re.compile(
    "(?<=[。）])本[一-鿿]{2,10}自[^，。；]{1,30}(?:起[^，。；]{0,12}(?:施行|实施|执行|生效)|(?:施行|实施|执行|生效))"
)
CALL = re.compile(
    "(?<=[）〕】\\]])(?:各(?:地|级|部门|单位|市|县|区|乡|镇|有关|责任|相关)|有关(?:部门|单位)|以上|上述|请各)"
)
"""（市科技局负责）各地、各部门要…: what calls on all after a mark in brackets."""
CALL_AFTER_FIELD = re.compile(
    "(?<=[局委办厅部会行院司门位府关进前])各(?:责任|有关|相关|牵头)?(?:单位|部门|地区?)(?:要|应|须|务必|应当|必须)(?![求急对])"
)
"""责任单位：县水务局各责任单位要…."""
ANY_MARK = re.compile("[）〕】\\]](?=[一-鿿])")
FEWEST_NUMBERS = 2
SHORTEST_CALL = 12
ANNEX_AGAIN = re.compile(
    f"(?<=[一-鿿）])附件[0-9]{{0,2}}(?=(?:20[0-9]{{2}}年)?[^，。；：0-9]{{4,60}}{one_of(KINDS)}(?:（[^）]{{1,14}}）)?$)"
)
"""附件：任务分工附件任务分工一、…: where the annex itself begins."""
QUOTED = re.compile("《(?P<title>[^《》]{8,80})》")
OPENING = 1500
MOST_QUOTED = 4
MOST_PLACES = 5
YEARS = re.compile("（20[0-9]{2}年?[—–-]+20[0-9]{2}年）|（(?:试行|征求意见稿|暂行)）")
DAY_BEFORE_TITLE = re.compile(
    f"(?:(?<=。)|(?<=。特此通知))(?P<signers>[^，。；：（）0-9]{{0,60}}){ANY_DAY}(?P<note>（[^（）]{{2,30}}）)?$"
)
LONGEST_ENDING = 120
GLUED_ORDINAL = re.compile("[^，。；：、]{2,20}?(?=一是(?!否)[^。；]{4})")


def cuts_between_clauses(text: str, start: int, end: int, numbers: Sequence[int]) -> list[int]:
    """Return where, in a paragraph cut at these numbers, something begins that is no part of the clause before it."""
    found: set[int] = set()
    for left, right in pairwise([start, *numbers, end]):
        for pattern in (BOX, ANNEXES, ANNEX_AGAIN, EFFECT, CALL_AFTER_FIELD):
            if match := pattern.search(text, left + 1, right):
                found |= {match.start(), match.end()} if pattern is ANNEX_AGAIN else {match.start()}
        for match in SIGNED.finditer(text, left + 1, right):
            found |= {match.start(), match.end(), match.start("note") if match["note"] else match.end()}
        found |= _call_after_marks(text, left, right, right == end and len(numbers) >= FEWEST_NUMBERS)
        found |= _glued_ordinals(text, left, right)
    return sorted(cut for cut in found if start < cut < end)


def cuts_at_sent_title(text: str, start: int, end: int) -> list[int]:
    """Return where, in the words before the first number, the title that a letter names in 《》 heads what it sends.

    Cuts beneath that title, and before the signature of the letter, are returned too.
    """
    for quoted in islice(QUOTED.finditer(text, start, min(end, start + OPENING)), MOST_QUOTED):
        position = quoted.end()
        for _ in range(MOST_PLACES):
            position = text.find(quoted["title"], position + 1, end)
            if position == -1:
                break
            day = DAY_BEFORE_TITLE.search(text, max(start, position - LONGEST_ENDING), position)
            if day or text[position - 1] in "。）":
                stop = position + len(quoted["title"])
                years = YEARS.match(text, stop, end)
                cuts = {position, years.end() if years else stop}
                cuts |= {day.start(), day.start("note") if day["note"] else position} if day else set()
                return sorted(cut for cut in cuts if start < cut < end)
    return []


def _call_after_marks(text: str, start: int, end: int, is_last: bool) -> set[int]:
    """Where a call on all begins after the last mark of a clause; after the last clause whatever follows its mark."""
    pattern = ANY_MARK if is_last else CALL
    for match in reversed(list(pattern.finditer(text, start + 1, end))):
        position = match.end() if is_last else match.start()
        if ends_with_mark(text, start, position):
            is_call = end - position >= SHORTEST_CALL and text[end - 1] in "。）0123456789日"
            return {position} if is_call else set()
    return set()


def _glued_ordinals(text: str, start: int, end: int) -> set[int]:
    """Where 一是 begins right after the words of a heading, and 二是 follows."""
    marker = marker_at(text, start)
    match = GLUED_ORDINAL.match(text, marker.end, end) if marker else None
    return {match.end()} if match and text.find("二是", match.end(), end) != -1 else set()
