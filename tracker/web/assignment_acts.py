"""What the office does to one unit's part by hand: one page an act, with its reason; and the menus that lead there."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker import clock
from tracker.db import transaction
from tracker.domain.break_downs import may_be_broken_down
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.unit_requests import ASKING, askable
from tracker.domain.workflow import NEEDS_REASON, AssignmentAction, allowed_assignment_actions
from tracker.models import Assignment
from tracker.policies import Permission, can
from tracker.queries.tasks import source_of
from tracker.services import assignment_lifecycle as lifecycle
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.base import Form

bp = Blueprint("assignment_acts", __name__)

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True)
class Act:
    """An act by hand: its verb, and what the page says will come of it."""

    verb: Callable[..., None]
    consequence: str


ACTS: dict[AssignmentAction, Act] = {
    AssignmentAction.PAUSE: Act(lifecycle.pause, "暂停期间不提醒、不亮灯，待审批的申请随之失效；到期自动恢复。"),
    AssignmentAction.RESUME: Act(lifecycle.resume, "恢复后继续按时限和序时进度亮灯。"),
    AssignmentAction.ENTER_NEXT_STAGE: Act(lifecycle.enter_next_stage, "单位继续推进下一阶段，恢复填报和亮灯。"),
    AssignmentAction.REOPEN: Act(lifecycle.reopen, "本单位任务重新推进；任务已销号的同时重新打开。"),
    AssignmentAction.CANCEL: Act(lifecycle.cancel, "本单位不再办理；各单位都终止时，任务随之终止。"),
    AssignmentAction.REINSTATE: Act(lifecycle.reinstate, "重新交办给本单位，由单位重新签收。"),
}


class ActForm(Form):
    reason = TextAreaField("理由", validators=[Length(max=1000, message="请控制在 1000 字以内。")])
    resume_on = DateField("到哪一天恢复", validators=[Optional()])

    def shape(self, action: AssignmentAction) -> None:
        """Ask for a reason where one is needed, for a day where there may be one."""
        if action in NEEDS_REASON:
            self.reason.validators = [InputRequired(f"请写明{action.label}的理由。"), *self.reason.validators]
            self.reason.flags.required = True
        if action is not AssignmentAction.PAUSE:
            del self.resume_on


@bp.route("/assignments/<int:assignment_id>/acts/<string:assignment_act>", methods=["GET", "POST"])
@permission_required(Permission.ASSIGNMENT_MANAGE, on=Assignment)
def act(assignment: Assignment, assignment_act: str) -> Answer:
    if assignment_act not in {action.value for action in ACTS}:
        abort(404)
    action = AssignmentAction(assignment_act)
    to_task = redirect(url_for("tasks.show", task_id=assignment.task_id))
    if request.method == "GET" and action not in may_do_by_hand(assignment):
        flash(f"本单位任务{assignment.status.label}，不能{action.label}。", "warning")
        return to_task
    form, unit = ActForm(), assignment.unit.name
    form.shape(action)
    if request.method == "GET":
        return _page(assignment, action, form)
    if not form.validate_on_submit():
        return _page(assignment, action, form), 422
    further = {"resume_on": form.resume_on.data} if form.resume_on else {}
    try:
        with transaction(assignment.task, assignment):
            ACTS[action].verb(
                assignment, reason=form.reason.data or "", actor=signed_in_user(), now=clock.now(), **further
            )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(assignment, action, form), 409 if isinstance(refusal, ActionNotAllowed) else 422
    flash(f"{unit}的任务已{action.label}。", "success")
    return to_task


def may_do_by_hand(assignment: Assignment) -> list[AssignmentAction]:
    """Return what the signed-in person may do to this part by hand, as its state allows."""
    if not can(current_viewer(), Permission.ASSIGNMENT_MANAGE, assignment):
        return []
    allowed = allowed_assignment_actions(assignment.status, assignment.task.status)
    return [action for action in ACTS if action in allowed]


def menu_of(assignment: Assignment) -> list[tuple[str, str]]:
    """Return (words, address) of everything else that the signed-in person may begin about this part."""
    links = []
    if can(current_viewer(), Permission.REQUEST_MAKE, assignment):
        for kind in askable(assignment.status, assignment.task.status):
            address = url_for("unit_requests.ask", assignment_id=assignment.id, request_kind=kind.value)
            links.append((ASKING[kind].action.label, address))
    may_break_down = may_be_broken_down(assignment.unit.kind, assignment.status)
    if may_break_down and can(current_viewer(), Permission.ASSIGNMENT_BREAK_DOWN, assignment):
        links.append(("分解到本级部门", url_for("break_downs.break_down", assignment_id=assignment.id)))
    for action in may_do_by_hand(assignment):
        address = url_for("assignment_acts.act", assignment_id=assignment.id, assignment_act=action.value)
        links.append((action.label, address))
    return links


def _page(assignment: Assignment, action: AssignmentAction, form: ActForm) -> str:
    return render_template(
        "unit_requests/act.html",
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        action=action,
        consequence=ACTS[action].consequence,
        form=form,
        today=clock.today(),
    )
