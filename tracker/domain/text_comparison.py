"""What changed between two texts, character by character, for a reader to see at a glance."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.domain.labelled_enum import LabelledEnum


class TextChange(LabelledEnum):
    """What became of a stretch of text."""

    SAME = "same", "未变"
    ADDED = "added", "新增"
    REMOVED = "removed", "删去"


@dataclass(frozen=True)
class Stretch:
    change: TextChange
    text: str


_PIECE = re.compile(r"[0-9A-Za-z.%％]+|[^0-9A-Za-z.%％]")
LONGEST = 4000
"""Texts longer than this are shown whole, as replaced: comparing is quadratic at worst."""


def compare(old: str, new: str) -> list[Stretch]:
    """Return the stretches that lead from the old text to the new; numbers and words stay in one piece."""
    if max(len(old), len(new)) > LONGEST:
        return [Stretch(change, text) for change, text in ((TextChange.REMOVED, old), (TextChange.ADDED, new)) if text]
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    stretches: list[Stretch] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            stretches.append(Stretch(TextChange.SAME, "".join(after[new_from:new_to])))
            continue
        if old_to > old_from:
            stretches.append(Stretch(TextChange.REMOVED, "".join(before[old_from:old_to])))
        if new_to > new_from:
            stretches.append(Stretch(TextChange.ADDED, "".join(after[new_from:new_to])))
    return stretches
