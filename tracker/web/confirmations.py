"""Asking before something is done, where the page could not ask: its script had not arrived, or there are none.

A button or form that asks carries its words in the field ASK; the script of the page adds GIVEN once somebody has
confirmed. Without it the words are asked here, on a page that holds all that was sent. WHEN says of what was chosen it
depends: name=value|value.
"""

from flask import Flask, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from tracker.web.local_path import local_path

ASK, GIVEN, WHEN = "ask_first", "was_asked", "ask_when"

_NOT_HELD = (ASK, WHEN, "csrf_token")


def ask_first() -> str | None:
    """Answer with the question, None where there is none or it was answered."""
    if request.method != "POST" or not current_user.is_authenticated or not _is_to_ask(request.form):
        return None
    title, text, button = (request.form[ASK].splitlines() + ["请确认", "", "确定"])[:3]
    return render_template(
        "confirm.html",
        title=title,
        text=text,
        button=button,
        fields=[(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_HELD],
        given=GIVEN,
        action=request.full_path.rstrip("?"),
        back=local_path(request.form.get("next")) or _page_before() or "/",
    )


def _is_to_ask(form: MultiDict[str, str]) -> bool:
    if not form.get(ASK) or form.get(GIVEN):
        return False
    name, _, values = form.get(WHEN, "").partition("=")
    return not name or form.get(name) in values.split("|")


def _page_before() -> str | None:
    """Return the page of ours on which the button stood."""
    before = request.referrer or ""
    return (
        local_path(before.removeprefix(request.host_url.rstrip("/"))) if before.startswith(request.host_url) else None
    )


def register(app: Flask) -> None:
    """Ask before any view acts."""
    app.before_request(ask_first)
