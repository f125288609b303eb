"""Automatic numbers of a .doc: list tables and styles of the table stream (MS-DOC 2.9.131, 2.9.147, 2.9.150, 2.9.260).

| structure | what it says                                                                          |
|-----------|---------------------------------------------------------------------------------------|
| LSTF, LVL | a list and its nine levels (a simple one: one): start, format, text, what restarts it |
| LFO       | what `sprmPIlfo` of a paragraph points to, counted from 1: a list, and overrides      |
| STD       | a style: what it is based on, and the properties it gives its paragraphs              |
"""

import struct
from collections.abc import Sequence
from dataclasses import replace

from tracker.adapters.readers.doc_properties import Properties, read_properties
from tracker.adapters.readers.list_counting import LEVELS, Level, ListCounters, NumberedList

LSTF_SIZE, LVLF_SIZE, LFO_SIZE, LFO_LEVEL_SIZE = 28, 28, 16, 8
SIMPLE_LIST, LEGAL, LIMITED_RESTART = 0x01, 0x04, 0x08
OVERRIDES_START, OVERRIDES_FORMAT = 0x10, 0x20
NO_DATA = b"\xff\xff\xff\xff"
SUFFIXES = ("tab", "space", "nothing")
MOST_LISTS = 4_096
LONGEST_LABEL = 64  # characters; beyond that it is not the text of a level that is being read
NO_BASE = 0xFFF
PARAGRAPH_STYLE = 1
DEEPEST_STYLE = 20

FORMATS = {  # by nfc (MS-OSHARED 2.2.1.3), in the words of .docx
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    15: "decimalHalfWidth",
    16: "japaneseLegal",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    57: "numberInDash",
    255: "none",
}


class DocLists:
    """Gives each paragraph its number; paragraphs must be asked for in the order of the document."""

    def __init__(self, lists: bytes, overrides: bytes, styles: bytes) -> None:
        """Read the tables: `lists` from the list table to the end of the stream, because levels follow that table."""
        self._lists = _read_lists(lists) if lists else {}
        self._overrides = _read_overrides(overrides, self._lists) if overrides else []
        self._styles = _read_styles(styles) if styles else []
        self._counters = ListCounters()

    def label_of(self, own: Properties) -> str | None:
        """Return the number printed before a paragraph, "" where it has none, None where its list is not there."""
        styled = self._of_style(own.style)
        number = styled.list_number if own.list_number is None else own.list_number
        level = own.list_level if own.list_level is not None else styled.list_level
        if not number:
            return ""
        if number > len(self._overrides) or not self._overrides[number - 1].levels:
            return None
        return self._counters.next_label(self._overrides[number - 1], level or 0)

    def _of_style(self, style: int) -> Properties:
        """Return what a style and those it is based on say about lists; the nearest counts."""
        found = Properties()
        for _ in range(DEEPEST_STYLE):
            if style >= len(self._styles):
                break
            base, said = self._styles[style]
            number = said.list_number if found.list_number is None else found.list_number
            level = said.list_level if found.list_level is None else found.list_level
            found = replace(found, list_number=number, list_level=level)
            style = base
        return found


def _read_lists(table: bytes) -> dict[int, NumberedList]:
    (count,) = struct.unpack_from("<H", table)
    if count > MOST_LISTS:
        raise ValueError("too many lists")
    lists: dict[int, NumberedList] = {}
    position = 2 + count * LSTF_SIZE
    for index in range(count):
        start = 2 + index * LSTF_SIZE
        (list_id,) = struct.unpack_from("<l", table, start)
        levels = {}
        for depth in range(1 if table[start + 26] & SIMPLE_LIST else LEVELS):
            levels[depth], position = _read_level(table, position)
        lists[list_id] = NumberedList(str(list_id), levels)
    return lists


def _read_level(table: bytes, at: int) -> tuple[Level, int]:
    """Return a level and where the next one begins. In its text, characters 0–8 stand for the numbers of levels."""
    start, number_format, flags = struct.unpack_from("<lBB", table, at)
    suffix, character_size, paragraph_size, restart = table[at + 15], table[at + 24], table[at + 25], table[at + 26]
    at += LVLF_SIZE + character_size + paragraph_size
    (length,) = struct.unpack_from("<H", table, at)
    if length > LONGEST_LABEL or at + 2 + 2 * length > len(table):
        raise ValueError("no text of a level")
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        number_format=FORMATS.get(number_format, "decimal"),
        text="".join(f"%{ord(each) + 1}" if ord(each) < LEVELS else each for each in text),
        restarts_after=restart - 1 if flags & LIMITED_RESTART else None,
        is_legal=bool(flags & LEGAL),
        suffix=SUFFIXES[suffix] if suffix < len(SUFFIXES) else "tab",
    )
    return level, at + 2 + 2 * length


def _read_overrides(table: bytes, lists: dict[int, NumberedList]) -> list[NumberedList]:
    (count,) = struct.unpack_from("<L", table)
    if count > MOST_LISTS:
        raise ValueError("too many lists")
    found = []
    position = 4 + count * LFO_SIZE
    for index in range(count):
        list_id, _, _, level_count = struct.unpack_from("<lLLB", table, 4 + index * LFO_SIZE)
        known = lists.get(list_id, NumberedList(str(list_id), {}))
        numbered = NumberedList(known.abstract_id, dict(known.levels))
        position += 4  # a place in the text that is not used
        for _ in range(min(level_count, LEVELS)):
            position = _override(numbered, table, position)
        found.append(numbered)
    return found


def _override(numbered: NumberedList, table: bytes, at: int) -> int:
    while table[at : at + 4] == NO_DATA:
        at += 4
    start, flags = struct.unpack_from("<lL", table, at)
    at += LFO_LEVEL_SIZE
    depth = flags & 0x0F
    if flags & OVERRIDES_FORMAT:
        numbered.levels[depth], at = _read_level(table, at)
        start = numbered.levels[depth].start
    if flags & OVERRIDES_START:
        numbered.pending_starts[depth] = start
    return at


def _read_styles(table: bytes) -> Sequence[tuple[int, Properties]]:
    """Return base and list properties of each style, in their order; an empty place has neither."""
    header_size, count, fixed_size = struct.unpack_from("<HHH", table)
    position = 2 + header_size
    styles = []
    for _ in range(count):
        (size,) = struct.unpack_from("<H", table, position)
        styles.append(_read_style(table[position + 2 : position + 2 + size], fixed_size))
        position += 2 + size + size % 2
    return styles


def _read_style(style: bytes, fixed_size: int) -> tuple[int, Properties]:
    if len(style) < fixed_size + 2:
        return NO_BASE, Properties()
    kind_and_base, (name_length,) = struct.unpack_from("<H", style, 2)[0], struct.unpack_from("<H", style, fixed_size)
    at = fixed_size + 2 + 2 * name_length + 2
    if kind_and_base & 0x0F != PARAGRAPH_STYLE or len(style) < at + 4:
        return kind_and_base >> 4, Properties()
    (size,) = struct.unpack_from("<H", style, at)
    return kind_and_base >> 4, read_properties(style[at + 4 : at + 2 + size])
