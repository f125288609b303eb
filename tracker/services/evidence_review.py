"""Reviewing evidence (佐证审核): accepting and returning, never by who uploaded it."""

from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.evidence_review import EvidenceAction, EvidenceStatus, is_expired, next_evidence_status
from tracker.domain.periods import BEIJING
from tracker.models import EvidenceFile, ProgressReport, User
from tracker.services import audit

LONGEST_COMMENT = 1000


def accept_evidence(
    evidence: EvidenceFile, *, comment: str = "", seen: EvidenceStatus | None = None, actor: User, now: datetime
) -> None:
    """Accept a piece of evidence; what has run out is not accepted.

    `seen` is the state the reviewer decided on: raise ActionNotAllowed where it is another by now, NotTheRightPerson
    where they uploaded it themselves.
    """
    if is_expired(evidence.valid_until, now.astimezone(BEIJING).date()):
        raise ActionNotAllowed(f"“{evidence.filename}”已过有效期，不能采纳，请退回并请单位上传新版。")
    _review(evidence, EvidenceAction.ACCEPT, comment=comment, seen=seen, actor=actor, now=now)


def return_evidence(
    evidence: EvidenceFile, *, comment: str, seen: EvidenceStatus | None = None, actor: User, now: datetime
) -> None:
    """Return a piece of evidence with the reason, which its unit reads on its home page and in the next digest.

    Raise RuleViolation without a reason, and as `accept_evidence` does.
    """
    if not comment.strip():
        raise RuleViolation("请写明退回的理由，便于单位补充。")
    _review(evidence, EvidenceAction.RETURN_FOR_REVISION, comment=comment, seen=seen, actor=actor, now=now)


def accept_with_report(report: ProgressReport, *, actor: User, now: datetime) -> list[int]:
    """Accept what a report that is being accepted rests on and return the ids, for the report's own audit entry.

    What the reviewer uploaded, what was returned and what has run out stays as it is. Returns the ids in order.
    """
    query = sa.select(EvidenceFile).where(
        EvidenceFile.report_id == report.id,
        EvidenceFile.status == EvidenceStatus.WAITING,
        EvidenceFile.removed_at.is_(None),
        EvidenceFile.uploaded_by_id != actor.id,
    )
    today = now.astimezone(BEIJING).date()
    accepted = [file for file in db.session.scalars(query) if not is_expired(file.valid_until, today)]
    for file in accepted:
        file.status = next_evidence_status(file.status, EvidenceAction.ACCEPT)
        file.reviewed_by, file.reviewed_at = actor, now
    if accepted:
        audit.record(actor, "accept_evidence", report, now, evidence=sorted(file.id for file in accepted))
    return sorted(file.id for file in accepted)


def _review(
    evidence: EvidenceFile,
    action: EvidenceAction,
    *,
    comment: str,
    seen: EvidenceStatus | None,
    actor: User,
    now: datetime,
) -> None:
    if actor.id == evidence.uploaded_by_id:
        raise NotTheRightPerson("不能审核自己上传的佐证，请由其他督查人员办理。")
    if evidence.removed_at is not None:
        raise ActionNotAllowed("这份佐证已被单位移除，请刷新后再看。")
    if seen is not None and evidence.status is not seen:
        raise ActionNotAllowed(f"这份佐证刚刚由他人办理过，现在是“{evidence.status.label}”，请刷新后再看。")
    if len(comment.strip()) > LONGEST_COMMENT:
        raise RuleViolation(f"审核意见请控制在 {LONGEST_COMMENT} 字以内。")
    old = evidence.status
    evidence.status = next_evidence_status(old, action)
    evidence.reviewed_by, evidence.reviewed_at = actor, now
    evidence.review_comment = comment.strip() or None
    audit.record(
        actor, action, evidence, now, status=[old, evidence.status], comment=comment.strip(), filename=evidence.filename
    )
