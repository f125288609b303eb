"""Where a clause may be cut in two, and the document's parts after a cut. Offsets are characters of the document."""

from collections.abc import Sequence

_ENDS = "。；！？\n"  # what a sentence ends with
_CLOSING = "”’）》」】\n"  # what still belongs to the sentence that ended


def split_places(text: str, start: int, end: int) -> list[int]:
    """Return where sentences begin between `start` and `end`, the first one not counted."""
    places, at = [], start
    while at < end:
        if text[at] in _ENDS:
            at += 1
            while at < end and text[at] in _CLOSING:
                at += 1
            if text[start:at].strip() and text[at:end].strip():
                places.append(at)
        else:
            at += 1
    return places


def add_edge(parts: Sequence[Sequence], offset: int) -> list[list]:
    """Return the parts [kind, start, end] with the one that covers the offset cut there; they tile as before."""
    cut: list[list] = []
    for kind, start, end in parts:
        if start < offset < end:
            cut += [[kind, start, offset], [kind, offset, end]]
        else:
            cut.append([kind, start, end])
    return cut


def remove_edge(parts: Sequence[Sequence], offset: int, start: int, end: int) -> list[list]:
    """Return the parts with two of one kind that meet at the offset, both inside start–end, made one."""
    joined: list[list] = []
    for kind, first, last in parts:
        before = joined[-1] if joined else None
        if before and before[0] == kind and first == before[2] == offset and start <= before[1] and last <= end:
            before[2] = last
        else:
            joined.append([kind, first, last])
    return joined
