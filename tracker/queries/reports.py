"""Reading progress reports: what stands, what came before, what waits for review."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.periods import BEIJING
from tracker.domain.reporting import ReportStatus
from tracker.models import Assignment, EvidenceFile, PolicyDocument, ProgressReport, Task
from tracker.policies.viewer import Viewer
from tracker.queries.loading import person

STANDING = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
_PEOPLE = (person(ProgressReport.reported_by), person(ProgressReport.reviewed_by))


def standing_report(assignment: Assignment, period: str) -> ProgressReport | None:
    """Return the report on the period that was neither returned, withdrawn nor corrected, or None."""
    return db.session.scalar(_newest(assignment, *STANDING).where(ProgressReport.period == period).limit(1))


def previous_report(assignment: Assignment, period: str) -> ProgressReport | None:
    """Return the newest standing report on an earlier period, or None: what a new one is compared with."""
    return db.session.scalar(_newest(assignment, *STANDING).where(ProgressReport.period < period).limit(1))


def confirmed_percent(assignment: Assignment) -> float:
    """Return the percent of the newest period's accepted report, 0 where nothing was accepted yet."""
    newest = db.session.scalar(_newest(assignment, ReportStatus.ACCEPTED).limit(1))
    return newest.percent_complete if newest else 0


def newest_standing_period(assignment: Assignment) -> str | None:
    """Return the newest period with a standing report, or None."""
    newest = db.session.scalar(_newest(assignment, *STANDING).limit(1))
    return newest.period if newest else None


def returned_and_not_resent_on(assignment: Assignment) -> date | None:
    """Return the day a report came back, where nothing has been sent since; else None."""
    considered = (*STANDING, ReportStatus.RETURNED)
    last_sent = db.session.scalar(
        sa.select(ProgressReport)
        .where(ProgressReport.assignment_id == assignment.id, ProgressReport.status.in_(considered))
        .order_by(ProgressReport.reported_at.desc(), ProgressReport.id.desc())
        .limit(1)
    )
    if last_sent is None or last_sent.status is not ReportStatus.RETURNED or last_sent.reviewed_at is None:
        return None
    return last_sent.reviewed_at.astimezone(BEIJING).date()


def waiting_for_review(viewer: Viewer, *, coordination_only: bool = False) -> sa.Select[ProgressReport]:
    """Return the query for the reports an office has still to review."""
    query = sa.select(ProgressReport).where(
        ProgressReport.status == ReportStatus.SUBMITTED,
        # EXISTS, so that the few reports that wait lead, not the many assignments.
        ProgressReport.assignment.has(Assignment.jurisdiction_id.in_(viewer.office_government_ids)),
    )
    return query.where(ProgressReport.needs_coordination) if coordination_only else query


def count_waiting(viewer: Viewer, *, coordination_only: bool = False) -> int:
    """Return how many reports wait for this office's review."""
    query = waiting_for_review(viewer, coordination_only=coordination_only)
    return db.session.scalar(query.with_only_columns(sa.func.count())) or 0


def review_queue(
    viewer: Viewer, *, coordination_only: bool = False, offset: int = 0, limit: int = 50
) -> Sequence[ProgressReport]:
    """Return a page of the reports that wait for review, oldest first, with all that one line of a list shows."""
    query = waiting_for_review(viewer, coordination_only=coordination_only)
    return db.session.scalars(
        query.options(
            joinedload(ProgressReport.assignment).joinedload(Assignment.unit),
            joinedload(ProgressReport.assignment).joinedload(Assignment.task).joinedload(Task.clause),
            joinedload(ProgressReport.assignment)
            .joinedload(Assignment.document)
            .load_only(PolicyDocument.title, PolicyDocument.document_number),
            *_PEOPLE,
        )
        .order_by(ProgressReport.reported_at, ProgressReport.id)
        .offset(offset)
        .limit(limit)
    ).all()


def listed(query: sa.Select[ProgressReport]) -> Sequence[ProgressReport]:
    """Return the reports of a query, oldest first, with their assignments and tasks."""
    work = joinedload(ProgressReport.assignment).joinedload(Assignment.task)
    return db.session.scalars(query.options(work).order_by(ProgressReport.reported_at, ProgressReport.id)).all()


def next_waiting(viewer: Viewer, *, after: ProgressReport) -> ProgressReport | None:
    """Return the next report to review after this one, oldest first; from the beginning again at the end."""
    others = waiting_for_review(viewer).where(
        ProgressReport.id != after.id, ProgressReport.reported_by_id != viewer.user_id
    )
    later = sa.or_(
        ProgressReport.reported_at > after.reported_at,
        sa.and_(ProgressReport.reported_at == after.reported_at, ProgressReport.id > after.id),
    )
    return db.session.scalar(
        others.order_by(sa.case((later, 0), else_=1), ProgressReport.reported_at, ProgressReport.id).limit(1)
    )


def latest_of(assignment_ids: Collection[int]) -> dict[int, ProgressReport]:
    """Return the newest standing report of each of these assignments that has one: one statement."""
    rank = (
        sa.func.row_number()
        .over(
            partition_by=ProgressReport.assignment_id,
            order_by=(ProgressReport.period.desc(), ProgressReport.id.desc()),
        )
        .label("rank")
    )
    ranked = (
        sa.select(ProgressReport.id, rank)
        .where(ProgressReport.assignment_id.in_(assignment_ids), ProgressReport.status.in_(STANDING))
        .subquery()
    )
    query = sa.select(ProgressReport).join(ranked, ranked.c.id == ProgressReport.id).where(ranked.c.rank == 1)
    return {report.assignment_id: report for report in db.session.scalars(query)}


def files_of_period(assignment: Assignment, period: str, *, sent: bool | None = None) -> Sequence[EvidenceFile]:
    """Return the unit's evidence of a month, oldest first: sent with a report, not yet sent, or (None) both."""
    query = sa.select(EvidenceFile).where(
        EvidenceFile.assignment_id == assignment.id,
        EvidenceFile.period == period,
        EvidenceFile.removed_at.is_(None),
    )
    if sent is not None:
        query = query.where(EvidenceFile.report_id.is_not(None) if sent else EvidenceFile.report_id.is_(None))
    query = query.options(person(EvidenceFile.uploaded_by))
    return db.session.scalars(query.order_by(EvidenceFile.uploaded_at, EvidenceFile.id)).all()


def _newest(assignment: Assignment, *statuses: ReportStatus) -> sa.Select[ProgressReport]:
    """Return the query for the assignment's reports in these states, the newest period first."""
    return (
        sa.select(ProgressReport)
        .where(ProgressReport.assignment_id == assignment.id, ProgressReport.status.in_(statuses))
        .order_by(ProgressReport.period.desc(), ProgressReport.id.desc())
    )
