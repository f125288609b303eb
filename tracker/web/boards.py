"""The leadership board (进展看板)."""

from typing import Any

from flask import Blueprint, render_template, url_for

from tracker import clock
from tracker.domain.lights import Light, ProgressClass
from tracker.domain.periods import Month
from tracker.domain.work_lists import Change
from tracker.policies import Permission
from tracker.queries import boards, register
from tracker.queries.register_filters import RegisterFilter
from tracker.web.access import current_viewer, permission_required
from tracker.web.today import days_of_today

bp = Blueprint("boards", __name__, url_prefix="/board")

LONGEST_OVERDUE = 10


@bp.get("")
@permission_required(Permission.BOARD_VIEW)
def show() -> str:
    viewer = current_viewer()
    board = boards.read_board(viewer)
    worst = register.page(
        viewer, RegisterFilter(light=Light.RED, overdue_from=1), days_of_today(), sort="due", limit=LONGEST_OVERDUE
    )
    return render_template(
        "boards/show.html",
        board=board,
        worst=worst,
        lights=list(Light),
        classes=list(ProgressClass),
        changes=[(change, board.changes[change], url_for("register.index", change=change.value)) for change in Change],
        brackets=[(_bracket_words(low, high), number, _bracket_url(low, high)) for low, high, number in board.overdue],
        since=Month.parse(board.period).label if board.period else None,
        today=clock.today(),
    )


def _bracket_words(low: int, high: int | None) -> str:
    return f"{low}–{high} 天" if high else f"{low} 天以上"


def _bracket_url(low: int, high: int | None) -> str:
    bounds: dict[str, Any] = {"overdue-from": low, "overdue-to": high}
    return url_for("register.index", sort="-overdue", **bounds)
