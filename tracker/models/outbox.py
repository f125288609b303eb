"""Mail that waits to leave."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.outbox import OutboxStatus
from tracker.models.user import User


class OutboxEmail(Base):
    """A mail, written in the transaction that causes it, sent by a job (发件箱).

    `dedupe_key` names kind, person and period: a second one is impossible. The Message-ID is made with the row,
    so that a retry after a crash can be folded by the receiver.
    """

    __tablename__ = "outbox_email"

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body_text: Mapped[str] = mapped_column(sa.Text)
    body_html: Mapped[str | None] = mapped_column(sa.Text)
    message_id: Mapped[str] = mapped_column(unique=True)
    status: Mapped[OutboxStatus]
    queued_at: Mapped[datetime]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    user: Mapped[User | None] = relationship()

    __table_args__ = (sa.Index(None, "status", "not_before"),)
