"""Makes the list tables and the styles of a Word 97 document, as the structures of MS-DOC say."""

import struct
from collections.abc import Sequence

STYLES, LISTS, OVERRIDES = 0xA2, 0x2E2, 0x2EA  # where the head of the document points to them
CHINESE, ARABIC, ROMAN, BULLET, NOTHING = 39, 0, 1, 23, 255
LEGAL, LIMITED_RESTART = 0x04, 0x08


def in_list(number: int, level: int = 0, style: int = 0) -> bytes:
    """Return the properties of a paragraph: its style, and the list it names."""
    return struct.pack("<HHhHB", style, 0x460B, number, 0x260A, level)


def level(text: str, number_format: int = ARABIC, *, start: int = 1, flags: int = 0, restart: int = 0) -> bytes:
    """Return one level; %1 … %9 in the text stand for the numbers of the levels. Two properties stand before it."""
    shown = "".join(
        chr(int(piece[0]) - 1) + piece[1:] if index else piece for index, piece in enumerate(text.split("%"))
    )
    head = struct.pack("<lBB9sBLLBBBB", start, number_format, flags, b"", 0, 0, 0, 2, 4, restart, 0)
    return head + b"\x0f\x84\x00\x00" + b"\x00\x00" + struct.pack("<H", len(shown)) + shown.encode("utf-16-le")


def lists(*each: Sequence[bytes]) -> bytes:
    """Return the list table with these levels for each list, numbered 100, 101 …; missing levels print nothing."""
    table, levels = struct.pack("<H", len(each)), b""
    for index, own in enumerate(each):
        is_simple = len(own) == 1
        table += struct.pack("<lL18sBB", 100 + index, 0, b"", int(is_simple), 0)
        levels += b"".join(own) + b"".join([level("", NOTHING)] * (0 if is_simple else 9 - len(own)))
    return table + levels


def overrides(*each: tuple[int, Sequence[bytes]]) -> bytes:
    """Return the table that paragraphs point into: for each the index of its list and what differs there."""
    table, data = struct.pack("<L", len(each)), b""
    for index, levels in each:
        table += struct.pack("<lLLBBBB", 100 + index, 0, 0, len(levels), 0, 0, 0)
        data += b"\xff\xff\xff\xff" + b"".join(levels)
    return table + data


def restart_at(depth: int, start: int) -> bytes:
    """Return an override that lets one level begin anew."""
    return struct.pack("<lL", start, depth | 0x10)


def other_format(depth: int, replacement: bytes) -> bytes:
    """Return an override that replaces one level."""
    return struct.pack("<lL", 0, depth | 0x20) + replacement


def styles(*each: tuple[int, bytes]) -> bytes:
    """Return the style sheet: for each style the number of the one it is based on, and its modifiers."""
    sheet = struct.pack("<HHH", 4, len(each), 10)
    for base, modifiers in each:
        name = "标题".encode("utf-16-le")
        own = struct.pack("<H", 0) + modifiers
        style = struct.pack("<HHHHH", 0, 1 | base << 4, 1, 0, 0) + struct.pack("<H", 2) + name + b"\0\0"
        style += struct.pack("<H", len(own)) + own
        sheet += struct.pack("<H", len(style)) + style + b"\0" * (len(style) % 2)
    return sheet
