"""Urging by hand."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.task import Assignment
from tracker.models.user import User


class Urging(Base):
    """A supervisor asked a unit to hurry (催办). It is a reminder, no criticism, and needs no approval."""

    __tablename__ = "urging"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    urged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    urged_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()
    urged_by: Mapped[User] = relationship()

    __table_args__ = (sa.Index(None, "assignment_id", "urged_at"),)
