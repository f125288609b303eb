"""Steps of the escalation ladder gone through."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.escalation import Rung
from tracker.models.task import Assignment


class Reminder(Base):
    """A rung of the ladder (阶梯) that an assignment reached in a period. The key makes a second one impossible."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    rung: Mapped[Rung]
    period: Mapped[str]
    reached_on: Mapped[date]
    recorded_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()

    __table_args__ = (sa.UniqueConstraint("assignment_id", "rung", "period"),)
