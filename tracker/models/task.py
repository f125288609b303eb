"""Tasks, and what each unit owes of them."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.assignments import AssignmentRole
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.parsing.model import DueKind
from tracker.domain.task_opening import ReportCadence, TaskCategory
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models.clause import Clause
from tracker.models.document import PolicyDocument
from tracker.models.unit import Unit
from tracker.models.user import User

if TYPE_CHECKING:
    from tracker.models.closing_criterion import ClosingCriterion
    from tracker.models.milestone import Milestone


class Task(Base):
    """One clause of a policy document that somebody must carry out (任务)."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"), index=True)
    clause_id: Mapped[int] = mapped_column(sa.ForeignKey("clause.id"))
    title: Mapped[str]
    status: Mapped[TaskStatus]
    category: Mapped[TaskCategory] = mapped_column(default=TaskCategory.GOVERNMENT_PLAN)
    plan: Mapped[str] = mapped_column(sa.Text, default="")  # 督查方案
    number_year: Mapped[int | None]  # the number is given at 立项 and never used twice
    number_serial: Mapped[int | None]
    basis: Mapped[str | None]  # 立项依据
    approving_leader: Mapped[str | None]  # who approved that the matter goes live (条例 11)
    responsible_leader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)  # 责任领导
    cadence: Mapped[ReportCadence] = mapped_column(default=ReportCadence.MONTHLY)
    evidence_required: Mapped[bool] = mapped_column(default=False)
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    due_kind: Mapped[DueKind]
    due_phrase: Mapped[str | None]
    is_backlog: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)

    jurisdiction: Mapped[Unit] = relationship()
    document: Mapped[PolicyDocument] = relationship()
    clause: Mapped[Clause] = relationship()
    issued_by: Mapped[User | None] = relationship(foreign_keys=[issued_by_id])
    responsible_leader: Mapped[User | None] = relationship(foreign_keys=[responsible_leader_id])
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="task", cascade="all, delete-orphan", order_by="Milestone.due_on"
    )
    criteria: Mapped[list["ClosingCriterion"]] = relationship(
        back_populates="task", cascade="all, delete-orphan", order_by="ClosingCriterion.position"
    )
    assignments: Mapped[list["Assignment"]] = relationship(
        back_populates="task", cascade="all, delete-orphan", order_by="Assignment.position"
    )

    __table_args__ = (
        # A county that was given a clause may break it down: one task per clause in each government.
        sa.UniqueConstraint("clause_id", "jurisdiction_id"),
        sa.UniqueConstraint("jurisdiction_id", "number_year", "number_serial"),
        sa.CheckConstraint("(number_year IS NULL) = (number_serial IS NULL)", name="number_whole"),
        sa.Index(None, "jurisdiction_id", "status"),
    )
    __mapper_args__ = {"version_id_col": version}


_ASKED_FOR_BY = ("last_reported_period", "is_backlog", "light_reason", "issued_at", "start_on")


class Assignment(Base):
    """Task × responsible unit (责任): the thing that is signed for, reported on, lit and listed.

    `percent_complete` is the last confirmed one. The light is stored with the reason and the day it was read;
    the document and the government are repeated here, so that boards count one indexed table.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    jurisdiction_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("policy_document.id"))
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[AssignmentRole]
    status: Mapped[AssignmentStatus]
    is_backlog: Mapped[bool] = mapped_column(default=False)
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    percent_complete: Mapped[float] = mapped_column(default=0)
    last_reported_period: Mapped[str | None]  # "2026-12": the newest period with a report that was not returned
    returned_on: Mapped[date | None]  # a report or closing came back and nothing was sent since
    excused_from: Mapped[date | None]  # 正当理由: the light stays as it was on this day
    excused_until: Mapped[date | None]  # … until this one
    resume_on: Mapped[date | None]  # paused: when work is expected to go on
    responsible_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)  # 分派
    issued_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    light: Mapped[Light] = mapped_column(default=Light.GREY)
    light_reason: Mapped[LightReason] = mapped_column(default=LightReason.NOT_STARTED)
    progress_class: Mapped[ProgressClass] = mapped_column(default=ProgressClass.OTHER)
    scheduled_percent: Mapped[float] = mapped_column(default=0)
    days_overdue: Mapped[int] = mapped_column(default=0)
    light_read_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    task: Mapped[Task] = relationship(back_populates="assignments")
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    document: Mapped[PolicyDocument] = relationship()
    acknowledged_by: Mapped[User | None] = relationship(foreign_keys=[acknowledged_by_id])
    responsible_person: Mapped[User | None] = relationship(foreign_keys=[responsible_person_id])

    __table_args__ = (
        sa.UniqueConstraint("task_id", "unit_id"),
        sa.CheckConstraint("percent_complete BETWEEN 0 AND 100", name="percent_complete_range"),
        sa.Index(
            "uq_assignment_one_lead",
            "task_id",
            unique=True,
            sqlite_where=sa.text("role = 'lead'"),
            postgresql_where=sa.text("role = 'lead'"),
        ),
        sa.Index("ix_assignment_unit", "unit_id", "status", "light", "due_on"),
        # Wide enough that boards and the lists of home pages are counted from the index alone.
        sa.Index(
            "ix_assignment_board",
            "jurisdiction_id",
            "unit_id",
            "light",
            "progress_class",
            "status",
            "days_overdue",
            "role",
            "percent_complete",
        ),  # fmt: skip
        sa.Index("ix_assignment_document", "document_id", "light", "progress_class", "jurisdiction_id", "status"),
        sa.Index("ix_assignment_todo", "jurisdiction_id", "status", "due_on", *_ASKED_FOR_BY),
        sa.Index("ix_assignment_due", "jurisdiction_id", "light", "due_on"),
        # A page of a unit's list of one light, sorted by limit, is read from here in order; the rest is not looked at.
        sa.Index("ix_assignment_limit", "unit_id", "light", "due_on", "jurisdiction_id", "status"),
    )
    __mapper_args__ = {"version_id_col": version}


class PeriodSnapshot(Base):
    """How an assignment stood at the 25th, 24:00, of a month (快照). Frozen: a correction is another row elsewhere."""

    __tablename__ = "period_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"))
    period: Mapped[str]  # "2026-12"
    light: Mapped[Light]
    light_reason: Mapped[LightReason]
    progress_class: Mapped[ProgressClass]
    percent_complete: Mapped[float]
    scheduled_percent: Mapped[float]
    days_overdue: Mapped[int]
    taken_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()

    __table_args__ = (sa.UniqueConstraint("assignment_id", "period"), sa.Index(None, "period", "light"))
