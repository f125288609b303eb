"""The outbox: mail is queued in the transaction that causes it, and leased to the one who sends it."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db, run_counted
from tracker.domain.outbox import LEASE, OPEN_STATUSES, OutboxStatus, retry_delay
from tracker.emails.message import Email
from tracker.models import Membership, OutboxEmail, User


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


def was_written_to(user: User, kind: str, *, since: datetime) -> bool:
    """Return whether a mail of this kind was queued for the person since then and not taken back."""
    query = sa.select(OutboxEmail.id).where(
        OutboxEmail.user_id == user.id,
        OutboxEmail.kind == kind,
        OutboxEmail.queued_at >= since,
        OutboxEmail.status != OutboxStatus.CANCELLED,
    )
    return db.session.scalar(query.limit(1)) is not None


def is_empty() -> bool:
    """Return whether nothing at all waits or is being sent: there is nothing to look after either."""
    return db.session.scalar(sa.select(OutboxEmail.id).where(OutboxEmail.status.in_(OPEN_STATUSES)).limit(1)) is None


def waiting(key: str) -> OutboxEmail | None:
    """Return the mail queued under that key that nobody has begun to send, or None."""
    return db.session.scalar(
        sa.select(OutboxEmail).where(OutboxEmail.dedupe_key == key, OutboxEmail.status == OutboxStatus.PENDING)
    )


def rewrite(row: OutboxEmail, email: Email) -> None:
    """Let a mail that waits say this instead; when it leaves, and under which key, stays."""
    row.recipient, row.subject = email.recipient, email.subject
    row.body_text, row.body_html = email.body_text, email.body_html


def cancel(key_prefix: str) -> int:
    """Cancel what is queued under keys that begin so and has not left; return how many."""
    return run_counted(
        sa.update(OutboxEmail)
        .where(OutboxEmail.dedupe_key.startswith(key_prefix, autoescape=True), OutboxEmail.status.in_(OPEN_STATUSES))
        .values(status=OutboxStatus.CANCELLED)
    )


def cancel_for(user: User) -> int:
    """Cancel every mail that waits for this person; return how many."""
    return _cancel_waiting(OutboxEmail.user_id == user.id)


def cancel_for_people_gone(today: date) -> int:
    """Cancel the mails of people whose account is disabled, whose last role has ended, or one since they were queued.

    What is still theirs to do stands in their next morning's mail. Return how many were cancelled.
    """
    in_office = sa.select(Membership.user_id).where(
        sa.or_(Membership.valid_from.is_(None), Membership.valid_from <= today),
        sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= today),
    )
    reached = sa.select(User.id).where(User.is_enabled, User.id.in_(in_office))
    ended_since = sa.exists().where(
        Membership.user_id == OutboxEmail.user_id,
        Membership.valid_to < today,
        Membership.valid_to >= sa.func.date(OutboxEmail.queued_at, type_=sa.Date),
    )
    gone = sa.or_(OutboxEmail.user_id.not_in(reached), ended_since)
    return _cancel_waiting(sa.and_(OutboxEmail.user_id.is_not(None), gone))


def _cancel_waiting(whose: sa.ColumnElement[bool]) -> int:
    waits = OutboxEmail.status.in_((OutboxStatus.PENDING, OutboxStatus.RETRYING))
    return run_counted(sa.update(OutboxEmail).where(whose, waits).values(status=OutboxStatus.CANCELLED))


def drop_expired(now: datetime) -> int:
    """Mark what is out of date and has not left: it is dropped, not sent late. Return how many."""
    return run_counted(
        sa.update(OutboxEmail)
        .where(OutboxEmail.status.in_(OPEN_STATUSES), OutboxEmail.expires_at <= now)
        .values(status=OutboxStatus.EXPIRED, leased_until=None)
    )


def drop_unsent() -> int:
    """Mark everything that has not left as out of date; return how many. For the demonstration's made-up past."""
    return run_counted(
        sa.update(OutboxEmail).where(OutboxEmail.status.in_(OPEN_STATUSES)).values(status=OutboxStatus.EXPIRED)
    )


def lease(now: datetime, most: int) -> Sequence[OutboxEmail]:
    """Take up to `most` mails that are due, oldest first; nobody else takes them for five minutes.

    A mail that somebody took and did not mark in that time is taken again, with the same Message-ID.
    """
    is_due = sa.or_(
        sa.and_(OutboxEmail.status.in_((OutboxStatus.PENDING, OutboxStatus.RETRYING)), OutboxEmail.not_before <= now),
        sa.and_(OutboxEmail.status == OutboxStatus.SENDING, OutboxEmail.leased_until <= now),
    )
    rows = db.session.scalars(
        sa.select(OutboxEmail)
        .where(is_due)
        .order_by(OutboxEmail.not_before, OutboxEmail.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.status, row.leased_until = OutboxStatus.SENDING, now + LEASE
        row.attempts += 1
    return rows


def mark_delivered(row: OutboxEmail, *, now: datetime) -> None:
    """Note that the server, or the folder, has it."""
    row.status, row.sent_at, row.leased_until, row.last_error = OutboxStatus.DELIVERED, now, None, None


def mark_failed(row: OutboxEmail, reason: str, *, is_permanent: bool, now: datetime) -> None:
    """Note a failed try: later again, or never where the server said so or every try is used up."""
    delay = None if is_permanent else retry_delay(row.attempts)
    row.last_error, row.leased_until = reason, None
    row.status = OutboxStatus.FAILED if delay is None else OutboxStatus.RETRYING
    if delay is not None:
        row.not_before = now + delay


def give_back(row: OutboxEmail) -> None:
    """Let go of a leased mail that was not tried."""
    row.status, row.leased_until = OutboxStatus.PENDING, None
    row.attempts -= 1
