"""The head of a paper printed in a book of papers: its number in the book, its title, the day in brackets."""

import re

TITLE_IN_BOOK = re.compile(
    r"(?P<number>(?:（[一二三四五六七八九十]{1,3}）[一-鿿]{2,8})?[0-9]{1,3}[.．、])?"
    r"(?P<title>(?:[一-鿿、]{4,40}?(?:关于|印发|转发))?[^。；！？：]{6,110}?(?:通知|意见|函|决定|公告|通告))"
    r"(?=（20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日）)"
)
"""4.某市关于印发某方案的通知（2023年3月9日）, broken over lines."""


def with_title_of_book(text: str, starts: list[tuple[int, bool]]) -> tuple[list[tuple[int, bool]], range]:
    """Return the starts of paragraphs with the title of a book's paper as one, and where no number may stand."""
    head = TITLE_IN_BOOK.match(text, starts[0][0]) if starts else None
    if head is None:
        return starts, range(0)
    title, stop = head.start("title"), head.end("title")
    kept = [start for start in starts if start[0] >= stop]
    day = [] if kept and kept[0][0] == stop else [(stop, False)]
    number = [] if title == starts[0][0] else [starts[0]]
    return [*number, (title, False), *day, *kept], range(head.start(), stop + 1)
