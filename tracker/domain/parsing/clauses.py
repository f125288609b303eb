"""Clauses out of the outline: title and body, units, limits, goals."""

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing.layout import Layout
from tracker.domain.parsing.metadata import Metadata
from tracker.domain.parsing.model import ParsedClause, ParsedSection, ParsedUnit
from tracker.domain.parsing.numbering import ARTICLE
from tracker.domain.parsing.outline import Node, flag_numbers, walk
from tracker.domain.parsing.paragraphs import Page
from tracker.domain.parsing.responsibility import find_marks
from tracker.domain.parsing.roles import assign

LONGEST_TITLE = 45


def read_clauses(
    page: Page, layout: Layout, metadata: Metadata
) -> tuple[tuple[ParsedSection, ...], tuple[ParsedClause, ...]]:
    sections: list[ParsedSection] = []
    clauses: list[ParsedClause] = []
    text = page.compact.text
    for part in layout.parts:
        flag_numbers(part.outline.roots)
        for node in walk(part.outline.roots):
            if node.parent is None:
                last = walk([node])[-1]
                s, e = page.compact.span(node.paragraphs[0].start, last.paragraphs[-1].end)
                sections.append(
                    ParsedSection(
                        node.number,
                        node.label or node.shown_label,
                        text[node.paragraphs[0].start : node.paragraphs[0].end],
                        s,
                        e,
                        tuple(node.flags),
                        part.title,
                    )
                )
            if node.children:
                continue
            clauses.append(_clause(page, node, len(sections) - 1, part.title))
    return tuple(sections), tuple(clauses)


def _clause(page: Page, node: Node, section: int, part_title) -> ParsedClause:
    compact = page.compact
    text = compact.text
    first, last = node.paragraphs[0], node.paragraphs[-1]
    marks = find_marks(compact, first.start, last.end, [p.start for p in node.paragraphs])
    begin = first.marker.end if first.marker else first.start
    title_end = begin
    body = begin
    if node.style is not ARTICLE:
        stop = min(
            (p for p in (text.find("。", begin, first.end), text.find("：", begin, first.end)) if p != -1), default=-1
        )
        content_end = marks[0].start if marks else last.end
        if stop != -1 and stop - begin <= LONGEST_TITLE and stop + 1 < content_end:
            title_end, body = stop, stop + 1
        elif stop == -1 and len(node.paragraphs) > 1 and first.end - begin <= LONGEST_TITLE:
            title_end = body = first.end
    start, end = compact.span(first.start, last.end)
    units, explicit = assign(text, marks, first_is_lead=False)
    body = min(body, last.end - 1)
    body_start = compact.offsets[body]
    return ParsedClause(
        path=node.path,
        label="".join(node.shown_path),
        section_index=section,
        title=compact.printed[begin:title_end] or None,
        text=page.source[start:end],
        body=page.source[body_start:end],
        start=start,
        end=end,
        body_start=body_start,
        is_task=True,
        units=tuple(_unit(page, u.start, u.end, role) for u, role in units),
        lead_is_explicit=explicit,
        name_of_file_part=part_title,
    )


def _unit(page: Page, start: int, end: int, role: AssignmentRole) -> ParsedUnit:
    return ParsedUnit(page.compact.printed[start:end], role, *page.compact.span(start, end))
