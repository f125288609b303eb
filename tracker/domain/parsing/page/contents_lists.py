"""Tables of contents above a paper: 目录 and the headings it lists, which are no clauses."""

import re
from collections.abc import Sequence

CONTENTS = re.compile("目[录次]")
ENTRY = re.compile(
    r"第[一二三四五六七八九十百0-9]{1,4}(?:[章节篇条编]|部分)|[（]?[一二三四五六七八九十]{1,3}[、.）]|（?[0-9]{1,2}[.、）]|附[件录表]|专栏"
)
PAGE = re.compile(r"[.．·…•‥—_-]*[0-9]{0,3}$")
TO_A_PAGE = re.compile(r"[.．·…•‥_]{3,}[0-9]{0,3}$|[^0-9.．、年月][0-9]{1,3}$")
LONGEST_ENTRY = 60
MOST_ENTRIES = 300
FEWEST_PAGES = 3
LONGEST_OPENING = 80
"""Lines between the contents and the first heading of the paper: title, preamble."""


def contents_of(lines: Sequence[str]) -> range:
    """Return which lines (compact, in order) are a table of contents; none where nothing shows that they are.

    What shows it: a heading that stands again in the paper beneath, or numbers of pages behind the headings.
    """
    head = next((index for index, line in enumerate(lines) if CONTENTS.fullmatch(line)), None)
    if head is None:
        return range(0)
    first = head + 1
    end, is_again = _run(lines, first)
    while end > first and not (ENTRY.match(lines[end - 1]) or TO_A_PAGE.search(lines[end - 1])):
        end -= 1  # the title of the paper beneath
    if not is_again and end > first:
        below = {_heading(line) for line in lines[end : end + LONGEST_OPENING]}
        is_again = _heading(lines[first]) in below
    has_pages = sum(bool(TO_A_PAGE.search(line)) for line in lines[first:end]) >= FEWEST_PAGES
    return range(head, end) if is_again or has_pages else range(0)


def _run(lines: Sequence[str], first: int) -> tuple[int, bool]:
    """The end of the short lines that follow, and whether it is the first heading that stands there again."""
    known: set[str] = set()
    for index in range(first, min(len(lines), first + MOST_ENTRIES)):
        line = lines[index]
        if len(line) > LONGEST_ENTRY or "。" in line:
            return index, False
        if (heading := _heading(line)) in known:
            return index, True
        known.add(heading)
    return min(len(lines), first + MOST_ENTRIES), False


def _heading(line: str) -> str:
    return PAGE.sub("", line, count=1)
