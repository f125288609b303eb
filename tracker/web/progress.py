"""Reporting progress: the form, its drafts, withdrawing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.evidence import ACCEPT, TAKEN
from tracker.domain.periods import Month
from tracker.domain.reporting import MilestonesChanged, ReportFault
from tracker.domain.work_lists import WorkList
from tracker.domain.workflow import AssignmentAction, allowed_assignment_actions
from tracker.models import Assignment, ProgressReport
from tracker.policies import Permission
from tracker.queries import break_downs, work_lists
from tracker.queries.break_downs import RolledUp
from tracker.queries.report_desk import ReportDesk, read_desk
from tracker.queries.tasks import source_of
from tracker.services import evidence_uploads, progress_reports, report_drafts
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.evidence import DetailsForm
from tracker.web.forms.progress import ProgressReportForm
from tracker.web.today import days_of_today

bp = Blueprint("progress", __name__)

BY_MILESTONES = "by_milestones"  # a field of the form where the task has stages

OVERTAKEN = "在您保存草稿之后，同事提交或撤回了本期进展，请核对后再提交。"

Answer = Response | str | tuple[str, int]


@bp.get("/assignments/<int:assignment_id>/report")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def edit(assignment: Assignment) -> Answer:
    if AssignmentAction.REPORT_PROGRESS not in allowed_assignment_actions(assignment.status, assignment.task.status):
        flash(f"任务{assignment.status.label}，现在不能填报进展。", "warning")
        return _to_task(assignment.task_id)
    desk = _desk(assignment, request.args.get("period"))
    lower = _lower(assignment)
    typed = {"percent_complete": f"{lower.percent:g}", **desk.typed} if lower else desk.typed
    form = ProgressReportForm(MultiDict(typed)) if typed else ProgressReportForm(formdata=None)
    form.keep(by_milestones=bool(assignment.task.milestones))
    form.period.data, form.based_on.data = str(desk.month), str(desk.stands_on)
    if not form.submission_key.data:
        form.submission_key.data = form.submission_key.default()
    return _page(assignment, desk, form)


@bp.post("/assignments/<int:assignment_id>/report")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def submit(assignment: Assignment) -> Answer:
    form = ProgressReportForm()
    form.keep(by_milestones=BY_MILESTONES in request.form)
    if not form.validate_on_submit():
        return _page(assignment, _desk(assignment, form.period.data), form), 422
    task_id, month = assignment.task_id, Month.parse(form.period.data)
    try:
        with transaction(assignment):
            progress_reports.submit_report(
                assignment,
                period=month,
                percent_complete=form.percent_complete.data if form.percent_complete else None,
                reached_milestones=form.reached_milestones.data if form.reached_milestones else None,
                summary=form.summary.data,
                difficulties=form.difficulties.data or "",
                next_steps=form.next_steps.data or "",
                coordination=form.coordination.data or "",
                submission_key=form.submission_key.data,
                based_on=form.opened_on,
                seen_faults=[fault for fault in ReportFault if fault in (form.seen.data or "").split()],
                actor=signed_in_user(),
                now=clock.now(),
            )
    except progress_reports.DoubtfulReport as doubt:
        form.seen.data = " ".join(fault.value for fault in doubt.faults)
        return _page(assignment, _desk(assignment, form.period.data), form, doubt.faults)
    except MilestonesChanged as changed:
        form = ProgressReportForm()
        form.keep(by_milestones=bool(assignment.task.milestones))
        (form.reached_milestones or form.percent_complete).errors = [str(changed)]
        return _page(assignment, _desk(assignment, form.period.data), form), 422
    except progress_reports.ReportConflict as conflict:
        desk = _desk(assignment, form.period.data)
        form.based_on.data = str(desk.stands_on)
        return _page(assignment, desk, form, conflict=str(conflict)), 409
    flash(f"{month.label}进展已提交，等待审核。", "success")
    return _onward(assignment) if request.form.get("then") == "next" else _to_task(task_id)


@bp.post("/assignments/<int:assignment_id>/report/draft")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def save_draft(assignment: Assignment) -> dict[str, str]:
    now = clock.now()
    with transaction():
        report_drafts.save_draft(
            assignment,
            user=signed_in_user(),
            typed=request.form,
            milestones=request.form.getlist(report_drafts.MILESTONES),
            now=now,
        )
    return {"saved_at": now.astimezone(clock.BEIJING).strftime("%H:%M")}


@bp.post("/assignments/<int:assignment_id>/report/draft/discard")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def discard_draft(assignment: Assignment) -> Response:
    with transaction():
        report_drafts.discard_draft(assignment, user=signed_in_user())
    flash("草稿已放弃。", "success")
    return redirect(url_for("progress.edit", assignment_id=assignment.id))


@bp.post("/reports/<int:progress_report_id>/withdraw")
@permission_required(Permission.REPORT_WITHDRAW, on=ProgressReport)
def withdraw(report: ProgressReport) -> Response:
    with transaction(report, report.assignment):
        progress_reports.withdraw_report(report, actor=signed_in_user(), now=clock.now())
    flash("进展已撤回，可以修改后重新提交。", "success")
    return redirect(url_for("progress.edit", assignment_id=report.assignment_id))


def _page(
    assignment: Assignment,
    desk: ReportDesk,
    form: ProgressReportForm,
    faults: list[ReportFault] | None = None,
    conflict: str | None = None,
) -> str:
    form.period.choices = [(str(month), month.label) for month in desk.months]
    stages, lower = assignment.task.milestones, _lower(assignment)
    if form.reached_milestones:
        form.reached_milestones.choices = [(stage.id, stage.title) for stage in stages]
    return render_template(
        "progress/edit.html",
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        desk=desk,
        form=form,
        faults=faults or [],
        conflict=conflict or (OVERTAKEN if desk.is_overtaken else None),
        stages=stages if form.reached_milestones else (),
        lower=lower,
        bureaus=break_downs.said_by_bureaus(lower, current_viewer()) if lower else (),
        today=clock.today(),
        accept=ACCEPT,
        taken=TAKEN,
        details_form=DetailsForm(formdata=None),
        unfinished=evidence_uploads.unfinished_uploads(assignment, user=signed_in_user()),
    )


def _desk(assignment: Assignment, period: str | None) -> ReportDesk:
    return read_desk(assignment, signed_in_user(), days_of_today(), asked_for=period)


def _lower(assignment: Assignment) -> RolledUp | None:
    """Return what lower governments made of the work, where they broke it down."""
    return break_downs.of_assignments([assignment]).get(assignment.id)


def _onward(assignment: Assignment) -> Response:
    """Go on with the next task of the month where there is one."""
    following = work_lists.next_in(current_viewer(), WorkList.TO_REPORT, days_of_today(), after=assignment)
    if following:
        return redirect(url_for("progress.edit", assignment_id=following))
    flash("本期已全部填报。", "success")
    return redirect(url_for("home.show"))


def _to_task(task_id: int) -> Response:
    """Open the task at its top, where the message stands."""
    return redirect(url_for("tasks.show", task_id=task_id))
