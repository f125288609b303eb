"""Who may reach a page: nothing is open unless it is named here or declares a permission."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache, wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa
from flask import Flask, abort, flash, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import Base, db, transaction
from tracker.extensions import login_manager
from tracker.models import LoginSession, User
from tracker.policies import Permission, Viewer, can, viewer_of
from tracker.policies.scopes import SAID_BY_SCOPE, SCOPES
from tracker.policies.viewer import ViewerKind
from tracker.services import accounts
from tracker.web.addresses import FILES
from tracker.web.carried_forms import carry
from tracker.web.forms.auth import SignInForm
from tracker.web.settings import setting
from tracker.web.sign_in_page import sign_in_page

PUBLIC_ENDPOINTS = {*FILES, "auth.sign_in", "auth.demo_sign_in", "health.live"}

#: Reached by anyone who is signed in, whatever their rights.
OWN_ACCOUNT_ENDPOINTS = {"auth.sign_out", "auth.change_password"}

_TOUCH_EVERY = timedelta(minutes=1)

# Asked with every page, so put together once.
_SESSION = (
    sa.select(LoginSession)
    .options(sa.orm.joinedload(LoginSession.user).joinedload(User.memberships))
    .where(LoginSession.token_hash == sa.bindparam("token_hash"))
)


def permission_required(permission: Permission, on: type[Base] | None = None) -> Callable:
    """Declare what a view needs. With `on=Task` the view is handed the task named in its URL (`task_id`).

    A record the viewer may not see is answered 404, so that its existence is not given away.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(**url_args: Any) -> Any:
            if not current_user.is_authenticated:
                return login_manager.unauthorized()
            record = _visible_or_404(on, url_args.pop(f"{on.__tablename__}_id")) if on else None
            if SAID_BY_SCOPE.get(on) is not permission and not can(current_viewer(), permission, record):
                abort(403)
            return view(record, **url_args) if on else view(**url_args)

        guarded.required_permission = permission  # type: ignore[attr-defined]
        guarded.guarded_model = on  # type: ignore[attr-defined]
        return guarded

    return decorate


def own_account(view: Callable) -> Callable:
    """Declare that a view concerns only the signed-in person's own account."""

    @wraps(view)
    def guarded(**url_args: Any) -> Any:
        if not current_user.is_authenticated:
            return login_manager.unauthorized()
        return view(**url_args)

    return guarded


def _visible_or_404(model: Any, record_id: int) -> Any:
    viewer = current_viewer()
    return db.one_or_abort(_one(model, viewer.kind), execute_kwargs={"params": viewer.ids | {"record_id": record_id}})


@cache
def _one(model: Any, kind: ViewerKind) -> sa.Select:
    """The record of this number, within the scope; put together once for a kind of viewer."""
    return SCOPES[model](kind).where(model.id == sa.bindparam("record_id"))


def signed_in_user() -> User:
    """Return the user as a plain record, fit to be stored; Flask-Login's `current_user` is only a stand-in."""
    return current_user._get_current_object()


def current_viewer() -> Viewer:
    """Return what the signed-in person may see today; read once a request."""
    if "viewer" not in g:
        g.viewer = viewer_of(signed_in_user(), clock.today())
    return g.viewer


def current_session() -> LoginSession | None:
    """Return the row of this browser's session, or None when there is none or it has run out."""
    token = session.get("token")
    if not token:
        return None
    row = db.session.scalars(_SESSION, {"token_hash": accounts.hash_token(token)}).unique().one_or_none()
    idle_since, opened_before = accounts.session_limits(
        clock.system_now(),
        idle_minutes=setting("SESSION_IDLE_MINUTES"),
        hours=setting("SESSION_HOURS"),
    )
    return row if row and row.last_seen_at >= idle_since and row.created_at > opened_before else None


@login_manager.user_loader
def load_user(_user_id: str) -> User | None:
    """Return the person of the server-side session; the id in the cookie alone signs nobody in."""
    row = current_session()
    if row is None or not row.user.is_enabled or str(row.user_id) != _user_id:
        return None
    user = row.user
    if clock.system_now() - row.last_seen_at > _TOUCH_EVERY:
        db.session.close()  # the person just read stays as read, and is not read again after the commit
        with transaction():
            db.session.execute(
                sa.update(LoginSession).where(LoginSession.id == row.id).values(last_seen_at=clock.system_now())
            )
        db.session.add(user)
    return user


@login_manager.unauthorized_handler
def ask_to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else _page_it_was_sent_from()
    was_signed_in = session.pop("token", None)
    if request.endpoint not in OWN_ACCOUNT_ENDPOINTS and (carried := carry()):
        return sign_in_page(SignInForm(formdata=None), target=target, carried=carried, is_late=True, status=401)
    if was_signed_in:
        flash("登录已超时，请重新登录。登录后回到原来的页面，刚才填写的内容会恢复。", "warning")
    return redirect(url_for("auth.sign_in", next=target))


def _page_it_was_sent_from() -> str | None:
    """Return the path of our own page that a form was sent from, where the browser says it."""
    before = urlsplit(request.referrer or "")
    if before.netloc != request.host:
        return None
    return urlunsplit(("", "", before.path, before.query, "")) or None


def register(app: Flask) -> None:
    @app.before_request
    def note_address() -> None:
        db.session.info["address"] = request.remote_addr

    @app.before_request
    def demand_new_password() -> Response | None:
        wants_static = request.endpoint in PUBLIC_ENDPOINTS | OWN_ACCOUNT_ENDPOINTS
        if not wants_static and current_user.is_authenticated and current_user.must_change_password:
            return redirect(url_for("auth.change_password"))
        return None
