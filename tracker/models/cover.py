"""Colleagues who stand in for each other."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.unit import Unit
from tracker.models.user import User


class Cover(Base):
    """A colleague of the same unit who stands in for a person from a day to a day, both included (AB岗)."""

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    absent_user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    standing_in_user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    arranged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    arranged_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # taken back before its last day

    unit: Mapped[Unit] = relationship()
    absent_user: Mapped[User] = relationship(foreign_keys=[absent_user_id])
    standing_in_user: Mapped[User] = relationship(foreign_keys=[standing_in_user_id])
    arranged_by: Mapped[User] = relationship(foreign_keys=[arranged_by_id])

    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        sa.CheckConstraint("absent_user_id <> standing_in_user_id", name="two_people"),
    )
