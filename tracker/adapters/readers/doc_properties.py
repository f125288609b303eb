"""Paragraph properties of a .doc (MS-DOC 2.8.25, 2.9.174): is it in a table, does it end a row, is it in a list."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

PAGE_SIZE = 512
OPERAND_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # by the top three bits of a sprm; 6 is variable
VARIABLE = 6
LONG_TABLE_SPRM = 0xD608  # its length takes two bytes
IN_TABLE, ENDS_ROW, LIST = 0x2416, 0x2417, 0x460B


@dataclass(frozen=True)
class Properties:
    """What the reader needs to know of a paragraph."""

    in_table: bool = False
    ends_row: bool = False
    in_list: bool = False


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
        return _read(self._runs[place][2])


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
            content = main[start + 2 : min(start + length, page + PAGE_SIZE)]
        yield bounds[number], bounds[number + 1], content


def _read(modifiers: bytes) -> Properties:
    properties = Properties()
    position = 0
    while position + 3 <= len(modifiers):
        (code,) = struct.unpack_from("<H", modifiers, position)
        value = modifiers[position + 2]
        if code == IN_TABLE:
            properties = replace(properties, in_table=bool(value))
        elif code == ENDS_ROW:
            properties = replace(properties, ends_row=bool(value))
        elif code == LIST:
            properties = replace(
                properties, in_list=modifiers[position + 2 : position + 4] not in (b"\0\0", b"\x01\xf8")
            )
        position += 2 + _operand_size(modifiers, position, code)
    return properties


def _operand_size(modifiers: bytes, position: int, code: int) -> int:
    kind = code >> 13
    if kind != VARIABLE:
        return OPERAND_SIZES[kind]
    if code == LONG_TABLE_SPRM and position + 4 <= len(modifiers):
        return int(struct.unpack_from("<H", modifiers, position + 2)[0]) + 1
    return modifiers[position + 2] + 1
