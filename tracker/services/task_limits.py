"""Moving the limit of a task (完成时限), and keeping what lower governments made of it within it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.break_downs import IS_OVER, check_limit_below, limit_below, moved_limit_reason
from tracker.domain.parsing.model import DueKind
from tracker.domain.periods import BEIJING
from tracker.domain.task_amendments import MilestoneValues, milestones_in_words
from tracker.domain.workflow import TaskAction
from tracker.models import Assignment, BreakDown, Task, User
from tracker.queries.break_downs import lower_tasks, made_of, part_above
from tracker.services import audit, task_letters
from tracker.services.lights import refresh_lights
from tracker.services.task_units import active_parts


def move_limit(task: Task, due_on: date | None, *, today: date) -> None:
    """Give the task this limit (None: 长期), and every unit that was granted none of its own.

    A limit ahead wakes a backlog task (存量). The trail, and what was made of it below, are for the verb.
    """
    for part in active_parts(task):
        if part.due_on == task.due_on:
            part.due_on = due_on
    task.due_on = due_on
    task.due_kind = DueKind.EXPLICIT if due_on else DueKind.ONGOING
    if task.issued_at is None:
        task.original_due_on = None  # it is set as the task is given out
    if task.is_backlog and due_on is not None and due_on >= today:
        task.is_backlog = False
        for part in task.assignments:
            part.is_backlog = False


def check_below(task: Task, due_on: date | None) -> None:
    """Raise RuleViolation where the task was made of a part from above and would end after it."""
    if (above := part_above(task)) is not None:
        check_limit_below(due_on, above.due_on)


def follow_limits(parts: Iterable[Assignment], *, reason: str = "", actor: User | None, now: datetime) -> None:
    """Let nothing that lower governments made of these parts end after them; each that moves leaves its trace.

    A limit that became later moves nothing: more time below is for the lower government to give.
    """
    for made in lower_tasks(parts):
        _keep_within(made, reason, actor, now)


def keep_within_above(task: Task, *, actor: User | None, now: datetime) -> None:
    """Bring a task that is taken up again within the part it was made of: that may have moved meanwhile."""
    if (made := made_of(task)) is not None:
        _keep_within(made, "", actor, now)


def _keep_within(made: BreakDown, reason: str, actor: User | None, now: datetime) -> None:
    task, limit = made.task, made.assignment.due_on
    if limit is None or task.status in IS_OVER:
        return
    today, why = now.astimezone(BEIJING).date(), moved_limit_reason(limit, reason)
    changes = _cut_short(task, limit, today)
    late = [part for part in active_parts(task) if _ends_later(part, limit)]
    if not changes and not late:
        return
    audit.record(actor, "follow_above", made, now, task=task.id, reason=why)
    if changes:
        task.due_kind, task.due_phrase = made.assignment.task.due_kind, made.assignment.task.due_phrase
        audit.record(actor, TaskAction.AMEND, task, now, above=made.assignment_id, reason=why, **changes)
    for part in late:
        moved, part.due_on = [_iso(part.due_on), _iso(limit)], limit
        audit.record(actor, "change_due_on", part, now, due_on=moved, reason=why)
    refresh_lights([part.id for part in task.assignments], today=today)
    task_letters.retell(task.document, now=now)
    follow_limits(task.assignments, reason=why, actor=actor, now=now)


def _cut_short(task: Task, limit: date, today: date) -> dict[str, Any]:
    """Let the task and its milestones end with the limit; return what changed, each as [old, new]."""
    changes, before = {}, _stages(task)
    if (within := limit_below(task.due_on, limit)) != task.due_on:
        changes["due_on"] = [_iso(task.due_on), _iso(within)]
        move_limit(task, within, today=today)
    for stage in task.milestones:
        stage.due_on = min(stage.due_on, limit)
    if (after := _stages(task)) != before:
        changes["milestones"] = [before, after]
    return changes


def _ends_later(part: Assignment, limit: date) -> bool:
    return part.status is not AssignmentStatus.CLOSED and limit_below(part.due_on, limit) != part.due_on


def _stages(task: Task) -> str:
    return milestones_in_words([MilestoneValues(one.title, one.due_on, one.weight) for one in task.milestones])


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
