"""Paragraph properties of a .doc (MS-DOC 2.8.25, 2.9.174): is it in a table, does it end a row, where in a list."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

PAGE_SIZE = 512
OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # by the top three bits of a sprm; 6 is variable
VARIABLE = 6
LONG_TABLE_SPRM = 0xD608  # its length takes two bytes
IN_TABLE, ENDS_ROW, LIST, LIST_LEVEL = 0x2416, 0x2417, 0x460B, 0x260A
NO_LIST = -2047


@dataclass(frozen=True)
class Properties:
    """What the reader needs to know of a paragraph. `list_number` counts from 1; 0 takes it out of its style's list."""

    style: int = 0
    in_table: bool = False
    ends_row: bool = False
    list_number: int | None = None
    list_level: int | None = None


class PropertyTable:
    """Finds the properties of the paragraph that holds a byte position of the main stream."""

    def __init__(self, main: bytes, index: bytes) -> None:
        count = max((len(index) - 4) // 8, 0)
        pages = struct.unpack_from(f"<{count}L", index, 4 * (count + 1)) if count else ()
        runs = sorted(run for page in pages for run in _runs(main, page * PAGE_SIZE))
        self._starts = [start for start, _, _ in runs]
        self._runs = runs

    def at(self, position: int) -> Properties:
        """Return the properties at a position; those of plain prose where the file does not say."""
        place = bisect_right(self._starts, position) - 1
        if place < 0 or position >= self._runs[place][1]:
            return Properties()
        content = self._runs[place][2]
        style = int.from_bytes(content[:2], "little")
        return replace(read_properties(content[2:]), style=style)


def _runs(main: bytes, page: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and raw properties of each run on one page of formatted paragraphs."""
    if page + PAGE_SIZE > len(main):
        return
    count = main[page + PAGE_SIZE - 1]
    bounds = struct.unpack_from(f"<{count + 1}L", main, page)
    for number in range(count):
        offset = main[page + 4 * (count + 1) + 13 * number] * 2
        content = b""
        if offset:
            size = main[page + offset]
            start, length = (
                (page + offset + 1, 2 * size - 1) if size else (page + offset + 2, 2 * main[page + offset + 1])
            )
            content = main[start : min(start + length, page + PAGE_SIZE)]
        yield bounds[number], bounds[number + 1], content


def read_properties(modifiers: bytes) -> Properties:
    """Return what a list of property modifiers says; unknown ones are passed over."""
    properties = Properties()
    for code, operand in modifiers_in(modifiers):
        if code == IN_TABLE:
            properties = replace(properties, in_table=bool(operand[0]))
        elif code == ENDS_ROW:
            properties = replace(properties, ends_row=bool(operand[0]))
        elif code == LIST:
            properties = replace(properties, list_number=_list_number(operand[:2]))
        elif code == LIST_LEVEL:
            properties = replace(properties, list_level=operand[0])
    return properties


def modifiers_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield code and operand of each property modifier (sprm); what is cut off at the end is left out."""
    position = 0
    while position + 3 <= len(content):
        (code,) = struct.unpack_from("<H", content, position)
        size = _operand_size(content, position, code)
        yield code, content[position + 2 : position + 2 + max(size, 1)]
        position += 2 + size


def _list_number(operand: bytes) -> int:
    """A negative number is that of a list too, except -2047, which says that the list was taken away."""
    number = int.from_bytes(operand, "little", signed=True)
    return 0 if number == NO_LIST else abs(number)


def _operand_size(modifiers: bytes, position: int, code: int) -> int:
    kind = code >> 13
    if kind != VARIABLE:
        return OPERAND_SIZES[kind]
    if code == LONG_TABLE_SPRM and position + 4 <= len(modifiers):
        return int(struct.unpack_from("<H", modifiers, position + 2)[0]) + 1
    return modifiers[position + 2] + 1
