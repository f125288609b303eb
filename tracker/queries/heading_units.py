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
    headings = {clause.id: _heading_of(clause, clauses) for clause in clauses if clause.id in clause_ids}
    units = _known_units({heading.id for heading in headings.values() if heading})
    return {
        id_: [HeadingUnit(heading, unit, name, role) for of, unit, name, role in units if of == heading.id]
        for id_, heading in headings.items()
        if heading
    }


def _heading_of(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The last clause before this one, in its part of the document, whose path begins this one's path."""
    above = [one for one in clauses if one.position < clause.position and one.section_id == clause.section_id]
    return next((one for one in reversed(above) if _encloses(one.path, clause.path)), None)


def _encloses(upper: list, lower: list) -> bool:
    return 0 < len(upper) < len(lower) and lower[: len(upper)] == upper


def _known_units(clause_ids: Collection[int]) -> list[tuple[int, Unit, str, AssignmentRole]]:
    rows = db.session.execute(
        sa.select(ClauseUnit.clause_id, Unit, ClauseUnit.printed_name, ClauseUnit.role)
        .join(ClauseUnit.clause)
        .join(ClauseUnit.unit)
        .where(ClauseUnit.clause_id.in_(clause_ids), Clause.status != ClauseStatus.LEFT_OUT)
        .order_by(ClauseUnit.clause_id, ClauseUnit.position)
    )
    return [(clause_id, unit, name, role) for clause_id, unit, name, role in rows]
