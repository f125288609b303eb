"""What the decisions about a new version changed for each unit: read from the decisions and the tasks as they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.document_versions import ENDS_A_TASK, PartChangeKind, VersionChoice
from tracker.domain.ngrams import plain
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Clause, PolicyDocument, Task, VersionDecision

_OVER = (AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED)


@dataclass(frozen=True)
class PartChange:
    """What one decision did to one unit's part of a task, when, and the reason that was written."""

    assignment: Assignment
    kind: PartChangeKind
    decided_at: datetime
    reason: str | None = None


def part_changes(document: PolicyDocument, *, since: datetime) -> list[PartChange]:
    """Return what was changed by this version's decisions since that moment, in the order of decisions."""
    decisions = db.session.scalars(
        sa.select(VersionDecision)
        .where(VersionDecision.document_id == document.id, VersionDecision.decided_at >= since)
        .options(
            sa.orm.joinedload(VersionDecision.old_task).selectinload(Task.assignments).joinedload(Assignment.unit),
            sa.orm.joinedload(VersionDecision.old_clause),
            sa.orm.joinedload(VersionDecision.new_clause),
        )
        .order_by(VersionDecision.id)
    ).all()
    return [change for decision in decisions for change in changes_by(decision)]


def changes_by(decision: VersionDecision) -> Iterator[PartChange]:
    """Yield what the decision did, unit by unit. Backlog (存量) stays quiet, and so does what was never given out."""
    if decision.old_task is None:
        return
    parts = [part for part in decision.old_task.assignments if part.issued_at is not None and not part.is_backlog]
    if decision.choice in ENDS_A_TASK:
        for part in parts:
            if part.status is AssignmentStatus.CANCELLED:
                yield PartChange(part, PartChangeKind.ENDED, decision.decided_at, decision.reason)
    elif decision.choice is VersionChoice.CARRY_OVER:
        yield from _carried_over(decision, parts)


def _carried_over(decision: VersionDecision, parts: Sequence[Assignment]) -> Iterator[PartChange]:
    old, new = decision.old_clause, decision.new_clause
    if old is None or new is None:
        return
    named = {unit.unit_id for unit in new.units}
    for part in parts:
        if part.status is AssignmentStatus.CANCELLED and part.unit_id not in named:
            yield PartChange(part, PartChangeKind.ENDED, decision.decided_at, "新版本不再列为责任单位")
        elif part.status in _OVER:
            continue
        elif part.issued_at == decision.decided_at:
            yield PartChange(part, PartChangeKind.JOINED, decision.decided_at)
        elif _words(old) != _words(new) or old.due_on != new.due_on == part.due_on:
            yield PartChange(part, PartChangeKind.AMENDED, decision.decided_at)


def _words(clause: Clause) -> str:
    return plain(clause.document.text[clause.body_offset : clause.end_offset])
