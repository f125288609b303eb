"""One unit's part of a task going from one state to another, and what always follows from it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from tracker.domain.approvals import RequestAction, next_request_status
from tracker.domain.assignments import ENDED_STATUSES, AssignmentStatus, confirmed_percent
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.unit_requests import recorded_as, still_stands
from tracker.domain.workflow import (
    NEEDS_REASON,
    AssignmentAction,
    TaskAction,
    allowed_actions,
    next_assignment_status,
    next_status,
)
from tracker.models import Assignment, Task, User
from tracker.queries import reports
from tracker.queries.unit_requests import pending_of
from tracker.services import audit
from tracker.services.lights import refresh_lights


def move(assignment: Assignment, action: AssignmentAction, *, actor: User | None, now: datetime, **facts: Any) -> None:
    """Do this to the unit's part as its table allows; requests that no longer stand lapse, the light is read anew.

    `facts` go into the audit trail, `reason` among them. Raise ActionNotAllowed where the table forbids it,
    RuleViolation where a reason is needed and missing.
    """
    step(assignment, action, actor=actor, now=now, **facts)
    lapse_requests([assignment], now=now)
    refresh_lights([assignment.id], today=now.astimezone(BEIJING).date())


def step(assignment: Assignment, action: AssignmentAction, *, actor: User | None, now: datetime, **facts: Any) -> None:
    """As `move`, where requests and lights are left to a caller who sees to them for many parts at once."""
    if action in NEEDS_REASON and not str(facts.get("reason") or "").strip():
        raise RuleViolation(f"请写明{action.label}的理由。")
    old = assignment.status
    assignment.status = next_assignment_status(old, action, assignment.task.status)
    if AssignmentStatus.CLOSED in (old, assignment.status):
        percent = assignment.percent_complete
        assignment.percent_complete = confirmed_percent(assignment.status, reports.accepted_percent(assignment))
        facts["percent_complete"] = [percent, assignment.percent_complete]
    audit.record(actor, action, assignment, now, status=[old, assignment.status], **facts)


def begin_anew(assignment: Assignment, *, now: datetime) -> None:
    """Let the unit's time with its part begin now: given out, to be signed for, nothing returned or closed."""
    assignment.issued_at, assignment.acknowledged_at, assignment.acknowledged_by = now, None, None
    assignment.closed_at = assignment.returned_on = None


def lapse_requests(assignments: Collection[Assignment], *, now: datetime) -> int:
    """Let every request lapse that cannot be decided any more because the work has moved on; return how many."""
    by_id = {assignment.id: assignment for assignment in assignments}
    count = 0
    for request in pending_of(by_id):
        assignment = by_id[request.assignment_id]
        if not still_stands(request.kind, assignment.status, assignment.task.status):
            old, request.status = request.status, next_request_status(request.status, RequestAction.LAPSE)
            audit.record(None, recorded_as(RequestAction.LAPSE), request, now, status=[old, request.status])
            count += 1
    return count


def end_task_with_its_parts(task: Task, *, actor: User | None, now: datetime) -> TaskAction | None:
    """Close the task (销号) once every part is closed or ended, end it once all are ended; return what was done."""
    statuses = {part.status for part in task.assignments}
    if not statuses <= ENDED_STATUSES:
        return None
    action = TaskAction.CLOSE if AssignmentStatus.CLOSED in statuses else TaskAction.CANCEL
    if action not in allowed_actions(task.status):
        return None
    old, task.status = task.status, next_status(task.status, action)
    reason = "各责任单位均已办结。" if action is TaskAction.CLOSE else "各责任单位均已终止。"
    audit.record(actor, action, task, now, status=[old, task.status], reason=reason)
    refresh_lights([part.id for part in task.assignments], today=now.astimezone(BEIJING).date())
    return action
