"""Every record of a task, column by column, for its archive (归档)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from tracker.db import Base, db
from tracker.models import (
    AnswerEvidence,
    Assignment,
    AuditEntry,
    BreakDown,
    ClosingCriterion,
    CriterionAnswer,
    EvidenceFile,
    FollowUpCheck,
    Instruction,
    InstructionReply,
    Milestone,
    NoticeRow,
    PeriodSnapshot,
    ProgressReport,
    Reminder,
    Task,
    Unit,
    UnitRequest,
    Urging,
    User,
)
from tracker.queries import audit_trail
from tracker.queries.tasks import source_of

FORMAT = "luoshi-task-record/1"

#: The parts of a record: name → model, and the column that leads to the rows of the part before it.
_OF_TASK: dict[str, tuple[Any, Any]] = {
    "milestones": (Milestone, Milestone.task_id),
    "closing_criteria": (ClosingCriterion, ClosingCriterion.task_id),
    "instructions": (Instruction, Instruction.task_id),
    "follow_up_checks": (FollowUpCheck, FollowUpCheck.task_id),
}
_OF_ASSIGNMENTS: dict[str, tuple[Any, Any]] = {
    "progress_reports": (ProgressReport, ProgressReport.assignment_id),
    "evidence_files": (EvidenceFile, EvidenceFile.assignment_id),
    "unit_requests": (UnitRequest, UnitRequest.assignment_id),
    "urgings": (Urging, Urging.assignment_id),
    "reminders": (Reminder, Reminder.assignment_id),
    "notice_rows": (NoticeRow, NoticeRow.assignment_id),
    "period_snapshots": (PeriodSnapshot, PeriodSnapshot.assignment_id),
    "break_downs": (BreakDown, BreakDown.assignment_id),
}


def record_of(task: Task, *, now: datetime) -> dict[str, Any]:
    """Return everything that is recorded of a task as plain values; dates and moments (UTC) as ISO 8601.

    The audit entries come with their hashes, so that they can be held against the chain.
    """
    found: dict[str, Sequence[Any]] = {
        "assignments": _rows(Assignment, Assignment.task_id, [task.id]),
        **{name: _rows(model, column, [task.id]) for name, (model, column) in _OF_TASK.items()},
    }
    ids = [assignment.id for assignment in found["assignments"]]
    found |= {name: _rows(model, column, ids) for name, (model, column) in _OF_ASSIGNMENTS.items()}
    found["instruction_replies"] = _rows(InstructionReply, InstructionReply.instruction_id, _ids(found["instructions"]))
    found["criterion_answers"] = _rows(CriterionAnswer, CriterionAnswer.request_id, _ids(found["unit_requests"]))
    found["answer_evidence"] = _rows(AnswerEvidence, AnswerEvidence.answer_id, _ids(found["criterion_answers"]))
    found["audit_entries"] = _audit([task, *(row for rows in found.values() for row in rows)])
    source = source_of(task)
    everything = [task, *(row for rows in found.values() for row in rows)]
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "task": columns_of(task),
        "source": {
            "document": {
                "id": source.document_id, "title": source.document_title, "document_number": source.document_number,
            },
            "section": source.section_title,
            "clause": {"id": source.clause.id, "label": source.clause.label, "text": source.text},
        },
        **{name: [columns_of(row) for row in rows] for name, rows in found.items()},
        "people": _names(everything, User, User.display_name),
        "units": _names(everything, Unit, Unit.full_name),
    }  # fmt: skip


def columns_of(record: Base) -> dict[str, Any]:
    """Return the columns of a record by name, as values that JSON knows."""
    return {column.key: _plain(getattr(record, column.key)) for column in sa.inspect(type(record)).column_attrs}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _rows(model: Any, column: Any, ids: Sequence[int]) -> Sequence[Any]:
    key = sa.inspect(model).primary_key
    return db.session.scalars(sa.select(model).where(column.in_(ids)).order_by(*key)).all()


def _ids(rows: Sequence[Any]) -> list[int]:
    return [row.id for row in rows]


def _audit(records: Iterable[Any]) -> Sequence[AuditEntry]:
    subjects: dict[str, set[int]] = {}
    for record in records:
        subjects.setdefault(type(record).__name__, set()).add(sa.inspect(record).identity[0])
    return sorted(audit_trail.of_records(subjects), key=lambda entry: entry.id)


def _names(records: Iterable[Any], model: Any, name: Any) -> dict[str, str]:
    """Return the names of the people or units that the records point to, by number."""
    numbers: set[int] = set()
    for record in records:
        for column in sa.inspect(type(record)).local_table.columns:
            if any(key.column.table is model.__table__ for key in column.foreign_keys):
                numbers.add(getattr(record, column.key))
    rows = db.session.execute(sa.select(model.id, name).where(model.id.in_(numbers - {None})).order_by(model.id))
    return {str(number): words for number, words in rows}
