"""To a unit's liaison: these tasks have been given to your unit (交办)."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.assignments import AssignmentRole
from tracker.emails.message import Email
from tracker.emails.render import compose
from tracker.models import Assignment, PolicyDocument, User


def compose_for(document: PolicyDocument, recipient: User, rows: Sequence[Assignment], *, today: date) -> Email:
    """Return the one mail that lists everything a person's units have to do for the document."""
    units = list(dict.fromkeys(row.unit for row in rows))
    leads = sum(row.role is AssignmentRole.LEAD for row in rows)
    return compose(
        recipient.email,
        f"新任务交办：{len(rows)} 项，请签收",
        "task_issued",
        document_name=document.citation,
        units=[(unit, [row for row in rows if row.unit is unit]) for unit in units],
        unit_names="、".join(unit.name for unit in units),
        count=len(rows),
        leads=leads,
        today=today,
    )
