"""Everything the page of one task shows, as far as the viewer may see it; the number of statements is fixed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload

from tracker.db import db
from tracker.models import (
    Assignment,
    BreakDown,
    Clause,
    EvidenceFile,
    Goal,
    Instruction,
    NoticeRow,
    PolicyDocument,
    ProgressReport,
    Reminder,
    Section,
    Task,
    UnitRequest,
)
from tracker.policies.scopes import visible_assignments
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries.evidence import is_current
from tracker.queries.loading import person


@dataclass(frozen=True)
class Source:
    """Where a task comes from: its clause, the clause's words, and the document they stand in."""

    clause: Clause
    text: str
    document_id: int
    document_title: str
    document_number: str | None
    signed_on: date | None
    section_title: str | None


@dataclass(frozen=True)
class TaskPage:
    """A task with its source, the assignments in sight, and their reports and evidence by assignment."""

    task: Task
    source: Source
    goals: Sequence[Goal]
    assignments: Sequence[Assignment]
    reports: dict[int, list[ProgressReport]]
    evidence: dict[int, list[EvidenceFile]]
    #: With older versions and what was taken away: for the timeline, not for lists.
    all_evidence: Sequence[EvidenceFile]
    #: Whether there is anything at all to read of these, so that a page without them does not ask.
    has_requests: bool
    has_instructions: bool
    was_reminded: bool
    is_broken_down: bool


def read_task(task: Task, viewer: Viewer) -> TaskPage:
    """Return what the viewer sees of a task: at most four statements; evidence and reports are those of its parts."""
    rows = db.session.execute(_parts(viewer.kind), viewer.ids | {"task_id": task.id}).all()
    source = source_of(task)
    of_parts = {"assignment_ids": [row.Assignment.id for row in rows]}
    has_evidence = any(row.has_evidence for row in rows)
    all_evidence = db.session.scalars(_EVIDENCE, of_parts).all() if has_evidence else []
    return TaskPage(
        task=task,
        source=source,
        goals=source.clause.goals,
        assignments=[row.Assignment for row in rows],
        reports=_by_assignment(db.session.scalars(_REPORTS, of_parts)),
        evidence=_by_assignment(file for file in all_evidence if is_current(file)),
        all_evidence=all_evidence,
        has_requests=any(row.has_requests for row in rows),
        has_instructions=any(row.has_instructions for row in rows),
        was_reminded=any(row.was_reminded for row in rows),
        is_broken_down=any(row.is_broken_down for row in rows),
    )


def source_of(task: Task) -> Source:
    """Return the task's clause with its words, without reading the whole text of the document."""
    row = db.session.execute(_SOURCE, {"clause_id": task.clause_id}).unique().one()
    clause, text, *rest = row
    return Source(clause, text.strip(), clause.document_id, *rest)


@cache
def _parts(kind: ViewerKind) -> sa.Select:
    """The assignments of a task, and whether there is anything to ask for besides; put together once a kind."""
    return (
        visible_assignments(kind)
        .add_columns(
            sa.exists().where(EvidenceFile.assignment_id == Assignment.id).label("has_evidence"),
            sa.exists().where(UnitRequest.assignment_id == Assignment.id).label("has_requests"),
            sa.exists().where(Instruction.task_id == Assignment.task_id).label("has_instructions"),
            sa.or_(
                sa.exists().where(Reminder.assignment_id == Assignment.id),
                sa.exists().where(NoticeRow.assignment_id == Assignment.id),
            ).label("was_reminded"),
            sa.exists().where(BreakDown.assignment_id == Assignment.id).label("is_broken_down"),
        )
        .where(Assignment.task_id == sa.bindparam("task_id"))
        .options(joinedload(Assignment.unit), person(Assignment.acknowledged_by), person(Assignment.responsible_person))
        .order_by(Assignment.position)
    )


_SOURCE = (
    sa.select(
        Clause,
        sa.func.substr(PolicyDocument.text, Clause.start_offset + 1, Clause.end_offset - Clause.start_offset),
        PolicyDocument.title,
        PolicyDocument.document_number,
        PolicyDocument.signed_on,
        Section.title,
    )
    .join(PolicyDocument, PolicyDocument.id == Clause.document_id)
    .outerjoin(Section, Section.id == Clause.section_id)
    .where(Clause.id == sa.bindparam("clause_id"))
    .options(joinedload(Clause.goals), defer(Clause.parsed))
)
_OF_PARTS: sa.BindParameter[int] = sa.bindparam("assignment_ids", expanding=True)
_REPORTS = (
    sa.select(ProgressReport)
    .where(ProgressReport.assignment_id.in_(_OF_PARTS))
    .options(person(ProgressReport.reported_by), person(ProgressReport.reviewed_by))
    .order_by(ProgressReport.reported_at.desc(), ProgressReport.id.desc())
)
_EVIDENCE = (
    sa.select(EvidenceFile)
    .where(EvidenceFile.assignment_id.in_(_OF_PARTS))
    .options(person(EvidenceFile.uploaded_by), person(EvidenceFile.reviewed_by))
    .order_by(EvidenceFile.period.desc(), EvidenceFile.uploaded_at, EvidenceFile.id)
)


def _by_assignment(records: Iterable) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for record in records:
        found[record.assignment_id].append(record)
    return found
