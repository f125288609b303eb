"""Clauses of a document: what was read, and what a supervisor made of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.parsing.model import DueKind, GoalOperator
from tracker.models.document import PolicyDocument, Section
from tracker.models.unit import Unit
from tracker.models.user import User


class Clause(Base):
    """A clause (条款): one piece of the document's text that may become one task.

    `parsed` keeps what the machine read, so that a correction stays visible beside it.
    """

    __tablename__ = "clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(sa.ForeignKey("section.id"), index=True)
    position: Mapped[int]
    path: Mapped[list]
    label: Mapped[str]
    title: Mapped[str]
    start_offset: Mapped[int]
    end_offset: Mapped[int]
    body_offset: Mapped[int]
    is_task: Mapped[bool]
    status: Mapped[ClauseStatus]
    flags: Mapped[list]
    lead_is_explicit: Mapped[bool] = mapped_column(default=False)
    due_kind: Mapped[DueKind]
    due_on: Mapped[date | None]
    due_phrase: Mapped[str | None]
    due_start_offset: Mapped[int | None]
    due_end_offset: Mapped[int | None]
    parsed: Mapped[dict]
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    reviewed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    document: Mapped[PolicyDocument] = relationship()
    section: Mapped[Section | None] = relationship()
    reviewed_by: Mapped[User | None] = relationship()
    units: Mapped[list["ClauseUnit"]] = relationship(
        back_populates="clause", cascade="all, delete-orphan", order_by="ClauseUnit.position"
    )
    goals: Mapped[list["Goal"]] = relationship(
        back_populates="clause", cascade="all, delete-orphan", order_by="Goal.position"
    )

    __table_args__ = (sa.UniqueConstraint("document_id", "position"),)
    __mapper_args__ = {"version_id_col": version}


class ClauseUnit(Base):
    """A responsible unit of a clause: the words as printed, and the body they were resolved to."""

    __tablename__ = "clause_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(sa.ForeignKey("clause.id"), index=True)
    position: Mapped[int]
    printed_name: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    role: Mapped[AssignmentRole]
    start_offset: Mapped[int | None]  # none: added by a supervisor
    end_offset: Mapped[int | None]

    clause: Mapped[Clause] = relationship(back_populates="units")
    unit: Mapped[Unit | None] = relationship()


class Goal(Base):
    """A figure that a clause sets as a goal (目标): 到2025年…达到8%以上."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(sa.ForeignKey("clause.id"), index=True)
    position: Mapped[int]
    indicator: Mapped[str]
    operator: Mapped[GoalOperator]
    target_value: Mapped[float]
    upper_value: Mapped[float | None]  # the end of a range
    is_best_effort: Mapped[bool] = mapped_column(default=False)  # 力争
    is_rank: Mapped[bool] = mapped_column(default=False)  # 前N位
    unit_of_measure: Mapped[str]
    target_year: Mapped[int | None]
    scope: Mapped[str | None]
    start_offset: Mapped[int]
    end_offset: Mapped[int]

    clause: Mapped[Clause] = relationship(back_populates="goals")
