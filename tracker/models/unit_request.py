"""What units ask for: more time, a pause, an end, closing, another unit, help."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.models.task import Assignment
from tracker.models.unit import Unit
from tracker.models.user import User

if TYPE_CHECKING:
    from tracker.models.closing_criterion import CriterionAnswer


class UnitRequest(Base):
    """A unit's request about its assignment (申请), decided once, by somebody else than who asked.

    `asked_for_on` is the new limit of an extension, or the day until which an excuse or a pause shall last;
    `granted_on` what was granted; `due_on_before` the limit as it stood. `resubmit_on` goes with a return.
    """

    __tablename__ = "unit_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), index=True)
    kind: Mapped[RequestKind]
    status: Mapped[RequestStatus]
    reason: Mapped[str] = mapped_column(sa.Text)  # for closing: the result
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    asked_for_on: Mapped[date | None]
    granted_on: Mapped[date | None]
    due_on_before: Mapped[date | None]
    resubmit_on: Mapped[date | None]
    proposed_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    granted_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    requested_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    requested_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision_comment: Mapped[str | None] = mapped_column(sa.Text)
    #: Made with the form: the same form sent twice gives one request.
    submission_key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)

    assignment: Mapped[Assignment] = relationship()
    proposed_unit: Mapped[Unit | None] = relationship(foreign_keys=[proposed_unit_id])
    granted_unit: Mapped[Unit | None] = relationship(foreign_keys=[granted_unit_id])
    requested_by: Mapped[User] = relationship(foreign_keys=[requested_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    answers: Mapped[list["CriterionAnswer"]] = relationship(
        back_populates="request", cascade="all, delete-orphan", order_by="CriterionAnswer.id"
    )

    __table_args__ = (
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> requested_by_id", name="not_self_decided"),
        sa.CheckConstraint(
            "status NOT IN ('approved', 'refused') OR decided_by_id IS NOT NULL", name="decided_by_somebody"
        ),
        sa.Index(
            "uq_unit_request_one_pending",
            "assignment_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("status = 'pending'"),
            postgresql_where=sa.text("status = 'pending'"),
        ),
        sa.Index(None, "status", "requested_at"),
    )
    __mapper_args__ = {"version_id_col": version}
