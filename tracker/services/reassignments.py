"""Giving a unit's part of a task to another unit (调整责任单位), as the office decided on a request."""

from datetime import datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, check_task_permits
from tracker.models import Assignment, Unit, User
from tracker.services import task_letters, task_lifecycle, task_units
from tracker.services.lights import refresh_lights


def reassign(
    assignment: Assignment, *, unit: Unit, reason: str, request: int, calendar: WorkCalendar, actor: User, now: datetime
) -> Assignment:
    """End the part of one unit and issue it to another in the same role and limit; return the other's assignment.

    A supporting unit may take over the lead. Raise ActionNotAllowed where the task does not go on, or the unit has
    the same part already.
    """
    task, role = assignment.task, assignment.role
    check_task_permits(task.status, AssignmentAction.CONTEST)
    successor = task_units.part_of(task, unit.id)
    if successor is not None and role is not AssignmentRole.LEAD:
        raise ActionNotAllowed(f"{unit.name}已是本任务的责任单位，请改选其他单位，或终止本单位的任务。")
    task_units.leave(assignment, reason=reason, actor=actor, now=now, successor=unit.name, request=request)
    task_lifecycle.follow([assignment], AssignmentAction.CANCEL, reason=reason, actor=actor, now=now)
    db.session.flush()  # there is one lead at any moment: the old one steps back before the new one comes
    if successor is not None:
        task_units.change_role(successor, role, actor=actor, now=now, reason=reason)
    else:
        why = f"接替{assignment.unit.name}"
        successor = task_units.join(task, unit.id, role, reason=why, actor=actor, now=now)
        _take_over(successor, assignment, now)
    task_letters.tell_of(task.document, [successor], now=now, calendar=calendar)
    return successor


def _take_over(successor: Assignment, before: Assignment, now: datetime) -> None:
    """Give the part the place and the limit as it stood; what should be done by now counts from today."""
    today = now.astimezone(BEIJING).date()
    start_on = max(before.start_on or today, today)
    is_late = before.due_on is not None and before.due_on < start_on
    successor.start_on = before.start_on if is_late else start_on
    successor.due_on, successor.original_due_on = before.due_on, before.original_due_on
    successor.position, successor.is_backlog = before.position, before.is_backlog
    db.session.flush()  # the lights are read from the tables
    refresh_lights([successor.id], today=today)
