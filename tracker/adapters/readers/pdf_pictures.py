"""Pages of a PDF whose text may stand in a picture: nothing that could not be read goes unmentioned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.adapters.readers.pdf_lines import Character, Line
from tracker.adapters.readers.pdf_tables import Table
from tracker.adapters.readers.tables import cell_text

FEWEST_CHARACTERS = 10  # in the body of a page that is more than a picture with a page number
LARGE = 0.25  # share of the page that a picture without text over it covers
MANY_CURVES = 40  # of letters drawn as outlines


@dataclass(frozen=True)
class Pictures:
    """What is drawn on a page and not written: the share of the page under bare pictures, whether anything is."""

    share: float
    is_drawn: bool


def pictures_on(page: Any) -> Pictures:
    """Return what pdfplumber found on a page; a picture behind text (a background) counts as nothing."""
    bare = [each for each in page.images if _is_bare(each, page.chars)]
    area = sum(max(each["x1"] - each["x0"], 0) * max(each["bottom"] - each["top"], 0) for each in bare)
    whole = float(page.width) * float(page.height)
    share = min(area / whole, 1.0) if whole > 0 else 0.0
    return Pictures(share, bool(page.images) or len(page.curves) >= MANY_CURVES)


def _is_bare(image: dict[str, Any], characters: Sequence[Character]) -> bool:
    over = sum(
        image["x0"] <= each["x0"] and each["x1"] <= image["x1"]
        and image["top"] <= each["top"] and each["bottom"] <= image["bottom"]
        for each in characters
    )  # fmt: skip
    return over < FEWEST_CHARACTERS


def pages_without_text(
    pictures: Sequence[Pictures], bodies: Sequence[Sequence[Line]], tables: Sequence[Sequence[Table]]
) -> list[int]:
    """Return the numbers of pages, counted from 1, that hold drawings and next to no text but head and foot."""
    pages = zip(pictures, bodies, tables, strict=True)
    return [
        number
        for number, (drawn, lines, found) in enumerate(pages, start=1)
        if drawn.is_drawn and _is_empty(lines, found)
    ]


def pages_with_pictures(pictures: Sequence[Pictures], without_text: Sequence[int]) -> list[int]:
    """Return the numbers of the other pages that have a large picture beside their text."""
    return [
        number for number, drawn in enumerate(pictures, start=1) if drawn.share >= LARGE and number not in without_text
    ]


def _is_empty(lines: Sequence[Line], tables: Sequence[Table]) -> bool:
    written = sum(len(line.text) for line in lines)
    written += sum(len(cell_text(cell)) for table in tables for row in table.rows for cell in row)
    return written < FEWEST_CHARACTERS
