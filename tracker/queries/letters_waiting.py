"""Letters that wait to leave and ask their reader to do something: what of it is still to be done."""

import json
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from tracker.db import db
from tracker.domain.notices import NoticeStatus
from tracker.domain.outbox import OutboxStatus
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import TaskAction, TaskStatus
from tracker.models import AuditEntry, Notice, OutboxEmail, ProgressReport, Task, UnitRequest, User


def waiting_letters(kinds: Collection[str]) -> Sequence[OutboxEmail]:
    """Return the letters of these kinds that have not left and are not being sent."""
    waits = OutboxEmail.status.in_((OutboxStatus.PENDING, OutboxStatus.RETRYING))
    query = sa.select(OutboxEmail).where(waits, OutboxEmail.kind.in_(kinds)).options(joinedload(OutboxEmail.user))
    return db.session.scalars(query.order_by(OutboxEmail.id)).all()


def undecided_notices(ids: Collection[int]) -> frozenset[int]:
    """Return those of these lists that still wait for a leader."""
    query = sa.select(Notice.id).where(Notice.id.in_(ids), Notice.status == NoticeStatus.SUBMITTED)
    return frozenset(db.session.scalars(query))


def unmended_reports(ids: Collection[int]) -> frozenset[int]:
    """Return those of these reports that came back and were not sent anew."""
    query = sa.select(ProgressReport.id).where(
        ProgressReport.id.in_(ids), ProgressReport.status == ReportStatus.RETURNED
    )
    return frozenset(db.session.scalars(query))


def unrepeated_requests(ids: Collection[int]) -> frozenset[int]:
    """Return those of these requests after which the unit has not asked for the same again."""
    later = aliased(UnitRequest)
    asked_again = sa.exists().where(
        later.assignment_id == UnitRequest.assignment_id, later.kind == UnitRequest.kind, later.id > UnitRequest.id
    )
    return frozenset(db.session.scalars(sa.select(UnitRequest.id).where(UnitRequest.id.in_(ids), ~asked_again)))


def openings_told(letter: OutboxEmail, action: TaskAction) -> list[tuple[Task, User, dict]]:
    """Return the tasks of the act that the letter tells of, each with who acted and what was noted."""
    rows = db.session.execute(
        sa.select(Task, User, AuditEntry.changes)
        .join(AuditEntry, AuditEntry.subject_id == Task.id)
        .join(User, User.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject_type == "Task",
            AuditEntry.action == action,
            AuditEntry.recorded_at == letter.queued_at,
        )
        .order_by(AuditEntry.id)
    )
    return [(task, actor, json.loads(changes)) for task, actor, changes in rows]


def still_in(told: Sequence[tuple[Task, User, dict]], status: TaskStatus) -> list[tuple[Task, User, dict]]:
    """Return those of them whose task still stands where the act had put it."""
    return [row for row in told if row[0].status is status]
