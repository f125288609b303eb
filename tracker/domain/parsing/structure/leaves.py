"""Leaves of the outline: the stretches of text that become clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.domain.parsing.model import Flag
from tracker.domain.parsing.page.paragraphs import FIELD_START, Page, Paragraph
from tracker.domain.parsing.structure.closing_calls import CALLS_ALL, CLOSING_DUTY, CLOSING_START, closing_call
from tracker.domain.parsing.structure.enumerations import FIELD_OF_WORK, fold_enumerations
from tracker.domain.parsing.structure.headings import LONGEST_HEADING_SHOWN, headings_of, printed_heading
from tracker.domain.parsing.structure.layout import MOST_CLAUSES, FilePart, Layout
from tracker.domain.parsing.structure.ordinals import Ordinal, find_ordinals
from tracker.domain.parsing.structure.outline import PLAIN, UNNUMBERED, Node, flag_numbers, walk
from tracker.domain.parsing.structure.record_lines import RUN_IN, field_items, run_in_items
from tracker.domain.parsing.structure.stage_marks import lift_marks
from tracker.domain.parsing.structure.unnumbered_items import SAYS_WHO, is_only_heading, item_starts, split_at
from tracker.domain.parsing.text.numbering import ARTICLE, Style
from tracker.domain.parsing.units.formulas import find_formulas
from tracker.domain.parsing.units.marks import ITEM_SIGNS, find_marks
from tracker.domain.parsing.units.responsibility import Mark

BEGINS_AS_MEASURE = re.compile("(?:深入|全面|加快|大力|着力|积极|扎实|稳步)(?:开展|推进|实施|加强|建立|完善|推动|落实)")
MOST_ALIKE = 0.6
KEEPS_TO_CLAUSE = re.compile(r"[—–\-•·●◆■*]|注[：1-9]|备注")
LABEL_LINE = re.compile("(?!(?:有关|工作|相关|几点|具体)要求|附件?：|说明：|联系)[一-鿿]{2,8}：")
"""Fields one beneath the other, whatever they are called: 时间进度：…"""
ITEM_SIGN = re.compile(r"[—–\-•·●◆■]+(?=[一-鿿“《])")
FEWEST_ALIKE = 3
FEWEST_ITEMS = 2
LONGEST_SHORT_HEADING = 20


@dataclass(frozen=True)
class Leaf:
    """A clause at compact positions start:end, whose words begin at `content`; `headings` are outermost first.

    `is_heading`: numbered clauses stand beneath it.
    """

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
    flags: tuple[Flag, ...] = ()
    is_heading: bool = False
    fields: tuple[Paragraph, ...] = ()
    """Lines beneath the clauses of a heading that hold for the whole of it."""


@dataclass(frozen=True)
class Root:
    """A node of the first level with the compact range it and all beneath it cover."""

    node: Node
    title: str
    start: int
    end: int
    file_part: str | None


def find_leaves(page: Page, layout: Layout) -> tuple[list[Root], list[Leaf]]:
    """Return the first-level nodes and the leaves of all file parts in reading order, no more than a limit."""
    roots: list[Root] = []
    leaves: list[Leaf] = []
    several = sum(bool(part.outline.roots) for part in layout.parts) > 1
    for part in layout.parts:
        for node in part.outline.roots:
            fold_enumerations(page, node)
        lift_marks(page, part.outline.roots)
        flag_numbers(part.outline.roots)
        finder = _Finder(page, part, part.title if several or part.is_annex else None)
        for node in part.outline.roots:
            below = walk([node])
            roots.append(
                Root(
                    node,
                    printed_heading(page, node),
                    node.paragraphs[0].start,
                    below[-1].paragraphs[-1].end,
                    finder.name,
                )
            )
            for each in below:
                if len(leaves) <= MOST_CLAUSES:
                    leaves.extend(finder.leaves_of(each, len(roots) - 1))
        leaves.extend(finder.aside(node) for node in part.outline.asides)
    layout.is_cut_off = layout.is_cut_off or len(leaves) > MOST_CLAUSES
    return roots, leaves[:MOST_CLAUSES]


class _Finder:
    """Finds the leaves of one file part."""

    def __init__(self, page: Page, part: FilePart, name: str | None) -> None:
        self.page = page
        self.name = name
        self.nodes = walk(part.outline.roots)

    def leaves_of(self, node: Node, section: int) -> Iterator[Leaf]:
        """The node's own clause, its 一是/二是 measures, and a paragraph after it that has no number."""
        marks = self._marks(node.paragraphs)
        if node.children:
            yield from self._leaves_of_heading(node, marks, section)
            return
        if lines := self._unnumbered_items(node, marks, section):
            yield from lines
            return
        own, closing = (node.paragraphs, []) if self._is_in_heading(node, marks) else self._without_closing(node, marks)
        if items := self._marked_items(own, marks):
            found = (self._unnumbered_leaf(node, item, section) for item in items)
            yield from (replace(i, style=PLAIN) if RUN_IN.match(self.page.text(i.paragraphs[0])) else i for i in found)
            own = []
        ordinals = [] if marks or node.style is ARTICLE else find_ordinals(self.page, own)
        for ordinal in ordinals:
            yield self._ordinal_leaf(node, ordinal, section)
        if own and not ordinals:
            yield self._leaf(node, own, [mark for mark in marks if mark.start < own[-1].end], section)
        if any("。" in self.page.text(paragraph) for paragraph in closing):
            yield self._closing_leaf(node, closing, section)

    def _leaves_of_heading(self, node: Node, marks: list[Mark], section: int) -> Iterator[Leaf]:
        """The clauses of a heading with numbered children: its own where it has marks, and work given before them."""
        intro = self._duty_before_children(node, marks)
        is_whose = len(node.paragraphs) > 1 and bool(SAYS_WHO.match(self.page.text(node.paragraphs[1])))
        if node.fields and not marks:
            leaf = self._leaf(
                node, node.paragraphs[:1] if intro else node.paragraphs, self._marks(node.fields), section
            )
            yield replace(leaf, fields=tuple(node.fields))
        elif marks or is_whose:
            own = node.paragraphs if is_whose else node.paragraphs[: len(node.paragraphs) - len(intro)]
            yield self._leaf(node, own, marks, section)
        if intro and not is_whose:
            yield self._unnumbered_leaf(node, intro, section)

    def aside(self, node: Node) -> Leaf:
        """The clause of paragraphs that belong to no number."""
        return self._unnumbered_leaf(None, node.paragraphs, None)

    def _marks(self, paragraphs: list[Paragraph]) -> list[Mark]:
        """The marks of paragraphs, each stretch of neighbours for itself: a table or a signature may stand between."""
        starts = [paragraph.start for paragraph in paragraphs]
        ends = [paragraph.end for paragraph in paragraphs]
        cuts = [0, *(i for i in range(1, len(starts)) if starts[i] != ends[i - 1]), len(starts)]
        return [
            mark
            for first, stop in pairwise(cuts)
            for mark in find_marks(self.page.compact, starts[first], ends[stop - 1], starts[first:stop])
        ]

    def _leaf(self, node: Node, paragraphs: list[Paragraph], marks: list[Mark], section: int) -> Leaf:
        first = paragraphs[0]
        return Leaf(
            path=node.path,
            shown_path=node.shown_path,
            start=first.start,
            content=first.marker.end if first.marker else first.start,
            end=paragraphs[-1].end,
            paragraphs=tuple(paragraphs),
            marks=tuple(marks),
            style=node.style,
            headings=headings_of(self.page, node),
            section=section,
            file_part=self.name,
            flags=tuple(node.flags),
            is_heading=bool(node.children),
        )

    def _ordinal_leaf(self, node: Node, ordinal: Ordinal, section: int) -> Leaf:
        return Leaf(
            path=(*node.path, ordinal.label),
            shown_path=(*node.shown_path, ordinal.label),
            start=ordinal.start,
            content=ordinal.content,
            end=ordinal.end,
            paragraphs=ordinal.paragraphs,
            marks=(),
            style=node.style,
            headings=headings_of(self.page, node),
            section=section,
            file_part=self.name,
            flags=tuple(node.flags),
        )

    def _unnumbered_items(self, node: Node, marks: list[Mark], section: int) -> list[Leaf]:
        """The clauses of lines that name who does what, or of stages, beneath a heading without marks; else none."""
        paragraphs = node.paragraphs
        if marks or node.style is ARTICLE:
            return []
        for style, begins, starts in item_starts(self.page, paragraphs, MOST_CLAUSES):
            own = paragraphs[: starts[0]]
            found = [] if is_only_heading(self.page, own) else [self._leaf(node, own, [], section)]
            for item in split_at(self.page, paragraphs, starts):
                leaf = self._unnumbered_leaf(node, item, section)
                found.append(replace(leaf, style=style) if begins(self.page, item[0]) else leaf)
            return found
        return []

    def _marked_items(self, paragraphs: list[Paragraph], marks: list[Mark]) -> list[list[Paragraph]]:
        """Items with a dash or a dot instead of a number, where each has a mark of its own; else none."""
        texts = [self.page.text(paragraph) for paragraph in paragraphs]
        ends = {mark.end + more for mark in marks for more in (0, 1)}
        if stretches := field_items(texts) or run_in_items(texts, [paragraph.end in ends for paragraph in paragraphs]):
            return [paragraphs[first:stop] for first, stop in stretches]
        starts = [i for i, p in enumerate(paragraphs) if i and ITEM_SIGN.match(self.page.text(p))]
        if len(starts) < FEWEST_ITEMS or len(marks) < len(starts) or starts[0] != 1:
            return []
        items = [paragraphs[first:stop] for first, stop in pairwise([*starts, len(paragraphs)])]
        if any(FIELD_START.match(self.page.text(paragraphs[i]).lstrip(ITEM_SIGNS)) for i in starts):
            return []
        is_marked = all(any(i[0].start <= mark.start < i[-1].end for mark in marks) for i in items)
        return items if is_marked and marks[0].start >= items[0][0].start else []

    def _closing_leaf(self, node: Node, paragraphs: list[Paragraph], section: int) -> Leaf:
        """A paragraph without a number: of the whole file part at its end, else of the heading it stands under."""
        return self._unnumbered_leaf(None if node is self.nodes[-1] else node.parent, paragraphs, section)

    def _duty_before_children(self, node: Node, marks: list[Mark]) -> list[Paragraph]:
        """Paragraphs without a number that give somebody work between a heading and its numbered children."""
        if node.style is ARTICLE or len(node.paragraphs) == 1 or (marks and not self._is_in_heading(node, marks)):
            return []
        intro = node.paragraphs[1:]
        text = self.page.text(intro[-1])
        gives_work = CLOSING_START.match(self.page.text(intro[0])) and CLOSING_DUTY.search(text)
        gives_work = gives_work or (BEGINS_AS_MEASURE.match(self.page.text(intro[0])) if node.parent else None)
        return intro if text.endswith("。") and (gives_work or self._says_who_leads(intro)) else []

    def _says_who_leads(self, paragraphs: list[Paragraph]) -> bool:
        starts = [paragraph.start for paragraph in paragraphs]
        return find_formulas(self.page.compact.text, starts[0], paragraphs[-1].end, starts)[1]

    def _unnumbered_leaf(self, parent: Node | None, paragraphs: list[Paragraph], section: int | None) -> Leaf:
        sign = ITEM_SIGN.match(self.page.text(paragraphs[0]))
        return Leaf(
            path=(*parent.path, None) if parent else (None,),
            shown_path=parent.shown_path if parent else (),
            start=paragraphs[0].start,
            content=paragraphs[0].start + (sign.end() if sign else 0),
            end=paragraphs[-1].end,
            paragraphs=tuple(paragraphs),
            marks=tuple(self._marks(paragraphs)),
            style=UNNUMBERED,
            headings=(*headings_of(self.page, parent), "") if parent else (),
            section=section if parent else None,
            file_part=self.name,
        )

    def _without_closing(self, node: Node, marks: list[Mark]) -> tuple[list[Paragraph], list[Paragraph]]:
        """Split off paragraphs after the last mark, or a closing call such as no other clause has."""
        paragraphs = node.paragraphs
        if len(paragraphs) == 1 or node.style is ARTICLE:
            return paragraphs, []
        if not marks:
            return (paragraphs[:-1], paragraphs[-1:]) if self._is_closing_call(node) else (paragraphs, [])
        cut = next((i for i, p in enumerate(paragraphs) if p.start >= marks[-1].end), len(paragraphs))
        kept = (
            i
            for i, p in enumerate(paragraphs)
            if KEEPS_TO_CLAUSE.match(t := self.page.text(p)[p.marker.end - p.start if i and p.marker else 0 :])
            or (LABEL_LINE.match(t) and LABEL_LINE.match(self.page.text(paragraphs[i - 1])))
            or FIELD_OF_WORK.match(t)
            or FIELD_START.match(t)
        )
        cut = max(cut, max(kept, default=-1) + 1)
        cut = (closing_call(self.page, paragraphs, marks) if node is self.nodes[-1] else 0) or cut
        return paragraphs[:cut], paragraphs[cut:]

    def _is_in_heading(self, node: Node, marks: list[Mark]) -> bool:
        """Whether the marks stand in the heading line, so that the clause's words come after them."""
        if not marks:
            return False
        first = node.paragraphs[0]
        begin = first.marker.end if first.marker else first.start
        in_line = marks[-1].end <= first.end and marks[0].start - begin <= LONGEST_HEADING_SHOWN
        words = self.page.compact.text[begin : marks[0].start]
        if words.endswith("。"):
            return in_line and len(words) <= LONGEST_SHORT_HEADING and not re.search("[，。]", words[:-1])
        return in_line and "。" not in words

    def _is_closing_call(self, node: Node) -> bool:
        text = self.page.text(node.paragraphs[-1])
        calls_all = len(node.paragraphs) == FEWEST_ALIKE - 1 and bool(CALLS_ALL.search(text))
        calls = calls_all or (CLOSING_START.match(text) and CLOSING_DUTY.search(text))
        if node is not self.nodes[-1] or not calls:
            return False
        alike = [other for other in self.nodes[:-1] if not other.children and other.style is node.style]
        single = sum(len(other.paragraphs) == 1 for other in alike)
        return len(alike) >= FEWEST_ALIKE and (
            single == len(alike) or (calls_all and single >= len(alike) * MOST_ALIKE)
        )
