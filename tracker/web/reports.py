"""The office's review of reports: the queue, one report on one screen, accepting and returning."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.reporting import ReportFault, ReportStatus
from tracker.domain.text_comparison import compare
from tracker.models import ProgressReport
from tracker.policies import Permission, can
from tracker.queries import reports
from tracker.queries.tasks import source_of
from tracker.services import progress_reports
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.progress import ReviewForm

bp = Blueprint("reports", __name__, url_prefix="/reports")

PAGE_SIZE = 50
Answer = Response | str | tuple[str, int]


@bp.get("/pending")
@permission_required(Permission.REPORT_QUEUE)
def pending() -> str:
    viewer = current_viewer()
    coordination = request.args.get("coordination") == "yes"
    total = reports.count_waiting(viewer, coordination_only=coordination)
    page_count = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), page_count)
    return render_template(
        "reports/pending.html",
        reports=reports.review_queue(
            viewer, coordination_only=coordination, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE
        ),
        total=total,
        all_total=reports.count_waiting(viewer) if coordination else total,
        coordination_total=total if coordination else reports.count_waiting(viewer, coordination_only=True),
        page=page,
        page_count=page_count,
        page_size=PAGE_SIZE,
        coordination=coordination,
        fault_of={fault.value: fault for fault in ReportFault},
        today=clock.today(),
    )


@bp.get("/<int:progress_report_id>")
@permission_required(Permission.REPORT_VIEW, on=ProgressReport)
def show(report: ProgressReport) -> str:
    return _page(report, ReviewForm(formdata=None))


@bp.post("/<int:progress_report_id>/accept")
@permission_required(Permission.REPORT_REVIEW, on=ProgressReport)
def accept(report: ProgressReport) -> Answer:
    return _review(report, progress_reports.accept_report, "已采纳")


@bp.post("/<int:progress_report_id>/return")
@permission_required(Permission.REPORT_REVIEW, on=ProgressReport)
def return_for_revision(report: ProgressReport) -> Answer:
    form = ReviewForm()
    if not (form.comment.data or "").strip():
        form.comment.errors = ["请写明退回的理由，便于单位修改。"]
        return _page(report, form), 422
    return _review(report, progress_reports.return_report, "已退回，单位会收到通知")


@bp.post("/accept")
@permission_required(Permission.REPORT_QUEUE)
def accept_many() -> Response:
    """Accept everything ticked that still waits; one's own reports are left for somebody else."""
    viewer, actor = current_viewer(), signed_in_user()
    ids = {int(text) for text in request.form.getlist("report")[:PAGE_SIZE] if text.isdecimal() and len(text) <= 10}
    query = reports.waiting_for_review(viewer).where(ProgressReport.id.in_(ids))
    chosen = [report for report in reports.listed(query) if report.reported_by_id != actor.id]
    with transaction(*chosen, *{report.assignment for report in chosen}):
        for report in chosen:
            progress_reports.accept_report(report, comment="", actor=actor, now=clock.now(), today=clock.today())
    flash(f"已采纳 {len(chosen)} 份进展。", "success" if chosen else "warning")
    return redirect(url_for("reports.pending"))


def _review(report: ProgressReport, verb: Callable[..., None], done: str) -> Answer:
    form = ReviewForm()
    if not form.validate_on_submit():
        return _page(report, form), 422
    unit = report.assignment.unit.name
    with transaction(report, report.assignment):
        verb(report, comment=form.comment.data or "", actor=signed_in_user(), now=clock.now(), today=clock.today())
    following = reports.next_waiting(current_viewer(), after=report)
    flash(f"{unit}的进展{done}。{'下面是下一份。' if following else '待审核的进展已全部办完。'}", "success")
    return redirect(
        url_for("reports.show", progress_report_id=following.id) if following else url_for("reports.pending")
    )


def _page(report: ProgressReport, form: ReviewForm) -> str:
    viewer = current_viewer()
    assignment = report.assignment
    previous = reports.previous_report(assignment, report.period)
    return render_template(
        "reports/show.html",
        report=report,
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        previous=previous,
        changes=compare(previous.summary, report.summary) if previous else [],
        files=reports.files_of_period(assignment, report.period, sent=True),
        faults=[ReportFault(value) for value in report.flags],
        form=form,
        may_review=can(viewer, Permission.REPORT_REVIEW, report)
        and report.status is ReportStatus.SUBMITTED
        and report.reported_by_id != viewer.user_id,
        waiting=reports.count_waiting(viewer) if can(viewer, Permission.REPORT_QUEUE) else 0,
        following=reports.next_waiting(viewer, after=report) if can(viewer, Permission.REPORT_QUEUE) else None,
        today=clock.today(),
    )
