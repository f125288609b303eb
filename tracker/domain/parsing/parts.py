"""The parts of a document: they tile the source exactly."""

from tracker.domain.parsing.metadata.metadata_fields import Metadata
from tracker.domain.parsing.model import Part, PartKind
from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.structure.layout import Layout


def tile(page: Page, layout: Layout, metadata: Metadata) -> tuple[Part, ...]:
    """Return the parts of the page in order, white space between them included."""
    pieces = [(line.start, line.end, PartKind.NOISE) for line in page.lines if line.is_left_out]
    for index, paragraph in enumerate(page.paragraphs):
        kind = metadata.kinds.get(index, layout.kinds[index])
        start, end = page.compact.span(paragraph.start, paragraph.end)
        pieces.append((start, end, kind))
    if page.is_cut_off:
        pieces.append((page.lines[-1].end, len(page.source), PartKind.OTHER))
    return tuple(_tiled(len(page.source), sorted(pieces)))


def _tiled(length: int, pieces: list[tuple[int, int, PartKind]]) -> list[Part]:
    parts: list[Part] = []
    position = 0
    pending: list[tuple[int, PartKind]] = []
    for start, end, kind in pieces:
        while pending and pending[-1][0] <= start:
            position = _add(parts, position, *pending.pop())
        if pending:
            position = _add(parts, position, start, pending[-1][1])
        elif position < start:
            position = _add(parts, position, start, PartKind.BLANK)
        pending.append((end, kind))
    while pending:
        position = _add(parts, position, *pending.pop())
    if position < length:
        _add(parts, position, length, PartKind.BLANK)
    return parts


def _add(parts: list[Part], start: int, end: int, kind: PartKind) -> int:
    if start >= end:
        return start
    parts.append(Part(kind, start, end))
    return end
