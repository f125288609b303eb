"""Makes OLE compound files: a bare container, Word 97 documents, encrypted packages, an old Excel sheet."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END_OF_CHAIN, FAT_SECTOR, NO_ENTRY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
MINI_STREAM_LIMIT = 4096  # shorter streams would need a second allocation table, so all are padded
IN_TABLE, ENDS_ROW = b"\x16\x24\x01", b"\x17\x24\x01"
MODIFIERS = {"\r": b"", "\x07": IN_TABLE, "\n": IN_TABLE + ENDS_ROW}
RUNS_ON_A_PAGE = 20
ROOT, STORAGE, STREAM = 5, 1, 2


def make_ole(streams: dict[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """Return a compound file with these streams and empty storages at its top."""
    padded = {name: content.ljust(MINI_STREAM_LIMIT, b"\0") for name, content in streams.items()}
    fat: list[int] = []
    body = b""
    starts = {}
    for name, content in padded.items():
        starts[name] = _chain(fat, content)
        body += _whole_sectors(content)
    directory = _directory(padded, starts, storages)
    directory_start = _chain(fat, directory)
    body += _whole_sectors(directory)
    fat_start, fat_size = len(fat), 1
    while fat_size * SECTOR // 4 < len(fat) + fat_size:
        fat_size += 1
    fat += [FAT_SECTOR] * fat_size
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(fat_size * SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHHHLLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fat_size, directory_start,
        0, MINI_STREAM_LIMIT, END_OF_CHAIN, 0, END_OF_CHAIN, 0,
    )  # fmt: skip
    sectors_of_fat = [*range(fat_start, fat_start + fat_size)]
    return header + struct.pack("<109L", *sectors_of_fat, *[FREE] * (109 - fat_size)) + body + table


def _chain(fat: list[int], content: bytes) -> int:
    start, count = len(fat), len(_whole_sectors(content)) // SECTOR
    fat += [*range(start + 1, start + count), END_OF_CHAIN]
    return start


def _whole_sectors(content: bytes) -> bytes:
    return content.ljust(-(-len(content) // SECTOR) * SECTOR, b"\0")


def _directory(streams: dict[str, bytes], starts: dict[str, int], storages: Sequence[str]) -> bytes:
    names = sorted([*streams, *storages], key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", ROOT, child=1 if names else NO_ENTRY, start=END_OF_CHAIN, size=0)]
    for index, name in enumerate(names, start=1):
        right = index + 1 if index < len(names) else NO_ENTRY
        if name in streams:
            entries.append(_entry(name, STREAM, right=right, start=starts[name], size=len(streams[name])))
        else:
            entries.append(_entry(name, STORAGE, right=right, start=0, size=0))
    return b"".join(entries)


def _entry(name: str, kind: int, *, start: int, size: int, right: int = NO_ENTRY, child: int = NO_ENTRY) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBLLL", kind, 1, NO_ENTRY, right, child)
    return (
        encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + links + bytes(36) + struct.pack("<LQ", start, size)
    )


def make_doc(
    text: str,
    *,
    notes: str = "",
    modifiers: bytes = b"",
    flags: int = 0x0200,
    version: int = 0xC1,
    eight_bit: bool = False,
    paragraphs: Sequence[bytes] = (),
    characters: Sequence[tuple[int, int, bytes]] = (),
    tables: dict[int, bytes] | None = None,
) -> bytes:
    """Return a Word 97 document. In the text, \\r ends a paragraph, \\x07 a cell and \\n a row of a table.

    `notes` follow the body as footnotes; `modifiers` are raw properties of every paragraph, `paragraphs` of each in
    turn, with the style before them, `characters` of runs from and to; `tables` are further parts of the table
    stream by the place of their pointer.
    """
    body_length, text = len(text), text + notes
    text_start, width = 1024, 1 if eight_bit else 2
    encoded = text.replace("\n", "\x07").encode("cp1252" if eight_bit else "utf-16-le")
    page_number = (text_start + len(encoded) + SECTOR - 1) // SECTOR
    runs = _paragraph_runs(text, text_start, width, modifiers, paragraphs)
    groups = [runs[start : start + RUNS_ON_A_PAGE] for start in range(0, len(runs), RUNS_ON_A_PAGE)]
    piece_start = (text_start * 2) | 0x4000_0000 if eight_bit else text_start
    pieces = struct.pack("<LLHLH", 0, len(text), 0, piece_start, 0)
    clx = b"\x02" + struct.pack("<L", len(pieces)) + pieces
    bounds = [*(group[0][0] for group in groups), text_start + len(encoded)]
    numbers = range(page_number, page_number + len(groups))
    index = struct.pack(f"<{len(bounds)}L{len(groups)}L", *bounds, *numbers)
    head = bytearray(text_start)
    struct.pack_into("<HH", head, 0, 0xA5EC, version)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<ll", head, 0x4C, body_length, len(notes))
    struct.pack_into("<LL", head, 0x1A2, 0, len(clx))
    struct.pack_into("<LL", head, 0x102, len(clx), len(index))
    pages = b"".join(map(_property_page, groups))
    table = clx + index
    further = dict(tables or {})
    if characters:
        pages += _character_page([(text_start + a * width, text_start + b * width, m) for a, b, m in characters])
        further[0xFA] = struct.pack("<LLL", text_start, text_start + len(encoded), page_number + len(groups))
    for pointer, content in further.items():
        struct.pack_into("<LL", head, pointer, len(table), len(content))
        table += content
    main = (bytes(head) + encoded).ljust(page_number * SECTOR, b"\0") + pages
    return make_ole({"WordDocument": main, "1Table" if flags & 0x0200 else "0Table": table})


def _paragraph_runs(
    text: str, start: int, width: int, more: bytes, each: Sequence[bytes]
) -> list[tuple[int, int, bytes]]:
    """Return start, end and properties of each paragraph of the text: its style, then modifiers."""
    runs: list[tuple[int, int, bytes]] = []
    begin = 0
    for position, character in enumerate(text):
        if character in MODIFIERS:
            own = each[len(runs)] if len(runs) < len(each) else b"\0\0"
            content = own[:2] + MODIFIERS[character] + more + own[2:]
            runs.append((start + begin * width, start + (position + 1) * width, content))
            begin = position + 1
    return runs


def _property_page(runs: list[tuple[int, int, bytes]]) -> bytes:
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(runs) + 1}L", page, 0, *(start for start, _, _ in runs), runs[-1][1])
    offset = SECTOR - 2
    for number, (_, _, modifiers) in enumerate(runs):
        content = modifiers + b"\0" * (len(modifiers) % 2 == 0)
        offset -= len(content) + 1
        offset -= offset % 2
        page[offset] = (len(content) + 1) // 2
        page[offset + 1 : offset + 1 + len(content)] = content
        page[4 * (len(runs) + 1) + 13 * number] = offset // 2
    page[SECTOR - 1] = len(runs)
    return bytes(page)


def _character_page(runs: list[tuple[int, int, bytes]]) -> bytes:
    """Return a page of runs that touch each other."""
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(runs) + 1}L", page, 0, *(start for start, _, _ in runs), runs[-1][1])
    offset = SECTOR - 2
    for number, (_, _, modifiers) in enumerate(runs):
        if not modifiers:
            continue
        offset -= len(modifiers) + 1
        offset -= offset % 2
        page[offset] = len(modifiers)
        page[offset + 1 : offset + 1 + len(modifiers)] = modifiers
        page[4 * (len(runs) + 1) + number] = offset // 2
    page[SECTOR - 1] = len(runs)
    return bytes(page)


def make_encrypted_docx() -> bytes:
    """Return what Word writes when a .docx is given a password."""
    return make_ole({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(64)})


def make_xls(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an Excel 97 workbook with one sheet of text cells."""
    sheet = _record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            content = struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
            sheet += _record(0x0204, content)
    sheet += _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHLL", 0x0600, 0x0005, 0, 0, 0, 0))
    name = "台账"
    tail = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    size_of_bound_sheet = 4 + 6 + len(tail)
    offset = len(begin) + size_of_bound_sheet + 4
    bound_sheet = _record(0x0085, struct.pack("<LBB", offset, 0, 0) + tail)
    return make_ole({"Workbook": begin + bound_sheet + _record(0x000A, b"") + sheet})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
