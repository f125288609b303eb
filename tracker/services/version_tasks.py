"""What each choice about a change of version does to the tasks it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.document_versions import VersionChoice
from tracker.domain.errors import RuleViolation
from tracker.domain.workflow import (
    AssignmentAction,
    AssignmentStatus,
    TaskAction,
    TaskStatus,
    next_assignment_status,
    next_status,
)
from tracker.models import Assignment, Task, User
from tracker.queries.document_versions import VersionRow
from tracker.services import audit

_ENDED = (AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED)


@dataclass(frozen=True)
class VersionVerdict:
    """What a supervisor chose for one change. `take_limit` and `take_units` adopt the new clause's own."""

    choice: VersionChoice
    reason: str = ""
    take_limit: bool = False
    take_units: bool = False


def _carry_over(row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    """The old task takes the new clause; the draft that confirming had made of that clause goes."""
    task, draft, clause = row.old_task, row.new_task, row.new_clause
    if task is None or draft is None or clause is None:
        return None
    new_limit, new_kind, new_phrase = draft.due_on, draft.due_kind, draft.due_phrase
    _remove(draft)
    task.clause, task.document, task.title = clause, clause.document, clause.title
    for assignment in task.assignments:
        assignment.document = clause.document
    if verdict.take_limit:
        audit.record(
            actor, TaskAction.AMEND, task, now, due_on=[_iso(task.due_on), _iso(new_limit)], cause=verdict.choice
        )
        task.due_on, task.due_kind, task.due_phrase = new_limit, new_kind, new_phrase
        for assignment in task.assignments:
            assignment.due_on = new_limit
    if verdict.take_units:
        _take_units(task, row, actor, now)
    return None


def _replace(row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    _end(row, verdict, actor, now, keep_draft=True)
    return row.new_task


def _end(
    row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime, *, keep_draft: bool = False
) -> Task | None:
    task = row.old_task
    if task is not None:
        for assignment in task.assignments:
            _end_part(assignment, verdict.reason, actor, now)
        old, task.status = task.status, next_status(task.status, TaskAction.CANCEL)
        audit.record(actor, TaskAction.CANCEL, task, now, status=[old, task.status], reason=verdict.reason)
    if not keep_draft:
        _leave_out(row, verdict, actor, now)
    return None


def _leave_out(row: VersionRow, _verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    if row.new_task is not None and row.new_clause is not None:
        _remove(row.new_task)
        old, row.new_clause.status = row.new_clause.status, ClauseStatus.LEFT_OUT
        row.new_clause.reviewed_by, row.new_clause.reviewed_at = actor, now
        audit.record(actor, VersionChoice.LEAVE_OUT, row.new_clause, now, status=[old, ClauseStatus.LEFT_OUT])
    return None


def _open(row: VersionRow, _verdict: VersionVerdict, _actor: User, _now: datetime) -> Task | None:
    return row.new_task  # confirming the document has made it; issuing sends it out


def _keep(_row: VersionRow, _verdict: VersionVerdict, _actor: User, _now: datetime) -> Task | None:
    return None  # the old task goes on with the text it was given


#: Each acts on the tasks of a row and returns the new task that stays, or None.
ACTS: dict[VersionChoice, Callable[[VersionRow, VersionVerdict, User, datetime], Task | None]] = {
    VersionChoice.CARRY_OVER: _carry_over,
    VersionChoice.REPLACE: _replace,
    VersionChoice.END: _end,
    VersionChoice.LEAVE_OUT: _leave_out,
    VersionChoice.OPEN: _open,
    VersionChoice.KEEP: _keep,
}


def _remove(draft: Task) -> None:
    if draft.status is not TaskStatus.DRAFT:
        raise RuleViolation(f"新版本的任务“{draft.title}”{draft.status.label}，不能再撤下。")
    db.session.delete(draft)
    db.session.flush()  # a clause has one task at most: the place must be free


def _take_units(task: Task, row: VersionRow, actor: User, now: datetime) -> None:
    """Give the task the units of its new clause: new ones join, those no longer named end their part."""
    clause = task.clause
    roles = {unit.unit_id: unit.role for unit in clause.units if unit.unit_id is not None}
    for assignment in task.assignments:
        if assignment.unit_id not in roles:
            _end_part(assignment, "新版本不再列为责任单位", actor, now)
        assignment.role = AssignmentRole.SUPPORTING
    db.session.flush()  # a task has one lead at most: the old one steps back first
    for position, unit in enumerate(clause.units):
        part = next((a for a in task.assignments if a.unit_id == unit.unit_id), None)
        if part is None and unit.unit_id is not None:
            part = _new_part(task, unit.unit_id, now)
            audit.record(actor, AssignmentAction.ISSUE, task, now, unit=unit.printed_name or unit.unit_id)
        if part is not None:
            part.position, part.role = position, unit.role
    db.session.flush()  # the lights are read from the tables


def _new_part(task: Task, unit_id: int, now: datetime) -> Assignment:
    is_out = task.status in (TaskStatus.ISSUED, TaskStatus.PAUSED)
    part = Assignment(
        unit_id=unit_id,
        jurisdiction_id=task.jurisdiction_id,
        document=task.document,
        role=AssignmentRole.SUPPORTING,
        status=AssignmentStatus.ISSUED if is_out else AssignmentStatus.PENDING,
        is_backlog=task.is_backlog,
        start_on=task.start_on,
        due_on=task.due_on,
        original_due_on=task.due_on if is_out else None,
        issued_at=now if is_out else None,
    )
    task.assignments.append(part)
    return part


def _end_part(assignment: Assignment, reason: str, actor: User, now: datetime) -> None:
    if assignment.status in _ENDED:
        return
    old = assignment.status
    assignment.status = next_assignment_status(old, AssignmentAction.CANCEL, assignment.task.status)
    audit.record(actor, AssignmentAction.CANCEL, assignment, now, status=[old, assignment.status], reason=reason)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
