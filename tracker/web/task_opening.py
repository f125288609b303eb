"""Opening tasks (立项): the office's grid for many tasks at once, and the leader's page of what waits."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.roles import Role
from tracker.domain.task_opening import TaskCategory
from tracker.domain.workflow import TaskStatus
from tracker.models import PolicyDocument, Task, User
from tracker.policies import Permission
from tracker.queries import task_opening as reading
from tracker.queries.calendar import work_calendar
from tracker.queries.recipients import holders_of
from tracker.services import task_opening
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.notices import ReasonForm
from tracker.web.forms.tasks import SharedForm, SubmitOpeningForm

bp = Blueprint("task_opening", __name__)

Answer = Response | str | tuple[str, int]
MOST_AT_ONCE = 1000


@bp.get("/documents/<int:policy_document_id>/opening")
@permission_required(Permission.DOCUMENT_ISSUE, on=PolicyDocument)
def show(document: PolicyDocument) -> str:
    return _grid(document)


@bp.post("/documents/<int:policy_document_id>/opening/shared")
@permission_required(Permission.DOCUMENT_ISSUE, on=PolicyDocument)
def apply_shared(document: PolicyDocument) -> Answer:
    form = SharedForm()
    form.offer(_leaders(document))
    if not form.validate_on_submit():
        return _grid(document, shared=form), 422
    try:
        with transaction(document):
            tasks = _chosen_of(document)
            count = task_opening.apply_to_all(tasks, form.values, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _grid(document, shared=form), 422
    return _done(document, f"已应用到 {count} 项任务。")


@bp.post("/documents/<int:policy_document_id>/opening/criteria")
@permission_required(Permission.DOCUMENT_ISSUE, on=PolicyDocument)
def adopt_criteria(document: PolicyDocument) -> Answer:
    try:
        with transaction(document):
            tasks = _chosen_of(document)
            count = task_opening.adopt_suggestions(tasks, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("task_opening.show", policy_document_id=document.id))
    return _done(document, f"{count} 项任务采用了原文建议的办结标准，可逐项修改。")


@bp.post("/documents/<int:policy_document_id>/opening/submit")
@permission_required(Permission.DOCUMENT_ISSUE, on=PolicyDocument)
def submit(document: PolicyDocument) -> Answer:
    leaders = _leaders(document)
    form = SubmitOpeningForm()
    form.offer(leaders)
    if not form.validate_on_submit():
        return _grid(document, asking=form), 422
    leader = next(person for person in leaders if person.id == form.leader_id.data)
    try:
        with transaction(document):
            count = task_opening.submit_opening(
                _chosen_of(document),
                basis=form.basis.data,
                leader=leader,
                actor=signed_in_user(),
                now=clock.now(),
                calendar=work_calendar(),
            )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _grid(document, asking=form), 422
    return _done(document, f"{count} 项任务已报{leader.display_name}批准，批准后可以交办。")


@bp.get("/openings")
@permission_required(Permission.OPENING_VIEW)
def pending() -> str:
    return _pending_page()


@bp.post("/openings/approval")
@permission_required(Permission.OPENING_DECIDE)
def approve() -> Answer:
    try:
        with transaction():
            count = task_opening.approve_opening(_chosen_to_decide(), actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        return _pending_page(refusal=str(refusal)), 409
    flash(f"已批准 {count} 项任务立项，督查机构可以交办。", "success")
    return redirect(url_for("task_opening.pending"))


@bp.post("/openings/return")
@permission_required(Permission.OPENING_DECIDE)
def return_for_changes() -> Answer:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _pending_page(form=form), 422
    try:
        with transaction():
            count = task_opening.return_opening(
                _chosen_to_decide(),
                reason=form.reason.data,
                actor=signed_in_user(),
                now=clock.now(),
                calendar=work_calendar(),
            )
    except RuleViolation as refusal:
        return _pending_page(form=form, refusal=str(refusal)), 409
    flash(f"已退回 {count} 项任务，并告知报批人。", "success")
    return redirect(url_for("task_opening.pending"))


def _pending_page(form: ReasonForm | None = None, refusal: str | None = None) -> str:
    viewer = current_viewer()
    tasks = reading.pending_openings(viewer)
    by_document: dict[PolicyDocument, list[Task]] = {}
    for task in tasks:
        by_document.setdefault(task.document, []).append(task)
    return render_template(
        "tasks/openings.html",
        by_document=by_document,
        submitters=reading.submitters([task.id for task in tasks]),
        decidable={task.id for task in tasks if task.jurisdiction_id in viewer.led_government_ids},
        ticked=_ticked() if request.method == "POST" else {task.id for task in tasks},
        form=form or ReasonForm(formdata=None),
        refusal=refusal,
        today=clock.today(),
    )


def _grid(document: PolicyDocument, shared: SharedForm | None = None, asking: SubmitOpeningForm | None = None) -> str:
    leaders, tasks = _leaders(document), reading.tasks_to_open(document)
    drafts = [task for task in tasks if task.status is TaskStatus.DRAFT]
    return render_template(
        "tasks/opening.html",
        document=document,
        tasks=tasks,
        drafts=drafts,
        suggestions=reading.suggested_criteria([task.clause_id for task in tasks]),
        numbers={task.id: reading.number_of(task) for task in tasks},
        shared=shared or _blank_shared(leaders),
        asking=asking or _blank_asking(document, tasks, leaders),
        leaders=leaders,
        ticked=_ticked() if request.method == "POST" else {task.id for task in drafts},
        statuses=TaskStatus,
        usual_category=TaskCategory.GOVERNMENT_PLAN,
        today=clock.today(),
    )


def _blank_shared(leaders: Sequence[User]) -> SharedForm:
    form = SharedForm(formdata=None)
    form.offer(leaders)
    return form


def _blank_asking(document: PolicyDocument, tasks: Sequence[Task], leaders: Sequence[User]) -> SubmitOpeningForm:
    earlier = next((task.basis for task in tasks if task.basis), None)
    form = SubmitOpeningForm(formdata=None, basis=earlier or document.citation)
    form.offer(leaders)
    return form


def _leaders(document: PolicyDocument) -> Sequence[User]:
    return holders_of(Role.LEADER, [document.jurisdiction_id], clock.today())


def _ticked() -> set[int]:
    found = request.form.getlist("task")[:MOST_AT_ONCE]
    return {int(text) for text in found if text.isdecimal() and len(text) <= 10}


def _chosen_of(document: PolicyDocument) -> list[Task]:
    chosen = _ticked()
    return [task for task in reading.tasks_to_open(document) if task.id in chosen]


def _chosen_to_decide() -> Sequence[Task]:
    viewer = current_viewer()
    return reading.chosen_tasks(viewer, _ticked(), viewer.led_government_ids)


def _done(document: PolicyDocument, message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("task_opening.show", policy_document_id=document.id))
