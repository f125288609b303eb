"""Reports on progress."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.reporting import ReportStatus
from tracker.models.task import Assignment
from tracker.models.user import User


class ProgressReport(Base):
    """What a unit says it did in a period (填报). Rows are added; a correction is a later row of the same period."""

    __tablename__ = "progress_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    period: Mapped[str]  # "2026-12"
    percent_complete: Mapped[float]
    summary: Mapped[str] = mapped_column(sa.Text)
    difficulties: Mapped[str] = mapped_column(sa.Text, default="")
    next_steps: Mapped[str] = mapped_column(sa.Text, default="")
    needs_coordination: Mapped[bool] = mapped_column(default=False)
    #: Ids of the task's milestones that are reached, where progress is reported by them; none: by percent.
    reached_milestones: Mapped[list | None]
    status: Mapped[ReportStatus]
    flags: Mapped[list]  # empty or copied, as seen when it was sent
    reported_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    reported_at: Mapped[datetime]
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    reviewed_at: Mapped[datetime | None]
    review_comment: Mapped[str | None] = mapped_column(sa.Text)
    #: Made with the form: the same form sent twice gives one report.
    submission_key: Mapped[str] = mapped_column(unique=True)

    assignment: Mapped[Assignment] = relationship()
    reported_by: Mapped[User] = relationship(foreign_keys=[reported_by_id])
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=[reviewed_by_id])

    __table_args__ = (
        sa.CheckConstraint("percent_complete BETWEEN 0 AND 100", name="percent_complete_range"),
        sa.CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> reported_by_id", name="no_self_review"),
        sa.Index(None, "assignment_id", "reported_at"),
        sa.Index(None, "status", "reported_at"),
    )


class ReportDraft(Base):
    """A report as far as it is typed. It goes when the report is sent."""

    __tablename__ = "report_draft"

    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    fields: Mapped[dict]
    saved_at: Mapped[datetime]
