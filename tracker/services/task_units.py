"""Who is responsible for a task: units join, leave, change their part; one of them leads, always."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, AssignmentStatus, check_roles
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.periods import BEIJING
from tracker.domain.workflow import AssignmentAction, TaskStatus, next_assignment_status
from tracker.models import Assignment, Task, User
from tracker.services import audit
from tracker.services.assignment_moves import move

ENDED = frozenset({AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED})
CHANGE_ROLE = "change_role"


@dataclass
class UnitChanges:
    """What changed: parts that joined (given out where the task is), and parts that left."""

    joined: list[Assignment] = field(default_factory=list)
    left: list[Assignment] = field(default_factory=list)


def active_parts(task: Task) -> list[Assignment]:
    """Return the task's parts that were not ended, in order: the units that are responsible now."""
    return [part for part in task.assignments if part.status is not AssignmentStatus.CANCELLED]


def set_units(
    task: Task, units: Sequence[tuple[int, AssignmentRole]], *, reason: str, actor: User, now: datetime
) -> UnitChanges:
    """Make these the task's units, in this order; return who joined and who left.

    Raise RuleViolation unless exactly one leads and none stands there twice, ActionNotAllowed where one that has
    finished its part would leave. A unit that leaves a task which was never given out leaves no trace but the audit
    entry; otherwise its part ends (已终止) and stays.
    """
    check_roles([unit_id for unit_id, _role in units], [role for _unit_id, role in units])
    changes, wanted = UnitChanges(), dict(units)
    for part in active_parts(task):
        if part.unit_id not in wanted:
            _leave(part, reason, actor, now)
            changes.left.append(part)
    for former in task.assignments:
        if wanted.get(former.unit_id) is not AssignmentRole.LEAD and former.role is AssignmentRole.LEAD:
            _change_role(former, AssignmentRole.SUPPORTING, actor, now)
    db.session.flush()  # a task has one lead at most: the old one steps back first
    for position, (unit_id, role) in enumerate(units):
        standing = next((part for part in active_parts(task) if part.unit_id == unit_id), None)
        part = standing or _join(task, unit_id, reason, actor, now)
        if standing is None:
            changes.joined.append(part)
            part.role = role
        elif part.role is not role:
            _change_role(part, role, actor, now)
        part.position = position
    db.session.flush()  # names and numbers of new parts are read by what follows
    return changes


def _leave(part: Assignment, reason: str, actor: User, now: datetime) -> None:
    if part.status in ENDED:
        raise ActionNotAllowed(f"{part.unit.name}的任务{part.status.label}，不能移出责任单位。")
    if part.status is AssignmentStatus.PENDING and part.start_on is None:
        part.task.assignments.remove(part)  # never given out: there is nothing to keep
        return
    move(part, AssignmentAction.CANCEL, actor=actor, now=now, reason=reason)


def _join(task: Task, unit_id: int, reason: str, actor: User, now: datetime) -> Assignment:
    part = next((part for part in task.assignments if part.unit_id == unit_id), None)
    if part is None:
        part = Assignment(
            unit_id=unit_id,
            jurisdiction_id=task.jurisdiction_id,
            document_id=task.document_id,
            role=AssignmentRole.SUPPORTING,
            status=AssignmentStatus.PENDING,
            is_backlog=task.is_backlog,
            due_on=task.due_on,
        )
        task.assignments.append(part)
    else:
        move(part, AssignmentAction.REINSTATE, actor=actor, now=now, reason=reason)
    if task.status is TaskStatus.ISSUED:
        old = part.status
        give_out(part, now=now)
        audit.record(actor, AssignmentAction.ISSUE, part, now, status=[old, part.status])
    return part


def give_out(part: Assignment, *, now: datetime) -> None:
    """Give the part to its unit (交办): its time begins with the task's, or today where the task is under way."""
    task, today = part.task, now.astimezone(BEIJING).date()
    part.status = next_assignment_status(part.status, AssignmentAction.ISSUE, task.status)
    part.is_backlog = task.is_backlog
    part.start_on = max(task.start_on or today, today) if task.status is TaskStatus.ISSUED else task.start_on
    part.due_on = part.original_due_on = task.due_on
    part.issued_at = now
    part.acknowledged_at = part.acknowledged_by_id = None


def _change_role(part: Assignment, role: AssignmentRole, actor: User, now: datetime) -> None:
    old, part.role = part.role, role
    audit.record(actor, CHANGE_ROLE, part, now, role=[old, role])
