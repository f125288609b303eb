"""Who is responsible for a task: units join, leave, change their part; one of them leads, always."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.db import db
from tracker.domain.assignments import ENDED_STATUSES, AssignmentRole, AssignmentStatus, check_roles
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.workflow import AssignmentAction, TaskStatus, next_assignment_status
from tracker.models import Assignment, Task, User
from tracker.queries.units import units_of
from tracker.services import assignment_moves, audit

CHANGE_ROLE = "change_role"


@dataclass
class UnitChanges:
    """What changed: parts that joined (given out where the task is), and parts that left."""

    joined: list[Assignment] = field(default_factory=list)
    left: list[Assignment] = field(default_factory=list)


def active_parts(task: Task) -> list[Assignment]:
    """Return the task's parts that were not ended, in order: the units that are responsible now."""
    return [part for part in task.assignments if part.status is not AssignmentStatus.CANCELLED]


def part_of(task: Task, unit_id: int) -> Assignment | None:
    """Return the part this unit has in the task now, or None: an ended part counts as none."""
    return next((part for part in active_parts(task) if part.unit_id == unit_id), None)


def set_units(
    task: Task, units: Sequence[tuple[int, AssignmentRole]], *, reason: str, actor: User, now: datetime
) -> UnitChanges:
    """Make these the task's units, in this order; return who joined and who left.

    Raise RuleViolation unless exactly one leads and none stands there twice, or where a unit of another government
    would join; ActionNotAllowed where one that has finished its part would leave.
    """
    check_roles([unit_id for unit_id, _role in units], [role for _unit_id, role in units])
    _check_government(task, {unit_id for unit_id, _role in units})
    changes, wanted = UnitChanges(), dict(units)
    for part in active_parts(task):
        if part.unit_id not in wanted:
            leave(part, reason=reason, actor=actor, now=now)
            changes.left.append(part)
    for former in task.assignments:
        if wanted.get(former.unit_id) is not AssignmentRole.LEAD:
            change_role(former, AssignmentRole.SUPPORTING, actor=actor, now=now)
    db.session.flush()  # a task has one lead at most: the old one steps back first
    for position, (unit_id, role) in enumerate(units):
        standing = part_of(task, unit_id)
        part = standing or join(task, unit_id, role, reason=reason, actor=actor, now=now)
        if standing is None:
            changes.joined.append(part)
        change_role(part, role, actor=actor, now=now)
        part.position = position
    db.session.flush()  # names and numbers of new parts are read by what follows
    return changes


def _check_government(task: Task, unit_ids: set[int]) -> None:
    joining = unit_ids - {part.unit_id for part in task.assignments}
    if joining and joining - {unit.id for unit in units_of(task.jurisdiction_id)}:
        raise RuleViolation("增加的单位不是本级政府的单位，不能承担这项任务。")


def leave(part: Assignment, *, reason: str, actor: User, now: datetime, **facts: object) -> None:
    """Take the unit out of its task: its part ends (已终止) and stays; one that was never given out is gone.

    A lead steps back with it, so that another can come. Raise ActionNotAllowed where the part is finished. `facts`
    go into the audit trail.
    """
    if part.status in ENDED_STATUSES:
        raise ActionNotAllowed(f"{part.unit.name}的任务{part.status.label}，不能移出责任单位。")
    if part.status is AssignmentStatus.PENDING and part.start_on is None:
        part.task.assignments.remove(part)  # never given out: there is nothing to keep
        return
    role, part.role = part.role, AssignmentRole.SUPPORTING
    if role is not part.role:
        facts["role"] = [role, part.role]
    assignment_moves.move(part, AssignmentAction.CANCEL, actor=actor, now=now, reason=reason, **facts)


def join(task: Task, unit_id: int, role: AssignmentRole, *, reason: str, actor: User, now: datetime) -> Assignment:
    """Bring the unit into the task and return its part: the one that ended is taken up again, else a new one.

    Where the task is out the part is given out at once, where it rests as soon as it goes on. Whoever leads must have
    stepped back before.
    """
    part = next((part for part in task.assignments if part.unit_id == unit_id), None)
    if part is None:
        part = new_part(task, unit_id, role)
    else:
        assignment_moves.move(part, AssignmentAction.REINSTATE, actor=actor, now=now, reason=reason)
    part.role = role
    if task.status is TaskStatus.ISSUED:
        _issue(part, actor, now)
    return part


def give_out_what_waits(task: Task, *, actor: User | None, now: datetime) -> None:
    """Give out the parts that joined while the task rested."""
    for part in active_parts(task):
        if part.status is AssignmentStatus.PENDING:
            _issue(part, actor, now)


def _issue(part: Assignment, actor: User | None, now: datetime) -> None:
    old = part.status
    give_out(part, now=now)
    audit.record(actor, AssignmentAction.ISSUE, part, now, status=[old, part.status])


def new_part(task: Task, unit_id: int | None, role: AssignmentRole) -> Assignment:
    """Add a part to the task, last in its order, not given out, with the task's limit; return it."""
    part = Assignment(
        unit_id=unit_id,
        jurisdiction_id=task.jurisdiction_id,
        document=task.document,
        position=len(task.assignments),
        role=role,
        status=AssignmentStatus.PENDING,
        is_backlog=task.is_backlog,
        due_on=task.due_on,
    )
    task.assignments.append(part)
    return part


def change_role(part: Assignment, role: AssignmentRole, *, actor: User, now: datetime, **facts: object) -> None:
    """Let the unit lead or support from now on; nothing is noted where it did so before."""
    if part.role is not role:
        old, part.role = part.role, role
        audit.record(actor, CHANGE_ROLE, part, now, role=[old, role], **facts)


def give_out(part: Assignment, *, now: datetime) -> None:
    """Give the part to its unit (交办): its time begins with the task's, or today where the task is under way."""
    task, today = part.task, now.astimezone(BEIJING).date()
    part.status = next_assignment_status(part.status, AssignmentAction.ISSUE, task.status)
    part.is_backlog = task.is_backlog
    part.start_on = max(task.start_on or today, today) if task.status is TaskStatus.ISSUED else task.start_on
    part.due_on = part.original_due_on = task.due_on
    assignment_moves.begin_anew(part, now=now)
