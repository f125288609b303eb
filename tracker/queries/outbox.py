"""Reading the outbox."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.outbox import OPEN_STATUSES, OutboxStatus
from tracker.models import OutboxEmail
from tracker.policies.scopes import visible_emails
from tracker.policies.viewer import Viewer


def page(
    viewer: Viewer, *, status: OutboxStatus | None = None, own: bool = False, offset: int, limit: int
) -> tuple[Sequence[OutboxEmail], int]:
    """Return a page of mails, newest first, without their bodies, and how many there are."""
    query = visible_emails(viewer)
    if own:
        query = query.where(OutboxEmail.user_id == viewer.user_id)
    if status is not None:
        query = query.where(OutboxEmail.status == status)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    found = query.options(sa.orm.defer(OutboxEmail.body_text), sa.orm.defer(OutboxEmail.body_html))
    return db.session.scalars(found.order_by(OutboxEmail.id.desc()).offset(offset).limit(limit)).all(), total


def counts() -> dict[OutboxStatus, int]:
    """Return how many mails there are in each status."""
    found = dict(db.session.execute(sa.select(OutboxEmail.status, sa.func.count()).group_by(OutboxEmail.status)).all())
    return {status: found.get(status, 0) for status in OutboxStatus}


def oldest_due(now: datetime) -> datetime | None:
    """Return since when the oldest mail that should have left is waiting; None where nothing is."""
    return db.session.scalar(
        sa.select(sa.func.min(OutboxEmail.not_before)).where(
            OutboxEmail.status.in_(OPEN_STATUSES), OutboxEmail.not_before <= now
        )
    )
