"""To a leader, once a week: what moved, what is stuck, what to decide."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.light_signs import Light
from tracker.domain.periods import Month
from tracker.domain.work_lists import Change
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import Notice
from tracker.queries.boards import Board
from tracker.queries.register import RegisterRow

MOST_UNITS = 5


def compose_for(
    email_address: str, board: Board, worst: Sequence[RegisterRow], to_decide: Sequence[Notice], *, today: date
) -> Email:
    """Return the page: counts, changes since the last snapshot, the worst rows, lists that wait."""
    behind = [line for line in board.units if line.lights[Light.RED] + line.lights[Light.YELLOW]]
    return compose(
        email_address,
        f"一周督查情况：在册 {board.total} 项，红灯 {board.lights[Light.RED]} 项，待您审批 {len(to_decide)} 件",
        "leader_digest",
        lights=[(light, board.lights[light]) for light in Light],
        changes=[(change, board.changes[change]) for change in Change],
        since=Month.parse(board.period).label if board.period else None,
        units=[(line.name, line.lights[Light.RED], line.lights[Light.YELLOW]) for line in behind[:MOST_UNITS]],
        worst=worst,
        to_decide=to_decide,
        today=today,
    )
