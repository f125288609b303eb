"""Names of units at the end of a paragraph without brackets or label: ——A、B, A牵头负责, or a line of names alone."""

import re
from itertools import pairwise

from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.numbering import marker_at
from tracker.domain.parsing.units.formula_words import NOT_A_BODY, NOT_IN_BODY
from tracker.domain.parsing.units.responsibility import Entry, Mark, Role, parse_phrase
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

LONGEST_TAIL = 120
MOST_TAILS = 200
TAIL = re.compile(
    r"(?P<dash>[—–]{1,3})?(?P<sign>(?=[★☆▲※][^、]*、))?(?P<names>(?!由|请)[^。；：！？，（）“”—–]{3,100}?)(?P<verb>牵头负责|负责牵头|牵头落实|牵头组织|负责落实|牵头)?。?"
)
OTHER_WORDS = re.compile("^[0-9]|负责|企业$|的|由")
LONG_DASH = re.compile("[—–]{2}(?=[省市县区州盟旗镇乡])[^、—–]{2,20}、")
"""完善机制——A、B: the names follow the sentence at once."""
GOES_ON = "，、"
STOPS = "。；！—–"


def tail_marks(compact: Compact, start: int, end: int, paragraph_starts: list[int]) -> list[Mark]:
    """Return the marks at the ends of paragraphs of a clause that has no other."""
    found: list[Mark] = []
    for first, stop in pairwise([*paragraph_starts[:MOST_TAILS], end]):
        begin = _last_part(compact.text, first, stop)
        match = TAIL.fullmatch(compact.text, begin, stop)
        if match is None or not _may_be_mark(match, is_later_line=_is_fresh(compact.text, first, start, begin)):
            continue
        units = split_units(compact.text, *match.span("names"))
        is_named = bool(units) and all(_is_body(compact.text[unit.start : unit.end]) for unit in units)
        if not is_named or (len(units) == 1 and not (match["dash"] or match["verb"])):
            continue
        entries = [Entry(Role.PLAIN, tuple(units))]
        if match["verb"]:
            entries = parse_phrase(compact.text, units[0].start, stop, None)
        found.extend([Mark(begin, stop, tuple(entries))] if entries else [])
    return found


def _is_fresh(text: str, first: int, start: int, begin: int) -> bool:
    """Whether the names stand on a line of their own that does not go on with the line above."""
    return first > start and begin == first and text[first - 1] not in GOES_ON


def _is_body(name: str) -> bool:
    is_other = NOT_A_BODY.match(name) or NOT_IN_BODY.search(name) or OTHER_WORDS.search(name)
    return not is_other and is_unit_or_level(name)


def _last_part(text: str, first: int, stop: int) -> int:
    """Where the last sentence of a paragraph begins, a dash before it included; after the number of the paragraph."""
    marker = marker_at(text, first)
    begin = marker.end if marker else first
    lowest = max(begin, stop - LONGEST_TAIL)
    last = max(text.rfind(mark, lowest, stop - 1) for mark in STOPS)
    if last == -1:
        return begin if stop - begin <= LONGEST_TAIL else stop
    position = last if text[last] in "—–" else last + 1
    while position > begin and text[position] in "—–" and text[position - 1] in "—–":
        position -= 1
    is_apart = position == begin or text[position - 1] in "。；！" or LONG_DASH.match(text, position, stop)
    return position if is_apart else stop


def _may_be_mark(match: re.Match[str], *, is_later_line: bool) -> bool:
    return bool(match["dash"] or match["sign"] is not None or match["verb"] or is_later_line)
