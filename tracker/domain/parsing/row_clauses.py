"""Clauses out of the rows of responsibility tables."""

from itertools import pairwise

from tracker.domain.parsing.clause_limits import due_fields
from tracker.domain.parsing.compact import Compact
from tracker.domain.parsing.context import Context
from tracker.domain.parsing.due_dates import Limit, limits_in_field, limits_in_text
from tracker.domain.parsing.goals import find_goals
from tracker.domain.parsing.layout import FilePart
from tracker.domain.parsing.model import ParsedClause
from tracker.domain.parsing.records import flags_of, to_goal, to_unit
from tracker.domain.parsing.responsibility import Entry, Mark, Role
from tracker.domain.parsing.roles import Assigned, assign
from tracker.domain.parsing.table_rows import Cell, Row, read_rows
from tracker.domain.parsing.unit_lists import UnitName, looks_like_unit, split_units

ANNEX_LABEL = "附件"


def read_row_clauses(context: Context, part: FilePart) -> list[ParsedClause]:
    """Return one clause for each row of a file part that holds work."""
    page = context.page
    return [_clause(context, part, row) for row in read_rows(page.compact, page.source, part.rows)]


def _clause(context: Context, part: FilePart, row: Row) -> ParsedClause:
    page = context.page
    body = max(row.texts, key=lambda cell: cell.end - cell.start)
    heading = row.texts[0] if row.texts[0] is not body else None
    units, is_explicit = _units(context, row)
    limits = _limits(context, row, body)
    goals = find_goals(page.compact.text, body.start, body.end, announced=False)
    start, end = page.compact.span(row.start, row.end)
    body_start, body_end = page.compact.span(body.start, body.end)
    path = _path(page.compact, part, row)
    return ParsedClause(
        path=path,
        label="".join(label for label in path if label),
        section_index=None,
        title=page.compact.printed[heading.start : heading.end] if heading else None,
        text=page.source[start:end],
        body=page.source[body_start:body_end],
        start=start,
        end=end,
        body_start=body_start,
        is_task=True,
        units=tuple(to_unit(page, unit, role) for unit, role in units),
        lead_is_explicit=is_explicit,
        goals=tuple(to_goal(page, goal) for goal in goals),
        flags=flags_of(context, units, limits, is_explicit=is_explicit, work=True),
        name_of_file_part=part.title,
        **due_fields(context, limits, {goal.year for goal in goals}, work=True),
    )


def _path(compact: Compact, part: FilePart, row: Row) -> tuple[str | None, ...]:
    number = compact.text[row.number.start : row.number.end] if row.number else None
    return (ANNEX_LABEL, number) if part.is_annex else (number,)


def _units(context: Context, row: Row) -> tuple[Assigned, bool]:
    compact = context.page.compact
    cells = ((row.lead, Role.LEAD), (row.units, Role.PLAIN), (row.supporting, Role.SUPPORTING))
    entries = [Entry(role, tuple(_cell_units(compact, cell))) for cell, role in cells if cell is not None]
    mark = Mark(row.start, row.end, tuple(entry for entry in entries if entry.units))
    return assign(compact.text, [mark] if mark.entries else [], first_is_lead=context.first_leads(row.end))


def _cell_units(compact: Compact, cell: Cell) -> list[UnitName]:
    """The units of a cell; white space separates whole names too."""
    edges = [cell.start, *(p for p in range(cell.start + 1, cell.end) if p in compact.gaps), cell.end]
    pieces = list(pairwise(edges))
    if all(looks_like_unit(compact.text[start:end].strip("、，；")) for start, end in pieces):
        return [unit for start, end in pieces for unit in split_units(compact.text, start, end)]
    return split_units(compact.text, cell.start, cell.end)


def _limits(context: Context, row: Row, body: Cell) -> list[Limit]:
    text = context.page.compact.text
    in_cell = limits_in_field(text, row.due.start, row.due.end, year=context.year) if row.due else []
    return in_cell or limits_in_text(text, body.start, body.end, year=context.year, signed_on=context.signed_on)
