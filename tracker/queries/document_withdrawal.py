"""Documents that were withdrawn (撤下): by whom, when and why; and what withdrawing one would touch."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.document_versions import VersionAction
from tracker.domain.workflow import TaskStatus
from tracker.models import AuditEntry, PolicyDocument, Task, User
from tracker.queries.document_versions import later_version

#: How the trail names it, by hand and by a new version; "withdraw" alone is there the 撤回 of other records.
_WITHDRAWN_BY = ("withdraw_document", VersionAction.END.value)


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew a document, when and why; `replaced_by` is the new version that took its place, if one did."""

    by: User | None
    at: datetime
    reason: str
    replaced_by: PolicyDocument | None


@dataclass(frozen=True)
class TaskCounts:
    """How many tasks a document has that nobody was asked for yet, and how many that went further."""

    drafts: int
    others: int


def last_withdrawal(document: PolicyDocument) -> Withdrawal | None:
    """Return the withdrawal of a document that is withdrawn now, as the trail has it; None for any other."""
    if document.status is not DocumentStatus.WITHDRAWN:
        return None
    entry = db.session.scalar(
        sa.select(AuditEntry)
        .where(
            AuditEntry.subject_type == PolicyDocument.__name__,
            AuditEntry.subject_id == document.id,
            AuditEntry.action.in_(_WITHDRAWN_BY),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
        .options(sa.orm.joinedload(AuditEntry.actor))
    )
    if entry is None:
        return None
    return Withdrawal(
        entry.actor, entry.recorded_at, json.loads(entry.changes).get("reason") or "", later_version(document)
    )


def task_counts(document: PolicyDocument) -> TaskCounts:
    """Return how many tasks go with the document, and how many stand in the way: numbers are never given twice."""
    is_draft = sa.and_(Task.status == TaskStatus.DRAFT, Task.number_serial.is_(None))
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((is_draft, 1), else_=0)), 0))
        .select_from(Task)
        .where(Task.document_id == document.id)
    ).one()
    return TaskCounts(row[1], row[0] - row[1])
