"""What the office does to one unit's part by hand: pause, resume, end, take that back, open again, next stage."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import ENDED_STATUSES, AssignmentRole, AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus, next_assignment_status, next_status
from tracker.models import Assignment, Task, User
from tracker.services import assignment_moves, audit, task_lifecycle
from tracker.services.lights import refresh_lights


def pause(assignment: Assignment, *, reason: str, resume_on: date | None = None, actor: User, now: datetime) -> None:
    """Let the unit's part rest until somebody resumes it, or until that day."""
    if resume_on is not None and resume_on <= now.astimezone(BEIJING).date():
        raise RuleViolation("恢复的日期应当晚于今天。")
    assignment.resume_on = resume_on
    assignment_moves.move(
        assignment, AssignmentAction.PAUSE, actor=actor, now=now,
        reason=reason, resume_on=resume_on and resume_on.isoformat(),
    )  # fmt: skip
    task_lifecycle.follow([assignment], AssignmentAction.PAUSE, reason=reason, actor=actor, now=now)


def resume(assignment: Assignment, *, reason: str = "", actor: User | None, now: datetime) -> None:
    """Let the unit go on with its part."""
    assignment.resume_on = None
    assignment_moves.move(assignment, AssignmentAction.RESUME, actor=actor, now=now, reason=reason)
    task_lifecycle.follow([assignment], AssignmentAction.RESUME, reason=reason, actor=actor, now=now)


def resume_what_is_due(*, today: date, now: datetime) -> int:
    """Resume every pause that was to last until today or before, in tasks that go on; return how many."""
    due = db.session.scalars(
        sa.select(Assignment)
        .join(Assignment.task)
        .where(
            Assignment.status == AssignmentStatus.PAUSED,
            Assignment.resume_on <= today,
            Task.status == TaskStatus.ISSUED,
        )
        .order_by(Assignment.id)
    ).all()
    for assignment in due:
        resume(assignment, reason="暂停期满", actor=None, now=now)
    return len(due)


def cancel(assignment: Assignment, *, reason: str, request: int | None = None, actor: User, now: datetime) -> None:
    """End the unit's part; with the last one the task ends. The lead's cannot end while others go on without a lead."""
    others = [
        part for part in assignment.task.assignments if part is not assignment and part.status not in ENDED_STATUSES
    ]
    if assignment.role is AssignmentRole.LEAD and others:
        raise ActionNotAllowed(
            f"还有 {len(others)} 个配合单位在办，牵头单位不能单独终止：请先改定牵头单位，或终止整个任务。"
        )
    facts = {"request": request} if request else {}
    assignment_moves.move(assignment, AssignmentAction.CANCEL, actor=actor, now=now, reason=reason, **facts)
    assignment_moves.end_task_with_its_parts(assignment.task, actor=actor, now=now)
    task_lifecycle.follow([assignment], AssignmentAction.CANCEL, reason=reason, actor=actor, now=now)


def reinstate(assignment: Assignment, *, reason: str, actor: User, now: datetime) -> None:
    """Take the end of the unit's part back: it is given to the unit anew, to be signed for."""
    assignment_moves.move(assignment, AssignmentAction.REINSTATE, actor=actor, now=now, reason=reason)
    if assignment.task.status is TaskStatus.ISSUED:
        assignment_moves.begin_anew(assignment, now=now)
        assignment_moves.move(assignment, AssignmentAction.ISSUE, actor=actor, now=now)


def reopen(assignment: Assignment, *, reason: str, actor: User, now: datetime) -> None:
    """Open a closed part again, and with it a task that was closed."""
    if not reason.strip():
        raise RuleViolation("请写明重新打开的理由。")
    task = assignment.task
    next_assignment_status(assignment.status, AssignmentAction.REOPEN, task.status)
    if task.status is TaskStatus.CLOSED:
        old, task.status = task.status, next_status(task.status, TaskAction.REOPEN)
        audit.record(actor, TaskAction.REOPEN, task, now, status=[old, task.status], reason=reason.strip())
        refresh_lights([part.id for part in task.assignments], today=now.astimezone(BEIJING).date())
    assignment.closed_at = None
    assignment_moves.move(assignment, AssignmentAction.REOPEN, actor=actor, now=now, reason=reason.strip())
    task_lifecycle.follow([assignment], AssignmentAction.REOPEN, reason=reason, actor=actor, now=now)


def enter_next_stage(assignment: Assignment, *, reason: str = "", actor: User, now: datetime) -> None:
    """Let the unit go on with the next stage after one was closed (转入下一阶段)."""
    assignment_moves.move(assignment, AssignmentAction.ENTER_NEXT_STAGE, actor=actor, now=now, reason=reason)
