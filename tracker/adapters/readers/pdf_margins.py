"""Running heads, running feet and page numbers: lines near the edge of the page that are not text of the document."""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.adapters.readers.pdf_lines import Line

HEAD = 0.10  # share of the page's height
FOOT = 0.12
DIGITS = re.compile(r"[\d０-９]+")
PAGE_NUMBER = re.compile(
    r"[-—–－─_·.\s]*第?\s*[\d０-９]{1,4}\s*页?[-—–－─_·.\s]*"
    r"(?:(?:[/／共,，]|of)[\s共]*[\d０-９]{1,4}\s*页?)?\s*",
    re.IGNORECASE,
)


def split_margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[Line]]:
    """Return the body lines of each page and the lines left out.

    Near the edge, a line goes when it is a page number, or when it stands there, digits apart, on half of the pages.
    """
    seen = Counter(
        text
        for lines, height in zip(pages, heights, strict=True)
        for text in {_masked(line) for line in lines if _is_near_edge(line, height)}
    )
    needed = max(2, len(pages) / 2)
    bodies: list[list[Line]] = []
    margins: list[Line] = []
    for lines, height in zip(pages, heights, strict=True):
        body: list[Line] = []
        for line in lines:
            is_repeated = seen[_masked(line)] >= needed or PAGE_NUMBER.fullmatch(line.text)
            (margins if is_repeated and _is_near_edge(line, height) else body).append(line)
        bodies.append(body)
    return bodies, margins


def _is_near_edge(line: Line, height: float) -> bool:
    return line.bottom < HEAD * height or line.top > (1 - FOOT) * height


def _masked(line: Line) -> str:
    return DIGITS.sub("0", line.text)
