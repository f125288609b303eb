"""What has to be shown before work is closed, and what a unit showed."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.models.evidence import EvidenceFile
from tracker.models.task import Task
from tracker.models.unit_request import UnitRequest


class ClosingCriterion(Base):
    """One thing that must be shown before a unit's part of the task is closed (办结标准), set at 立项."""

    __tablename__ = "closing_criterion"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(sa.ForeignKey("task.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    requires_evidence: Mapped[bool] = mapped_column(default=True)
    for_lead_only: Mapped[bool] = mapped_column(default=False)

    task: Mapped[Task] = relationship(back_populates="criteria")


class CriterionAnswer(Base):
    """What a unit says to one criterion in a closing request, and whether it was found met (核对)."""

    __tablename__ = "criterion_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_request.id"))
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("closing_criterion.id"), index=True)
    #: The criterion's words as they stood when it was answered.
    criterion_text: Mapped[str]
    requires_evidence: Mapped[bool]
    statement: Mapped[str] = mapped_column(sa.Text)
    level: Mapped[EvidenceLevel]
    is_met: Mapped[bool | None]  # none: not checked yet

    request: Mapped[UnitRequest] = relationship(back_populates="answers")
    criterion: Mapped[ClosingCriterion] = relationship()
    evidence: Mapped[list[EvidenceFile]] = relationship(secondary="answer_evidence")

    __table_args__ = (sa.UniqueConstraint("request_id", "criterion_id"),)


class AnswerEvidence(Base):
    """A piece of evidence that an answer rests on."""

    __tablename__ = "answer_evidence"

    answer_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion_answer.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence_file.id"), primary_key=True, index=True)
