"""The office's review of one report on one screen: accepting it, returning it."""

from collections.abc import Callable

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.reporting import ReportFault, ReportStatus
from tracker.domain.text_comparison import compare
from tracker.models import ProgressReport
from tracker.policies import Permission, can
from tracker.queries import reports
from tracker.queries.queue import place_of
from tracker.queries.tasks import source_of
from tracker.services import progress_reports
from tracker.web import queue
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.progress import ReviewForm

bp = Blueprint("reports", __name__, url_prefix="/reports")

Answer = Response | str | tuple[str, int]


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


def _review(report: ProgressReport, verb: Callable[..., None], done: str) -> Answer:
    form = ReviewForm()
    if not form.validate_on_submit():
        return _page(report, form), 422
    unit, place = report.assignment.unit.name, place_of(report)
    with transaction(report, report.assignment):
        verb(report, comment=form.comment.data or "", actor=signed_in_user(), now=clock.now(), today=clock.today())
    return queue.onward(place, f"{unit}的进展{done}。")


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
        queue=queue.position(report) if can(viewer, Permission.QUEUE_VIEW) else None,
        by_others=report.status is ReportStatus.SUBMITTED
        and can(viewer, Permission.QUEUE_VIEW)
        and (report.reported_by_id == viewer.user_id or assignment.unit_id in viewer.unit_ids),
        today=clock.today(),
    )
