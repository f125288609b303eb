"""Looking back (回头看): which closed tasks can be drawn, what was drawn, and what has been found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.follow_up import MONTHS_AFTER_CLOSING, FollowUpOutcome
from tracker.domain.periods import BEIJING, Month
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, FollowUpCheck, FollowUpSample, Task, Unit, UnitRequest
from tracker.policies.scopes import visible_follow_ups
from tracker.policies.viewer import Viewer
from tracker.queries.loading import person


@dataclass(frozen=True)
class MonthToDraw:
    """A month half a year ago whose closed tasks of a government were not drawn from yet."""

    government: Unit
    month: Month
    closed: int


def months_to_draw(viewer: Viewer, today: date) -> list[MonthToDraw]:
    """Return the months that can be drawn from, oldest first, by government: two statements."""
    newest = Month.containing(today).plus(-MONTHS_AFTER_CLOSING)
    counted: dict[tuple[int, Month], int] = {}
    for government_id, closed_on in db.session.execute(_closings(viewer.office_government_ids)):
        month = Month.containing(closed_on.astimezone(BEIJING).date())
        if month <= newest:
            counted[government_id, month] = counted.get((government_id, month), 0) + 1
    drawn = sa.select(FollowUpSample.jurisdiction_id, FollowUpSample.period).where(
        FollowUpSample.jurisdiction_id.in_(viewer.office_government_ids)
    )
    for government_id, period in db.session.execute(drawn):
        counted.pop((government_id, Month.parse(period)), None)
    found = [MonthToDraw(db.session.get_one(Unit, id_), month, count) for (id_, month), count in counted.items()]
    return sorted(found, key=lambda one: (one.month, one.government.id))


def population(government: Unit, month: Month) -> list[int]:
    """Return the ids of the government's tasks that stand closed and whose last unit was closed in the month."""
    rows = db.session.execute(_closings([government.id]).add_columns(Task.id)).all()
    return sorted(
        task_id for _, closed_at, task_id in rows if Month.containing(closed_at.astimezone(BEIJING).date()) == month
    )


def samples_of(viewer: Viewer) -> Sequence[FollowUpSample]:
    """Return the samples drawn in the viewer's governments, newest first, with their checks and tasks."""
    query = (
        sa.select(FollowUpSample)
        .where(FollowUpSample.jurisdiction_id.in_(viewer.government_ids))
        .options(
            joinedload(FollowUpSample.jurisdiction),
            selectinload(FollowUpSample.checks).joinedload(FollowUpCheck.task),
        )
        .order_by(FollowUpSample.period.desc(), FollowUpSample.id.desc())
    )
    return db.session.scalars(query).all()


def pending_checks(viewer: Viewer) -> int:
    """Return how many drawn tasks wait to be looked at again."""
    query = visible_follow_ups(viewer).where(FollowUpCheck.outcome == FollowUpOutcome.PENDING)
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def closing_requests(task: Task) -> Sequence[UnitRequest]:
    """Return what the task's units said when they were closed, with answers and evidence, by unit."""
    query = (
        sa.select(UnitRequest)
        .join(UnitRequest.assignment)
        .where(
            Assignment.task_id == task.id,
            UnitRequest.kind == RequestKind.CLOSURE,
            UnitRequest.status == RequestStatus.APPROVED,
        )
        .options(
            contains_eager(UnitRequest.assignment).joinedload(Assignment.unit),
            person(UnitRequest.requested_by),
            person(UnitRequest.decided_by),
            selectinload(UnitRequest.answers),
        )
        .order_by(Assignment.position, UnitRequest.id)
    )
    return db.session.scalars(query).all()


def _closings(government_ids: Sequence[int] | frozenset[int]) -> sa.Select:
    """Return (government, moment of the last closing) of every task that stands closed."""
    return (
        sa.select(Task.jurisdiction_id, sa.func.max(Assignment.closed_at))
        .join(Task.assignments)
        .where(Task.status == TaskStatus.CLOSED, Task.jurisdiction_id.in_(government_ids))
        .group_by(Task.id, Task.jurisdiction_id)
        .having(sa.func.max(Assignment.closed_at).is_not(None))
    )
