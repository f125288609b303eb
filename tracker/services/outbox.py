"""The outbox: mail is queued in the transaction that causes it."""

import hashlib
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db, run_counted
from tracker.domain.outbox import OPEN_STATUSES, OutboxStatus
from tracker.emails.message import Email
from tracker.models import OutboxEmail, User


def queue(
    email: Email,
    *,
    kind: str,
    key: str,
    user: User | None,
    not_before: datetime,
    expires_at: datetime | None = None,
    now: datetime,
) -> OutboxEmail | None:
    """Queue a mail under its key; return None where one with that key was queued before: a mail is never doubled."""
    if db.session.scalar(sa.select(OutboxEmail.id).where(OutboxEmail.dedupe_key == key)) is not None:
        return None
    row = OutboxEmail(
        dedupe_key=key,
        kind=kind,
        user_id=user.id if user else None,
        recipient=email.recipient,
        subject=email.subject,
        body_text=email.body_text,
        body_html=email.body_html,
        message_id=f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@luoshi>",
        status=OutboxStatus.PENDING,
        queued_at=now,
        not_before=not_before,
        expires_at=expires_at,
    )
    db.session.add(row)
    return row


def cancel(key_prefix: str) -> int:
    """Cancel what is queued under keys that begin so and has not left; return how many."""
    return run_counted(
        sa.update(OutboxEmail)
        .where(OutboxEmail.dedupe_key.startswith(key_prefix, autoescape=True), OutboxEmail.status.in_(OPEN_STATUSES))
        .values(status=OutboxStatus.CANCELLED)
    )
