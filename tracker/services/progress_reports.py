"""Reporting progress (填报): submitting, correcting, withdrawing, accepting, returning.

A report that is corrected stays, marked 已更正; one that was returned stays as it is. What counts is always read
from the reports that stand: the confirmed percent from the newest accepted one, the newest period from those that
were neither returned nor withdrawn.
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import (
    ReportAction,
    ReportContent,
    ReportFault,
    ReportStatus,
    check_percent,
    find_faults,
    next_report_status,
)
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import Assignment, EvidenceFile, ProgressReport, User
from tracker.queries import evidence, reports
from tracker.services import audit, evidence_review, report_drafts, report_returns, unit_requests
from tracker.services.lights import refresh_lights


class DoubtfulReport(RuleViolation):
    """The report looks empty or copied, and its writer was not asked yet; `faults` says how."""

    def __init__(self, faults: list[ReportFault]) -> None:
        super().__init__("；".join(fault.label for fault in faults) + "。")
        self.faults = faults


def submit_report(
    assignment: Assignment,
    *,
    period: Month | str,
    percent_complete: float,
    summary: str,
    difficulties: str = "",
    next_steps: str = "",
    needs_coordination: bool = False,
    submission_key: str,
    evidence_ids: Collection[int] | None = None,
    seen_faults: Collection[ReportFault] | None = None,
    actor: User,
    now: datetime,
) -> ProgressReport:
    """Send the unit's report on a month and return it; a form sent twice gives the report of the first time.

    A report on a month already reported on takes that report's place. The files of the month that wait go with it
    (or only those of `evidence_ids`). With `seen_faults`, raise DoubtfulReport for a fault the writer was not shown.
    Raise ActionNotAllowed where the state of the work forbids it, RuleViolation for a month that has not begun or lies
    before the work, or a percent out of 0–100.
    """
    if sent_before := db.session.scalar(reports.with_submission_key(submission_key)):
        return _same_form(sent_before, assignment)
    today = now.astimezone(BEIJING).date()
    month = Month.parse(str(period))
    next_assignment_status(assignment.status, AssignmentAction.REPORT_PROGRESS, assignment.task.status)
    check_percent(percent_complete)
    _check_month(assignment, month, today)
    standing, previous = reports.standing_and_previous(assignment, str(month))
    is_proved = not assignment.task.evidence_required or evidence.counts_for(assignment, str(month), today)
    faults = find_faults(_content(percent_complete, summary, previous, is_proved=is_proved))
    if seen_faults is not None and set(faults) - set(seen_faults):
        raise DoubtfulReport(faults)
    if standing is not None:
        standing.status = next_report_status(standing.status, ReportAction.CORRECT)
    attached = _waiting_files(assignment, month, evidence_ids)
    report = ProgressReport(
        assignment=assignment,
        period=str(month),
        percent_complete=percent_complete,
        summary=summary.strip(),
        difficulties=difficulties.strip(),
        next_steps=next_steps.strip(),
        needs_coordination=needs_coordination,
        status=ReportStatus.SUBMITTED,
        flags=[fault.value for fault in faults],
        reported_by=actor,
        reported_at=now,
        submission_key=submission_key,
    )
    db.session.add(report)
    for file in attached:
        file.report = report
    if needs_coordination:
        unit_requests.ask_for_help(assignment, report=report, actor=actor, now=now)
    assignment.returned_on = None
    assignment.last_reported_period = max(assignment.last_reported_period or "", str(month))
    report_drafts.discard_draft(assignment, user=actor)
    refresh_lights([assignment.id], today=today)
    audit.record(
        actor,
        ReportAction.CORRECT if standing else AssignmentAction.REPORT_PROGRESS,
        report,
        now,
        period=str(month),
        percent_complete=[assignment.percent_complete, percent_complete],
        files=len(attached),
    )
    return report


def withdraw_report(report: ProgressReport, *, actor: User, now: datetime) -> None:
    """Take back a report that nobody has reviewed yet; its files wait for the next one."""
    old = report.status
    report.status = next_report_status(old, ReportAction.WITHDRAW)
    db.session.execute(sa.update(EvidenceFile).where(EvidenceFile.report_id == report.id).values(report_id=None))
    _recount(report.assignment, today=now.astimezone(BEIJING).date())
    audit.record(actor, ReportAction.WITHDRAW, report, now, status=[old, report.status])


def accept_report(report: ProgressReport, *, comment: str, actor: User, now: datetime, today: date) -> None:
    """Accept a report: its percent becomes the confirmed one. Nobody reviews their own."""
    confirmed = report.assignment.percent_complete
    _review(report, ReportAction.ACCEPT, comment=comment, actor=actor, now=now)
    evidence_review.accept_with_report(report, actor=actor, now=now)
    _recount(report.assignment, today=today)
    audit.record(
        actor,
        ReportAction.ACCEPT,
        report,
        now,
        percent_complete=[confirmed, report.assignment.percent_complete],
        comment=comment,
    )


def return_report(
    report: ProgressReport,
    *,
    comment: str,
    seen: ReportStatus = ReportStatus.SUBMITTED,
    actor: User,
    now: datetime,
    today: date,
) -> None:
    """Send a report back with the reason; the unit is written to at once. Nobody reviews their own.

    `seen` is the state the reviewer decided on: raise ActionNotAllowed where somebody else decided meanwhile.
    """
    if not comment.strip():
        raise RuleViolation("请写明退回的理由，便于单位修改。")
    if report.status is not seen:
        raise ActionNotAllowed(f"这份进展刚刚由他人办理过，现在是“{report.status.label}”，请刷新后再看。")
    old = report.status
    _review(report, ReportAction.RETURN_FOR_REVISION, comment=comment, actor=actor, now=now)
    _recount(report.assignment, today=today)
    audit.record(actor, ReportAction.RETURN_FOR_REVISION, report, now, status=[old, report.status], comment=comment)
    report_returns.tell_the_unit(report, now=now, today=today)


def _review(report: ProgressReport, action: ReportAction, *, comment: str, actor: User, now: datetime) -> None:
    if actor.id == report.reported_by_id:
        raise NotTheRightPerson("不能审核自己填报的进展，请由其他督查人员办理。")
    report.status = next_report_status(report.status, action)
    report.reviewed_by = actor
    report.reviewed_at = now
    report.review_comment = comment.strip() or None


def _same_form(report: ProgressReport, assignment: Assignment) -> ProgressReport:
    if report.assignment_id != assignment.id:
        raise ActionNotAllowed("这份表单已用于另一项任务，请重新打开填报页面。")
    return report


def _content(percent: float, summary: str, previous: ProgressReport | None, *, is_proved: bool) -> ReportContent:
    return ReportContent(
        summary=summary,
        percent=percent,
        has_evidence=is_proved,
        evidence_required=not is_proved,
        previous_summary=previous.summary if previous else None,
        previous_percent=previous.percent_complete if previous else None,
    )


def _check_month(assignment: Assignment, month: Month, today: date) -> None:
    if month > Month.reporting_on(today):
        raise RuleViolation(f"{month.label}的填报还没有开始。")
    if assignment.issued_at is not None:
        issued_on = assignment.issued_at.astimezone(BEIJING).date()
        if month < Month.containing(min(issued_on, assignment.start_on or issued_on)):
            raise RuleViolation(f"{month.label}在任务交办之前，不能填报。")


def _waiting_files(assignment: Assignment, month: Month, only: Collection[int] | None) -> list[EvidenceFile]:
    query = sa.select(EvidenceFile).where(
        EvidenceFile.assignment_id == assignment.id,
        EvidenceFile.period == str(month) if only is None else EvidenceFile.id.in_(only),
        EvidenceFile.report_id.is_(None),
        evidence.IS_CURRENT,
    )
    return list(db.session.scalars(query))


def _recount(assignment: Assignment, *, today: date) -> None:
    """Read the assignment's figures anew from the reports that stand."""
    db.session.flush()  # the reports are read from the table
    assignment.percent_complete = reports.confirmed_percent(assignment)
    assignment.last_reported_period = reports.newest_standing_period(assignment)
    assignment.returned_on = reports.returned_and_not_resent_on(assignment)
    refresh_lights([assignment.id], today=today)
