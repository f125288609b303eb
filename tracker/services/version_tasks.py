"""What each choice about a change of version does to the tasks it touches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.document_versions import VersionChoice
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus
from tracker.models import Clause, Task, User
from tracker.queries.break_downs import lower_tasks
from tracker.queries.document_versions import VersionRow
from tracker.services import audit, task_lifecycle, task_limits, task_units


@dataclass(frozen=True)
class VersionVerdict:
    """What a supervisor chose for one change. `take_limit` and `take_units` adopt the new clause's own."""

    choice: VersionChoice
    reason: str = ""
    take_limit: bool = False
    take_units: bool = False


def _carry_over(row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    """The old task takes the new clause; the draft that confirming had made of that clause goes."""
    task, draft, clause = row.old_task, row.new_task, row.new_clause
    if task is None or draft is None or clause is None:
        return None
    new_limit, new_kind, new_phrase = draft.due_on, draft.due_kind, draft.due_phrase
    _remove(draft)
    _take_text(task, clause)
    if verdict.take_limit:
        audit.record(
            actor, TaskAction.AMEND, task, now, due_on=[_iso(task.due_on), _iso(new_limit)], cause=verdict.choice
        )
        task_limits.move_limit(task, new_limit, today=now.astimezone(BEIJING).date())
        task.due_kind, task.due_phrase = new_kind, new_phrase
        task_limits.follow_limits(task_units.active_parts(task), reason=verdict.reason, actor=actor, now=now)
    if verdict.take_units:
        _take_units(task, actor, now)
    return None


def _take_text(task: Task, clause: Clause) -> None:
    """Let the task, and what lower governments made of it, stand under this clause."""
    task.clause, task.document, task.title = clause, clause.document, clause.title
    for assignment in task.assignments:
        assignment.document = clause.document
    for made in lower_tasks(task.assignments):
        _take_text(made.task, clause)


def _replace(row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    _end(row, verdict, actor, now, keep_draft=True)
    return row.new_task


def _end(
    row: VersionRow, verdict: VersionVerdict, actor: User, now: datetime, *, keep_draft: bool = False
) -> Task | None:
    if row.old_task is not None:
        task_lifecycle.cancel(row.old_task, reason=verdict.reason, actor=actor, now=now)
    if not keep_draft:
        _leave_out(row, verdict, actor, now)
    return None


def _leave_out(row: VersionRow, _verdict: VersionVerdict, actor: User, now: datetime) -> Task | None:
    if row.new_task is not None and row.new_clause is not None:
        _remove(row.new_task)
        old, row.new_clause.status = row.new_clause.status, ClauseStatus.LEFT_OUT
        row.new_clause.reviewed_by, row.new_clause.reviewed_at = actor, now
        audit.record(actor, VersionChoice.LEAVE_OUT, row.new_clause, now, status=[old, ClauseStatus.LEFT_OUT])
    return None


def _open(row: VersionRow, _verdict: VersionVerdict, _actor: User, _now: datetime) -> Task | None:
    return row.new_task  # confirming the document has made it; issuing sends it out


def _keep(_row: VersionRow, _verdict: VersionVerdict, _actor: User, _now: datetime) -> Task | None:
    return None  # the old task goes on with the text it was given


#: Each acts on the tasks of a row and returns the new task that stays, or None.
ACTS: dict[VersionChoice, Callable[[VersionRow, VersionVerdict, User, datetime], Task | None]] = {
    VersionChoice.CARRY_OVER: _carry_over,
    VersionChoice.REPLACE: _replace,
    VersionChoice.END: _end,
    VersionChoice.LEAVE_OUT: _leave_out,
    VersionChoice.OPEN: _open,
    VersionChoice.KEEP: _keep,
}


def _remove(draft: Task) -> None:
    if draft.status is not TaskStatus.DRAFT:
        raise RuleViolation(f"新版本的任务“{draft.title}”{draft.status.label}，不能再撤下。")
    db.session.delete(draft)
    db.session.flush()  # a clause has one task at most: the place must be free


def _take_units(task: Task, actor: User, now: datetime) -> None:
    """Give the task the units of its new clause; one that has finished its part keeps it, named or not."""
    named = [(unit.unit_id, unit.role) for unit in task.clause.units if unit.unit_id is not None]
    if not named:
        raise RuleViolation(f"新版本的“{task.title}”没有写明责任单位，请沿用原责任单位，或先在任务页面调整。")
    finished = [part.unit_id for part in task.assignments if part.status is AssignmentStatus.CLOSED]
    kept = [(unit_id, AssignmentRole.SUPPORTING) for unit_id in finished if unit_id not in dict(named)]
    why = "新版本不再列为责任单位"
    left = task_units.set_units(task, [*named, *kept], reason=why, actor=actor, now=now).left
    task_lifecycle.follow(left, AssignmentAction.CANCEL, reason=why, actor=actor, now=now)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
