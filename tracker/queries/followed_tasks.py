"""What a digest tells an office of its own tasks that followed one from above (随上级任务变动)."""

import json
from collections import defaultdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.digests import DigestTopic
from tracker.domain.roles import OFFICE_ROLES
from tracker.models import AuditEntry, BreakDown, Membership, Task, Unit, User
from tracker.queries.digests import DigestLine


def followed_for_offices(since: datetime, until: datetime, today: date) -> dict[int, list[DigestLine]]:
    """Return, by person, what became of tasks of the government in whose office they work, and why.

    One line a task, with the newest reason. One statement where nothing followed, three otherwise.
    """
    reasons = {
        entry.subject_id: json.loads(entry.changes).get("reason") or ""
        for entry in db.session.scalars(_entries(since, until))
    }
    if not reasons:
        return {}
    lines: dict[int, list[DigestLine]] = defaultdict(list)
    for made in db.session.scalars(_made(list(reasons))):
        lines[made.task.jurisdiction_id].append(_line(made.task, reasons[made.id]))
    found: dict[int, list[DigestLine]] = defaultdict(list)
    for user_id, government_id in db.session.execute(_office_people(list(lines), today)):
        found[user_id].extend(lines[government_id])
    return dict(found)


def _entries(since: datetime, until: datetime) -> sa.Select:
    return (
        sa.select(AuditEntry)
        .where(
            AuditEntry.recorded_at > since,
            AuditEntry.recorded_at <= until,
            AuditEntry.subject_type == BreakDown.__name__,
            AuditEntry.action == "follow_above",
        )
        .order_by(AuditEntry.id)
    )


def _made(ids: list[int]) -> sa.Select:
    wanted = sa.select(BreakDown).where(BreakDown.id.in_(ids)).order_by(BreakDown.id)
    return wanted.options(joinedload(BreakDown.task).joinedload(Task.jurisdiction))


def _line(task: Task, reason: str) -> DigestLine:
    return DigestLine(
        DigestTopic.FOLLOWED,
        task.jurisdiction_id,
        task.jurisdiction.name,
        task.document_id,
        f"{task.title}（{reason.rstrip('。')}）",
        task.due_on,
        f"/tasks/{task.id}",
    )


def _office_people(government_ids: list[int], today: date) -> sa.Select:
    return (
        sa.select(User.id, Unit.jurisdiction_id)
        .join(Membership, Membership.user_id == User.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            User.is_enabled,
            Unit.jurisdiction_id.in_(government_ids),
            Membership.role.in_(OFFICE_ROLES),
            sa.or_(Membership.valid_from.is_(None), Membership.valid_from <= today),
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= today),
        )
        .distinct()
        .order_by(User.id)
    )
