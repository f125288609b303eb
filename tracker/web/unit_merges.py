"""Merging two entries that are one body: chosen, shown in full, done on a click."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.models import Unit
from tracker.policies import Permission
from tracker.queries import unit_tree
from tracker.queries.unit_merges import plan_merge, why_not
from tracker.services import unit_merges, unit_unmerges
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.units import MergeForm, chosen, day_in, unit_choices
from tracker.web.unit_changes import saved, status

bp = Blueprint("merges", __name__)


@bp.route("/<int:unit_id>/merge", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def merge(source: Unit) -> tuple[str, int] | Response:
    """Show what would move to the target named in the address; do it when it is sent."""
    today = clock.today()
    others = list(unit_tree.colleagues_of(current_viewer(), source))
    asked = request.args.get("target", 0, type=int)
    form = MergeForm(target_id=asked, on=day_in(request.args.get("on"), today))
    form.target_id.choices = unit_choices(others)
    target = chosen(form.target_id.data, others)

    def change() -> None:
        if target is None:
            raise UnitChangeRefused("请选择并入的单位。")
        unit_merges.merge_units(
            source, target, on=form.on.data or today, actor=signed_in_user(), now=clock.now(), today=today
        )

    if saved(form, change, source) and target:
        flash(f"“{source.full_name}”已并入“{target.full_name}”。", "success")
        return redirect(url_for("units.show", unit_id=target.id))
    on = form.on.data or today
    refusal = why_not(source, target, on=on, today=today) if target else None
    plan = plan_merge(source, target) if target and refusal is None else None
    return (
        render_template(
            "units/merge.html", form=form, unit=source, target=target, plan=plan, refusal=refusal, today=today
        ),
        status(),
    )


@bp.post("/<int:unit_id>/undo-merge")
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def undo(source: Unit) -> Response:
    try:
        with transaction(source):
            target = unit_unmerges.undo_merge(source, actor=signed_in_user(), now=clock.now())
    except UnitChangeRefused as refused:
        flash(str(refused), "warning")
    else:
        flash(f"已撤销合并，移到“{target.full_name}”的名称、条款和责任已移回。", "success")
    return redirect(url_for("units.show", unit_id=source.id))
