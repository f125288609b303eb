"""A test client that behaves like a browser: its own context for each request, the form token, every page checked."""

import contextvars
from typing import Any

from flask import Flask, has_app_context, session
from flask.testing import FlaskClient
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from tests.support.pages import check_page
from tracker.db import db
from tracker.models import User


class BrowserClient(FlaskClient):
    """Fetches pages as a browser does. What `open`, `get` and `post` take more than Flask's own client:

    csrf=False        send no form token
    may_fail=True     an answer of 500 is what the test is about
    checked=False     leave the page checks out, and say why in the test
    """

    def open(self, *args: Any, csrf: bool = True, may_fail: bool = False, checked: bool = True, **kwargs: Any) -> Any:
        if csrf and str(kwargs.get("method", "GET")).upper() not in {"GET", "HEAD", "OPTIONS"}:
            kwargs["headers"] = {"X-CSRFToken": self._form_token(), **dict(kwargs.get("headers") or {})}
        # An empty context: the request gets an application context of its own, and leaves nothing in the test's.
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()  # the test reads again what the request may have changed
        if not may_fail:
            assert response.status_code != 500, f"{response.request.path} failed; see the log below"
        assert all(value.isascii() for _, value in response.headers), "a real server passes on ASCII headers only"
        if checked and _is_shown(response):
            check_page(response.text)
        return response

    def carry(self, user: User, token: str) -> None:
        """Hold the cookie of a signed-in browser; `token` is that of the user's LoginSession."""
        cookie = contextvars.Context().run(_cookie_of, self.application, dict(self.environ_base), user, token)
        with self.session_transaction() as mine:
            mine.clear()
            mine.update(cookie)

    def _form_token(self) -> str:
        with self.session_transaction() as mine:
            cookie = dict(mine)
            token, raw = contextvars.Context().run(_form_token_of, self.application, cookie)
            mine["csrf_token"] = raw
        return token


def _is_shown(response: TestResponse) -> bool:
    return response.mimetype == "text/html" and not 300 <= response.status_code < 400 and bool(response.data)


def _cookie_of(app: Flask, environ: dict[str, Any], user: User, token: str) -> dict[str, Any]:
    with app.test_request_context(environ_base=environ):
        login_user(user)
        return {**session, "token": token}


def _form_token_of(app: Flask, cookie: dict[str, Any]) -> tuple[str, str]:
    with app.test_request_context():
        session.update(cookie)
        return generate_csrf(), session["csrf_token"]
