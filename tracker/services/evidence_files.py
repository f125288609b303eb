"""Evidence (佐证材料): attaching files to a month's work, and taking them away again."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.evidence import MEDIA_TYPES, EvidenceKind, safe_name
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import Assignment, EvidenceFile, User
from tracker.services import audit

_LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class StoredFile:
    """A file that was inspected and is already in the store."""

    filename: str
    kind: EvidenceKind
    size: int
    sha256: str


def attach_evidence(
    assignment: Assignment, *, file: StoredFile, period: str, actor: User, now: datetime
) -> EvidenceFile:
    """Note a stored file as evidence of a month; it goes with the next report on that month.

    The same content twice for the same month gives the record of the first time. Raise ActionNotAllowed where the
    state of the work forbids it, RuleViolation for a month that has not begun.
    """
    next_assignment_status(assignment.status, AssignmentAction.ATTACH_EVIDENCE, assignment.task.status)
    month = Month.parse(period)
    if month > Month.reporting_on(now.astimezone(BEIJING).date()):
        raise RuleViolation(f"{month.label}的填报还没有开始。")
    if known := db.session.scalar(_same_content(assignment, month, file.sha256)):
        return known
    evidence = EvidenceFile(
        id=_random_id(),
        assignment=assignment,
        period=str(month),
        filename=safe_name(file.filename),
        media_type=MEDIA_TYPES[file.kind],
        size=file.size,
        sha256=file.sha256,
        uploaded_by=actor,
        uploaded_at=now,
    )
    db.session.add(evidence)
    audit.record(
        actor,
        AssignmentAction.ATTACH_EVIDENCE,
        evidence,
        now,
        period=str(month),
        filename=evidence.filename,
        size=file.size,
        sha256=file.sha256,
    )
    return evidence


def remove_evidence(evidence: EvidenceFile, *, actor: User, now: datetime) -> None:
    """Hide a file; the row and the content stay. What an accepted report rests on cannot be taken away."""
    if evidence.report is not None and evidence.report.status is ReportStatus.ACCEPTED:
        raise ActionNotAllowed("这份佐证所属的进展已被采纳，不能移除；如有错误请更正进展。")
    if evidence.removed_at is None:
        evidence.removed_at = now
        audit.record(actor, "remove_evidence", evidence, now, filename=evidence.filename, sha256=evidence.sha256)


def _same_content(assignment: Assignment, month: Month, sha256: str) -> sa.Select[EvidenceFile]:
    return sa.select(EvidenceFile).where(
        EvidenceFile.assignment_id == assignment.id,
        EvidenceFile.period == str(month),
        EvidenceFile.sha256 == sha256,
        EvidenceFile.removed_at.is_(None),
    )


def _random_id() -> int:
    """Return a number that nobody can guess from another file's and that is still free."""
    while True:
        number = secrets.randbelow(_LARGEST_ID) + 1
        if db.session.get(EvidenceFile, number) is None:
            return number
