"""Lists that a leader approves: 督促警告, 通报鼓励, 通报."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.models.task import Assignment
from tracker.models.unit import Unit
from tracker.models.user import User


class Notice(Base):
    """A list compiled for a period. Nothing leaves before a leader's approval is recorded (条例 21)."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    kind: Mapped[NoticeKind]
    period: Mapped[str]
    status: Mapped[NoticeStatus]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str | None] = mapped_column(unique=True)
    compiled_at: Mapped[datetime]
    content_sha256: Mapped[str]
    submitted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    submitted_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_comment: Mapped[str | None] = mapped_column(sa.Text)
    issued_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    issued_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    jurisdiction: Mapped[Unit] = relationship()
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    issued_by: Mapped[User | None] = relationship(foreign_keys=[issued_by_id])
    rows: Mapped[list["NoticeRow"]] = relationship(
        back_populates="notice", cascade="all, delete-orphan", order_by="NoticeRow.position"
    )

    __table_args__ = (
        sa.UniqueConstraint("jurisdiction_id", "kind", "period"),
        # Approved and issued only with the name of who decided, who is not who submitted.
        sa.CheckConstraint(
            "status NOT IN ('approved', 'issued') OR decided_by_id IS NOT NULL", name="approved_by_somebody"
        ),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> submitted_by_id", name="not_self_approved"),
    )
    __mapper_args__ = {"version_id_col": version}


class NoticeRow(Base):
    """A row of a list: the facts as they stood when it was compiled, copied, and where they came from.

    `facts` is never changed after compiling; the unit's explanation and a reasoned dropping stand beside it.
    """

    __tablename__ = "notice_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id"), index=True)
    #: None where the row speaks of a unit's work as a whole (通报鼓励).
    assignment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    position: Mapped[int]
    unit_name: Mapped[str]
    task_title: Mapped[str]
    clause_label: Mapped[str]
    due_on: Mapped[date | None]
    percent_complete: Mapped[float]
    scheduled_percent: Mapped[float]
    days_overdue: Mapped[int]
    facts: Mapped[dict]
    explanation: Mapped[str | None] = mapped_column(sa.Text)
    explained_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    explained_at: Mapped[datetime | None]
    dropped_reason: Mapped[str | None] = mapped_column(sa.Text)
    dropped_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    dropped_at: Mapped[datetime | None]

    notice: Mapped[Notice] = relationship(back_populates="rows")
    assignment: Mapped[Assignment | None] = relationship()
    unit: Mapped[Unit] = relationship()
    explained_by: Mapped[User | None] = relationship(foreign_keys=[explained_by_id])

    __table_args__ = (
        sa.UniqueConstraint("notice_id", "assignment_id"),
        sa.CheckConstraint("(dropped_reason IS NULL) = (dropped_at IS NULL)", name="dropped_with_reason"),
    )
