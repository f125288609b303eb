"""What the office does to a task as a whole: each act has a page that says what it does and asks for the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.transition_effects import actions_for, effect_of, may_act
from tracker.domain.workflow import NEEDS_REASON, TaskAction, TaskStatus, next_status
from tracker.models import Task
from tracker.policies import Permission, can
from tracker.services import task_lifecycle
from tracker.services.task_units import active_parts
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.tasks import TransitionForm

bp = Blueprint("task_lifecycle", __name__, url_prefix="/tasks/<int:task_id>")

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Act:
    """An act on the task as a whole: the end of its address, its verb, and what the page says will come of it."""

    address: str
    verb: Callable[..., Any]
    consequence: str


ACTS: dict[TaskAction, Act] = {
    TaskAction.WITHDRAW_ISSUE: Act(
        "withdrawal",
        task_lifecycle.withdraw_issue,
        "任务回到“已立项”，责任单位不再看到它；还没有发出的通知不再发出。改好后可以重新交办。",
    ),
    TaskAction.PAUSE: Act(
        "pause",
        task_lifecycle.pause,
        "各责任单位停止办理，不提醒、不亮灯、不催报，已填报的内容保留。以后可以恢复。",
    ),
    TaskAction.RESUME: Act("resumption", task_lifecycle.resume, "各责任单位从暂停前的状态继续办理。"),
    TaskAction.CLOSE: Act("closing", task_lifecycle.close, "任务整体办结，不再填报。发现问题可以重新打开。"),
    TaskAction.REOPEN: Act(
        "reopening",
        task_lifecycle.reopen,
        "所选单位重新办理，从“推进中”继续，办结结论作废，历史记录保留。",
    ),
    TaskAction.CANCEL: Act(
        "cancellation",
        task_lifecycle.cancel,
        "任务不再办理，未办结的责任一并终止，待审批的申请失效。可以撤销终止。",
    ),
    TaskAction.REINSTATE: Act(
        "reinstatement",
        task_lifecycle.reinstate,
        "任务回到“待立项”，编号不变；须重新立项、交办后，责任单位才继续办理。",
    ),
}


def _view(action: TaskAction) -> Callable[..., Answer]:
    @permission_required(Permission.TASK_MANAGE, on=Task)
    def act(task: Task) -> Answer:
        return _act(task, action)

    return act


for _action, _entry in ACTS.items():
    bp.add_url_rule(f"/{_entry.address}", _action.value, _view(_action), methods=["GET", "POST"])


def manage_links(task: Task) -> list[tuple[str, str]]:
    """Return what the signed-in person may do to the task as a whole, as (word, address); none for a unit's people."""
    viewer = current_viewer()
    if not can(viewer, Permission.TASK_MANAGE, task):
        return []
    links = []
    for action in actions_for(viewer.roles, task.status):
        if action is TaskAction.AMEND:
            links.append((action.label, f"{url_for('task_amendments.edit', task_id=task.id)}?from=task"))
        elif action in ACTS:
            links.append((f"{action.label}…", url_for(f"task_lifecycle.{action.value}", task_id=task.id)))
        elif action in (TaskAction.SUBMIT_OPENING, TaskAction.ISSUE):
            place = "task_opening.show" if action is TaskAction.SUBMIT_OPENING else "documents.issue"
            links.append((action.label, url_for(place, policy_document_id=task.document_id)))
    return links


def _act(task: Task, action: TaskAction) -> Answer:
    """Show the page of the act, or do it; a state that moved on since the page was shown is a conflict (409)."""
    form = TransitionForm(reason="", seen=task.status.value)
    form.unit_ids.choices = [(part.unit_id, part.unit.name) for part in _closed(task)]
    if not form.is_submitted():
        if not may_act(current_viewer().roles, task.status, action):
            flash(f"任务{task.status.label}，不能{action.label}。", "warning")
            return redirect(url_for("tasks.show", task_id=task.id))
        form.unit_ids.data = [part.unit_id for part in _closed(task)]
        return _page(task, action, form)
    if not form.validate():
        return _page(task, action, form), 422
    chosen = {"unit_ids": set(form.unit_ids.data or ())} if action is TaskAction.REOPEN else {}
    try:
        with transaction(task, *task.assignments):
            _check_seen(task, form)
            ACTS[action].verb(task, reason=form.reason.data or "", **chosen, actor=signed_in_user(), now=clock.now())
    except ActionNotAllowed as conflict:
        return _page(task, action, form, conflict=str(conflict)), 409
    except RuleViolation as refusal:
        form.reason.errors = [*form.reason.errors, str(refusal)]
        return _page(task, action, form), 422
    flash(f"已{action.label}“{task.title}”。", "success")
    return redirect(url_for("tasks.show", task_id=task.id))


def _check_seen(task: Task, form: TransitionForm) -> None:
    seen = form.seen.data
    task_lifecycle.check_seen(task, TaskStatus(seen) if seen in set(TaskStatus) else None)


def _closed(task: Task) -> list[Any]:
    return [part for part in task.assignments if part.status is AssignmentStatus.CLOSED]


def _page(task: Task, action: TaskAction, form: TransitionForm, conflict: str | None = None) -> str:
    form.seen.data = task.status.value
    effect = None if conflict else effect_of(task.status, action)
    return render_template(
        "tasks/act.html",
        task=task,
        action=action,
        says=ACTS[action].consequence,
        form=form,
        conflict=conflict,
        effect=effect,
        leads_to=None if conflict else next_status(task.status, action),
        needs_reason=action in NEEDS_REASON,
        chooses_units=action is TaskAction.REOPEN and len(_closed(task)) > 1,
        parts=active_parts(task) or task.assignments,
    )
