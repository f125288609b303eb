"""What a merger of two units would move and what would stay: shown before it is done, and done by the same rows.

What nobody has acted on moves: names, clauses and assignments not given out, groups, units below. Assignments that
were given out stay with the body of their date, with the clauses they come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain import unit_changes as rules
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Clause, ClauseUnit, PolicyDocument, Task, Unit, UnitAlias, User
from tracker.queries import unit_records


@dataclass(frozen=True)
class MergePlan:
    """The rows of a merger of `source` into `target`; the `shared` ones stand beside a row of the target."""

    source: Unit
    target: Unit
    aliases: Sequence[UnitAlias]
    known_aliases: Sequence[UnitAlias]  # the target has these names already
    clause_units: Sequence[ClauseUnit]
    clause_units_shared: Sequence[ClauseUnit]
    pending: Sequence[Assignment]
    pending_shared: Sequence[Assignment]
    documents: Sequence[tuple[str, int]]  # title, clauses that move
    assignments_staying: int
    groups: Sequence[str]
    children: Sequence[Unit]
    people: Sequence[User]  # their roles stay: only the security administrator grants any


def plan_merge(source: Unit, target: Unit) -> MergePlan:
    """Return what a merger would move; the number of statements does not depend on how much that is."""
    names = {target.name, target.full_name, *(alias.name for alias in target.aliases)}
    clause_units = _clause_units(source)
    with_target = _clauses_of(target)
    pending = _pending(source)
    tasks_of_target = _tasks_of(target)
    return MergePlan(
        source=source,
        target=target,
        aliases=[alias for alias in source.aliases if alias.name not in names],
        known_aliases=[alias for alias in source.aliases if alias.name in names],
        clause_units=[row for row in clause_units if row.clause_id not in with_target],
        clause_units_shared=[row for row in clause_units if row.clause_id in with_target],
        pending=[row for row in pending if row.task_id not in tasks_of_target],
        pending_shared=[row for row in pending if row.task_id in tasks_of_target],
        documents=_by_document(source),
        assignments_staying=_count_staying(source),
        groups=[m.group.name for m in unit_records.memberships_of_unit(source) if m.valid_to is None],
        children=unit_records.children_of(source),
        people=unit_records.people_of(source),
    )


def why_not(source: Unit, target: Unit, *, on: date, today: date) -> str | None:
    """Return why the two may not be merged from that day on, as a sentence; None where they may."""
    facts = unit_records.facts_of
    try:
        rules.check_merge(facts(source), facts(target), on=on, today=today)
        rules.check_successor(facts(source), facts(target), unit_records.successors())
    except rules.UnitChangeRefused as refused:
        return str(refused)
    return None


def clause_unit_of(clause_id: int, unit: Unit) -> ClauseUnit | None:
    """Return the place of this unit in the clause, the first of several, or None."""
    return db.session.scalar(
        sa.select(ClauseUnit)
        .where(ClauseUnit.clause_id == clause_id, ClauseUnit.unit_id == unit.id)
        .order_by(ClauseUnit.position)
        .limit(1)
    )


def _moves(source: Unit) -> sa.ColumnElement[bool]:
    """Places of the unit in clauses that it has not been given as work."""
    given_out = (
        sa.select(Assignment.id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Task.clause_id == ClauseUnit.clause_id,
            Assignment.unit_id == source.id,
            Assignment.status != AssignmentStatus.PENDING,
        )
    )
    return sa.and_(ClauseUnit.unit_id == source.id, ~given_out.exists())


def _clause_units(source: Unit) -> Sequence[ClauseUnit]:
    return db.session.scalars(sa.select(ClauseUnit).where(_moves(source)).order_by(ClauseUnit.id)).all()


def _clauses_of(unit: Unit) -> set[int]:
    return set(db.session.scalars(sa.select(ClauseUnit.clause_id).where(ClauseUnit.unit_id == unit.id)))


def _pending(source: Unit) -> Sequence[Assignment]:
    return db.session.scalars(
        sa.select(Assignment)
        .options(sa.orm.joinedload(Assignment.task))
        .where(Assignment.unit_id == source.id, Assignment.status == AssignmentStatus.PENDING)
        .order_by(Assignment.id)
    ).all()


def _tasks_of(unit: Unit) -> set[int]:
    return set(db.session.scalars(sa.select(Assignment.task_id).where(Assignment.unit_id == unit.id)))


def _by_document(source: Unit) -> Sequence[tuple[str, int]]:
    count = sa.func.count(sa.distinct(ClauseUnit.clause_id))
    rows = db.session.execute(
        sa.select(PolicyDocument.title, count)
        .join(Clause, Clause.document_id == PolicyDocument.id)
        .join(ClauseUnit, ClauseUnit.clause_id == Clause.id)
        .where(_moves(source))
        .group_by(PolicyDocument.id, PolicyDocument.title)
        .order_by(PolicyDocument.id)
    )
    return [(title, number) for title, number in rows]


def _count_staying(source: Unit) -> int:
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                Assignment.unit_id == source.id, Assignment.status != AssignmentStatus.PENDING
            )
        )
        or 0
    )
