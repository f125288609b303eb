"""Who belongs to a group such as 各县（市、区）政府."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.units import UnitKind
from tracker.models import Unit
from tracker.policies import Permission
from tracker.queries import unit_records, unit_tree
from tracker.services import unit_groups
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.units import LeaveForm, MemberForm, chosen, unit_choices
from tracker.web.unit_changes import saved, status

bp = Blueprint("groups", __name__)


@bp.route("/<int:unit_id>/members", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def members(group: Unit) -> tuple[str, int] | Response:
    if group.kind is not UnitKind.GROUP:
        abort(404)
    form = MemberForm()
    now = {each.member_id for each in unit_records.memberships_of_group(group) if each.valid_to is None}
    others = [each for each in unit_tree.possible_members(current_viewer(), group) if each.id not in now]
    form.member_id.choices = unit_choices(others)

    def change() -> None:
        member = chosen(form.member_id.data, others)
        if member is None:
            raise UnitChangeRefused("请选择成员。")
        unit_groups.add_member(group, member, on=form.on.data, actor=signed_in_user(), now=clock.now())
        flash(f"“{member.name}”已加入。", "success")

    if saved(form, change, group):
        return redirect(url_for("units.show", unit_id=group.id))
    lead = "单位组在文件中代表它的成员；成员按日期计算，责任由单位组统一承担。"
    return render_template("units/change.html", form=form, unit=group, title="添加成员", lead=lead), status()


@bp.route("/<int:unit_id>/members/<int:membership_id>/leave", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def leave(group: Unit, membership_id: int) -> tuple[str, int] | Response:
    membership = unit_records.membership_of(group, membership_id) or abort(404)
    form = LeaveForm(on=clock.today())

    def change() -> None:
        unit_groups.remove_member(membership, on=form.on.data or clock.today(), actor=signed_in_user(), now=clock.now())
        flash(f"“{membership.member.name}”已退出。", "success")

    if saved(form, change, group):
        return redirect(url_for("units.show", unit_id=group.id))
    lead = f"自退出日期起，“{group.name}”不再代表“{membership.member.name}”；此前的情况不变。"
    title = f"{membership.member.name}退出"
    return render_template("units/change.html", form=form, unit=group, title=title, lead=lead), status()
