"""Clauses out of the rows of responsibility tables."""

import re
from collections.abc import Callable

from tracker.domain.parsing.figures.clause_limits import due_fields
from tracker.domain.parsing.figures.due_dates import Limit, limits_in_field, limits_in_text
from tracker.domain.parsing.figures.goals import Goal, find_goals
from tracker.domain.parsing.metadata.context import Context
from tracker.domain.parsing.model import Flag, ParsedClause, Span
from tracker.domain.parsing.records import flags_of, to_goal, to_unit
from tracker.domain.parsing.structure.layout import FilePart
from tracker.domain.parsing.tables.barred_tables import MOST_HEADER_LINES, barred_header_length, read_barred_cells
from tracker.domain.parsing.tables.cell_units import cell_pieces, cell_units
from tracker.domain.parsing.tables.divided_tables import is_divided, read_divided_rows
from tracker.domain.parsing.tables.laid_out_tables import header_columns, read_laid_out_rows
from tracker.domain.parsing.tables.stacked_headers import MOST_COLUMNS, header_length
from tracker.domain.parsing.tables.stacked_tables import read_stacked_rows
from tracker.domain.parsing.tables.table_cells import SHORTEST_TEXT
from tracker.domain.parsing.tables.table_columns import Column
from tracker.domain.parsing.tables.table_rows import Cell, Row, without_heads
from tracker.domain.parsing.text.compact import Compact, bare
from tracker.domain.parsing.units.responsibility import (
    FIELD,
    LONGEST_MARK,
    VERB,
    Entry,
    Mark,
    Role,
    parse_fields,
    parse_phrase,
)
from tracker.domain.parsing.units.roles import Assigned, assign
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

ANNEX_LABEL = "附件"
RUN_IN_HEADING = re.compile("(?P<heading>(?![0-9①-⑳])[^。，；：、（）]{4,18})。(?=[^。]{6})")
"""拓展覆盖面。加强… in a cell of a table of problems: the first words are a heading."""
ROLES = {
    Column.LEAD: Role.LEAD,
    Column.UNITS: Role.PLAIN,
    Column.UNITS_AND_PERSONS: Role.PLAIN,
    Column.SUPPORTING: Role.SUPPORTING,
}
RowsReader = Callable[[str, list[Span]], list[Row]]


def read_row_clauses(context: Context, part: FilePart) -> list[ParsedClause]:
    """Return one clause for each row of a file part that holds work."""
    source = context.page.source
    clauses: list[ParsedClause] = []
    for read, lines in _tables(context, part):
        clauses.extend(_clause(context, part, row) for row in without_heads(read(source, lines)))
    return clauses


def _tables(context: Context, part: FilePart) -> list[tuple[RowsReader, list[Span]]]:
    """The source lines of each table with its reader; a table begins at its column names."""
    source = context.page.source
    lines = [context.page.line_at(paragraph) for paragraph in part.rows]
    names = [bare(source[slice(*line)]) for line in lines]
    tables: list[tuple[RowsReader, list[Span]]] = []
    after_header = 0
    header: list[str] = []
    for index, line in enumerate(lines):
        if index < after_header:
            tables[-1][1].append(line)
            continue
        if barred_header_length(names[index : index + MOST_HEADER_LINES]):
            tables.append((read_barred_cells, []))
            after_header = index + MOST_HEADER_LINES
        elif header_columns(source[slice(*line)]):
            tables.append((read_laid_out_rows, []))
        elif length := header_length(names[index : index + 2 * MOST_COLUMNS]):
            is_repeated = (
                bool(tables) and tables[-1][0] is read_stacked_rows and header == names[index : index + length]
            )
            if not is_repeated:
                tables.append((read_stacked_rows, []))
            after_header, header = index + length, names[index : index + length]
        elif not tables or (
            is_divided(source[slice(*line)]) and tables[-1][0] not in (read_divided_rows, read_barred_cells)
        ):
            tables.append((read_divided_rows, []))
        tables[-1][1].append(line)
    return tables


def _clause(context: Context, part: FilePart, row: Row) -> ParsedClause:
    compact = row.compact
    heading, body = _heading_and_body(row)
    units, is_explicit = _units(context, row)
    limits = _limits(context, row, body)
    goals = _goals(row, body)
    body_start, body_end = compact.span(body.start, body.end)
    path = _path(part, row)
    return ParsedClause(
        path=path,
        label="".join(label for label in path if label),
        section_index=None,
        title=compact.printed[heading.start : heading.end] if heading else None,
        text=context.page.source[slice(*row.span)],
        body=compact.printed[body.start : body.end] if row.is_broken else context.page.source[body_start:body_end],
        start=row.span[0],
        end=row.span[1],
        body_start=body_start,
        is_task=True,
        units=tuple(to_unit(compact, unit, role) for unit, role in units),
        lead_is_explicit=is_explicit,
        goals=tuple(to_goal(compact, goal) for goal in goals),
        flags=_flags(context, row, units, limits, is_explicit=is_explicit),
        name_of_file_part=part.title,
        **due_fields(context, compact, limits, goals, work=True),
    )


def _flags(context: Context, row: Row, units: Assigned, limits: list[Limit], *, is_explicit: bool) -> tuple[Flag, ...]:
    """What a reviewer should look at, also where who leads is inferred."""
    found = flags_of(
        context, row.compact, (0, len(row.compact.text)), units, limits, is_explicit=is_explicit, work=True
    )
    is_inferred = row.is_inferred and bool(units) and Flag.LEAD_DEFAULT not in found
    return (*found, Flag.LEAD_DEFAULT) if is_inferred else found


def _heading_and_body(row: Row) -> tuple[Cell | None, Cell]:
    """The longest text is the body; the first cell, the first words of the body or the problem are its heading."""
    body = max(row.texts, key=_length)
    further = max(row.goals, key=_length, default=body)
    if _length(body) < min(SHORTEST_TEXT, _length(further)) and not row.tells_problems:
        body = next((cell for cell in row.goals if _says_something(row, cell)), further)
    if row.texts[0] is not body:
        return row.texts[0], body
    run_in = RUN_IN_HEADING.match(row.compact.text, body.start, body.end)
    if run_in and row.tells_problems:
        return Cell(body.start, run_in.end("heading")), Cell(run_in.end(), body.end)
    return row.problem, body


def _says_something(row: Row, cell: Cell) -> bool:
    return any(map(str.isalnum, row.compact.text[cell.start : cell.end]))


def _length(cell: Cell) -> int:
    return cell.end - cell.start


def _path(part: FilePart, row: Row) -> tuple[str | None, ...]:
    number = row.compact.text[row.number.start : row.number.end].rstrip(".、") if row.number else None
    if row.chapter:
        return (row.chapter, number)
    return (ANNEX_LABEL, number) if part.is_annex else (number,)


def _goals(row: Row, body: Cell) -> list[Goal]:
    """The goals of the body, then those of the other cells that tell more."""
    found: list[Goal] = []
    for cell in (
        body,
        *(cell for cell in row.goals if cell is not body),
        *(cell for cell in row.texts if cell is not body),
    ):
        known = {(goal.value, goal.unit) for goal in found}
        further = find_goals(row.compact.text, cell.start, cell.end, announced=cell in row.goals)
        found.extend(goal for goal in further if (goal.value, goal.unit) not in known)
    return found


def _units(context: Context, row: Row) -> tuple[Assigned, bool]:
    entries = [entry for column, cell in row.owners for entry in _cell_entries(row.compact, cell, column)]
    mark = Mark(0, len(row.compact.text), tuple(entry for entry in entries if entry.units))
    rule = context.lead_rule_at(context.page.compact.position(row.span[1]))
    return assign(row.compact.text, [mark] if mark.entries else [], rule)


def _cell_entries(compact: Compact, cell: Cell, column: Column) -> list[Entry]:
    """What a cell says: labels and verbs (A牵头，B配合) of its own, else units in the role of its column."""
    cell, role = Cell(cell.start, min(cell.end, cell.start + LONGEST_MARK)), ROLES[column]
    if FIELD.match(compact.text, cell.start, cell.end):
        return parse_fields(compact, cell.start, cell.end)
    if VERB.search(compact.text, cell.start, cell.end):
        return parse_phrase(compact.text, cell.start, cell.end, role)
    if column is Column.UNITS_AND_PERSONS:
        units = [unit for piece in cell_pieces(compact, cell) for unit in split_units(compact.text, *piece)]
        return [Entry(role, tuple(u for u in units if is_unit_or_level(compact.text[u.start : u.end])))]
    return [Entry(role, tuple(cell_units(compact, cell)))]


def _limits(context: Context, row: Row, body: Cell) -> list[Limit]:
    """The limits of the cells of that name; where they tell none, of the body or of the goals."""
    text = row.compact.text
    found: list[Limit] = []
    for due in row.dues:
        found.extend(limits_in_field(text, due.start, due.end, year=context.year, signed_on=context.signed_on))
    for cell in (body, *row.goals):
        found = found or limits_in_text(text, cell.start, cell.end, year=context.year, signed_on=context.signed_on)
    return found
