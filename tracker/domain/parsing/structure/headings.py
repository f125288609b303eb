"""What the headings above a clause say."""

import re

from tracker.domain.parsing.page.paragraphs import Page
from tracker.domain.parsing.structure.outline import Node

HEADING_END = re.compile("[。：]|[（〔【](?=[^）〕】，。]{0,8}(?:单位|部门|主体)：)")
LONGEST_HEADING_SHOWN = 60


def headings_of(page: Page, node: Node) -> tuple[str, ...]:
    """Return the titles of the node and of all above it, outermost first."""
    titles: list[str] = []
    above: Node | None = node
    while above is not None:
        titles.append(_heading(page, above))
        above = above.parent
    return tuple(reversed(titles))


def _heading(page: Page, node: Node) -> str:
    return page.compact.text[slice(*_heading_range(page, node))]


def printed_heading(page: Page, node: Node) -> str:
    """Return a heading as printed."""
    return page.compact.printed[slice(*_heading_range(page, node))]


def _heading_range(page: Page, node: Node) -> tuple[int, int]:
    """Where the words of a heading stand: from its number to the first full stop or colon."""
    first = node.paragraphs[0]
    begin = first.marker.end if first.marker else first.start
    end = min(first.end, begin + LONGEST_HEADING_SHOWN)
    stop = HEADING_END.search(page.compact.text, begin, end)
    return begin, stop.start() if stop else end
