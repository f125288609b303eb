"""Looking at closed work again."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.follow_up import FollowUpOutcome
from tracker.models.task import Task
from tracker.models.unit import Unit
from tracker.models.user import User


class FollowUpSample(Base):
    """A random draw of closed tasks (回头看抽样): with seed and population anybody can draw it again."""

    __tablename__ = "follow_up_sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    period: Mapped[str]  # "2026-12": tasks closed in this month
    seed: Mapped[str]
    population: Mapped[list]  # ids of the tasks that could be drawn, as they were
    drawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    drawn_at: Mapped[datetime]

    jurisdiction: Mapped[Unit] = relationship()
    drawn_by: Mapped[User | None] = relationship()
    checks: Mapped[list["FollowUpCheck"]] = relationship(
        back_populates="sample", cascade="all, delete-orphan", order_by="FollowUpCheck.position"
    )

    __table_args__ = (sa.UniqueConstraint("jurisdiction_id", "period"),)


class FollowUpCheck(Base):
    """A closed task that was drawn, and what looking again has shown."""

    __tablename__ = "follow_up_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("follow_up_sample.id"))
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), index=True)
    position: Mapped[int]
    outcome: Mapped[FollowUpOutcome]
    comment: Mapped[str | None] = mapped_column(sa.Text)
    checked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    checked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    sample: Mapped[FollowUpSample] = relationship(back_populates="checks")
    task: Mapped[Task] = relationship()
    checked_by: Mapped[User | None] = relationship()

    __table_args__ = (sa.UniqueConstraint("sample_id", "task_id"),)
    __mapper_args__ = {"version_id_col": version}
