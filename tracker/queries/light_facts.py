"""What the lights are read from: one statement for any number of assignments, one more where tasks have stages."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.lights import Light, LightFacts, LightReason, ProgressClass
from tracker.domain.parsing.model import DueKind
from tracker.domain.periods import BEIJING, Month
from tracker.domain.scheduled_progress import Milestone as Stage
from tracker.domain.task_opening import ReportCadence
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, Milestone, Task

_COLUMNS = (
    Assignment.id,
    Assignment.status,
    Assignment.start_on,
    Assignment.due_on,
    Assignment.percent_complete,
    Assignment.is_backlog,
    Assignment.excused_from,
    Assignment.excused_until,
    Assignment.last_reported_period,
    Assignment.returned_on,
    Assignment.issued_at,
    Assignment.light,
    Assignment.light_reason,
    Assignment.progress_class,
    Assignment.days_overdue,
    Assignment.scheduled_percent,
    Assignment.task_id,
    Task.status.label("task_status"),
    Task.due_kind,
    Task.cadence,
)

_HAS_STAGES = sa.exists().where(Milestone.task_id == Assignment.task_id).label("has_stages")
_LISTED = 500
"""Tasks named in a statement; beyond that every stage is read."""

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
    query = sa.select(*_COLUMNS, _HAS_STAGES).join(Assignment.task).where(read_again(assignment_ids))
    rows = db.session.execute(query).all()  # all: the reader writes to these rows as it goes
    stages = _stages({row.task_id for row in rows if row.has_stages})
    for row in rows:
        look = (row.light, row.light_reason, row.progress_class, row.days_overdue)
        yield row.id, _facts(row, stages.get(row.task_id, ()), today), StoredLight(look, row.scheduled_percent)


def facts_of(assignment: Assignment, stages: Sequence[Stage], today: date) -> LightFacts:
    """Return what one assignment's light is read from, as it stands in memory; `stages` are those of its task."""
    task = assignment.task
    return _facts_from(assignment, task.status, task.due_kind, task.cadence, tuple(stages), today)


def _stages(task_ids: Collection[int]) -> dict[int, tuple[Stage, ...]]:
    """Return the stages of these tasks, by task; the tasks that have some are few, and looked for all at once."""
    if not task_ids:
        return {}
    found: dict[int, list[Stage]] = {}
    columns = (Milestone.task_id, Milestone.due_on, Milestone.weight)
    query = sa.select(*columns).order_by(Milestone.due_on, Milestone.id)
    if len(task_ids) <= _LISTED:
        query = query.where(Milestone.task_id.in_(task_ids))
    for task_id, due_on, weight in db.session.execute(query):
        found.setdefault(task_id, []).append(Stage(due_on, weight))
    return {task_id: tuple(stages) for task_id, stages in found.items()}


def _facts(row: sa.Row, stages: tuple[Stage, ...], today: date) -> LightFacts:
    return _facts_from(row, row.task_status, row.due_kind, row.cadence, stages, today)


def _facts_from(
    row: sa.Row | Assignment,
    task_status: TaskStatus,
    due_kind: DueKind,
    cadence: ReportCadence,
    stages: tuple[Stage, ...],
    today: date,
) -> LightFacts:
    start_on = row.start_on or today
    issued_on = row.issued_at.astimezone(BEIJING).date() if row.issued_at else start_on
    return LightFacts(
        status=row.status,
        start_on=start_on,
        due_on=row.due_on,
        percent=row.percent_complete,
        is_ongoing=due_kind is DueKind.ONGOING,
        is_backlog=row.is_backlog,
        is_paused=task_status is TaskStatus.PAUSED,
        excused_from=row.excused_from,
        excused_until=row.excused_until,
        last_reported_period=Month.parse(row.last_reported_period) if row.last_reported_period else None,
        returned_on=row.returned_on,
        first_period=Month.reporting_on(max(start_on, issued_on)),
        cadence=cadence,
        milestones=stages,
    )
