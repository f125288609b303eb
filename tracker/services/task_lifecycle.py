"""The life of a task as a whole, once it is opened: taken back, paused, resumed, closed, reopened, ended, revived.

What each asks for stands in domain/transition_effects.py. Each verb leaves one entry for the task and one for each
unit's part that moved with it; units read of it in their digest.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.break_downs import FOLLOWS, TAKES_BACK, followed_reason
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.transition_effects import check_reason, check_withdrawal, effect_of
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus, check_task_can_close, next_status
from tracker.models import Assignment, AuditEntry, BreakDown, Task, User
from tracker.queries.break_downs import lower_tasks
from tracker.queries.calendar import work_calendar
from tracker.services import audit, task_letters, task_limits, task_units
from tracker.services.assignment_moves import lapse_requests, step
from tracker.services.lights import refresh_lights

_NOT_ENDED_YET = frozenset(AssignmentStatus) - {
    AssignmentStatus.PENDING,  # never given out: nothing to end
    AssignmentStatus.CLOSED,
    AssignmentStatus.CANCELLED,
}


def check_seen(task: Task, seen: TaskStatus | None) -> None:
    """Raise ActionNotAllowed where the task is no longer in the state that its page showed: somebody was quicker."""
    if seen is not None and task.status is not seen:
        raise ActionNotAllowed(f"这项任务刚刚由他人办理过，现在是“{task.status.label}”，请刷新后再看。")


def withdraw_issue(task: Task, *, reason: str, actor: User, now: datetime) -> None:
    """Take back what was given out and nobody has signed for (撤回交办); mail that waits is taken back with it."""
    reason = _begin(task, TaskAction.WITHDRAW_ISSUE, reason)
    given_out = [part for part in task.assignments if part.status is not AssignmentStatus.CANCELLED]
    check_withdrawal(sum(part.status is not AssignmentStatus.ISSUED for part in given_out))
    for part in given_out:
        step(part, AssignmentAction.WITHDRAW_ISSUE, actor=actor, now=now, reason=reason)
        part.issued_at = None
    _move(task, TaskAction.WITHDRAW_ISSUE, reason, actor, now)
    task.issued_at = task.issued_by_id = None
    _settle(task, now)


def pause(task: Task, *, reason: str, actor: User | None, now: datetime, **facts: object) -> None:
    """Let the whole task rest (暂停): every unit keeps its state and is asked for nothing."""
    reason = _begin(task, TaskAction.PAUSE, reason)
    _move(task, TaskAction.PAUSE, reason, actor, now, **facts)
    _settle(task, now)
    follow(task.assignments, AssignmentAction.PAUSE, reason=reason, actor=actor, now=now)


def resume(task: Task, *, reason: str = "", actor: User | None, now: datetime, **facts: object) -> None:
    """Let the work go on where it was left (恢复); units that joined meanwhile are given their parts."""
    reason = _begin(task, TaskAction.RESUME, reason)
    _move(task, TaskAction.RESUME, reason, actor, now, **facts)
    task_units.give_out_what_waits(task, actor=actor, now=now)
    _settle(task, now)
    at_work = [part for part in task.assignments if part.status is not AssignmentStatus.PAUSED]
    follow(at_work, AssignmentAction.RESUME, reason=reason, actor=actor, now=now)


def close(task: Task, *, reason: str = "", actor: User, now: datetime) -> None:
    """Close the task (销号): raise ActionNotAllowed unless every part is accepted or ended, one at least accepted."""
    reason = _begin(task, TaskAction.CLOSE, reason)
    check_task_can_close([part.status for part in task.assignments])
    _move(task, TaskAction.CLOSE, reason, actor, now)
    _settle(task, now)


def reopen(
    task: Task,
    *,
    reason: str,
    unit_ids: Collection[int] | None = None,
    actor: User | None,
    now: datetime,
    **facts: object,
) -> list[Assignment]:
    """Open a closed task again for these units (None: all that had finished); return their parts, at work again."""
    reason = _begin(task, TaskAction.REOPEN, reason)
    closed = [part for part in task.assignments if part.status is AssignmentStatus.CLOSED]
    again = [part for part in closed if unit_ids is None or part.unit_id in unit_ids]
    if not again:
        raise RuleViolation("请至少选择一个重新办理的责任单位。")
    _move(task, TaskAction.REOPEN, reason, actor, now, units=[part.unit.name for part in again], **facts)
    for part in again:
        step(part, AssignmentAction.REOPEN, actor=actor, now=now, reason=reason)
        part.closed_at = None
    task_limits.keep_within_above(task, actor=actor, now=now)
    _settle(task, now)
    follow(again, AssignmentAction.REOPEN, reason=reason, actor=actor, now=now)
    return again


def cancel(task: Task, *, reason: str, actor: User | None, now: datetime, **facts: object) -> None:
    """End the task without a result (终止): every part that is under way ends, what is asked for lapses."""
    reason = _begin(task, TaskAction.CANCEL, reason)
    ended = [part for part in task.assignments if part.status in _NOT_ENDED_YET]
    for part in ended:
        step(part, AssignmentAction.CANCEL, actor=actor, now=now, reason=reason)
    _move(task, TaskAction.CANCEL, reason, actor, now, assignments=[part.id for part in ended], **facts)
    _settle(task, now)
    follow(ended, AssignmentAction.CANCEL, reason=reason, actor=actor, now=now)


def reinstate(task: Task, *, reason: str, actor: User | None, now: datetime, **facts: object) -> None:
    """Take the end back (撤销终止): the task is a draft again, to be opened and given out anew; its number stays."""
    reason = _begin(task, TaskAction.REINSTATE, reason)
    ended_with_it = _ended_with(task)
    _move(task, TaskAction.REINSTATE, reason, actor, now, **facts)
    for part in task.assignments:
        if part.status is AssignmentStatus.CANCELLED and (part.id in ended_with_it or part.role is AssignmentRole.LEAD):
            step(part, AssignmentAction.REINSTATE, actor=actor, now=now, reason=reason)
            part.issued_at = part.acknowledged_at = part.acknowledged_by_id = None
    task.issued_at = task.issued_by_id = None
    task_limits.keep_within_above(task, actor=actor, now=now)
    _settle(task, now)


def follow(
    parts: Iterable[Assignment], action: AssignmentAction, *, reason: str = "", actor: User | None, now: datetime
) -> None:
    """Let the tasks that lower governments made of these parts follow what was done to the parts.

    What follows from what stands in domain/break_downs.py; each leaves its trace, and the bureaus are told as ever.
    """
    for made in lower_tasks(parts):
        acts = FOLLOWS.get((action, made.task.status), ())
        if not acts or _stays_as_the_government_put_it(made, acts[0]):
            continue
        why = followed_reason(action, reason)
        audit.record(actor, "follow_above", made, now, task=made.task_id, reason=why)
        for act in acts:
            _FOLLOWING[act](made.task, reason=why, actor=actor, now=now, above=made.assignment_id)


def _stays_as_the_government_put_it(made: BreakDown, action: TaskAction) -> bool:
    taken_back = TAKES_BACK.get(action)
    return taken_back is not None and _last_facts(made.task, taken_back).get("above") != made.assignment_id


def _open_again(task: Task, *, reason: str, actor: User | None, now: datetime, **facts: object) -> None:
    """A task that was opened before keeps its basis, its approval and its number."""
    _begin(task, TaskAction.OPEN, reason)
    _move(task, TaskAction.OPEN, reason, actor, now, **facts)


def _issue_again(task: Task, *, reason: str, actor: User | None, now: datetime, **facts: object) -> None:
    _begin(task, TaskAction.ISSUE, reason)
    _move(task, TaskAction.ISSUE, reason, actor, now, **facts)
    task.issued_at = now
    task_units.give_out_what_waits(task, actor=actor, now=now)
    _settle(task, now)
    task_letters.tell_of(task.document, task_units.active_parts(task), now=now, calendar=work_calendar())


_FOLLOWING: dict[TaskAction, Callable[..., object]] = {
    TaskAction.CANCEL: cancel,
    TaskAction.PAUSE: pause,
    TaskAction.RESUME: resume,
    TaskAction.REOPEN: reopen,
    TaskAction.REINSTATE: reinstate,
    TaskAction.OPEN: _open_again,
    TaskAction.ISSUE: _issue_again,
}


def _ended_with(task: Task) -> frozenset[int]:
    """Return the parts that ended when the task did; units that had left before do not come back."""
    known: Sequence[int] | None = _last_facts(task, TaskAction.CANCEL).get("assignments")
    return frozenset(part.id for part in task.assignments) if known is None else frozenset(known)


def _last_facts(task: Task, action: TaskAction) -> dict[str, Any]:
    """Return what was noted when this was last done to the task; nothing where it never was."""
    entry = db.session.scalars(
        sa.select(AuditEntry)
        .where(AuditEntry.subject_type == "Task", AuditEntry.subject_id == task.id, AuditEntry.action == action)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    return json.loads(entry.changes) if entry else {}


def _begin(task: Task, action: TaskAction, reason: str) -> str:
    effect_of(task.status, action)
    return check_reason(action, reason)


def _move(task: Task, action: TaskAction, reason: str, actor: User | None, now: datetime, **changes: object) -> None:
    old, task.status = task.status, next_status(task.status, action)
    audit.record(actor, action, task, now, status=[old, task.status], reason=reason or None, **changes)


def _settle(task: Task, now: datetime) -> None:
    """Let everything that hangs on the task's state follow: requests, lights, mail that waits."""
    lapse_requests(task.assignments, now=now)
    refresh_lights([part.id for part in task.assignments], today=now.astimezone(BEIJING).date())
    task_letters.retell(task.document, now=now)
