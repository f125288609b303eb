"""What was decided about tasks when a document was replaced by a new version."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.document_versions import VersionChoice
from tracker.models.clause import Clause
from tracker.models.document import PolicyDocument
from tracker.models.task import Task
from tracker.models.user import User


class VersionDecision(Base):
    """A decision about one clause of a new version, or one that the new version no longer has (换版处置).

    `old_task` is the task that was carried over, kept or ended; `new_task` the one that was opened.
    """

    __tablename__ = "version_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"), index=True)
    old_clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clause.id"))
    new_clause_id: Mapped[int | None] = mapped_column(sa.ForeignKey("clause.id"))
    old_task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id"))
    new_task_id: Mapped[int | None] = mapped_column(sa.ForeignKey("task.id", ondelete="SET NULL"))
    choice: Mapped[VersionChoice]
    reason: Mapped[str | None]
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime]

    document: Mapped[PolicyDocument] = relationship()
    old_clause: Mapped[Clause | None] = relationship(foreign_keys=[old_clause_id])
    new_clause: Mapped[Clause | None] = relationship(foreign_keys=[new_clause_id])
    old_task: Mapped[Task | None] = relationship(foreign_keys=[old_task_id])
    new_task: Mapped[Task | None] = relationship(foreign_keys=[new_task_id])
    decided_by: Mapped[User] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("document_id", "old_clause_id"),
        sa.UniqueConstraint("document_id", "new_clause_id"),
        sa.CheckConstraint("old_clause_id IS NOT NULL OR new_clause_id IS NOT NULL", name="about_a_clause"),
    )
