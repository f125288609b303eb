"""The movable clock of the demonstration. In production these pages do not exist."""

import time
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker import clock
from tracker.domain.clock_moves import ClockMove, target_of
from tracker.policies import Permission
from tracker.queries.calendar import work_calendar
from tracker.web.access import permission_required, signed_in_user
from tracker.web.local_path import local_path
from tracker.web.settings import extension

bp = Blueprint("demo_clock", __name__, url_prefix="/demo/clock")

EXTENSION = "demonstration"
ANSWER_WITHIN_S = 4.0
"""A long move answers after this long with how far it has come, and goes on from there."""


@bp.post("")
@permission_required(Permission.CLOCK_MOVE)
def move() -> str | Response:
    demonstration = extension(EXTENSION) or abort(404)
    started_at, back = clock.now(), local_path(request.form.get("next")) or url_for("home.show")
    target = _wanted()
    if target is None:
        flash("请填写要拨到的时间，例如 2026-12-25 08:30。", "warning")
        return redirect(back, 303)
    deadline = time.monotonic() + ANSWER_WITHIN_S
    counts = demonstration.move(target, actor=signed_in_user(), goes_on=lambda _: time.monotonic() < deadline)
    if clock.now() < target:
        first = _moment(request.form.get("started")) or started_at
        done = (clock.now() - first) / (target - first)
        return render_template(
            "demo_clock/moving.html", target=target, first=first, reached=clock.now(), done=round(100 * done), back=back
        )
    flash(f"时钟已拨到 {target.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}。{_summary(counts)}", "success")
    return redirect(back, 303)


def _wanted() -> datetime | None:
    """Return the moment asked for: by one of the offered moves, or as written."""
    offered = request.form.get("move", "")
    if offered in set(ClockMove):
        return target_of(ClockMove(offered), clock.now(), work_calendar())
    return _moment(request.form.get("moment"))


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.BEIJING)


_WORDS = (
    ("mail", "sent", "发出邮件 {} 封"),
    ("snapshot", "snapshots", "冻结快照 {} 行"),
    ("notices", "drafts", "编制名单 {} 份"),
    ("ladder", "reminders", "新达阶梯 {} 项"),
)


def _summary(counts: dict[str, dict[str, int]]) -> str:
    done = [words.format(number) for job, name, words in _WORDS if (number := counts.get(job, {}).get(name, 0))]
    return f"其间{'，'.join(done)}。" if done else ""


def register(app: Flask) -> None:
    """Give every page of the demonstration what its clock banner shows."""
    if not app.config["DEMO"]:
        return

    @app.context_processor
    def add_clock() -> dict[str, Any]:
        if not current_user or not current_user.is_authenticated:
            return {}
        return {"demo": {"now": clock.now(), "clock_url": url_for("demo_clock.move"), "moves": list(ClockMove)}}
