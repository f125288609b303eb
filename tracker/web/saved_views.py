"""Keeping a view of the register under a name (常用视图), and taking it away."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.models import SavedView
from tracker.policies import Permission
from tracker.services import saved_views
from tracker.web.access import permission_required, signed_in_user
from tracker.web.forms.register import filters_in
from tracker.web.register_columns import chosen

bp = Blueprint("saved_views", __name__, url_prefix="/register/views")


@bp.post("")
@permission_required(Permission.REGISTER_VIEW)
def save() -> Response:
    query = filters_in(request.form) | ({"sort": request.form["sort"]} if request.form.get("sort") else {})
    keys = [column.key for column in chosen(request.form.getlist("column"))]
    try:
        owner = signed_in_user()
        with transaction(owner):  # a form sent twice saves one view
            view = saved_views.save_view(
                name=request.form.get("name", ""), query=query, columns=keys, owner=owner, now=clock.now()
            )
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
    else:
        flash(f"已保存为常用视图“{view.name}”。", "success")
    arguments: dict[str, Any] = {**query, "column": keys}
    return redirect(url_for("register.index", **arguments))


@bp.post("/<int:saved_view_id>/remove")
@permission_required(Permission.SAVED_VIEW_REMOVE, on=SavedView)
def remove(view: SavedView) -> Response:
    name = view.name
    with transaction(view):
        saved_views.remove_view(view)
    flash(f"已删除常用视图“{name}”。", "success")
    return redirect(url_for("register.index"))
