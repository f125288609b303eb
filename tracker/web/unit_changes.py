"""Changing a unit: new, corrected, renamed, ended, moved, known by further names."""

import hashlib
from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.unit_changes import UnitChangeRefused, ended_on_unknown_day
from tracker.domain.units import UnitKind
from tracker.models import Unit
from tracker.policies import Permission, can
from tracker.queries import unit_records, unit_tree
from tracker.services import units
from tracker.services.unit_suggestions import similar_units
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.base import Form
from tracker.web.forms.units import (
    NO_UNIT,
    AliasForm,
    CorrectUnitForm,
    EndUnitForm,
    MoveUnitForm,
    NewUnitForm,
    RenameUnitForm,
    chosen,
    unit_choices,
)

bp = Blueprint("changes", __name__)
Answer = tuple[str, int] | Response


@bp.route("/new", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE)
def new_first() -> Answer:
    """The first government of an empty registry, or another one at the top."""
    return _new(None)


@bp.route("/<int:unit_id>/new", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def new(parent: Unit) -> Answer:
    return _new(parent)


def _new(parent: Unit | None) -> Answer:
    form = NewUnitForm(kind=UnitKind.GOVERNMENT.value if parent is None else UnitKind.BUREAU.value)
    similar = similar_units(parent.jurisdiction or parent, form.name.data) if parent and form.name.data else []
    made: list[Unit] = []

    def create() -> None:
        if similar and not form.confirmed.data:
            raise UnitChangeRefused("已有名称相近的单位，请核对是否为同一单位。")
        made.append(
            units.create_unit(
                parent,
                kind=UnitKind(form.kind.data),
                name=form.name.data or "",
                full_name=form.full_name.data or "",
                function=form.function.data,
                letter_prefix=form.letter_prefix.data,
                valid_from=form.valid_from.data,
                actor=signed_in_user(),
                now=clock.now(),
            )
        )

    if saved(form, create, *([parent] if parent else [])):
        flash(f"已新建“{made[0].full_name}”，文件中的这一名称今后按它识别。", "success")
        return redirect(url_for("units.show", unit_id=made[0].id))
    return render_template("units/new.html", form=form, parent=parent, similar=similar), status()


@bp.route("/<int:unit_id>/correct", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def correct(unit: Unit) -> Answer:
    form = CorrectUnitForm(obj=unit, seen=as_seen(unit))
    form.keep_function(unit.function)

    def change() -> None:
        check_seen(unit, form.seen.data)
        changed = units.correct_unit(
            unit,
            name=form.name.data or "",
            full_name=form.full_name.data or "",
            function=form.function.data,
            letter_prefix=form.letter_prefix.data,
            valid_from=form.valid_from.data,
            actor=signed_in_user(),
            now=clock.now(),
        )
        flash("已更正。" if changed else "没有改动。", "success")

    return _answer(
        form, unit, change, title="更正登记", lead="改正登记错误，不留曾用名。单位确实改了名称的，请用“更名”。"
    )


@bp.route("/<int:unit_id>/rename", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def rename(unit: Unit) -> Answer:
    form = RenameUnitForm(name=unit.name, full_name=unit.full_name, on=clock.today(), seen=as_seen(unit))

    def change() -> None:
        check_seen(unit, form.seen.data)
        units.rename_unit(
            unit,
            name=form.name.data or "",
            full_name=form.full_name.data or "",
            on=form.on.data or clock.today(),
            actor=signed_in_user(),
            now=clock.now(),
            today=clock.today(),
        )
        flash("已更名，原名称记为曾用名。", "success")

    return _answer(
        form, unit, change, title="单位更名", lead="单位还是同一个，责任和历史不变；原名称留作曾用名，旧文件照样识别。"
    )


@bp.route("/<int:unit_id>/end", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def end(unit: Unit) -> Answer:
    form = EndUnitForm(
        on=None if ended_on_unknown_day(unit) else clock.today(), successor_id=unit.successor_id or NO_UNIT
    )
    colleagues = list(unit_tree.colleagues_of(current_viewer(), unit))
    form.successor_id.choices = unit_choices(colleagues, none="没有承接单位", full=unit.kind is UnitKind.GOVERNMENT)

    def change() -> None:
        units.end_unit(
            unit,
            on=form.on.data,
            successor=chosen(form.successor_id.data, colleagues),
            actor=signed_in_user(),
            now=clock.now(),
        )
        flash("已登记撤销。已交办的责任仍在原单位名下。", "success")

    return _answer(
        form, unit, change, title="撤销单位",
        lead="已交办的责任仍在原单位名下；此后新文件中的旧名称由承接单位承担，所在单位组由承接单位接替。可以恢复。",
    )  # fmt: skip


@bp.post("/<int:unit_id>/reopen")
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def reopen(unit: Unit) -> Response:
    with transaction(unit):
        units.reopen_unit(unit, actor=signed_in_user(), now=clock.now())
    flash("已恢复为现行单位。", "success")
    return redirect(url_for("units.show", unit_id=unit.id))


@bp.route("/<int:unit_id>/move", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def move(unit: Unit) -> Answer:
    form = MoveUnitForm(parent_id=unit.parent_id or NO_UNIT)
    viewer = current_viewer()
    parents = [each for each in unit_tree.possible_parents(viewer, unit) if can(viewer, Permission.UNIT_MANAGE, each)]
    form.parent_id.choices = unit_choices(parents, full=True)

    def change() -> None:
        parent = chosen(form.parent_id.data, parents)
        if parent is None or parent.id == unit.parent_id:
            raise UnitChangeRefused("请选择另一个上级。")
        units.move_unit(unit, parent, actor=signed_in_user(), now=clock.now())
        flash(f"已移到“{parent.full_name}”之下。", "success")

    return _answer(form, unit, change, title="调整上级", lead="下设单位随同移动，责任和历史不变。")


@bp.route("/<int:unit_id>/aliases", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def add_alias(unit: Unit) -> Answer:
    form = AliasForm()

    def change() -> None:
        units.add_alias(
            unit,
            name=form.name.data or "",
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
            actor=signed_in_user(),
            now=clock.now(),
        )
        flash("已添加，下一次导入文件时按这个名称识别。", "success")

    return _answer(form, unit, change, title="添加别名", lead="文件中出现这个名称时，按本单位识别。")


@bp.post("/<int:unit_id>/aliases/<int:alias_id>/remove")
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def remove_alias(unit: Unit, alias_id: int) -> Response:
    alias = unit_records.alias_of(unit, alias_id) or abort(404)
    with transaction(unit, alias):
        units.remove_alias(alias, actor=signed_in_user(), now=clock.now())
    flash(f"已删除别名“{alias.name}”。已识别的条款不变。", "success")
    return redirect(url_for("units.show", unit_id=unit.id))


def saved(form: Form, change: Callable[[], None], *locked: Unit) -> bool:
    """Make the change in a transaction and return whether it was made; a refusal becomes the form's own error."""
    if not form.validate_on_submit():
        return False
    try:
        with transaction(*locked):
            change()
    except UnitChangeRefused as refused:
        form.form_errors.append(str(refused))
        return False
    return True


def status() -> int:
    """Return 422 for a form that was sent and refused."""
    return 422 if request.method == "POST" else 200


def as_seen(unit: Unit) -> str:
    """Return what stands for the unit as a form shows it, so that nobody overwrites what they have not seen."""
    values = (unit.name, unit.full_name, unit.function, unit.letter_prefix, unit.valid_from, unit.valid_to)
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def check_seen(unit: Unit, seen: str | None) -> None:
    """Raise where the unit is no longer as the form showed it."""
    if seen != as_seen(unit):
        raise UnitChangeRefused(f"这个单位刚被别人改过，现为“{unit.name}”（{unit.full_name}）。请刷新后重新填写。")


def _answer(form: Form, unit: Unit, change: Callable[[], None], *, title: str, lead: str) -> Answer:
    if saved(form, change, unit):
        return redirect(url_for("units.show", unit_id=unit.id))
    return render_template("units/change.html", form=form, unit=unit, title=title, lead=lead), status()
