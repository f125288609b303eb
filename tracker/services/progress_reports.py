"""Reporting progress (填报): submitting, correcting, withdrawing, accepting, returning.

A report that is corrected stays, marked 已更正; one that was returned stays as it is. What counts is always read
from the reports that stand: the confirmed percent from the newest accepted one, the newest period from those that
were neither returned nor withdrawn.
"""

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import confirmed_percent
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import ReportAction, ReportFault, ReportStatus, next_report_status
from tracker.models import Assignment, EvidenceFile, ProgressReport, User
from tracker.queries import evidence, reports
from tracker.queries.report_facts import facts_for_report
from tracker.services import audit, evidence_review, report_drafts, returned_work, unit_requests
from tracker.services.lights import refresh_lights
from tracker.services.report_writing import DoubtfulReport, Known, ReportConflict, Sent, write_report

__all__ = ["DoubtfulReport", "ReportConflict", "accept_report", "return_report", "submit_report", "withdraw_report"]


def submit_report(
    assignment: Assignment,
    *,
    period: Month | str,
    percent_complete: float | None = None,
    reached_milestones: Collection[int] | None = None,
    summary: str,
    difficulties: str = "",
    next_steps: str = "",
    coordination: str = "",
    needs_coordination: bool = False,
    submission_key: str,
    based_on: int | None = None,
    evidence_ids: Collection[int] | None = None,
    seen_faults: Collection[ReportFault] | None = None,
    actor: User,
    now: datetime,
) -> ProgressReport:
    """Send the unit's report on a month and return it; a form sent twice gives the report of the first time.

    A report on a month already reported on takes that report's place. The files of the month that wait go with it
    (or only those of `evidence_ids`). `coordination` says what is wanted of whom; it goes to the office as a request.
    Arguments are those of report_writing.Sent; raise what report_writing.write_report raises.
    """
    sent = Sent(
        month=Month.parse(str(period)), summary=summary, submission_key=submission_key, percent=percent_complete,
        reached_milestones=reached_milestones, difficulties=difficulties, next_steps=next_steps,
        coordination=coordination, needs_coordination=needs_coordination, based_on=based_on, seen_faults=seen_faults,
    )  # fmt: skip
    facts = facts_for_report(assignment, str(sent.month), submission_key, actor, now.astimezone(BEIJING).date())
    if facts.sent_before is not None:
        return _same_form(facts.sent_before, assignment)
    stages = facts.task.milestones if facts.has_stages else ()
    known = Known(facts.standing, facts.previous, facts.has_evidence, stages, facts.calendar)
    report = write_report(assignment, sent, known, actor=actor, now=now)
    db.session.add(report)
    db.session.flush()  # the files point at the report's id, and it is handed back
    if facts.has_waiting_files:
        _attach_waiting_files(report, evidence_ids)
    if report.needs_coordination:
        unit_requests.ask_for_help(assignment, report=report, wanted=coordination, actor=actor, now=now)
    if facts.has_draft:
        report_drafts.discard_draft(assignment, user=actor)
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
    returned_work.tell_of_report(report, now=now)


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


def _attach_waiting_files(report: ProgressReport, only: Collection[int] | None) -> None:
    db.session.execute(
        sa.update(EvidenceFile)
        .where(
            EvidenceFile.assignment_id == report.assignment_id,
            EvidenceFile.period == report.period if only is None else EvidenceFile.id.in_(only),
            evidence.GOES_ALONG,
        )
        .values(report_id=report.id)
    )


def _recount(assignment: Assignment, *, today: date) -> None:
    """Read the assignment's figures anew from the reports that stand."""
    db.session.flush()  # the reports are read from the table
    assignment.percent_complete = confirmed_percent(assignment.status, reports.accepted_percent(assignment))
    assignment.last_reported_period = reports.newest_standing_period(assignment)
    assignment.returned_on = reports.returned_and_not_resent_on(assignment)
    refresh_lights([assignment.id], today=today)
