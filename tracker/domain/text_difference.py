"""Two wordings beside each other: which words stayed, which went, which came."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.parsing.text.compact import fold

_TOKEN = re.compile(r"\d+(?:\.\d+)?[%％‰]?|[A-Za-z]+(?:&[A-Za-z]+)?|\s+|.", re.DOTALL)
_PUNCTUATION = re.compile(r"[^\w%％‰]")
SHORTEST_KEPT = 2  # a shorter run of same characters between two changes is read as part of the change


class PieceKind(LabelledEnum):
    SAME = "same", "未变"
    REMOVED = "removed", "删去"
    ADDED = "added", "新增"


@dataclass(frozen=True)
class Piece:
    """A run of text. The same and added pieces joined give the new text; the same and removed ones the old text, in
    the new one's full or half width."""

    kind: PieceKind
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return the wordings as one line of pieces; numbers and Latin words are never cut, widths do not matter."""
    old_tokens, new_tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    same_width = [fold(token) for token in old_tokens], [fold(token) for token in new_tokens]
    found: list[Piece] = []
    removed, added = "", ""
    for tag, i, j, k, m in SequenceMatcher(None, *same_width, autojunk=False).get_opcodes():
        before, after = "".join(old_tokens[i:j]), "".join(new_tokens[k:m])
        is_kept = tag == "equal" and (len(before) >= SHORTEST_KEPT or not (removed or added))
        if not is_kept:
            removed, added = removed + before, added + after
            continue
        found += _changed(removed, added)
        found.append(Piece(PieceKind.SAME, after))
        removed, added = "", ""
    return tuple(found + _changed(removed, added))


def _changed(removed: str, added: str) -> list[Piece]:
    """What went and what came; an equal last character (a full stop read into the change) is kept apart again."""
    tail = ""
    while removed and added and removed[-1] == added[-1] and _PUNCTUATION.match(removed[-1]):
        removed, added, tail = removed[:-1], added[:-1], removed[-1] + tail
    changed = ((PieceKind.REMOVED, removed), (PieceKind.ADDED, added), (PieceKind.SAME, tail))
    return [Piece(kind, text) for kind, text in changed if text]
