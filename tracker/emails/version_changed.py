"""To a unit's liaison: a new version of a document changed what the unit has to do (换版)."""

from collections.abc import Sequence
from datetime import date

from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import PolicyDocument, User
from tracker.queries.version_changes import PartChange


def compose_for(document: PolicyDocument, recipient: User, rows: Sequence[PartChange], *, today: date) -> Email:
    """Return the one mail that lists what ended, what came and what reads differently for a person's units."""
    kinds = list(dict.fromkeys(row.kind for row in rows))
    counts = "，".join(f"{kind.label} {sum(row.kind is kind for row in rows)} 项" for kind in kinds)
    units = list(dict.fromkeys(row.assignment.unit.name for row in rows))
    return compose(
        recipient.email,
        f"文件换版，任务有变动：{counts}",
        "version_changed",
        document_name=document.citation,
        kinds=[(kind, [row for row in rows if row.kind is kind]) for kind in kinds],
        unit_names="、".join(units),
        several_units=len(units) > 1,
        today=today,
    )
