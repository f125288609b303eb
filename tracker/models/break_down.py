"""What a county makes of an assignment for its own bureaus."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.models.task import Assignment, Task
from tracker.models.user import User


class BreakDown(Base):
    """A task that a lower government opened for its bureaus out of what it was given itself (分解到下级).

    The progress of `task` rolls up to the county's part of `assignment`.
    """

    __tablename__ = "break_down"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), unique=True)
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()
    task: Mapped[Task] = relationship()
    made_by: Mapped[User] = relationship()
