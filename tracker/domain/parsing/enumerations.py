"""Numbered items that are part of a sentence and no clauses."""

from tracker.domain.parsing.numbering import ARABIC, ARTICLE
from tracker.domain.parsing.outline import Node
from tracker.domain.parsing.paragraphs import Page

FEWEST_ITEMS = 2


def fold_enumerations(page: Page, node: Node) -> None:
    """Give the items （一）…；（二）… of an article, or after a colon, back to the paragraph they belong to."""
    for child in node.children:
        fold_enumerations(page, child)
    if node.children and not any(child.children for child in node.children) and _is_enumeration(page, node):
        for child in node.children:
            node.paragraphs.extend(child.paragraphs)
        node.children = []


def _is_enumeration(page: Page, node: Node) -> bool:
    if node.style is ARTICLE:
        return True
    is_minor = node.children[0].style.rank > ARABIC.rank
    if len(node.children) < FEWEST_ITEMS or not (is_minor or page.text(node.paragraphs[-1]).endswith("：")):
        return False
    return all(page.text(child.paragraphs[-1])[-1] in "；，" for child in node.children[:-1])
