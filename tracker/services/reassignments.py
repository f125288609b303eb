"""Giving a unit's part of a task to another unit (调整责任单位): the old part ends, a new one is issued."""

from datetime import datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, check_task_permits
from tracker.models import Assignment, Unit, User
from tracker.services import assignment_moves, audit, task_letters
from tracker.services.assignment_lifecycle import issue_again


def reassign(
    assignment: Assignment, *, unit: Unit, reason: str, request: int, calendar: WorkCalendar, actor: User, now: datetime
) -> Assignment:
    """End the part of one unit and issue it to another in the same role; return the other's assignment.

    A supporting unit may take over the lead. Raise ActionNotAllowed where the task does not go on, or the unit has
    the same part already.
    """
    task = assignment.task
    check_task_permits(task.status, AssignmentAction.CONTEST)
    present = next((part for part in task.assignments if part.unit_id == unit.id), None)
    takes_over = present is not None and present.status is not AssignmentStatus.CANCELLED
    role = assignment.role
    if takes_over and role is not AssignmentRole.LEAD:
        raise ActionNotAllowed(f"{unit.name}已是本任务的责任单位，请改选其他单位，或终止本单位的任务。")
    if role is AssignmentRole.LEAD:
        assignment.role = AssignmentRole.SUPPORTING
    assignment_moves.move(
        assignment, AssignmentAction.CANCEL, actor=actor, now=now,
        reason=reason, role=[role, assignment.role], successor=unit.name, request=request,
    )  # fmt: skip
    db.session.flush()  # there is one lead at any moment: the old one steps back before the new one comes
    successor = present or _new_part(assignment, unit)
    old_role, successor.role = successor.role, role
    if takes_over:
        audit.record(actor, "change_role", successor, now, role=[old_role, role], reason=reason)
    else:
        _issue(successor, assignment, actor, now)
    task_letters.tell_of(task.document, [successor], now=now, calendar=calendar)
    return successor


def _new_part(assignment: Assignment, unit: Unit) -> Assignment:
    part = Assignment(
        unit=unit,
        jurisdiction_id=assignment.jurisdiction_id,
        document_id=assignment.document_id,
        position=assignment.position,
        role=AssignmentRole.SUPPORTING,
        status=AssignmentStatus.PENDING,
        is_backlog=assignment.is_backlog,
    )
    assignment.task.assignments.append(part)
    return part


def _issue(successor: Assignment, before: Assignment, actor: User, now: datetime) -> None:
    """Issue the part with the limit as it stands; what should be done by now counts from today."""
    today = now.astimezone(BEIJING).date()
    successor.start_on = max(before.start_on or today, today)
    if before.due_on is not None and before.due_on < successor.start_on:
        successor.start_on = before.start_on
    successor.due_on, successor.original_due_on = before.due_on, before.original_due_on
    db.session.flush()  # a new part gets its number before anything is noted of it
    if successor.status is AssignmentStatus.CANCELLED:
        reason = f"接替{before.unit.name}"
        assignment_moves.move(successor, AssignmentAction.REINSTATE, actor=actor, now=now, reason=reason)
    issue_again(successor, actor=actor, now=now)
