"""To a leader: these tasks wait for your approval to go live (立项待批)."""

from collections.abc import Sequence
from typing import Any

from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import Task, User

MOST_TITLES = 10
"""Tasks named in the mail; the rest is a number."""


def compose_for(tasks: Sequence[Task], leader: User, submitter: User) -> Email:
    """Return the mail; the tasks are of one act and have one basis."""
    return compose(
        leader.email,
        f"立项待批：{len(tasks)} 项任务",
        "opening_waiting",
        **named(tasks),
        basis=tasks[0].basis,
        submitter=submitter.display_name,
    )


def named(tasks: Sequence[Task]) -> dict[str, Any]:
    """Return the first tasks, to be named in a mail, and as numbers the rest and all of them."""
    return {"tasks": tasks[:MOST_TITLES], "rest": max(len(tasks) - MOST_TITLES, 0), "count": len(tasks)}
