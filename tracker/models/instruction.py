"""What a leader writes on a task, and what is answered."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.task import Task
from tracker.models.unit import Unit
from tracker.models.user import User


class Instruction(Base):
    """A leader's instruction on a task (批示), to all its units or to the one named. It is never changed."""

    __tablename__ = "instruction"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    reply_due_on: Mapped[date | None]
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    written_at: Mapped[datetime]
    submission_key: Mapped[str] = mapped_column(unique=True)

    task: Mapped[Task] = relationship()
    unit: Mapped[Unit | None] = relationship()
    written_by: Mapped[User] = relationship()
    replies: Mapped[list["InstructionReply"]] = relationship(
        back_populates="instruction", order_by="InstructionReply.id"
    )


class InstructionReply(Base):
    """What a unit answers to an instruction (批示办理反馈)."""

    __tablename__ = "instruction_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    instruction_id: Mapped[int] = mapped_column(sa.ForeignKey("instruction.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    written_at: Mapped[datetime]
    read_at: Mapped[datetime | None]  # the leader has seen it
    submission_key: Mapped[str] = mapped_column(unique=True)

    instruction: Mapped[Instruction] = relationship(back_populates="replies")
    unit: Mapped[Unit] = relationship()
    written_by: Mapped[User] = relationship()
