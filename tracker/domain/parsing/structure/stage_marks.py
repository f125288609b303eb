"""Marks on a line of their own beneath the last clause of a heading, where they speak of the whole of it."""

import re

from tracker.domain.parsing.page.paragraphs import Page, Paragraph
from tracker.domain.parsing.structure.enumerations import FIELD_OF_WORK
from tracker.domain.parsing.structure.outline import Node, walk
from tracker.domain.parsing.text.numbering import NAMED
from tracker.domain.parsing.units.marks import find_marks
from tracker.domain.parsing.units.responsibility import FIELD

ALONE = re.compile(rf"[（〔【]{FIELD.pattern}[^（）〔〕【】。；]{{2,200}}[）〕】]。?")
FEWEST_CHILDREN = 2
GOALS = re.compile("[^一-鿿]{0,4}[一二三四五六七八九十]{0,2}[^一-鿿]{0,2}(?:行动|工作|主要|总体|发展|建设)?目标")
"""2.主要任务 beside 1.行动目标: its field is its own."""
FEWEST_ALIKE = 2
ISSUES = tuple(style for style in NAMED if style.name == "issue")
"""问题一：…, 整改措施：1.… 2.…, 责任单位：A: the fields are those of the problem, even where it is the only one."""


def lift_marks(page: Page, roots: list[Node]) -> None:
    """Give such marks to their headings where several headings end so, and no clause of theirs has a mark."""
    found = [node for node in walk(roots) if _ends_with_mark(page, node)]
    if len(found) >= FEWEST_ALIKE and not any(_has_marks(page, child) for node in found for child in node.children):
        for node in found:
            node.fields.append(node.children[-1].paragraphs.pop())
        return
    ending = [node for node in walk(roots) if _ends_with_fields(page, node)]
    if len(ending) < FEWEST_ALIKE and not any(node.style in ISSUES for node in ending):
        return
    for node in ending:
        last = node.children[-1].paragraphs
        begin = _fields_begin(page, last)
        node.fields, last[begin:] = last[begin:], []


def _ends_with_fields(page: Page, node: Node) -> bool:
    """Whether only the last of the clauses of a heading ends with lines such as 责任单位：A."""
    if len(node.children) < FEWEST_CHILDREN or any(child.children for child in node.children):
        return False
    last = node.children[-1].paragraphs
    begin = _fields_begin(page, last)
    if not any(FIELD.match(page.text(paragraph)) for paragraph in last[begin:]):
        return False
    if any(GOALS.match(page.text(child.paragraphs[0])) for child in node.children[:-1]):
        return False
    others = [*(child.paragraphs for child in node.children[:-1]), last[:begin], node.paragraphs]
    return not any(_marks(page, paragraphs) for paragraphs in others)


def _fields_begin(page: Page, paragraphs: list[Paragraph]) -> int:
    """Where the lines at the end of a clause begin that are nothing but fields."""
    begin = len(paragraphs)
    while begin > 1 and FIELD_OF_WORK.match(page.text(paragraphs[begin - 1])):
        begin -= 1
    return begin


def _ends_with_mark(page: Page, node: Node) -> bool:
    if len(node.children) < FEWEST_CHILDREN or any(child.children for child in node.children):
        return False
    last = node.children[-1].paragraphs
    return len(last) > 1 and bool(ALONE.fullmatch(page.text(last[-1])))


def _has_marks(page: Page, node: Node) -> bool:
    """Whether a clause has a mark besides the line alone beneath it."""
    own = [p for p in node.paragraphs if not ALONE.fullmatch(page.text(p))]
    return len(own) < len(node.paragraphs) - 1 or _marks(page, own)


def _marks(page: Page, paragraphs: list[Paragraph]) -> bool:
    starts = [paragraph.start for paragraph in paragraphs]
    return bool(paragraphs and find_marks(page.compact, starts[0], paragraphs[-1].end, starts))
