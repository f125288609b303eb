"""Looking at a proof without running anything: the words of documents, and how large a picture is."""

import struct

from tracker.adapters.document_reader import UnreadableDocument, read_document
from tracker.domain.evidence import EvidenceKind

LONGEST = 20_000  # characters shown
MOST_PIXELS = 50_000_000  # a picture that would take more memory than a page should
_FRAMES = range(0xC0, 0xD0)
_NOT_FRAMES = {0xC4, 0xC8, 0xCC}
PICTURES = {"image/png": EvidenceKind.PNG, "image/jpeg": EvidenceKind.JPEG}


def preview_text(data: bytes, filename: str) -> tuple[str, bool]:
    """Return the words of a document, read by the limited child process, and whether they were cut short.

    Raise `UnreadableDocument`, whose sentence is for the user, where there are none.
    """
    text = read_document(data, filename).text.strip()
    return text[:LONGEST], len(text) > LONGEST


def is_showable_picture(data: bytes, media_type: str) -> bool:
    """Return whether the bytes are a picture of the kind they were taken as, and not too large to be shown."""
    kind = PICTURES.get(media_type)
    size = {EvidenceKind.PNG: _png_size, EvidenceKind.JPEG: _jpeg_size}[kind](data) if kind else None
    return size is not None and 0 < size[0] * size[1] <= MOST_PIXELS


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24 or not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header, which holds the size."""
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _FRAMES and marker not in _NOT_FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None


__all__ = ["LONGEST", "UnreadableDocument", "is_showable_picture", "preview_text"]
