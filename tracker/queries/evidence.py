"""Reading evidence (佐证材料): a unit's, its versions, what waits for review, what its unit has to mend."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.approvals import RequestStatus
from tracker.domain.assignments import OPEN_STATUSES, AssignmentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportStatus
from tracker.models import (
    AnswerEvidence,
    Assignment,
    CriterionAnswer,
    EvidenceFile,
    EvidenceUpload,
    PolicyDocument,
    ProgressReport,
    Task,
    UnitRequest,
)
from tracker.policies.scopes import visible_evidence
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries.loading import person

#: Neither taken away nor replaced by a newer version.
IS_CURRENT = sa.and_(EvidenceFile.removed_at.is_(None), EvidenceFile.status != EvidenceStatus.REPLACED)

#: Goes along with the unit's next report on its month: not sent yet, or sent with one that was not accepted.
GOES_ALONG = sa.and_(
    IS_CURRENT,
    sa.or_(
        EvidenceFile.report_id.is_(None),
        sa.and_(
            EvidenceFile.status == EvidenceStatus.WAITING,
            EvidenceFile.report_id.in_(
                sa.select(ProgressReport.id).where(ProgressReport.status != ReportStatus.ACCEPTED)
            ),
        ),
    ),
)


def is_current(evidence: EvidenceFile) -> bool:
    """Return what IS_CURRENT says in SQL."""
    return evidence.removed_at is None and evidence.status is not EvidenceStatus.REPLACED


def same_content(assignment: Assignment, period: str, sha256: str) -> EvidenceFile | None:
    """Return the unit's current evidence of the month with this content, or None."""
    return db.session.scalar(_current_of(assignment, period).where(EvidenceFile.sha256 == sha256).limit(1))


def same_link(assignment: Assignment, period: str, url: str) -> EvidenceFile | None:
    """Return the unit's current evidence of the month with this address, or None."""
    return db.session.scalar(_current_of(assignment, period).where(EvidenceFile.url == url).limit(1))


def replaced_by(assignment: Assignment, evidence_id: int | None) -> EvidenceFile | None:
    """Return the unit's evidence of that number, which a new version is to replace; None where none is named.

    Raise RuleViolation where the unit has none of that number.
    """
    if evidence_id is None:
        return None
    found = db.session.get(EvidenceFile, evidence_id) if 0 < evidence_id < 2**31 else None
    if found is None or found.assignment_id != assignment.id:
        raise RuleViolation("要替换的佐证不在本任务中，请刷新后再试。")
    return found


def answers_resting_on(evidence: EvidenceFile) -> int:
    """Return how many answers of closing requests, waiting or granted, name this piece of evidence."""
    query = (
        sa.select(sa.func.count())
        .select_from(AnswerEvidence)
        .join(CriterionAnswer, CriterionAnswer.id == AnswerEvidence.answer_id)
        .join(UnitRequest, UnitRequest.id == CriterionAnswer.request_id)
        .where(
            AnswerEvidence.evidence_id == evidence.id,
            UnitRequest.status.in_((RequestStatus.PENDING, RequestStatus.APPROVED)),
        )
    )
    return db.session.scalar(query) or 0


def of_assignment(assignment: Assignment) -> Sequence[EvidenceFile]:
    """Return the unit's current evidence, the newest month first, with the people named."""
    query = sa.select(EvidenceFile).where(EvidenceFile.assignment_id == assignment.id, IS_CURRENT)
    people = (person(EvidenceFile.uploaded_by), person(EvidenceFile.reviewed_by))
    order = (EvidenceFile.period.desc(), EvidenceFile.uploaded_at, EvidenceFile.id)
    return db.session.scalars(query.options(*people).order_by(*order)).all()


def versions_of(evidence: EvidenceFile) -> list[EvidenceFile]:
    """Return every version of a piece of evidence that was not taken away, the newest first: one statement."""
    query = (
        sa.select(EvidenceFile)
        .where(EvidenceFile.assignment_id == evidence.assignment_id)
        .options(person(EvidenceFile.uploaded_by), person(EvidenceFile.reviewed_by))
    )
    files = {file.id: file for file in db.session.scalars(query)}
    following = {file.replaces_id: file for file in files.values() if file.replaces_id}
    newest = evidence
    while newest.id in following:
        newest = following[newest.id]
    chain = [newest]
    while chain[-1].replaces_id in files:
        chain.append(files[chain[-1].replaces_id])
    return [file for file in chain if file.removed_at is None]


def waiting_for_review(viewer: Viewer | ViewerKind) -> sa.Select[EvidenceFile]:
    """Return the query for the evidence an office has to review apart from a report.

    Evidence of a report that waits is decided with it; what a unit is still gathering for its next report is not
    sent yet. That leaves new versions, and what is shown for closing.
    """
    shown = sa.or_(
        EvidenceFile.replaces_id.is_not(None),
        EvidenceFile.assignment.has(Assignment.status == AssignmentStatus.CLOSURE_PENDING),
        EvidenceFile.report.has(ProgressReport.status == ReportStatus.ACCEPTED),
    )
    with_a_report = EvidenceFile.report.has(ProgressReport.status == ReportStatus.SUBMITTED)
    return sa.select(EvidenceFile).where(
        EvidenceFile.status == EvidenceStatus.WAITING,
        EvidenceFile.removed_at.is_(None),
        EvidenceFile.assignment.has(
            sa.and_(Assignment.jurisdiction_id.in_(viewer.office_government_ids), Assignment.status.in_(OPEN_STATUSES))
        ),
        shown,
        sa.not_(with_a_report),
    )


def to_mend(viewer: Viewer, today: date) -> sa.Select[EvidenceFile]:
    """Return the query for the evidence of the viewer's own units that was returned or has run out, work still open."""
    return visible_evidence(viewer).where(
        Assignment.unit_id.in_(viewer.unit_ids), Assignment.status.in_(OPEN_STATUSES), mending(today)
    )


def mending(today: date) -> sa.ColumnElement[bool]:
    """Return the condition for evidence in whose place another is wanted (see evidence_review.wants_mending)."""
    run_out = sa.and_(
        EvidenceFile.status.in_((EvidenceStatus.WAITING, EvidenceStatus.ACCEPTED)), EvidenceFile.valid_until < today
    )
    return sa.and_(EvidenceFile.removed_at.is_(None), sa.or_(EvidenceFile.status == EvidenceStatus.RETURNED, run_out))


def count(query: sa.Select[EvidenceFile]) -> int:
    """Return how many rows a query of this module has."""
    return db.session.scalar(query.with_only_columns(sa.func.count(EvidenceFile.id))) or 0


def listed(query: sa.Select[EvidenceFile], *, offset: int = 0, limit: int = 50) -> Sequence[EvidenceFile]:
    """Return a page of a query, the oldest upload first, with all that one line of a list shows."""
    work = joinedload(EvidenceFile.assignment)
    return db.session.scalars(
        query.options(
            work.joinedload(Assignment.unit),
            work.joinedload(Assignment.task).joinedload(Task.clause),
            work.joinedload(Assignment.document).load_only(PolicyDocument.title, PolicyDocument.document_number),
            person(EvidenceFile.uploaded_by),
            person(EvidenceFile.reviewed_by),
        )
        .order_by(EvidenceFile.uploaded_at, EvidenceFile.id)
        .offset(offset)
        .limit(limit)
    ).all()


def bytes_kept(unit_id: int) -> int:
    """Return how many bytes a unit's evidence takes, each content once: also what was removed, also what is on its way.

    Content that was taken off the lists is kept as a record, so it counts.
    """
    contents = (
        sa.select(EvidenceFile.sha256, EvidenceFile.size)
        .join(EvidenceFile.assignment)
        .where(Assignment.unit_id == unit_id)
        .distinct()
        .subquery()
    )
    arriving = (
        sa.select(sa.func.coalesce(sa.func.sum(EvidenceUpload.size), 0))
        .join(EvidenceUpload.assignment)
        .where(Assignment.unit_id == unit_id)
        .scalar_subquery()
    )
    kept = sa.select(sa.func.coalesce(sa.func.sum(contents.c.size), 0)).scalar_subquery()
    return int(db.session.scalar(sa.select(kept + arriving)) or 0)


def _current_of(assignment: Assignment, period: str) -> sa.Select[EvidenceFile]:
    return sa.select(EvidenceFile).where(
        EvidenceFile.assignment_id == assignment.id, EvidenceFile.period == period, IS_CURRENT
    )
