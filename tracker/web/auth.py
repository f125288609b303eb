"""Signing in and out."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain import sign_ins
from tracker.domain.errors import RuleViolation
from tracker.models import User
from tracker.queries import people
from tracker.services import accounts, rate_limits
from tracker.web.access import current_session, own_account, signed_in_user
from tracker.web.carried_forms import given_back
from tracker.web.forms.auth import ChangePasswordForm, SignInForm
from tracker.web.local_path import local_path
from tracker.web.sign_in_page import offers_demonstration, sign_in_page

bp = Blueprint("auth", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    if current_user.is_authenticated and request.method == "GET":
        return redirect(url_for("home.show"))
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _sign_in_with_password(form)
        except accounts.SignInRefused as refusal:
            form.password.errors = [str(refusal)]
    status = 422 if request.method == "POST" else 200
    return sign_in_page(form, target=request.args.get("next"), carried=request.form.get("carried"), status=status)


def _sign_in_with_password(form: SignInForm) -> Response:
    username, now = form.username.data.strip(), clock.system_now()
    key = sign_ins.key_of(username, request.remote_addr)
    with transaction():
        counts = [(rate_limits.hit(key, window, now), most) for window, most in sign_ins.LIMITS]
    if any(count > most for count, most in counts):
        raise accounts.SignInRefused("尝试次数过多，请 15 分钟后再试。")
    try:
        with transaction():
            user, token = accounts.sign_in(username, form.password.data, address=request.remote_addr or "", now=now)
            rate_limits.clear(key)
    except accounts.SignInRefused:
        with transaction():
            accounts.record_refused_sign_in(username, now=now)
        raise
    return _begin(user, token)


@bp.post("/demo/sign-in/<int:user_id>")
def demo_sign_in(user_id: int) -> Response:
    """One click signs in a demonstration person: only in the demonstration, only from this very machine."""
    user = people.demonstration_person(user_id) if offers_demonstration() else None
    if user is None:
        abort(404)
    with transaction():
        token = accounts.open_session(user, address=request.remote_addr or "", now=clock.system_now())
    return _begin(user, token)


@bp.post("/sign-out")
@own_account
def sign_out() -> Response:
    row = current_session()
    if row is not None:
        with transaction():
            accounts.close_session(row, actor=signed_in_user(), now=clock.system_now())
    logout_user()
    session.clear()
    flash("您已退出登录。", "success")
    return redirect(url_for("auth.sign_in"))


@bp.route("/account/password", methods=["GET", "POST"])
@own_account
def change_password() -> tuple[str, int] | Response:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        user = signed_in_user()
        try:
            with transaction(user):
                accounts.change_password(user, current=form.current.data, new=form.new.data, now=clock.system_now())
        except accounts.SignInRefused as refusal:
            form.current.errors = [str(refusal)]
        except RuleViolation as refusal:
            form.new.errors = [str(refusal)]
        else:
            logout_user()
            session.clear()
            flash("密码已修改，请用新密码登录。", "success")
            return redirect(url_for("auth.sign_in"))
    return render_template("auth/change_password.html", form=form), 422 if request.method == "POST" else 200


def _begin(user: User, token: str) -> Response:
    session.clear()  # nothing of an earlier session survives: no fixation
    session["token"] = token
    login_user(user)
    target = local_path(request.args.get("next")) or url_for("home.show")
    carried = given_back(request.form.get("carried"), user.id)
    return (
        make_response(render_template("auth/give_back.html", carried=carried, target=target))
        if carried
        else redirect(target)
    )
