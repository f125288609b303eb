"""Reports as far as they are typed: kept on every pause, taken away when the report is sent."""

from collections.abc import Mapping
from datetime import datetime

from tracker.db import db
from tracker.models import Assignment, ReportDraft, User

LONGEST_FIELD = 10_000
FIELDS = ("period", "percent_complete", "summary", "difficulties", "next_steps", "needs_coordination")


def save_draft(assignment: Assignment, *, user: User, typed: Mapping[str, str], now: datetime) -> ReportDraft:
    """Keep what the user has typed for this assignment, over what was kept before; return the draft."""
    draft = db.session.get(ReportDraft, (assignment.id, user.id))
    if draft is None:
        draft = ReportDraft(assignment_id=assignment.id, user_id=user.id)
        db.session.add(draft)
    draft.fields = {name: typed[name][:LONGEST_FIELD] for name in FIELDS if typed.get(name)}
    draft.saved_at = now
    return draft


def discard_draft(assignment: Assignment, *, user: User) -> None:
    """Forget what the user has typed for this assignment."""
    if draft := db.session.get(ReportDraft, (assignment.id, user.id)):
        db.session.delete(draft)
