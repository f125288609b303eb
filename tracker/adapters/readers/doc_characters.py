"""Characters of a .doc that a reader of the finished paper does not see: deleted ones, hidden ones (MS-DOC 2.8.26)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator

from tracker.adapters.readers.doc_properties import PAGE_SIZE, modifiers_in

DELETED, INSERTED, HIDDEN = 0x0800, 0x0801, 0x083C
LEFT_OUT = "\0"


class CharacterTable:
    """The byte ranges of the main stream that are deleted or hidden, and whether changes were tracked at all."""

    def __init__(self, main: bytes, index: bytes) -> None:
        count = max((len(index) - 4) // 8, 0)
        pages = struct.unpack_from(f"<{count}L", index, 4 * (count + 1)) if count else ()
        runs = sorted(run for page in pages for run in _runs(main, page * PAGE_SIZE))
        said = [(start, end, _switched_on(content)) for start, end, content in runs]
        self.has_changes = any(on & {DELETED, INSERTED} for _, _, on in said)
        self.has_hidden = any(HIDDEN in on for _, _, on in said)
        self._unseen = [(start, end) for start, end, on in said if on & {DELETED, HIDDEN}]
        self._starts = [start for start, _ in self._unseen]

    def seen(self, text: str, start: int, width: int) -> str:
        """Return the text of a piece at byte `start`, its unseen characters replaced by NUL so that places stay."""
        end = start + len(text) * width
        first = max(bisect_right(self._starts, start) - 1, 0)
        for begin, stop in self._unseen[first:]:
            if begin >= end:
                break
            low, high = max(begin - start, 0) // width, max(min(stop, end) - start, 0) // width
            text = text[:low] + LEFT_OUT * (high - low) + text[high:]
        return text


def _runs(main: bytes, page: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and raw properties of each run on one page of formatted characters."""
    if page + PAGE_SIZE > len(main):
        return
    count = main[page + PAGE_SIZE - 1]
    bounds = struct.unpack_from(f"<{count + 1}L", main, page)
    for number in range(count):
        offset = main[page + 4 * (count + 1) + number] * 2
        size = main[page + offset] if offset else 0
        yield bounds[number], bounds[number + 1], main[page + offset + 1 : page + offset + 1 + size]


def _switched_on(content: bytes) -> set[int]:
    return {code for code, operand in modifiers_in(content) if operand[:1] == b"\x01"}
