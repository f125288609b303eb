"""Source lines: where they stand, which are left out before reading, and whether the text was wrapped by a printer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.domain.parsing.page.contents_lists import contents_of
from tracker.domain.parsing.page.data_sheets import SheetReader
from tracker.domain.parsing.page.noise import LONGEST_HEAD, is_furniture, is_web_line, names_host_of_task, trail_number
from tracker.domain.parsing.page.one_line import stretches_of
from tracker.domain.parsing.text.compact import bare

LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
HEADING_SIGN = re.compile(
    r"[ \u3000]{0,6}(?:[◈◇◆●○■□▲►▶➤✦❖◎※•🔹🔸]{1,3}[ \u3000]{0,2}"
    r"(?=[0-9]{1,3}[.、．]|[（(]?[一二三四五六七八九十]{1,3}[、）)])"
    r"|#{1,6}[ \u3000]{1,4}|[*-] (?=[*]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十])))"
)
"""## 一、…, - （一）…: signs of a plain text before a heading."""
DASH_FOR_ONE = "—、"
TRAIL = re.compile("首页>[^>]{1,20}>")
TAB_AFTER_NUMBER = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}[.．、]"
    r"|第[^\t]{1,5}[章条节])\t[^\t]*"
)
"""（一）⇥更新管网。…: a number and its words are no cells."""
NUMBER_BEFORE_TITLE = re.compile(
    "[0-9]{1,4}[.．、][ \u3000]{0,2}"
    "(?=[^。，；：]{2,40}(?:政府|办公厅|办公室|委员会|[局厅委院会部办])[^。，；：]{0,12}关于)"
)
"""The number that a collection gives a paper, before its title: 12. 某市人民政府关于…"""
INDENT = re.compile(r"[\u3000\xa0 ]{2,6}(?![\u3000\xa0 ])")
SENTENCE_END = "。！？；：）〕】》”"
MIN_LINES_TO_JUDGE = 12
FULL_LINE = 0.85
MIN_WRAPPED_WIDTH = 36
MAX_WRAPPED_WIDTH = 150
FEWEST_INDENTED = 5
MOST_INDENTED = 0.7
WRAPPED_SHARE = 0.4
BARS = " \t\u3000|｜"
MOST_LINES = 10_000
MOST_CHARACTERS = 280_000
"""A book of 500 pages, or a megabyte of Chinese in UTF-8."""


@dataclass(frozen=True)
class Line:
    """A line with something on it; `bare` is its folded text without white space, `width` counts half-width columns."""

    start: int
    end: int
    bare: str
    width: int
    is_furniture: bool
    is_web: bool
    is_table_row: bool
    is_indented: bool = False

    @property
    def is_left_out(self) -> bool:
        return self.is_furniture or self.is_web


def split_lines(text: str) -> tuple[list[Line], bool]:
    """Return the lines of a text that are not blank, in order, and whether the text goes on beyond the limits.

    No more than MOST_LINES lines with MOST_CHARACTERS characters are returned; the last one may be cut in two.
    """
    lines, goes_on = _read_lines(text)
    bares = [line.bare for line in lines]
    for index in contents_of(bares):
        lines[index] = replace(lines[index], is_furniture=True, is_table_row=False)
    for index, line in enumerate(lines):
        if line.is_web and names_host_of_task(bares, index):
            lines[index] = replace(line, is_web=False)
    return lines, goes_on


def _read_lines(text: str) -> tuple[list[Line], bool]:
    lines: list[Line] = []
    room = MOST_CHARACTERS
    trail = 0
    sheet = SheetReader()
    has_text = False
    for begin, stretch, is_contents in _stretches(text):
        if room == 0 or len(lines) == MOST_LINES:
            return lines, True
        printed = stretch[:room]
        if line := _line(*(begin, printed) if has_text else _without_number(begin, printed)):
            line = replace(line, is_furniture=True, is_table_row=False) if is_contents else line
            if len(lines) < LONGEST_HEAD:
                trail = trail_number(line.bare, trail)
                is_of_head = sheet.takes(line.bare, printed) or trail > 0
                line = replace(line, is_web=True, is_table_row=False) if is_of_head else line
            lines.append(line)
            has_text = has_text or not line.is_left_out
            room -= len(line.bare)
        if len(printed) < len(stretch):
            return lines, True
    return lines, False


def _stretches(text: str) -> Iterator[tuple[int, str, bool]]:
    """What is read as lines, where each begins, and whether it is a table of contents in a line of more."""
    for match in LINE.finditer(text):
        for start, end, is_contents in stretches_of(match[0]):
            if not match[0][start:end].isspace() and start < end:
                yield match.start() + start, match[0][start:end], is_contents


def _without_number(start: int, printed: str) -> tuple[int, str]:
    """The first line that is read, without a number before the title of the paper."""
    number = NUMBER_BEFORE_TITLE.match(printed)
    return (start + number.end(), printed[number.end() :]) if number else (start, printed)


def _line(start: int, printed: str) -> Line | None:
    sign = HEADING_SIGN.match(printed)
    if sign and sign.end() < len(printed):
        start, printed = start + sign.end(), printed[sign.end() :]
    content = bare(printed)
    if not content:
        return None
    if content.startswith(DASH_FOR_ONE):
        content = "一" + content[1:]
    row = "\t" in printed.strip(" \t\u3000\r") and not (TRAIL.match(content) or TAB_AFTER_NUMBER.fullmatch(printed))
    return Line(
        start,
        start + len(printed),
        content,
        len(printed.strip().encode("gbk", "replace")),
        not row and is_furniture(content),
        not row and is_web_line(content),
        row,
        bool(INDENT.match(printed)),
    )


def without_bars(text: str, line: Line) -> Line:
    """Return a line that is no row of a table without the bars that a converter left at its ends."""
    if line.is_table_row or line.bare.strip("|") in ("", line.bare):
        return line
    printed = text[line.start : line.end]
    start = line.start + len(printed) - len(printed.lstrip(BARS))
    end = line.end - len(printed) + len(printed.rstrip(BARS))
    return replace(line, start=start, end=end, bare=line.bare.strip("|"))


def tells_by_indent(lines: list[Line]) -> bool:
    """Whether the paragraphs of a text broken by a printer begin with blanks, and the lines beneath them do not."""
    kept = [line for line in lines if not line.is_left_out and not line.is_table_row]
    indented = sum(line.is_indented for line in kept)
    return FEWEST_INDENTED <= indented <= len(kept) * MOST_INDENTED


def wrapped_width(lines: list[Line]) -> int | None:
    """Return the width in half-width columns at which the lines were broken, or None if line breaks end paragraphs."""
    long = sorted(line.width for line in lines if line.width >= MIN_WRAPPED_WIDTH and not line.is_left_out)
    if len(long) < MIN_LINES_TO_JUDGE:
        return None
    width = long[int(len(long) * 0.9)]
    if width > MAX_WRAPPED_WIDTH:
        return None
    full = [line for line in lines if line.width >= width * FULL_LINE]
    broken = sum(line.bare[-1] not in SENTENCE_END for line in full)
    return width if broken >= WRAPPED_SHARE * len(long) else None
