"""Leaves of the outline: the stretches of text that become clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.numerals import to_number
from tracker.domain.parsing.layout import FilePart, Layout
from tracker.domain.parsing.model import Flag
from tracker.domain.parsing.numbering import ARTICLE, ORDINAL_PATTERN, Style
from tracker.domain.parsing.outline import UNNUMBERED, Node, flag_numbers, walk
from tracker.domain.parsing.paragraphs import FIELD_START, Page, Paragraph
from tracker.domain.parsing.responsibility import Mark, find_marks

CLOSING_START = re.compile(r"各|全|市|省|县|区|州|镇|有关|请|以上|本")
CLOSING_DUTY = re.compile(r"要|应|请|须|必须")
ORDINAL_BEFORE = "。；：！，"
KEEPS_TO_CLAUSE = re.compile(r"[—–\-•·●◆■*]|注[：1-9]|备注")
FEWEST_ALIKE = 3


@dataclass(frozen=True)
class Leaf:
    """A clause at compact positions start:end, whose words begin at `content`."""

    path: tuple[str | None, ...]
    shown_path: tuple[str, ...]
    start: int
    content: int
    end: int
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[Mark, ...]
    style: Style
    headings: tuple[str, ...]
    section: int | None
    file_part: str | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Root:
    """A node of the first level with the compact range it and all beneath it cover."""

    node: Node
    title: str
    start: int
    end: int
    file_part: str | None


def find_leaves(page: Page, layout: Layout) -> tuple[list[Root], list[Leaf]]:
    """Return the first-level nodes and the leaves of all file parts in reading order."""
    roots: list[Root] = []
    leaves: list[Leaf] = []
    several = sum(bool(part.outline.roots) for part in layout.parts) > 1
    for part in layout.parts:
        for node in part.outline.roots:
            _fold_enumerations(page, node)
        flag_numbers(part.outline.roots)
        name = part.title if several or part.is_annex else None
        for node in part.outline.roots:
            last = walk([node])[-1].paragraphs[-1]
            roots.append(Root(node, _heading(page, node), node.paragraphs[0].start, last.end, name))
            for below in walk([node]):
                leaves.extend(_leaves(page, part, below, len(roots) - 1, name))
    return roots, leaves


def _fold_enumerations(page: Page, node: Node) -> None:
    """Items （一）…；（二）… of an article, or after a colon, are part of the sentence they belong to."""
    for child in node.children:
        _fold_enumerations(page, child)
    if node.children and not any(child.children for child in node.children) and _is_enumeration(page, node):
        for child in node.children:
            node.paragraphs.extend(child.paragraphs)
        node.children = []


def _is_enumeration(page: Page, node: Node) -> bool:
    if node.style is ARTICLE:
        return True
    if not page.text(node.paragraphs[-1]).endswith("："):
        return False
    return all(page.text(child.paragraphs[-1])[-1] in "；，" for child in node.children[:-1]) and len(node.children) > 1


def _leaves(page: Page, part: FilePart, node: Node, section: int, name: str | None) -> Iterator[Leaf]:
    marks = _marks(page, node.paragraphs)
    headings = _headings(page, node)
    if node.children:
        if marks:
            yield _leaf(node, node.paragraphs, marks, headings, section, name)
        return
    own, closing = _without_closing(page, part, node, marks)
    ordinals = [] if marks or node.style is ARTICLE else _ordinals(page, own)
    if ordinals:
        yield from _ordinal_leaves(node, own, ordinals, headings, section, name)
    else:
        yield _leaf(node, own, marks, headings, section, name)
    if closing:
        is_last = node is walk(part.outline.roots)[-1]
        path = (None,) if is_last or node.parent is None else (*node.parent.path, None)
        yield Leaf(
            path,
            ("" if is_last else "".join(node.parent.shown_path if node.parent else ()),),
            closing[0].start,
            closing[0].start,
            closing[-1].end,
            tuple(closing),
            tuple(_marks(page, closing)),
            UNNUMBERED,
            headings[:-1] if not is_last else (),
            None if is_last else section,
            name,
            (),
        )


def _marks(page: Page, paragraphs: list[Paragraph]) -> list[Mark]:
    return find_marks(page.compact, paragraphs[0].start, paragraphs[-1].end, [p.start for p in paragraphs])


def _leaf(
    node: Node,
    paragraphs: list[Paragraph],
    marks: list[Mark],
    headings: tuple[str, ...],
    section: int,
    name: str | None,
) -> Leaf:
    first = paragraphs[0]
    content = first.marker.end if first.marker else first.start
    return Leaf(
        node.path,
        node.shown_path,
        first.start,
        content,
        paragraphs[-1].end,
        tuple(paragraphs),
        tuple(marks),
        node.style,
        headings,
        section,
        name,
        tuple(node.flags),
    )


def _without_closing(
    page: Page, part: FilePart, node: Node, marks: list[Mark]
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split off paragraphs after the last mark, or a closing call that no other clause has."""
    paragraphs = node.paragraphs
    if len(paragraphs) == 1 or node.style is ARTICLE:
        return paragraphs, []
    if marks:
        cut = next((i for i, p in enumerate(paragraphs) if p.start >= marks[-1].end), len(paragraphs))
        rest = paragraphs[cut:]
        if rest and not any(KEEPS_TO_CLAUSE.match(page.text(p)) or FIELD_START.match(page.text(p)) for p in rest):
            return paragraphs[:cut], rest
        return paragraphs, []
    return (paragraphs[:-1], paragraphs[-1:]) if _is_closing_call(page, part, node) else (paragraphs, [])


def _is_closing_call(page: Page, part: FilePart, node: Node) -> bool:
    nodes = walk(part.outline.roots)
    text = page.text(node.paragraphs[-1])
    if node is not nodes[-1] or not CLOSING_START.match(text) or not CLOSING_DUTY.search(text):
        return False
    alike = [other for other in nodes[:-1] if not other.children and other.style is node.style]
    return len(alike) >= FEWEST_ALIKE and all(len(other.paragraphs) == 1 for other in alike)


def _ordinals(page: Page, paragraphs: list[Paragraph]) -> list[tuple[int, int, str]]:
    """Positions, ends and labels of 一是, 二是, 三是 at the heads of sentences, when they count up from one."""
    text = page.compact.text
    starts = {p.start for p in paragraphs}
    found: list[tuple[int, int, str]] = []
    first = paragraphs[0].marker.end if paragraphs[0].marker else paragraphs[0].start
    for match in ORDINAL_PATTERN.finditer(text, first, paragraphs[-1].end):
        at_head = match.start() == first or match.start() in starts or text[match.start() - 1] in ORDINAL_BEFORE
        if at_head and to_number(match[1]) == len(found) + 1:
            found.append((match.start(), match.end(), match[0]))
    return found if len(found) >= 2 else []


def _ordinal_leaves(
    node: Node,
    paragraphs: list[Paragraph],
    ordinals: list[tuple[int, int, str]],
    headings: tuple[str, ...],
    section: int,
    name: str | None,
) -> Iterator[Leaf]:
    ends = [start for start, _, _ in ordinals[1:]] + [paragraphs[-1].end]
    for (start, content, label), end in zip(ordinals, ends, strict=True):
        inside = (Paragraph(start, min(end, next((p.end for p in paragraphs if p.end > start), end)), None),) + tuple(
            p for p in paragraphs if start < p.start < end
        )
        yield Leaf(
            (*node.path, label),
            (*node.shown_path, label),
            start,
            content,
            end,
            inside,
            (),
            node.style,
            headings,
            section,
            name,
            tuple(node.flags),
        )


def _headings(page: Page, node: Node) -> tuple[str, ...]:
    """The titles of the node and of all above it, outermost first."""
    titles: list[str] = []
    above: Node | None = node
    while above is not None:
        titles.append(_heading(page, above))
        above = above.parent
    return tuple(reversed(titles))


def _heading(page: Page, node: Node) -> str:
    first = node.paragraphs[0]
    begin = first.marker.end if first.marker else first.start
    text = page.compact.text[begin : first.end]
    return re.split("[。：]", text, maxsplit=1)[0][:60]
