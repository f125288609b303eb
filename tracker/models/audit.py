"""The audit trail (操作留痕)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.user import User


class AuditEntry(Base):
    """Who did what to which record, when, from what to what. Rows are added, never changed.

    Each row's hash covers the row before it. Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)  # none: the scheduler
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    changes: Mapped[str] = mapped_column(sa.Text)  # canonical JSON, as it was hashed
    address: Mapped[str | None]
    recorded_at: Mapped[datetime]
    previous_hash: Mapped[str]
    entry_hash: Mapped[str]

    actor: Mapped[User | None] = relationship()

    __table_args__ = (sa.Index(None, "subject_type", "subject_id"), sa.Index(None, "recorded_at"))
