"""Marks on a line of their own beneath the last clause of a heading, where they speak of the whole of it."""

import re

from tracker.domain.parsing.marks import find_marks
from tracker.domain.parsing.outline import Node, walk
from tracker.domain.parsing.paragraphs import Page
from tracker.domain.parsing.responsibility import FIELD

ALONE = re.compile(rf"[（〔【]{FIELD.pattern}[^（）〔〕【】。；]{{2,200}}[）〕】]。?")
FEWEST_CHILDREN = 2
FEWEST_ALIKE = 2


def lift_marks(page: Page, roots: list[Node]) -> None:
    """Give such marks to their headings where several headings end so, and no clause of theirs has a mark."""
    found = [node for node in walk(roots) if _ends_with_mark(page, node)]
    if len(found) < FEWEST_ALIKE or any(_has_marks(page, child) for node in found for child in node.children):
        return
    for node in found:
        node.mark_beneath = node.children[-1].paragraphs.pop()


def _ends_with_mark(page: Page, node: Node) -> bool:
    if len(node.children) < FEWEST_CHILDREN or any(child.children for child in node.children):
        return False
    last = node.children[-1].paragraphs
    return len(last) > 1 and bool(ALONE.fullmatch(page.text(last[-1])))


def _has_marks(page: Page, node: Node) -> bool:
    """Whether a clause has a mark besides the line alone beneath it."""
    own = [p for p in node.paragraphs if not ALONE.fullmatch(page.text(p))]
    starts = [paragraph.start for paragraph in own]
    return len(own) < len(node.paragraphs) - 1 or bool(
        own and find_marks(page.compact, own[0].start, own[-1].end, starts)
    )
