"""Notes inside marks of responsibility, which end a list of names: 下同, 以下均需…, 排第一位的为牵头单位."""

import re
from collections.abc import Iterator

from tracker.domain.parsing.units.lead_rules import BEFORE_SIGN

NOTE = re.compile(
    r"[，。；、（]?(?:注：|各项(?:任务|工作)(?=均|都)|以下(?!简称|统称)|下列|上述|各(?:有关|相关)?责任(?:单位|部门)按照?职责分工负责，下同|下同|不再|具体任务|均(?:需|由|为|包括|涉及)|带[*★▲☆]|加[*★▲]"
    rf"|{BEFORE_SIGN}"
    r"|(?:列|排|居)(?:名|在|列)?(?:第一|首|最?前)|(?:第一|首)(?:个|位|家)?(?:的|责任)?(?:单位|部门)?[为是牵]"
    r"|(?:牵头|主办|负责)(?:单位|部门)(?:均|都|一律)?[为是]?(?:[列排居首]|第一|逗号|分号))"
)
WITHIN_NAME = re.compile("(?<=[一-鿿])（(?:含|包括)[^（）]{0,40}$")


def without_notes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what a field says: a note in brackets inside its list is left out, any other note ends it."""
    note = _first_note(text, start, end)
    yield start, note.start() if note else end
    closing = text.find("）", note.end(), end) if note and note[0].startswith("（") else -1
    if closing != -1 and text[closing + 1 : closing + 2] in ("、", "，", "；"):
        yield from without_notes(text, closing + 1, end)


def note_start(text: str, start: int, end: int) -> int:
    """Return where a note such as 下同 begins in a range, else its end."""
    note = _first_note(text, start, end)
    return note.start() if note else end


def _first_note(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first note of a range that is no part of a name: 各区政府（含新区，下同）."""
    note = NOTE.search(text, start, end)
    held = WITHIN_NAME.search(text, start, note.start()) if note else None
    closing = text.find("）", note.end(), end) if note and held else -1
    return _first_note(text, closing, end) if closing != -1 else note
