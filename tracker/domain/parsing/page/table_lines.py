"""Which lines belong to tables."""

import re
from dataclasses import replace

from tracker.domain.parsing.page.lines import Line
from tracker.domain.parsing.tables.barred_tables import MOST_HEADER_LINES, begins_barred_table
from tracker.domain.parsing.tables.divided_tables import LINE_BREAK
from tracker.domain.parsing.tables.laid_out_tables import header_columns
from tracker.domain.parsing.tables.stacked_headers import LONGEST_RUN_OF_GROUPS, MOST_COLUMNS, header_length, heads_rows
from tracker.domain.parsing.tables.table_columns import Column, columns_of
from tracker.domain.parsing.tables.table_rows import HEADS_ROWS
from tracker.domain.parsing.text.compact import bare

MOST_LINES_OF_CELL = 6
MERGED_ROW = re.compile("(?!注|备注|单位)[^。；：]{4,60}[0-9][^。；：]{1,12}")
"""What merged cells left of a row: a measure with its figure."""
NUMBERED_ROW = re.compile(r"[ \u3000]*[0-9]{1,3}(?:[.-][0-9]{1,2})?[ \u3000]+\S+(?:[ \u3000]+\S+)+")
CELLS = re.compile(r"[ \u3000]*[^\s\u3000]+(?: [^\s\u3000]+)*(?:(?: {2,}|\u3000+)[^\s\u3000]+(?: [^\s\u3000]+)*){2}")
FULL_STOP = "。"
ENDS_TABLE = re.compile(
    r"附(?:件|表)|注：|备注：|说明：|[一二三四五六七八九十]{1,3}、|抄送|第[一二三四五六七八九十]+[章条]"
)


def with_tables(text: str, lines: list[Line]) -> list[Line]:
    """Return the lines with those of tables marked as rows: from a row of column names to the end of its table."""
    marked: list[Line] = []
    names = [line.bare for line in lines]
    in_table = has_bars = False
    for index, line in enumerate(lines):
        if not in_table or not line.bare.isdecimal():
            following = names[index : index + MOST_HEADER_LINES]
            is_barred = begins_barred_table(text[line.start : line.end], following)
            if is_barred or _is_header(text[line.start : line.end], following[: 2 * MOST_COLUMNS]):
                in_table, has_bars = True, is_barred
            elif has_bars:
                in_table = has_bars = any("|" in name for name in following[:MOST_LINES_OF_CELL])
            else:
                in_table = in_table and (
                    not ENDS_TABLE.match(line.bare)
                    or heads_rows(names[index : index + LONGEST_RUN_OF_GROUPS])
                    or _heads_numbered_line(text, lines[index : index + 2])
                )
        if in_table and (line.bare.isdecimal() or has_bars or not line.is_left_out):
            is_web = line.is_web and not (has_bars and LINE_BREAK.search(line.bare))
            marked.append(replace(line, is_furniture=False, is_web=is_web, is_table_row=True))
        else:
            marked.append(line)
    return _with_broken_rows(text, marked)


def _is_header(line: str, names: list[str]) -> bool:
    """Whether a line, the first of these names (bare), holds column names without bars between them."""
    return FULL_STOP not in names[0] and (bool(header_columns(line)) or header_length(names) > 0)


def _heads_numbered_line(text: str, lines: list[Line]) -> bool:
    """Whether the first of two lines is a chapter and the second a row: a number and cells with blanks between."""
    return (
        len(lines) > 1
        and bool(HEADS_ROWS.fullmatch(lines[0].bare))
        and bool(
            NUMBERED_ROW.match(text, lines[1].start, lines[1].end) or CELLS.match(text, lines[1].start, lines[1].end)
        )
    )


def _with_broken_rows(text: str, lines: list[Line]) -> list[Line]:
    """Mark lines between two rows with tabs as parts of the first, when the table has a column of numbers."""
    has_numbers = False
    marked = list(lines)
    last_row = 0
    for index, line in enumerate(lines):
        if "\t" not in text[line.start : line.end].strip():
            continue
        between = range(last_row + 1, index)
        if (
            has_numbers
            and 0 < len(between) <= MOST_LINES_OF_CELL
            and not any(ENDS_TABLE.match(lines[i].bare) for i in between)
        ):
            for position in between:
                marked[position] = replace(lines[position], is_table_row=not lines[position].is_left_out)
        columns = columns_of([bare(cell) for cell in text[line.start : line.end].split("\t")])
        has_numbers = columns[0] is Column.NUMBER if columns else has_numbers
        last_row = index
    return marked
