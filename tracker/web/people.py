"""People and their roles: accounts by the system administrator, roles by the security administrator."""

import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.db import transaction
from tracker.domain.roles import Role
from tracker.domain.sign_ins import PersonState
from tracker.domain.unit_changes import holds_on
from tracker.models import User
from tracker.policies import Permission, can
from tracker.queries import people
from tracker.services import accounts
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.people import PersonForm, RoleForm, TermForm
from tracker.web.settings import setting

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.context_processor
def add_rights() -> dict:
    viewer = current_viewer()
    return {
        "may_manage": can(viewer, Permission.PERSON_MANAGE),
        "may_grant": can(viewer, Permission.ROLE_GRANT),
    }


PAGE_SIZE = 50


@bp.get("")
@permission_required(Permission.PERSON_VIEW)
def index() -> str:
    page = max(1, request.args.get("page", 1, type=int))
    text, state = request.args.get("q", "").strip()[:100], request.args.get("state", type=PersonState)
    found, count = people.find_people(text, state, account_moment(), offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return render_template(
        "people/index.html",
        people=found,
        count=count,
        page=page,
        page_size=PAGE_SIZE,
        text=text,
        states=[(state.value, state.label) for state in PersonState],
        today=clock.today(),
    )


def account_moment() -> people.AccountMoment:
    """Return the moment accounts are looked at: roles by today, sessions and tries by the machine's own time."""
    now = clock.system_now()
    limits = accounts.session_limits(now, idle_minutes=setting("SESSION_IDLE_MINUTES"), hours=setting("SESSION_HOURS"))
    return people.AccountMoment(clock.today(), now, *limits)


@bp.route("/new", methods=["GET", "POST"])
@permission_required(Permission.PERSON_MANAGE)
def new() -> tuple[str, int] | Response:
    form = PersonForm()
    if form.validate_on_submit():
        password = secrets.token_urlsafe(12)
        with transaction():
            user = accounts.create_user(
                form.username.data,
                display_name=form.display_name.data,
                email=form.email.data or "",
                password=password,
                must_change=True,
                actor=signed_in_user(),
                now=clock.now(),
            )
        flash(f"账号已建立。一次性密码：{password}（只显示这一次，请当面转交，首次登录须修改）", "success")
        return redirect(url_for("people.show", user_id=user.id))
    return render_template("people/new.html", form=form), 422 if request.method == "POST" else 200


@bp.get("/<int:user_id>")
@permission_required(Permission.PERSON_VIEW, on=User)
def show(person: User) -> str:
    return _page(person, _role_form())


@bp.post("/<int:user_id>/roles")
@permission_required(Permission.ROLE_GRANT, on=User)
def grant_role(person: User) -> tuple[str, int] | Response:
    form = _role_form()
    if not form.validate_on_submit():
        return _page(person, form), 422
    unit = next(unit for unit in people.units_for_choice() if unit.id == form.unit_id.data)
    with transaction(person):
        accounts.grant_role(
            person,
            Role(form.role.data),
            unit,
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
            actor=signed_in_user(),
            now=clock.now(),
        )
    flash("角色已授予，在任职日期内有效。" if form.valid_from.data else "角色已授予，即时生效。", "success")
    return redirect(url_for("people.show", user_id=person.id))


@bp.post("/<int:user_id>/roles/<int:membership_id>/revoke")
@permission_required(Permission.ROLE_GRANT, on=User)
def revoke_role(person: User, membership_id: int) -> Response:
    membership = people.membership_of(person, membership_id) or abort(404)
    with transaction(person):
        accounts.revoke_role(membership, actor=signed_in_user(), now=clock.now())
    flash("角色已收回，即时生效。", "success")
    return redirect(url_for("people.show", user_id=person.id))


@bp.post("/<int:user_id>/roles/<int:membership_id>/term")
@permission_required(Permission.ROLE_GRANT, on=User)
def change_term(person: User, membership_id: int) -> tuple[str, int] | Response:
    membership = people.membership_of(person, membership_id) or abort(404)
    form = TermForm()
    if not form.validate_on_submit():
        flash("请按“年-月-日”填写任职日期，没有期限可留空。", "error")
        return _page(person, _role_form()), 422
    with transaction(person):
        accounts.change_term(
            membership,
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
            actor=signed_in_user(),
            now=clock.now(),
        )
    flash("任职日期已修改，即时生效。", "success")
    return redirect(url_for("people.show", user_id=person.id))


@bp.post("/<int:user_id>/enabled")
@permission_required(Permission.PERSON_CONTROL, on=User)
def set_enabled(person: User) -> Response:
    enabled = request.form.get("enabled") == "1"
    with transaction(person):
        accounts.set_enabled(person, enabled, actor=signed_in_user(), now=clock.now())
    flash("账号已启用。" if enabled else "账号已停用，其登录状态即时失效。", "success")
    return redirect(url_for("people.show", user_id=person.id))


@bp.post("/<int:user_id>/password-reset")
@permission_required(Permission.PERSON_CONTROL, on=User)
def reset_password(person: User) -> Response:
    with transaction(person):
        password = accounts.reset_password(person, actor=signed_in_user(), now=clock.now())
    flash(f"新的一次性密码：{password}（只显示这一次，首次登录须修改）", "success")
    return redirect(url_for("people.show", user_id=person.id))


def _page(person: User, form: RoleForm) -> str:
    return render_template(
        "people/show.html",
        person=person,
        form=form,
        in_office=holds_on,
        today=clock.today(),
        may_control=can(current_viewer(), Permission.PERSON_CONTROL, person),
    )


def _role_form() -> RoleForm:
    form = RoleForm()
    form.unit_id.choices = [SelectChoice(unit.id, unit.full_name) for unit in people.units_for_choice()]
    return form
