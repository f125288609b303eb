"""Urging by hand (催办): one unit from its task, or many from the register."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import LimitReached
from tracker.domain.urging import INTERVAL_WORKDAYS
from tracker.models import Assignment
from tracker.policies import Permission
from tracker.queries import assignments
from tracker.queries.calendar import work_calendar
from tracker.queries.urgings import last_urged_on
from tracker.services import urging
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.instructions import UrgingForm

bp = Blueprint("urging", __name__)

MOST_AT_ONCE = 500
Answer = str | tuple[str, int] | Response


@bp.route("/assignments/<int:assignment_id>/urge", methods=["GET", "POST"])
@permission_required(Permission.ASSIGNMENT_URGE, on=Assignment)
def urge(assignment: Assignment) -> Answer:
    form = UrgingForm()
    if form.validate_on_submit():
        task_id, unit_name = assignment.task_id, assignment.unit.name
        try:
            with transaction(assignment):
                urging.urge(
                    assignment, text=form.text.data, calendar=work_calendar(), actor=signed_in_user(), now=clock.now()
                )
        except LimitReached as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash(f"已催办{unit_name}，下一个工作日早上的邮件会提醒联络员。", "success")
            return redirect(url_for("tasks.show", task_id=task_id))
    return _page([assignment], form)


@bp.post("/assignments/urge")
@permission_required(Permission.REGISTER_URGE)
def urge_many() -> Answer:
    """Show what is ticked and ask for the words; sent with words, urge all that may be urged today."""
    ticked = request.form.getlist("assignment")[:MOST_AT_ONCE]
    ids = {int(text) for text in ticked if text.isdecimal() and len(text) <= 10}
    chosen = assignments.overseen(current_viewer(), ids)
    if not chosen:
        flash("还没有选择要催办的任务，请先勾选。", "warning")
        return redirect(url_for("register.index"))
    if "text" not in request.form:
        return _page(chosen, UrgingForm(formdata=None), many=True)
    form = UrgingForm()
    if not form.validate():
        return _page(chosen, form, many=True)
    with transaction(*chosen):
        done = urging.urge_many(
            chosen, text=form.text.data, calendar=work_calendar(), actor=signed_in_user(), now=clock.now()
        )
    left = [
        f"{done.too_soon} 项 {INTERVAL_WORKDAYS} 个工作日内催办过" if done.too_soon else "",
        f"{done.not_asked} 项现在不需要单位办理" if done.not_asked else "",
    ]
    words = "，".join(filter(None, left))
    flash(f"已催办 {done.urged} 项。" + (f"未催办：{words}。" if words else ""), "success" if done.urged else "warning")
    return redirect(url_for("register.index", todo=request.form.get("todo") or None))


def _page(chosen: Sequence[Assignment], form: UrgingForm, *, many: bool = False) -> Answer:
    page = render_template(
        "urging/urge.html",
        chosen=chosen,
        many=many,
        form=form,
        last=last_urged_on([assignment.id for assignment in chosen]),
        interval=INTERVAL_WORKDAYS,
        today=clock.today(),
    )
    return (page, 422) if form.errors or form.form_errors else page
