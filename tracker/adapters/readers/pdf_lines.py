"""Characters of a PDF page → lines of text, each made of segments with wide gaps between them. Lengths in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from tracker.adapters.readers.radicals import plain_characters

Character = dict[str, Any]  # as pdfplumber gives it: text, x0, x1, top, bottom, size, matrix

SEGMENT_GAP = 1.5  # em; a wider gap separates table cells or columns
WORD_GAP = 0.25  # em between Latin letters
SAME_LINE = 0.5  # em between the middles of characters
DOUBLE_STRIKE = 0.1  # em; the same character again this near is only there to look bold


@dataclass(frozen=True)
class Segment:
    """A piece of a line without wide gaps."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True)
class Line:
    """One printed line. `left` and `right` are the edges of the column it stands in."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float
    page: int
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """The whole line; wide gaps become one space."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Left end of the text."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right end of the text."""
        return self.segments[-1].x1


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """Return the lines of a page from top to bottom; slanted text (a watermark) is left out."""
    upright = [each for each in characters if not each["matrix"][1] and not each["matrix"][2] and each["size"] > 1]
    return [line for row in _rows(upright) if (line := _line(row, page)) is not None]


def _rows(characters: list[Character]) -> list[list[Character]]:
    rows: list[list[Character]] = []
    middle = size = 0.0
    for each in sorted(characters, key=lambda each: (each["top"] + each["bottom"]) / 2):
        here = (each["top"] + each["bottom"]) / 2
        if rows and here - middle <= SAME_LINE * max(size, each["size"]):
            rows[-1].append(each)
        else:
            rows.append([each])
        middle, size = here, each["size"]
    return rows


def _line(row: list[Character], page: int) -> Line | None:
    visible = [each for each in row if each["text"].strip()]
    if not visible:
        return None
    size = median(each["size"] for each in visible)
    return Line(
        segments=tuple(_segments(sorted(row, key=lambda each: each["x0"]), size)),
        top=min(each["top"] for each in visible),
        bottom=max(each["bottom"] for each in visible),
        size=size,
        page=page,
    )


def _segments(row: Sequence[Character], size: float) -> list[Segment]:
    segments: list[Segment] = []
    text, start, end, was_space = "", 0.0, 0.0, False
    last = ("", -size)
    for each in row:
        character = each["text"]
        if not character.strip():
            was_space = bool(text)
            continue
        if character == last[0] and abs(each["x0"] - last[1]) < DOUBLE_STRIKE * size:
            continue
        gap = each["x0"] - end
        if text and gap > SEGMENT_GAP * size:
            segments.append(Segment(plain_characters(text), start, end))
            text = ""
        elif text and (was_space or (gap > WORD_GAP * size and character.isascii() and text[-1].isascii())):
            text += " "
        start = start if text else each["x0"]
        text, end, was_space, last = text + character, each["x1"], False, (character, each["x0"])
    return [*segments, Segment(plain_characters(text), start, end)]
