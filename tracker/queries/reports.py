"""Reading progress reports: what stands, what came before, what waits for review."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.periods import BEIJING
from tracker.domain.reporting import ReportStatus
from tracker.models import Assignment, EvidenceFile, ProgressReport, UnitRequest
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries.loading import person

STANDING = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


def standing_report(assignment: Assignment, period: str) -> ProgressReport | None:
    """Return the report on the period that was neither returned, withdrawn nor corrected, or None."""
    return db.session.scalar(_newest(assignment, *STANDING).where(ProgressReport.period == period).limit(1))


def previous_report(assignment: Assignment, period: str) -> ProgressReport | None:
    """Return the newest standing report on an earlier period, or None: what a new one is compared with."""
    return db.session.scalar(_newest(assignment, *STANDING).where(ProgressReport.period < period).limit(1))


def accepted_percent(assignment: Assignment) -> float | None:
    """Return the percent of the newest period's accepted report, None where nothing was accepted yet."""
    newest = db.session.scalar(_newest(assignment, ReportStatus.ACCEPTED).limit(1))
    return newest.percent_complete if newest else None


def newest_standing_period(assignment: Assignment) -> str | None:
    """Return the newest period with a standing report, or None."""
    newest = db.session.scalar(_newest(assignment, *STANDING).limit(1))
    return newest.period if newest else None


def returned_and_not_resent_on(assignment: Assignment) -> date | None:
    """Return the day a report or a closing came back, where nothing has been sent since; else None."""
    considered = (*STANDING, ReportStatus.RETURNED)
    last_sent = db.session.scalar(
        sa.select(ProgressReport)
        .where(ProgressReport.assignment_id == assignment.id, ProgressReport.status.in_(considered))
        .order_by(ProgressReport.reported_at.desc(), ProgressReport.id.desc())
        .limit(1)
    )
    last_closing = _last_closing(assignment)
    if last_closing is not None and (last_sent is None or last_sent.reported_at < last_closing.requested_at):
        came_back_at = last_closing.decided_at if last_closing.status is RequestStatus.REFUSED else None
    elif last_sent is not None and last_sent.status is ReportStatus.RETURNED:
        came_back_at = last_sent.reviewed_at
    else:
        came_back_at = None
    return came_back_at.astimezone(BEIJING).date() if came_back_at else None


def waiting_for_review(viewer: Viewer | ViewerKind) -> sa.Select[ProgressReport]:
    """Return the query for the reports an office has still to review."""
    return sa.select(ProgressReport).where(
        ProgressReport.status == ReportStatus.SUBMITTED,
        # EXISTS, so that the few reports that wait lead, not the many assignments.
        ProgressReport.assignment.has(Assignment.jurisdiction_id.in_(viewer.office_government_ids)),
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


def _last_closing(assignment: Assignment) -> UnitRequest | None:
    return db.session.scalar(
        sa.select(UnitRequest)
        .where(UnitRequest.assignment_id == assignment.id, UnitRequest.kind == RequestKind.CLOSURE)
        .order_by(UnitRequest.id.desc())
        .limit(1)
    )


def _newest(assignment: Assignment, *statuses: ReportStatus) -> sa.Select[ProgressReport]:
    """Return the query for the assignment's reports in these states, the newest period first."""
    return (
        sa.select(ProgressReport)
        .where(ProgressReport.assignment_id == assignment.id, ProgressReport.status.in_(statuses))
        .order_by(ProgressReport.period.desc(), ProgressReport.id.desc())
    )
