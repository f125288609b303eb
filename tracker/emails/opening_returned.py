"""To the supervisor who asked: a leader sent these back instead of approving them (退回立项)."""

from collections.abc import Sequence

from tracker.emails.message import Email
from tracker.emails.opening_waiting import named
from tracker.emails.render import compose
from tracker.models import Task, User


def compose_for(tasks: Sequence[Task], submitter: User, leader: User, reason: str) -> Email:
    """Return the mail with the leader's reason."""
    return compose(
        submitter.email,
        f"立项被退回：{len(tasks)} 项任务",
        "opening_returned",
        **named(tasks),
        document_id=tasks[0].document_id,
        leader=leader.display_name,
        reason=reason,
    )
