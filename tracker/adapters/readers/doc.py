"""Word 97–2003 documents (.doc), read through the piece table (MS-DOC 2.4.1). Works for WPS files as well."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.adapters.readers.doc_characters import CharacterTable
from tracker.adapters.readers.doc_lists import DocLists
from tracker.adapters.readers.doc_properties import Properties, PropertyTable
from tracker.adapters.readers.ole_package import open_ole, stream
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.tables import table_lines
from tracker.adapters.readers.text import clean

WORD_97 = 0xC1  # first version of the format with a piece table of this kind
MAGIC, OLD_MAGIC = 0xA5EC, 0xA5DC
ENCRYPTED, USES_TABLE_1 = 0x0100, 0x0200
FLAGS_AT, TEXT_LENGTH_AT, PARAGRAPHS_AT, PIECES_AT = 0x0A, 0x4C, 0x102, 0x1A2
STYLES_AT, CHARACTERS_AT, LISTS_AT, LIST_OVERRIDES_AT = 0xA2, 0xFA, 0x2E2, 0x2EA
PROPERTY_BLOCK, PIECE_TABLE = 1, 2
EIGHT_BIT = 0x4000_0000

PARAGRAPH_END, CELL_END = "\r", "\x07"
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
NOT_PRINTED = re.compile("[\x00-\x06\x08\x13-\x15\x1f]")


@dataclass(frozen=True)
class Piece:
    """A run of characters: where it stands in the main stream and how wide its characters are."""

    length: int
    start: int
    width: int

    def decode(self, main: bytes) -> str:
        content = main[self.start : self.start + self.length * self.width]
        return content.decode("utf-16-le" if self.width == 2 else "cp1252", "replace")


@dataclass
class Paragraphs:
    """Gathers paragraphs into lines, and those in tables into rows."""

    lines: list[str] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)

    def add(self, text: str, end: str, properties: Properties) -> None:
        """Add one paragraph or cell with what ends it."""
        if end == CELL_END and properties.ends_row:
            self.rows.append(self.cells)
            self.cells, self.cell = [], []
        elif end == CELL_END:
            self.cells.append([*self.cell, text])
            self.cell = []
        elif properties.in_table:
            self.cell.append(text)
        else:
            self.finish_table()
            self.lines.append(text)

    def finish_table(self) -> None:
        """Write the rows gathered so far."""
        rows = [*self.rows, self.cells] if self.cells else self.rows
        self.lines += table_lines(rows) if rows else []
        self.rows, self.cells, self.cell = [], [], []


def read(data: bytes) -> ReadResult:
    """Return the text of a .doc; raise where it is encrypted, damaged, too old, or holds macros."""
    with open_ole(data) as container:
        if not container.exists("WordDocument"):
            was_there = "WordDocument".encode("utf-16-le") in data
            raise UnreadableDocument(Refusal.DAMAGED if was_there else Refusal.UNSUPPORTED)
        main = stream(container, "WordDocument")
        flags = _checked_flags(main)
        table = stream(container, "1Table" if flags & USES_TABLE_1 else "0Table")
    try:
        return _read_text(main, table)
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error


def _checked_flags(main: bytes) -> int:
    if len(main) < LIST_OVERRIDES_AT + 8:
        raise UnreadableDocument(Refusal.DAMAGED)
    magic, version = struct.unpack_from("<HH", main)
    if magic == OLD_MAGIC or (magic == MAGIC and version < WORD_97):
        raise UnreadableDocument(Refusal.OLD_WORD)
    if magic != MAGIC:
        raise UnreadableDocument(Refusal.DAMAGED)
    flags: int = struct.unpack_from("<H", main, FLAGS_AT)[0]
    if flags & ENCRYPTED:
        raise UnreadableDocument(Refusal.ENCRYPTED)
    return flags


def _read_text(main: bytes, table: bytes) -> ReadResult:
    pieces = list(_pieces(_slice(main, table, PIECES_AT)))
    properties = PropertyTable(main, _slice(main, table, PARAGRAPHS_AT))
    body_length, note_length = struct.unpack_from("<ll", main, TEXT_LENGTH_AT)
    paragraphs = Paragraphs()
    notes: list[str] = []
    characters = CharacterTable(main, _slice(main, table, CHARACTERS_AT))
    lists = _lists(main, table)
    position, lost_numbers = 0, 0
    for text, end, where in _ended_texts(main, pieces, characters, body_length + max(note_length, 0)):
        shown = _printed(text)
        found = properties.at(where)
        if position < body_length:
            label = lists.label_of(found) if shown.strip() else ""
            lost_numbers += label is None
            paragraphs.add((label or "") + shown, end, found)
        elif shown.strip():
            notes.append(f"脚注{len(notes) + 1}：{shown.strip()}")
        position += len(text) + 1
    paragraphs.finish_table()
    warnings = _warnings(characters, len(notes))
    if lost_numbers:
        warnings.append(f"有 {lost_numbers} 段的自动编号已损坏，未能读出，请核对原文或另存为 .docx 后重新上传。")
    return ReadResult(clean("\n".join([*paragraphs.lines, *notes])), tuple(warnings))


def _warnings(characters: CharacterTable, note_count: int) -> list[str]:
    return [
        sentence
        for is_so, sentence in (
            (characters.has_changes, "文档含有修订痕迹，已按接受全部修订读取。"),
            (characters.has_hidden, "文档中有隐藏文字，未读入。"),
            (note_count, f"脚注共 {note_count} 条，列在正文之后。"),
        )
        if is_so
    ]


def _lists(main: bytes, table: bytes) -> DocLists:
    """Return the numbering of the document; where its tables are damaged, one without lists."""
    start, size = struct.unpack_from("<LL", main, LISTS_AT)
    lists = table[start:] if size else b""
    try:
        return DocLists(lists, _slice(main, table, LIST_OVERRIDES_AT), _slice(main, table, STYLES_AT))
    except (struct.error, IndexError, ValueError):
        return DocLists(b"", b"", b"")


def _slice(main: bytes, table: bytes, at: int) -> bytes:
    start, size = struct.unpack_from("<LL", main, at)
    return table[start : start + size]


def _pieces(structure: bytes) -> Iterator[Piece]:
    position = 0
    while structure[position] == PROPERTY_BLOCK:
        position += 3 + struct.unpack_from("<H", structure, position + 1)[0]
    if structure[position] != PIECE_TABLE:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<L", structure, position + 1)
    count = (size - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}L", structure, position + 5)
    for number in range(count):
        (start,) = struct.unpack_from("<L", structure, position + 5 + 4 * (count + 1) + 8 * number + 2)
        is_eight_bit = bool(start & EIGHT_BIT)
        start &= EIGHT_BIT - 1
        yield Piece(
            bounds[number + 1] - bounds[number], start // 2 if is_eight_bit else start, 1 if is_eight_bit else 2
        )


def _ended_texts(
    main: bytes, pieces: list[Piece], characters: CharacterTable, length: int
) -> Iterator[tuple[str, str, int]]:
    """Yield each paragraph or cell: its text, the mark that ends it, and where that mark stands."""
    text, read_so_far = "", 0
    for piece in pieces:
        content = characters.seen(piece.decode(main)[: max(length - read_so_far, 0)], piece.start, piece.width)
        start = 0
        for mark in re.finditer(f"[{PARAGRAPH_END}{CELL_END}\x0c]", content):
            yield text + content[start : mark.start()], mark.group(), piece.start + mark.start() * piece.width
            text, start = "", mark.end()
        text += content[start:]
        read_so_far += len(content)
    if text:
        yield text, PARAGRAPH_END, 0


def _printed(text: str) -> str:
    """Return a paragraph without field codes and signs that stand for pictures and notes."""
    while (shorter := FIELD_CODE.sub("", text)) != text:
        text = shorter
    return NOT_PRINTED.sub("", text.replace("\x1e", "-").replace("\t", " "))
