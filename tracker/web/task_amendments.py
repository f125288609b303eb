"""Changing what a task is described by."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.roles import Role
from tracker.domain.transition_effects import effect_of
from tracker.domain.workflow import TaskAction, TaskStatus, allowed_actions
from tracker.models import Task
from tracker.policies import Permission
from tracker.queries.calendar import work_calendar
from tracker.queries.clause_dates import clause_dates
from tracker.queries.recipients import holders_of
from tracker.queries.task_opening import number_of, suggested_criteria
from tracker.queries.tasks import source_of
from tracker.services import task_amendments
from tracker.services.task_amendments import TaskChangedMeanwhile
from tracker.services.task_units import active_parts
from tracker.web.access import permission_required, signed_in_user
from tracker.web.desk import choosable
from tracker.web.forms.tasks import TaskForm

bp = Blueprint("task_amendments", __name__, url_prefix="/tasks")

Answer = Response | str | tuple[str, int]


@bp.get("/<int:task_id>/description")
@permission_required(Permission.TASK_MANAGE, on=Task)
def edit(task: Task) -> Answer:
    if TaskAction.AMEND not in allowed_actions(task.status):
        flash(f"任务{task.status.label}，不能调整。", "warning")
        return redirect(url_for("tasks.show", task_id=task.id))
    form = TaskForm(formdata=None)
    form.fill(task)
    _offer(form, task)
    return _page(task, form)


@bp.post("/<int:task_id>/description")
@permission_required(Permission.TASK_MANAGE, on=Task)
def save(task: Task) -> Answer:
    effect_of(task.status, TaskAction.AMEND)
    form = TaskForm()
    _offer(form, task)
    if not form.validate_on_submit():
        return _page(task, form), 422
    try:
        with transaction(task):
            changes = task_amendments.amend(
                task,
                form.values,
                reason=form.reason.data or "",
                version=_version(form),
                actor=signed_in_user(),
                now=clock.now(),
                calendar=work_calendar(),
            )
    except TaskChangedMeanwhile as conflict:
        form.version.data = str(task.version)
        return _page(task, form, conflict=str(conflict)), 409
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(task, form), 422
    flash("任务已调整。" if changes else "没有改动。", "success")
    return redirect(_back_to(task))


def _offer(form: TaskForm, task: Task) -> None:
    leaders = holders_of(Role.LEADER, [task.jurisdiction_id], clock.today())
    in_task = {part.unit_id for part in active_parts(task)}
    units = [unit for unit in choosable(task) if unit.id not in in_task]
    known = {criterion.text for criterion in task.criteria}
    suggestions = [text for text in suggested_criteria([task.clause_id])[task.clause_id] if text not in known]
    days = {stage.due_on for stage in task.milestones}
    form.offer(leaders, units, suggestions, [found for found in clause_dates(task.clause) if found.due_on not in days])


def _page(task: Task, form: TaskForm, conflict: str | None = None) -> str:
    return render_template(
        "tasks/amend.html",
        task=task,
        form=form,
        conflict=conflict,
        now_saved=task_amendments.describe(task) if conflict else {},
        units={str(part.unit_id): part.unit for part in task.assignments},
        source=source_of(task),
        number=number_of(task),
        is_out=task.status is TaskStatus.ISSUED,
        back=_back_to(task),
    )


def _back_to(task: Task) -> str:
    """Return where the form was opened from: the grid of 立项 before the task is out, its own page afterwards."""
    if task.status is TaskStatus.ISSUED or request.args.get("from") == "task":
        return url_for("tasks.show", task_id=task.id)
    return url_for("task_opening.show", policy_document_id=task.document_id, _anchor=f"task-{task.id}")


def _version(form: TaskForm) -> int:
    text = form.version.data or ""
    return int(text) if text.isdecimal() and len(text) <= 9 else 0
