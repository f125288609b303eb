"""Source lines: where they stand, which are left out before reading, and whether the text was wrapped by a printer."""

import re
from dataclasses import dataclass, replace

from tracker.domain.parsing.compact import bare
from tracker.domain.parsing.laid_out_tables import header_columns
from tracker.domain.parsing.noise import is_furniture, is_web_line

LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
ENDS_TABLE = re.compile(
    r"附(?:件|表)|注：|备注：|说明：|[一二三四五六七八九十]{1,3}、|抄送|第[一二三四五六七八九十]+[章条]"
)
SENTENCE_END = "。！？；：）〕】》”"
MIN_LINES_TO_JUDGE = 12
MIN_WRAPPED_WIDTH = 18
MAX_WRAPPED_WIDTH = 75
WRAPPED_SHARE = 0.4


@dataclass(frozen=True)
class Line:
    """A line with something on it; `bare` is its folded text without white space."""

    start: int
    end: int
    bare: str
    is_furniture: bool
    is_web: bool
    is_table_row: bool

    @property
    def is_left_out(self) -> bool:
        return self.is_furniture or self.is_web


def split_lines(text: str, most: int) -> list[Line]:
    """Return the lines of a text that are not blank, in order, no more than `most`."""
    lines = []
    for match in LINE.finditer(text):
        content = bare(match[0])
        if not content:
            continue
        row = "\t" in match[0].strip(" \t\u3000\r")
        lines.append(
            Line(
                match.start(),
                match.end(),
                content,
                not row and is_furniture(content),
                not row and is_web_line(content),
                row,
            )
        )
        if len(lines) == most:
            break
    return _with_laid_out_tables(text, lines)


def _with_laid_out_tables(text: str, lines: list[Line]) -> list[Line]:
    """Mark the lines from a row of column names set apart by spaces to the end of that table as rows."""
    marked: list[Line] = []
    in_table = False
    for line in lines:
        if header_columns(text[line.start : line.end]):
            in_table = True
        elif in_table and ENDS_TABLE.match(line.bare):
            in_table = False
        is_row_number = in_table and line.bare.isdecimal()
        if in_table and (is_row_number or not line.is_left_out):
            line = replace(line, is_furniture=False, is_table_row=True)
        marked.append(line)
    return marked


def wrapped_width(lines: list[Line]) -> int | None:
    """Return the width in characters at which the lines were broken, or None if line breaks end paragraphs."""
    long = sorted(len(line.bare) for line in lines if len(line.bare) >= MIN_WRAPPED_WIDTH and not line.is_left_out)
    if len(long) < MIN_LINES_TO_JUDGE:
        return None
    width = long[int(len(long) * 0.9)]
    if width > MAX_WRAPPED_WIDTH:
        return None
    full = [line for line in lines if len(line.bare) >= width * 0.85]
    broken = sum(line.bare[-1] not in SENTENCE_END for line in full)
    return width if broken >= WRAPPED_SHARE * len(long) else None
