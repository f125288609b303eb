"""Reports as far as they are typed: kept on every pause, taken away when the report is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.models import Assignment, ReportDraft, User

LONGEST_FIELD = 10_000
FIELDS = ("period", "percent_complete", "summary", "difficulties", "next_steps", "coordination", "based_on")
MILESTONES = "reached_milestones"
MOST_MILESTONES = 100


def save_draft(
    assignment: Assignment, *, user: User, typed: Mapping[str, str], milestones: Sequence[str] = (), now: datetime
) -> ReportDraft:
    """Keep what the user has typed for this assignment, over what was kept before; return the draft.

    `milestones` are the boxes ticked, where the task has stages.
    """
    draft = db.session.get(ReportDraft, (assignment.id, user.id))
    if draft is None:
        draft = ReportDraft(assignment_id=assignment.id, user_id=user.id)
        db.session.add(draft)
    fields: dict[str, object] = {name: typed[name][:LONGEST_FIELD] for name in FIELDS if typed.get(name)}
    draft.fields = {**fields, MILESTONES: list(milestones)[:MOST_MILESTONES]} if milestones else fields
    draft.saved_at = now
    return draft


def discard_draft(assignment: Assignment, *, user: User) -> None:
    """Forget what the user has typed for this assignment."""
    db.session.execute(
        sa.delete(ReportDraft).where(ReportDraft.assignment_id == assignment.id, ReportDraft.user_id == user.id)
    )
