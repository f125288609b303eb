"""The units that a clause's heading names (一、水环境（责任单位：市水利局）): the first to be asked about its items.

A heading with a mark of its own is a clause beside its items. The items name nobody; they are never given the
heading's units without a click, since a heading may keep its own work.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.models import Clause, ClauseUnit, PolicyDocument, Unit


@dataclass(frozen=True)
class HeadingUnit:
    """A unit that a heading names: the heading, the body, its name as printed and its part."""

    heading: Clause
    unit: Unit
    printed_name: str
    role: AssignmentRole


def units_of_headings(document: PolicyDocument, clause_ids: Collection[int]) -> dict[int, list[HeadingUnit]]:
    """Return, for each of these clauses below a heading, the known units of that heading.

    The nearest heading counts. Two statements, whatever the number of clauses; none where no clause is asked for.
    """
    if not clause_ids:
        return {}
    clauses = db.session.scalars(
        sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    ).all()
    headings = {id_: heading for id_, heading in _headings(clauses).items() if id_ in clause_ids}
    units = _known_units({heading.id for heading in headings.values()})
    return {
        id_: [HeadingUnit(heading, unit, name, role) for unit, name, role in units.get(heading.id, ())]
        for id_, heading in headings.items()
    }


def _headings(clauses: Sequence[Clause]) -> dict[int, Clause]:
    """By clause, the last one before it in its chapter whose path begins its own; the longest such path counts."""
    found: dict[int, Clause] = {}
    last: dict[tuple[int | None, tuple[str | None, ...]], Clause] = {}
    for clause in clauses:
        path = tuple(clause.path)
        above = (last.get((clause.section_id, path[:depth])) for depth in range(len(path) - 1, 0, -1))
        if heading := next(filter(None, above), None):
            found[clause.id] = heading
        last[clause.section_id, path] = clause
    return found


def _known_units(clause_ids: Collection[int]) -> dict[int, list[tuple[Unit, str, AssignmentRole]]]:
    rows = db.session.execute(
        sa.select(ClauseUnit.clause_id, Unit, ClauseUnit.printed_name, ClauseUnit.role)
        .join(ClauseUnit.clause)
        .join(ClauseUnit.unit)
        .where(ClauseUnit.clause_id.in_(clause_ids), Clause.status != ClauseStatus.LEFT_OUT)
        .order_by(ClauseUnit.clause_id, ClauseUnit.position)
    )
    found: dict[int, list[tuple[Unit, str, AssignmentRole]]] = {}
    for clause_id, unit, name, role in rows:
        found.setdefault(clause_id, []).append((unit, name, role))
    return found
