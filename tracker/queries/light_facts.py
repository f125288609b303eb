"""What the lights are read from: one statement for any number of assignments."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.lights import Light, LightFacts, LightReason, ProgressClass
from tracker.domain.parsing.model import DueKind
from tracker.domain.periods import BEIJING, Month
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, Task

_COLUMNS = (
    Assignment.id,
    Assignment.status,
    Assignment.start_on,
    Assignment.due_on,
    Assignment.percent_complete,
    Assignment.is_backlog,
    Assignment.excused_until,
    Assignment.last_reported_period,
    Assignment.returned_on,
    Assignment.issued_at,
    Assignment.light,
    Assignment.light_reason,
    Assignment.progress_class,
    Assignment.days_overdue,
    Assignment.scheduled_percent,
    Task.status.label("task_status"),
    Task.due_kind,
)

#: Assignments whose light can never change by itself any more.
_SETTLED = sa.or_(
    sa.and_(Assignment.status == AssignmentStatus.CLOSED, Assignment.light == Light.DONE),
    sa.and_(Assignment.status == AssignmentStatus.CANCELLED, Assignment.light_reason == LightReason.CANCELLED),
)


@dataclass(frozen=True, slots=True)
class StoredLight:
    """What an assignment shows now; `look` is all of it but the scheduled percent, which changes nearly every day."""

    look: tuple[Light, LightReason, ProgressClass, int]
    scheduled_percent: float


def read_again(assignment_ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    """Return the condition for these assignments; for all that are not settled for good when given None."""
    return ~_SETTLED if assignment_ids is None else Assignment.id.in_(assignment_ids)


def light_facts(assignment_ids: Collection[int] | None, today: date) -> Iterator[tuple[int, LightFacts, StoredLight]]:
    """Yield (id, facts, what is stored) of these assignments, or of all that are not settled for good."""
    query = sa.select(*_COLUMNS).join(Assignment.task).where(read_again(assignment_ids))
    for row in db.session.execute(query).all():  # all: the reader writes to these rows as it goes
        look = (row.light, row.light_reason, row.progress_class, row.days_overdue)
        yield row.id, _facts(row, today), StoredLight(look, row.scheduled_percent)


def _facts(row: sa.Row, today: date) -> LightFacts:
    start_on = row.start_on or today
    issued_on = row.issued_at.astimezone(BEIJING).date() if row.issued_at else start_on
    return LightFacts(
        status=row.status,
        start_on=start_on,
        due_on=row.due_on,
        percent=row.percent_complete,
        is_ongoing=row.due_kind is DueKind.ONGOING,
        is_backlog=row.is_backlog,
        is_paused=row.task_status is TaskStatus.PAUSED,
        excused_until=row.excused_until,
        last_reported_period=Month.parse(row.last_reported_period) if row.last_reported_period else None,
        returned_on=row.returned_on,
        first_period=Month.reporting_on(max(start_on, issued_on)),
    )
