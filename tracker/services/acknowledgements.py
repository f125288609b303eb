"""Signing for work (签收)."""

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.workflow import AssignmentAction, allowed_assignment_actions, next_assignment_status
from tracker.models import Assignment, User
from tracker.services import audit


def acknowledge(assignments: Sequence[Assignment], *, actor: User, now: datetime) -> int:
    """Sign for each of these; return how many. Raise ActionNotAllowed for one that cannot be signed: then none is."""
    for assignment in assignments:
        old = assignment.status
        assignment.status = next_assignment_status(old, AssignmentAction.ACKNOWLEDGE, assignment.task.status)
        assignment.acknowledged_at = now
        assignment.acknowledged_by = actor
        audit.record(actor, AssignmentAction.ACKNOWLEDGE, assignment, now, status=[old, assignment.status])
    return len(assignments)


def acknowledge_waiting(assignments: Sequence[Assignment], *, actor: User, now: datetime) -> int:
    """Sign for those of these that wait for it and return how many; what a colleague signed meanwhile is left alone."""
    waiting = [
        assignment
        for assignment in assignments
        if AssignmentAction.ACKNOWLEDGE in allowed_assignment_actions(assignment.status, assignment.task.status)
    ]
    return acknowledge(waiting, actor=actor, now=now)
