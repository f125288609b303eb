"""The tree of numbered headings and clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.domain.parsing.model import Flag
from tracker.domain.parsing.page.paragraphs import Paragraph
from tracker.domain.parsing.text.numbering import Marker, Style, neighbour_label

UNNUMBERED = Style("unnumbered", "", "")
PLAIN = Style("plain", "", "")
"""A clause of a document that has no numbers at all, or a chapter or a stage that has none."""
DUTY = Style("duty", "", "")
"""A line that names public bodies before a colon and after it what they do."""


@dataclass
class Node:
    """A heading or a clause while the outline is being built. `heading` holds the paragraph with the number."""

    style: Style
    label: str | None
    number: int
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    flags: list[Flag] = field(default_factory=list)
    shown_label: str | None = None
    file_part: int = 0
    fields: list[Paragraph] = field(default_factory=list)
    """Lines that say who is responsible, and by when, beneath the last clause of a heading, and of all of them."""

    @property
    def path(self) -> tuple[str | None, ...]:
        labels: list[str | None] = []
        node: Node | None = self
        while node is not None:
            labels.append(node.label)
            node = node.parent
        return tuple(reversed(labels))

    @property
    def shown_path(self) -> tuple[str, ...]:
        labels: list[str] = []
        node: Node | None = self
        while node is not None:
            labels.append(node.shown_label or node.label or "")
            node = node.parent
        return tuple(label for label in reversed(labels) if label)


@dataclass
class Outline:
    """Builds the tree of one file part: numbers go beneath the last number of a higher style."""

    file_part: int
    roots: list[Node] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    asides: list[Node] = field(default_factory=list)
    beneath: set[tuple[Style, Style]] = field(default_factory=set)
    """Which style has stood right beneath which."""

    def add(self, marker: Marker, paragraph: Paragraph) -> Node:
        """Add a numbered paragraph and return its node."""
        self._close_for(marker.style, marker.number)
        node = Node(marker.style, marker.label, marker.number, [paragraph], file_part=self.file_part)
        return self._attach(node)

    def add_unnumbered_heading(self, paragraph: Paragraph, following: Marker) -> Node:
        """Add a heading without a number that stands before a numbered paragraph, at the level above it."""
        level = next((i for i, node in enumerate(self.open) if node.style is following.style), None)
        style = UNNUMBERED
        if level:
            style = self.open[level - 1].style
            del self.open[level - 1 :]
        else:
            level = next((i for i, node in enumerate(self.open) if node.style is UNNUMBERED), None)
            del self.open[0 if level is None else level :]
        siblings = self.open[-1].children if self.open else self.roots
        number = siblings[-1].number + 1 if siblings else 1
        node = Node(style, None, number, [paragraph], file_part=self.file_part)
        return self._attach(node)

    def add_plain(self, paragraph: Paragraph) -> Node:
        """Add a paragraph that begins a clause in a document without numbers."""
        self.open.clear()
        return self._attach(Node(PLAIN, None, len(self.roots) + 1, [paragraph], file_part=self.file_part))

    def add_aside(self, paragraph: Paragraph) -> Node:
        """Add a paragraph that gives work and belongs to no number, such as one after a table; the count goes on."""
        node = Node(UNNUMBERED, None, 0, [paragraph], file_part=self.file_part)
        self.asides.append(node)
        return node

    def _close_for(self, style: Style, number: int) -> None:
        level = next((i for i, node in enumerate(self.open) if node.style is style), None)
        if self.open and self.open[0].style is PLAIN:
            self.open.clear()
        elif level is not None:
            del self.open[level:]
        elif number != 1:
            while self.open and self._stands_above(style, self.open[-1].style):
                self.open.pop()

    def _stands_above(self, style: Style, other: Style) -> bool:
        """Whether a number of a style that goes on closes another: by rank, unless it stood beneath such before."""
        return other is not UNNUMBERED and other.rank > style.rank and (other, style) not in self.beneath

    def _attach(self, node: Node) -> Node:
        node.parent = self.open[-1] if self.open else None
        if node.parent:
            self.beneath.add((node.parent.style, node.style))
        (node.parent.children if node.parent else self.roots).append(node)
        self.open.append(node)
        return node


def flag_numbers(roots: list[Node]) -> None:
    """Flag numbers that are repeated or leave some out; name the headings whose number the source lost."""
    _flag_repeats(roots)
    _flag_gaps(roots, {})


def _flag_repeats(siblings: list[Node]) -> None:
    seen: set[str] = set()
    for index, node in enumerate(siblings):
        _flag_repeats(node.children)
        if node.style in (UNNUMBERED, PLAIN):
            continue
        following = siblings[index + 1] if index + 1 < len(siblings) else None
        if node.label is None:
            _name_missing(node, following)
        elif node.label in seen:
            node.flags.append(Flag.DUPLICATE_NUMBER)
        else:
            seen.add(node.label)


def _flag_gaps(siblings: list[Node], last: dict[Style, int]) -> None:
    """Flag what follows a number that the source leaves out (（二）, then （四）): its words may be lost.

    Numbers go on from chapter to chapter (`last` of each style) or begin again at one. An extract's first number
    follows none.
    """
    before: dict[Style, int] = {}
    for node in siblings:
        if node.style not in (UNNUMBERED, PLAIN, DUTY):
            expected = before.get(node.style, last.get(node.style, node.number - 1)) + 1
            if node.label is not None and node.number > max(expected, 1):
                node.flags.append(Flag.NUMBER_GAP)
            before[node.style] = last[node.style] = node.number
        _flag_gaps(node.children, last)


def _name_missing(node: Node, following: Node | None) -> None:
    if following is None or following.style is not node.style or following.number == node.number + 1:
        node.flags.append(Flag.MISSING_NUMBER)
        node.shown_label = neighbour_label(node.style, node.number)


def walk(nodes: list[Node]) -> list[Node]:
    """Return the nodes and all beneath them in reading order."""
    found: list[Node] = []
    for node in nodes:
        found.append(node)
        found.extend(walk(node.children))
    return found
