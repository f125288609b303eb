"""A line that holds a whole paper: its paragraphs, told by wide blanks, and its table of contents."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.domain.parsing.text.compact import fold

WIDE_GAP = re.compile(
    "[ ]{0,3}[\u3000\xa0]{2,}[ \u3000\xa0]*"
    "|(?<![ \u3000])[ \u3000]++(?=附件[0-9一二三四五六七八九]{0,2}[一-鿿])|(?<=[ \u3000]附件[0-9])(?=[一-鿿]{4})"
)
"""The indent of a paragraph, or what stands before and behind 附件2."""
LONG_LINE = 150
FEWEST_GAPS = 4
ENOUGH = 0.5
BEFORE_GAP = "。；：）！？”"
AFTER_GAP = re.compile(
    "[（(]?[一二三四五六七八九十]{1,3}[、）)．.]|[0-9]{1,2}[.．、 \u3000]"
    "|[0-9]{1,2}[.．][0-9]|第[一二三四五六七八九十]{1,3}[章条节]|附件"
)
NUMBER = re.compile(
    "第[一二三四五六七八九十]{1,3}[章节]|(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}[.、]?(?=[一-鿿])(?![年月日]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节])"
)
CONTENTS = re.compile("目[录次]")
PAGE = re.compile(r"[.·…•‥—_-]*(?:[0-9]{1,3}(?![0-9.、年月]))?")
LEADER = re.compile(r"[.·…•‥—_-]*[0-9]{0,3}$")
OPENING = 6_000
"""Characters of a line in which its contents may stand."""
MOST_LOOKED_AT = 60_000
LONGEST_ENTRY = 45
SHORTEST_WORDS = 2
FEWEST_ENTRIES = 3
FEWEST_WITHOUT_NAME = 6
SHARE_AGAIN = 0.2
FEWEST_AGAIN = 2


def stretches_of(printed: str) -> list[tuple[int, int, bool]]:
    """Return the stretches that a printed line is read in, each with whether it is a table of contents."""
    if len(printed) < LONG_LINE:
        return [(0, len(printed), False)]
    contents = contents_in(printed)
    parts = [(0, contents[0], False), (*contents, True), (contents[1], len(printed), False)] if contents else []
    found: list[tuple[int, int, bool]] = []
    for start, end, is_contents in parts or [(0, len(printed), False)]:
        if is_contents:
            found.append((start, end, True))
        else:
            found.extend((start + left, start + right, False) for left, right in pieces_of(printed[start:end]))
    return found


def pieces_of(printed: str) -> list[tuple[int, int]]:
    """Return the stretches of a printed line that are paragraphs parted by wide blanks; the whole line where none."""
    gaps = list(WIDE_GAP.finditer(printed))
    parted = sum(
        (gap.start() > 0 and printed[gap.start() - 1] in BEFORE_GAP) or bool(AFTER_GAP.match(printed, gap.end()))
        for gap in gaps
    )
    if len(gaps) < FEWEST_GAPS or parted < ENOUGH * len(gaps):
        return [(0, len(printed))]
    edges = [0, *(edge for gap in gaps for edge in gap.span()), len(printed)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def contents_in(printed: str) -> tuple[int, int] | None:
    """Return where the table of contents stands that a long line holds before its text; None where it has none.

    What shows it: short numbered headings one behind the other, of which some stand again in the text beneath.
    """
    folded = fold(printed[:MOST_LOOKED_AT])
    places = [index for index, sign in enumerate(folded) if not sign.isspace()]
    text = "".join(folded[index] for index in places)
    for name, run in _runs(text, list(_numbers(text, places))):
        words = [LEADER.sub("", text[entry.end() : after.start()]) for entry, after in pairwise(run)]
        again = sum(len(each) > SHORTEST_WORDS and text.find(each, run[-1].end()) != -1 for each in words)
        stop = _end_of_last(text, run, places)
        if stop and again >= max(FEWEST_AGAIN, SHARE_AGAIN * len(words)):
            return places[name], places[stop - 1] + 1
    return None


def _numbers(text: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
    """What may be numbers of headings; bare figures only where they count up behind white space."""
    bare = 0
    for match in NUMBER.finditer(text, 0, OPENING):
        if match[0].isdigit():
            start = match.start()
            if int(match[0]) != bare + 1 or (start and places[start] == places[start - 1] + 1):
                continue
            bare += 1
        yield match


def _runs(text: str, numbers: Sequence[re.Match[str]]) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Numbers that follow one another closely, with where they, or the name of the table above them, begin."""
    run: list[re.Match[str]] = []
    for match in (*numbers, None):
        if match is not None and run and _follows(text, match, run):
            run.append(match)
            continue
        if run:
            start = run[0].start()
            is_named = bool(CONTENTS.match(text, max(0, start - 2), start))
            if len(run) >= (FEWEST_ENTRIES if is_named else FEWEST_WITHOUT_NAME):
                yield (start - 2 if is_named else start), run
        run = [match] if match is not None else []


def _follows(text: str, match: re.Match[str], run: Sequence[re.Match[str]]) -> bool:
    """Whether a number goes on with a run of short entries, and does not open the text beneath it."""
    is_close = match.start() - run[-1].start() <= LONGEST_ENTRY
    if not is_close or "。" in text[run[-1].end() : match.start()]:
        return False
    opening = text[match.start() : match.end() + SHORTEST_WORDS]
    return not any(text.startswith(opening, entry.start()) for entry in run)


def _end_of_last(text: str, run: Sequence[re.Match[str]], places: Sequence[int]) -> int | None:
    """Where the last entry ends: where the same words stand again beneath, at its page, or at white space."""
    last, opening = run[-1], text[run[0].start() : run[0].end() + SHORTEST_WORDS]
    stop = min(len(text), last.start() + LONGEST_ENTRY)
    for end in range(stop, last.end() + SHORTEST_WORDS - 1, -1):
        if text.find(text[last.end() : end], end) != -1:
            page = PAGE.match(text, end)
            return page.end() if page and not text.startswith(opening, end) else end
    for end in range(last.end() + SHORTEST_WORDS, stop):
        if places[end] > places[end - 1] + 1:
            return end
    return None
