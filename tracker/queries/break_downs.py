"""What lower governments made of assignments (分解到下级), with the progress of their bureaus."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from tracker.db import db
from tracker.domain.assignments import AssignmentStatus, Part, task_percent
from tracker.domain.break_downs import BROKEN_DOWN_AGAIN, check_break_down, roll_up
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.units import UnitKind
from tracker.models import Assignment, BreakDown, ProgressReport, Task, Unit, UnitGroupMember
from tracker.policies.viewer import Viewer
from tracker.queries import reports


@dataclass(frozen=True)
class LowerTask:
    """A government's own task out of an assignment: `percent` is its lead bureau's confirmed progress."""

    task: Task
    government: Unit
    percent: float
    parts: tuple[Assignment, ...]


@dataclass(frozen=True)
class RolledUp:
    """All that was made of one assignment, and what it comes to: the mean over the governments."""

    tasks: tuple[LowerTask, ...]

    @property
    def percent(self) -> float:
        """The mean over the governments that broke it down, 0–100."""
        return roll_up([lower.percent for lower in self.tasks]) or 0.0

    def in_sight(self, viewer: Viewer) -> tuple[LowerTask, ...]:
        """Return the tasks of governments that the viewer oversees or works for: one county does not see another's."""
        own = viewer.government_ids | viewer.unit_ids
        return tuple(lower for lower in self.tasks if lower.government.id in own)


def rolled_up(assignment_ids: Collection[int]) -> dict[int, RolledUp]:
    """Return what was made of these assignments, by id: one statement, whoever may see the assignment itself.

    Whoever gave the work sees the bureaus' names and progress here, without their tasks being theirs to open.
    """
    query = (
        sa.select(BreakDown)
        .join(BreakDown.task)
        .where(BreakDown.assignment_id.in_(assignment_ids))
        .options(
            contains_eager(BreakDown.task).options(
                joinedload(Task.jurisdiction), joinedload(Task.assignments).joinedload(Assignment.unit)
            )
        )
        .order_by(BreakDown.id)
    )
    found: dict[int, tuple[LowerTask, ...]] = defaultdict(tuple)
    for row in db.session.scalars(query).unique():
        found[row.assignment_id] += (_lower_task(row.task),)
    return {assignment_id: RolledUp(tasks) for assignment_id, tasks in found.items()}


def of_assignments(assignments: Iterable[Assignment]) -> dict[int, RolledUp]:
    """Return what was made of these; nothing is asked where only bureaus are at work."""
    wide = [part.id for part in assignments if part.unit.kind in (UnitKind.GOVERNMENT, UnitKind.GROUP)]
    return rolled_up(wide) if wide else {}


def said_by_bureaus(lower: RolledUp, viewer: Viewer) -> list[tuple[Assignment, ProgressReport | None]]:
    """Return the parts of the bureaus of the viewer's own government, each with its newest standing report or None."""
    parts = [part for one in lower.tasks if one.government.id in viewer.unit_ids for part in one.parts]
    newest = reports.latest_of([part.id for part in parts])
    return [(part, newest.get(part.id)) for part in parts]


def breaking_governments(assignment: Assignment, viewer: Viewer) -> Sequence[Unit]:
    """Return the governments of the viewer that the assignment falls to: itself, or its members in a group."""
    members = sa.select(UnitGroupMember.member_id).where(UnitGroupMember.group_id == assignment.unit_id)
    return db.session.scalars(
        sa.select(Unit)
        .where(
            Unit.id.in_(viewer.unit_ids),
            Unit.kind == UnitKind.GOVERNMENT,
            sa.or_(Unit.id == assignment.unit_id, Unit.id.in_(members)),
        )
        .order_by(Unit.id)
    ).all()


def bureaus_of(government: Unit) -> Sequence[Unit]:
    """Return the bodies of the government itself that can be given work, in the order of the unit list."""
    kinds = (UnitKind.BUREAU, UnitKind.ZONE, UnitKind.COMPANY)
    query = sa.select(Unit).where(Unit.jurisdiction_id == government.id, Unit.kind.in_(kinds), Unit.valid_to.is_(None))
    return db.session.scalars(query.order_by(Unit.position, Unit.id)).all()


def own_task(assignment: Assignment, government: Unit) -> Task | None:
    """Return the task of its own that the government has out of the assignment's clause, or None."""
    return db.session.scalar(
        sa.select(Task).where(Task.clause_id == assignment.task.clause_id, Task.jurisdiction_id == government.id)
    )


def made_of(task: Task) -> BreakDown | None:
    """Return what says from where a government's own task came, or None."""
    return db.session.scalar(sa.select(BreakDown).where(BreakDown.task_id == task.id))


def part_above(task: Task) -> Assignment | None:
    """Return the part that a government's own task was made of, locked: it stays while a limit below is given."""
    query = sa.select(Assignment).join(BreakDown, BreakDown.assignment_id == Assignment.id)
    locked = query.where(BreakDown.task_id == task.id).with_for_update(of=Assignment)
    return db.session.scalar(locked.execution_options(populate_existing=True))


def why_not(assignment: Assignment, standing: Task | None) -> str | None:
    """Return why the part cannot be broken down as it stands, `standing` being the government's own task, or None."""
    already = standing is not None and standing.status not in BROKEN_DOWN_AGAIN
    try:
        check_break_down(
            assignment.status, due_on=assignment.due_on, wanted_due_on=None, today=date.min, already=already
        )
    except ActionNotAllowed as refusal:
        return str(refusal)
    return None


def lower_tasks(assignments: Iterable[Assignment]) -> Sequence[BreakDown]:
    """Return what was made of these parts, oldest first: one statement, none where there are no parts."""
    ids = [part.id for part in assignments]
    if not ids:
        return ()
    query = sa.select(BreakDown).where(BreakDown.assignment_id.in_(ids)).options(joinedload(BreakDown.task))
    return db.session.scalars(query.order_by(BreakDown.id)).all()


def _lower_task(task: Task) -> LowerTask:
    parts = tuple(part for part in task.assignments if part.status is not AssignmentStatus.CANCELLED)
    percent = task_percent(Part(part.role, part.status, part.percent_complete) for part in parts)
    return LowerTask(task, task.jurisdiction, percent, parts)
