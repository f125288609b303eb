"""Tasks out of confirmed clauses, each with one assignment per responsible unit."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import DocumentAction
from tracker.domain.errors import RuleViolation
from tracker.domain.ledgers import LedgerColumn, ledger_value
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import Clause, PolicyDocument, Task
from tracker.queries.recipients import holders_of
from tracker.services.lights import refresh_lights
from tracker.services.task_units import new_part


def open_tasks(document: PolicyDocument, clauses: Sequence[Clause], *, now: datetime, today: date) -> list[Task]:
    """Return one new task per clause, not issued yet; its limit is the clause's, none where it is 长期.

    A leader that a ledger names (牵头领导) becomes the responsible one where exactly one leader in office is called so.
    """
    leaders = _leaders_by_name(document, clauses, today)
    tasks = [_task(document, clause, leaders, now) for clause in clauses]
    db.session.add_all(tasks)
    db.session.flush()  # the lights are read from the tables
    refresh_lights([assignment.id for task in tasks for assignment in task.assignments], today=today)
    return tasks


def remove_tasks(document: PolicyDocument, action: DocumentAction = DocumentAction.RETURN_TO_REVIEW) -> int:
    """Remove the document's tasks again, for this action on it; return how many.

    Raise RuleViolation once one is past its draft, or has a number: numbers are never given twice.
    """
    tasks = db.session.scalars(sa.select(Task).where(Task.document_id == document.id)).all()
    if any(task.status is not TaskStatus.DRAFT or task.number_serial is not None for task in tasks):
        raise RuleViolation(f"已有任务报批、立项或交办，文件不能{action.label}。")
    for task in tasks:
        db.session.delete(task)
    return len(tasks)


def _leaders_by_name(document: PolicyDocument, clauses: Sequence[Clause], today: date) -> dict[str, int]:
    if not any(ledger_value(clause.parsed, LedgerColumn.LEADER) for clause in clauses):
        return {}
    found: dict[str, list[int]] = {}
    for leader in holders_of(Role.LEADER, [document.jurisdiction_id], today):
        found.setdefault(leader.display_name, []).append(leader.id)
    return {name: ids[0] for name, ids in found.items() if len(ids) == 1}


def _task(document: PolicyDocument, clause: Clause, leaders: Mapping[str, int], now: datetime) -> Task:
    due_on = None if clause.due_kind is DueKind.ONGOING else clause.due_on
    task = Task(
        jurisdiction_id=document.jurisdiction_id,
        document=document,
        clause=clause,
        title=clause.title,
        status=TaskStatus.DRAFT,
        responsible_leader_id=leaders.get(ledger_value(clause.parsed, LedgerColumn.LEADER) or ""),
        due_on=due_on,
        due_kind=clause.due_kind,
        due_phrase=clause.due_phrase,
        is_backlog=document.is_backlog,
        opened_at=now,
    )
    for unit in clause.units:
        new_part(task, unit.unit_id, unit.role)
    return task
