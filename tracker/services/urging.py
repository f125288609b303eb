"""Urging units by hand (催办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.db import db
from tracker.domain.periods import BEIJING
from tracker.domain.urging import check_urging, may_urge_again
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, allowed_assignment_actions, next_assignment_status
from tracker.models import Assignment, Urging, User
from tracker.queries.urgings import last_urged_on
from tracker.services import audit


@dataclass(frozen=True)
class UrgedMany:
    """How many were urged, and how many left alone: urged too short a time ago, or nothing is asked of them."""

    urged: int
    too_soon: int
    not_asked: int


def urge(assignment: Assignment, *, text: str, calendar: WorkCalendar, actor: User, now: datetime) -> Urging:
    """Urge one unit about one task and return the record; it is a line of the unit's next digest.

    Raise ActionNotAllowed where nothing is asked of the unit, LimitReached within three working days of the last.
    """
    next_assignment_status(assignment.status, AssignmentAction.URGE, assignment.task.status)
    today = now.astimezone(BEIJING).date()
    check_urging(text, last_urged_on([assignment.id]).get(assignment.id), today, calendar)
    return _note(assignment, text, actor, now)


def urge_many(
    assignments: Sequence[Assignment], *, text: str, calendar: WorkCalendar, actor: User, now: datetime
) -> UrgedMany:
    """Urge all of these that may be urged today; the others are left alone and counted."""
    today = now.astimezone(BEIJING).date()
    check_urging(text, None, today, calendar)
    last = last_urged_on([assignment.id for assignment in assignments])
    asked = [
        assignment
        for assignment in assignments
        if AssignmentAction.URGE in allowed_assignment_actions(assignment.status, assignment.task.status)
    ]
    due = [assignment for assignment in asked if may_urge_again(last.get(assignment.id), today, calendar)]
    for assignment in due:
        _note(assignment, text, actor, now)
    return UrgedMany(len(due), len(asked) - len(due), len(assignments) - len(asked))


def _note(assignment: Assignment, text: str, actor: User, now: datetime) -> Urging:
    urging = Urging(assignment=assignment, text=text.strip(), urged_by=actor, urged_at=now)
    db.session.add(urging)
    audit.record(actor, AssignmentAction.URGE, assignment, now, text=text.strip())
    return urging
