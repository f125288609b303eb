"""Clauses out of leaves and table rows: title and body, units, limits, goals, flags."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.assignments import AssignmentRole
from tracker.domain.parsing import due_dates, formulas
from tracker.domain.parsing.goals import Goal, find_goals
from tracker.domain.parsing.layout import Layout
from tracker.domain.parsing.leaves import Leaf, find_leaves
from tracker.domain.parsing.metadata import Metadata
from tracker.domain.parsing.model import (
    DueKind,
    Flag,
    ParsedClause,
    ParsedGoal,
    ParsedMilestone,
    ParsedSection,
    ParsedUnit,
)
from tracker.domain.parsing.numbering import ARTICLE
from tracker.domain.parsing.paragraphs import Page
from tracker.domain.parsing.responsibility import FIRST_IS_LEAD, Entry, Mark, Role
from tracker.domain.parsing.roles import assign
from tracker.domain.parsing.table_rows import Cell, Row, read_rows
from tracker.domain.parsing.task_signs import is_work, states_goals
from tracker.domain.parsing.unit_lists import UnitName, looks_like_unit, split_units

LONGEST_TITLE = 45
SENTENCE_AS_TITLE = re.compile(r"(?:各|全|市|省|县|区|州)[^，]{0,20}(?:要|应当|应|必须|须|负责)|[^，]*，[^，]*，")
KNOWN_TITLES = re.compile(
    r"(?:指导思想|基本原则|工作原则|总体要求|总体目标|主要目标|工作目标|发展目标|总体思路)(?=[以坚按到深全为][一-鿿])"
)
TITLE_YEAR = re.compile(r"(20[0-9]{2})年")
GOAL_YEAR = re.compile(r"(?:到|至)(20[2-9][0-9])年")


@dataclass(frozen=True)
class Context:
    """What the whole document says about each of its clauses."""

    page: Page
    year: int | None
    signed_on: date | None
    lead_rule_from: int | None
    goal_year: int | None


def read_clauses(
    page: Page, layout: Layout, metadata: Metadata
) -> tuple[tuple[ParsedSection, ...], tuple[ParsedClause, ...], int | None]:
    """Return sections, clauses and the goal year of a page."""
    roots, leaves = find_leaves(page, layout)
    context = _context(page, metadata)
    sections = tuple(
        ParsedSection(
            root.node.number,
            root.node.label or root.node.shown_label,
            root.title or None,
            *page.compact.span(root.start, root.end),
            tuple(root.node.flags),
            root.file_part,
        )
        for root in roots
    )
    clauses = [_clause(context, leaf) for leaf in leaves]
    for part in layout.parts:
        for row in read_rows(page.compact, page.source, part.rows):
            clauses.append(_row_clause(context, row, part.title, part.is_annex))
    return sections, tuple(sorted(clauses, key=lambda clause: clause.start)), context.goal_year


def _context(page: Page, metadata: Metadata) -> Context:
    text = page.compact.text
    rule = FIRST_IS_LEAD.search(text)
    in_title = TITLE_YEAR.search(metadata.title or "")
    year = int(in_title[1]) if in_title else metadata.signed_on.year if metadata.signed_on else None
    if year is None and metadata.document_number and (named := re.search(r"20[0-9]{2}", metadata.document_number)):
        year = int(named[0])
    goal = GOAL_YEAR.search(text)
    return Context(page, year, metadata.signed_on, rule.start() if rule else None, int(goal[1]) if goal else None)


def _clause(context: Context, leaf: Leaf) -> ParsedClause:
    page, text = context.page, context.page.compact.text
    title_end, body = _title(text, leaf)
    title = page.compact.printed[leaf.content : title_end] or None
    breaks = [paragraph.start for paragraph in leaf.paragraphs]
    marks, explicit, formula = list(leaf.marks), False, False
    duty_unit = not marks and title is not None and _is_duty_heading(text, leaf, title_end)
    if duty_unit:
        names = tuple(split_units(text, leaf.content, title_end))
        marks = [Mark(leaf.content, title_end, (Entry(Role.PLAIN, names),))]
    work = is_work(
        own_title=None if title is None else text[leaf.content : title_end],
        headings=leaf.headings,
        body=text[body : leaf.end],
        has_units=bool(marks),
        is_article=leaf.style is ARTICLE,
    )
    if work and not marks:
        marks, explicit = formulas.find_formulas(text, body, leaf.end, breaks)
        formula = bool(marks)
    first_is_lead = (
        context.lead_rule_from is not None
        and marks != []
        and (context.lead_rule_from <= marks[-1].end or context.lead_rule_from > leaf.end and False)
    )
    units, says = assign(text, marks, first_is_lead=bool(first_is_lead) and not formula and not duty_unit)
    explicit = explicit if formula else says
    subjects = [] if marks or not work else formulas.find_subjects(text, body, leaf.end, breaks)
    limits = _limits(context, leaf, body) if work else []
    announces = any(states_goals(title) for title in leaf.headings) or not work
    goals = _goals(context, leaf, body, announces)
    start, end = page.compact.span(leaf.start, leaf.end)
    body_start = page.compact.offsets[min(body, leaf.end - 1)]
    return ParsedClause(
        path=leaf.path,
        label="".join(leaf.shown_path),
        section_index=leaf.section,
        title=title,
        text=page.source[start:end],
        body=page.source[body_start:end],
        start=start,
        end=end,
        body_start=body_start,
        is_task=work,
        units=tuple(_unit(page, unit, role) for unit, role in units),
        implied_units=tuple(_unit(page, unit, AssignmentRole.SUPPORTING) for unit in subjects),
        lead_is_explicit=explicit,
        **_due(context, limits, goals, work),
        goals=tuple(_goal(page, goal) for goal in goals),
        flags=(*leaf.flags, *_flags(units, explicit, work, limits, context)),
        name_of_file_part=leaf.file_part,
    )


def _title(text: str, leaf: Leaf) -> tuple[int, int]:
    """Where the title ends and the body begins; both at `content` when there is no title."""
    begin, first_end = leaf.content, leaf.paragraphs[0].end
    if leaf.style is ARTICLE or leaf.path[-1] is None:
        return begin, begin
    if known := KNOWN_TITLES.match(text, begin, leaf.end):
        return known.end(), known.end()
    stop = min((p for p in (text.find(mark, begin, first_end) for mark in "。：") if p != -1), default=-1)
    content_end = leaf.marks[0].start if leaf.marks else leaf.end
    if stop == -1:
        more = len(leaf.paragraphs) > 1 and first_end - begin <= LONGEST_TITLE and first_end < content_end
        return (first_end, first_end) if more else (begin, begin)
    is_title = (
        stop - begin <= LONGEST_TITLE and stop + 1 < content_end and not SENTENCE_AS_TITLE.match(text, begin, stop)
    )
    return (stop, stop + 1) if is_title else (begin, begin)


def _is_duty_heading(text: str, leaf: Leaf, title_end: int) -> bool:
    if text[title_end : title_end + 1] != "：":
        return False
    names = split_units(text, leaf.content, title_end)
    return bool(names) and all(looks_like_unit(text[name.start : name.end]) for name in names)


def _limits(context: Context, leaf: Leaf, body: int) -> list[due_dates.Limit]:
    text = context.page.compact.text
    found: list[due_dates.Limit] = []
    covered: list[tuple[int, int]] = []
    for match in due_dates.FIELD.finditer(text, leaf.content, leaf.end):
        stop = _field_end(text, match.end(), leaf)
        found.extend(due_dates.limits_in_field(text, match.end(), stop, year=context.year))
        covered.append((match.start(), stop))
    in_text = due_dates.limits_in_text(text, body, leaf.end, year=context.year, signed_on=context.signed_on)
    found.extend(l for l in in_text if not any(start <= l.start < end for start, end in covered))
    return found


def _field_end(text: str, start: int, leaf: Leaf) -> int:
    ends = [p for p in (text.find(mark, start, leaf.end) for mark in "。）〕") if p != -1]
    ends.extend(p.start for p in leaf.paragraphs if p.start >= start)
    return min(ends, default=leaf.end)


def _goals(context: Context, leaf: Leaf, body: int, announced: bool) -> list[Goal]:
    text = context.page.compact.text
    found: list[Goal] = []
    position = body
    for mark in [*leaf.marks, None]:
        stop = leaf.end if mark is None else max(position, mark.start)
        found.extend(find_goals(text, position, stop, states_goals=announced))
        position = max(position, leaf.end if mark is None else mark.end)
    return found


def _due(context: Context, limits: list[due_dates.Limit], goals: list[Goal], work: bool) -> dict:
    """The limit fields of a clause: the latest date, else the year of the document's goals (推定)."""
    page = context.page
    years = {goal.year for goal in goals}
    kept = [l for l in limits if not (l.is_arrival and l.due_on and l.due_on.year in years)]
    milestones = tuple(
        ParsedMilestone(l.due_on, page.compact.printed[l.start : l.end], *page.compact.span(l.start, l.end))
        for l in kept
    )
    dated = [m for m in milestones if m.due_on]
    if dated or milestones:
        chosen = max(dated, key=lambda m: m.due_on or date.min) if dated else milestones[-1]
        kind = DueKind.EXPLICIT if dated else DueKind.ONGOING
        return {
            "due_on": chosen.due_on,
            "due_phrase": chosen.phrase,
            "due_start": chosen.start,
            "due_end": chosen.end,
            "due_kind": kind,
            "milestones": milestones,
        }
    if work and context.goal_year:
        return {"due_on": date(context.goal_year, 12, 31), "due_kind": DueKind.INFERRED}
    return {}


def _flags(units: list, explicit: bool, work: bool, limits: list, context: Context) -> list[Flag]:
    flags = []
    if work and not units:
        flags.append(Flag.NO_UNIT)
    if units and not explicit:
        flags.append(Flag.LEAD_DEFAULT)
    if work and not limits and context.goal_year:
        flags.append(Flag.DUE_INFERRED)
    return flags


def _unit(page: Page, unit: UnitName, role: AssignmentRole) -> ParsedUnit:
    return ParsedUnit(page.compact.printed[unit.start : unit.end], role, *page.compact.span(unit.start, unit.end))


def _goal(page: Page, goal: Goal) -> ParsedGoal:
    return ParsedGoal(
        goal.indicator,
        goal.operator,
        goal.value,
        goal.unit,
        goal.year,
        None,
        *page.compact.span(goal.start, goal.end),
        goal.upper_value,
        goal.is_best_effort,
        goal.is_rank,
    )


def _row_clause(context: Context, row: Row, title: str | None, is_annex: bool) -> ParsedClause:
    page = context.page
    compact = page.compact
    body = max(row.texts, key=lambda cell: cell.end - cell.start) if row.number is None or True else row.texts[0]
    number = compact.text[row.number.start : row.number.end] if row.number else None
    path = ((("附件",) if is_annex else ()) + ((number,) if number else (None,))) if (is_annex or number) else (None,)
    entries = [
        Entry(role, tuple(_cell_units(compact, cell)))
        for cell, role in ((row.lead, Role.LEAD), (row.units, Role.PLAIN), (row.supporting, Role.SUPPORTING))
        if cell is not None
    ]
    entries = [entry for entry in entries if entry.units]
    rule = context.lead_rule_from is not None and context.lead_rule_from <= row.end
    units, explicit = assign(
        compact.text, [Mark(row.start, row.end, tuple(entries))] if entries else [], first_is_lead=rule
    )
    limits = due_dates.limits_in_field(compact.text, row.due.start, row.due.end, year=context.year) if row.due else []
    if not limits:
        limits = due_dates.limits_in_text(
            compact.text, body.start, body.end, year=context.year, signed_on=context.signed_on
        )
    goals = find_goals(compact.text, body.start, body.end, states_goals=False)
    start, end = compact.span(row.start, row.end)
    heading = row.texts[0] if row.texts[0] is not body else None
    body_start, body_end = compact.span(body.start, body.end)
    return ParsedClause(
        path=path,
        label="".join(label for label in path if label),
        section_index=None,
        title=compact.printed[heading.start : heading.end] if heading else None,
        text=page.source[start:end],
        body=page.source[body_start:body_end],
        start=start,
        end=end,
        body_start=body_start,
        is_task=True,
        units=tuple(_unit(page, unit, role) for unit, role in units),
        lead_is_explicit=explicit,
        **_due(context, limits, goals, True),
        goals=tuple(_goal(page, goal) for goal in goals),
        flags=tuple(_flags(units, explicit, True, limits, context)),
        name_of_file_part=title,
    )


def _cell_units(compact, cell: Cell) -> list[UnitName]:
    """Units of a cell; white space separates them too."""
    edges = [cell.start, *(p for p in range(cell.start + 1, cell.end) if p in compact.gaps), cell.end]
    pieces = [compact.text[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    if len(pieces) > 1 and all(looks_like_unit(piece.strip("、，；")) for piece in pieces):
        return [u for a, b in zip(edges, edges[1:], strict=False) for u in split_units(compact.text, a, b)]
    return split_units(compact.text, cell.start, cell.end)
