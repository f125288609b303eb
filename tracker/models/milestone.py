"""Stages of a task with limits of their own."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.task import Task


class Milestone(Base):
    """A stage of a task (阶段性目标、节点). Weights are relative; a unit reports by the stages it has reached."""

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    due_on: Mapped[date]
    weight: Mapped[float] = mapped_column(default=1)

    task: Mapped[Task] = relationship(back_populates="milestones")

    __table_args__ = (sa.CheckConstraint("weight > 0", name="weight_positive"),)
