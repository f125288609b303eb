"""Signing for work, one or many."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.models import Assignment
from tracker.policies import Permission
from tracker.queries import assignments
from tracker.services import acknowledgements
from tracker.web.access import current_viewer, permission_required, signed_in_user

bp = Blueprint("assignments", __name__, url_prefix="/assignments")

MOST_AT_ONCE = 500


@bp.get("/<int:assignment_id>")
@permission_required(Permission.ASSIGNMENT_VIEW, on=Assignment)
def show(assignment: Assignment) -> Response:
    """Open the unit's part on the page of its task."""
    return redirect(url_for("tasks.show", task_id=assignment.task_id, _anchor=f"assignment-{assignment.id}"))


@bp.post("/<int:assignment_id>/acknowledge")
@permission_required(Permission.ASSIGNMENT_ACKNOWLEDGE, on=Assignment)
def acknowledge(assignment: Assignment) -> Response:
    with transaction(assignment):
        acknowledgements.acknowledge([assignment], actor=signed_in_user(), now=clock.now())
    flash("已签收。可以开始填报进展了。", "success")
    return redirect(url_for("tasks.show", task_id=assignment.task_id))


@bp.post("/acknowledge")
@permission_required(Permission.REGISTER_VIEW)
def acknowledge_many() -> Response:
    """Sign for everything ticked that waits, then go home, to the next thing to do; others' work is not looked for."""
    ticked = request.form.getlist("assignment")[:MOST_AT_ONCE]
    ids = {int(text) for text in ticked if text.isdecimal() and len(text) <= 10}
    chosen = assignments.served(current_viewer(), ids)
    if chosen:
        with transaction(*chosen):
            count = acknowledgements.acknowledge_waiting(chosen, actor=signed_in_user(), now=clock.now())
        left = f"另有 {len(chosen) - count} 项已由同事签收，或不需要签收。" if count < len(chosen) else ""
        flash(f"已签收 {count} 项任务。{left}", "success" if count else "warning")
        return redirect(url_for("home.show"))
    flash("还没有选择要签收的任务，请先勾选。", "warning")
    return redirect(url_for("register.index", todo="to_sign"))
