"""Noting that somebody sent what they may not send (越权访问): for whoever looks after the system."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker.db import db
from tracker.models import AuditEntry, User
from tracker.services import audit

ACTION = "refuse_access"
MOST_AN_HOUR = 20  # of one person: the log keeps them all, the trail is not there to be filled
LONGEST_PATH = 200  # characters


def note_refusal(*, method: str, path: str, answer: int, actor: User, now: datetime) -> bool:
    """Leave an entry that `actor` was refused this; return False where enough was noted within the hour."""
    lately = sa.select(AuditEntry.id).where(
        AuditEntry.actor_id == actor.id, AuditEntry.action == ACTION, AuditEntry.recorded_at > now - timedelta(hours=1)
    )
    if len(db.session.scalars(lately.limit(MOST_AN_HOUR)).all()) == MOST_AN_HOUR:
        return False
    audit.record(actor, ACTION, actor, now, method=method, path=path[:LONGEST_PATH], answer=answer)
    return True
