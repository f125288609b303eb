"""What the office changed about tasks since the last digest, as lines for the units: one a task and unit."""

from collections import defaultdict
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import OPEN_STATUSES
from tracker.domain.digests import DigestTopic
from tracker.domain.transition_effects import TASK_EFFECTS, Audience, Means
from tracker.domain.workflow import AssignmentAction, AssignmentStatus, TaskAction, TaskStatus
from tracker.models import Assignment, AuditEntry, Task, Unit
from tracker.queries.digests import DigestLine

#: Acts whose units are told by their digest (domain/transition_effects.py).
TOLD_BY_DIGEST = tuple(
    dict.fromkeys(
        action for (_status, action), effect in TASK_EFFECTS.items() if (Audience.UNITS, Means.DIGEST) in effect.tells
    )
)

#: What is accepted, ended or paused is neither late nor soon.
_RUNNING = OPEN_STATUSES - {AssignmentStatus.PAUSED}


def changes_by_unit(since: datetime, until: datetime) -> dict[int, list[DigestLine]]:
    """Return what happened to the units' tasks after `since` and up to `until`: two statements, one where nothing did.

    Backlog (存量) stays quiet, and so does what a unit was just given, of which it has a mail.
    """
    acts: dict[int, list[TaskAction]] = defaultdict(list)
    for task_id, action in db.session.execute(_entries("Task", TOLD_BY_DIGEST, since, until)):
        acts[task_id].append(TaskAction(action))
    if not acts:
        return {}
    ended = {
        row.subject_id for row in db.session.execute(_entries("Assignment", (AssignmentAction.CANCEL,), since, until))
    }
    found: dict[int, list[DigestLine]] = defaultdict(list)
    for row in db.session.execute(_parts(list(acts))):
        told = _told(acts[row.task_id], row, since, has_just_ended=row.id in ended)
        if told:
            words = "、".join(dict.fromkeys(action.label for action in told))
            path = "/register" if row.status is AssignmentStatus.PENDING else f"/tasks/{row.task_id}"
            title = f"{row.title}（{words}）"
            due_on = row.due_on if row.task_status is TaskStatus.ISSUED and row.status in _RUNNING else None
            found[row.unit_id].append(
                DigestLine(DigestTopic.CHANGED, row.unit_id, row.unit_name, row.document_id, title, due_on, path)
            )
    return dict(found)


def _entries(kind: str, actions: tuple[str, ...], since: datetime, until: datetime) -> sa.Select:
    return (
        sa.select(AuditEntry.subject_id, AuditEntry.action)
        .where(
            AuditEntry.recorded_at > since,
            AuditEntry.recorded_at <= until,
            AuditEntry.subject_type == kind,
            AuditEntry.action.in_(actions),
        )
        .order_by(AuditEntry.id)
    )


def _parts(task_ids: list[int]) -> sa.Select:
    return (
        sa.select(
            Assignment.id, Assignment.task_id, Assignment.unit_id, Assignment.document_id, Assignment.status,
            Assignment.issued_at, Assignment.due_on, Unit.name.label("unit_name"), Task.title,
            Task.status.label("task_status"),
        )
        .join(Assignment.unit)
        .join(Assignment.task)
        .where(Assignment.task_id.in_(task_ids), Assignment.is_backlog.is_(False))
        .order_by(Assignment.task_id, Assignment.position)
    )  # fmt: skip


def _told(acts: list[TaskAction], row: sa.Row, since: datetime, *, has_just_ended: bool) -> list[TaskAction]:
    if row.status is AssignmentStatus.PENDING:
        return [action for action in acts if action is TaskAction.WITHDRAW_ISSUE]
    if row.status is AssignmentStatus.CANCELLED:
        return acts if has_just_ended else []
    is_new = row.issued_at is not None and row.issued_at > since
    return [action for action in acts if not (is_new and action is TaskAction.AMEND)]
