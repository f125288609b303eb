"""To a leader: a list waits for approval."""

from tracker.domain.periods import Month
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import Notice, User


def compose_for(notice: Notice, leader: User, count: int) -> Email:
    """Return the mail that asks a leader to decide, with the way to the list."""
    return compose(
        leader.email,
        f"请审批：{notice.title}（{count} 行）",
        "notice_waiting",
        notice=notice,
        period=Month.parse(notice.period).label,
        count=count,
        path=f"/notices/{notice.id}",
    )
