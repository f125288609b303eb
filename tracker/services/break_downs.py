"""Breaking an assignment down to the bureaus of a lower government (分解到下级)."""

from collections.abc import Sequence
from datetime import date, datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.break_downs import BROKEN_DOWN_AGAIN, check_break_down, check_bureaus
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, BreakDown, Task, Unit, User
from tracker.queries.break_downs import bureaus_of, made_of, own_task
from tracker.services import audit, task_lifecycle
from tracker.services.task_opening import open_all
from tracker.services.task_units import new_part, set_units
from tracker.services.task_workflow import issue_tasks


def break_down(
    assignment: Assignment,
    *,
    government: Unit,
    lead: Unit,
    supporting: Sequence[Unit],
    due_on: date | None,
    approving_leader: str,
    actor: User,
    now: datetime,
    calendar: WorkCalendar,
) -> Task:
    """Open and issue a task of the government's own for its bureaus, out of what it was given; return the task.

    The basis is what was given from above; approval is the government's own. A task of its own that ended is taken up
    again. Raise RuleViolation for bureaus or a limit that cannot be, ActionNotAllowed where the work is not under way
    or is broken down already.
    """
    today = now.astimezone(BEIJING).date()
    task = own_task(assignment, government)
    check_break_down(
        assignment.status, due_on=assignment.due_on, wanted_due_on=due_on, today=today,
        already=task is not None and task.status not in BROKEN_DOWN_AGAIN,
    )  # fmt: skip
    check_bureaus([unit.id for unit in bureaus_of(government)], lead.id, [unit.id for unit in supporting])
    limit = due_on or assignment.due_on
    if task is None:
        task = _task(assignment, government, lead, supporting, limit, now)
        db.session.add(task)
    else:
        _take_up(task, assignment, lead, supporting, limit, actor=actor, now=now)
    db.session.flush()  # its number and lights are read from the tables
    open_all([task], basis=_basis(assignment), approving_leader=approving_leader, actor=actor, now=now)
    issue_tasks([task], start_on=today, actor=actor, now=now, calendar=calendar)
    made = made_of(task) or BreakDown(task=task)
    made.assignment, made.made_by, made.made_at = assignment, actor, now
    db.session.add(made)
    audit.record(
        actor, "break_down", made, now,
        assignment=assignment.id, task=task.id, government=government.name,
        units=[unit.name for unit in (lead, *supporting)],
    )  # fmt: skip
    return task


def _take_up(
    task: Task,
    assignment: Assignment,
    lead: Unit,
    supporting: Sequence[Unit],
    due_on: date | None,
    *,
    actor: User,
    now: datetime,
) -> None:
    """Let a task that ended be a draft again, with these bureaus and this limit; its number stays."""
    if task.status is TaskStatus.CANCELLED:
        task_lifecycle.reinstate(task, reason="重新分解到本级部门", actor=actor, now=now)
    roles = [(lead.id, AssignmentRole.LEAD), *((unit.id, AssignmentRole.SUPPORTING) for unit in supporting)]
    set_units(task, roles, reason="重新分解到本级部门", actor=actor, now=now)
    task.start_on, task.original_due_on, task.is_backlog = None, None, assignment.is_backlog
    task.due_on, task.due_kind, task.due_phrase = due_on, assignment.task.due_kind, assignment.task.due_phrase


def _basis(assignment: Assignment) -> str:
    document = assignment.task.document
    return f"《{document.title}》{document.document_number or ''}（上级交办，分解落实）"


def _task(
    assignment: Assignment, government: Unit, lead: Unit, supporting: Sequence[Unit], due_on: date | None, now: datetime
) -> Task:
    above = assignment.task
    task = Task(
        jurisdiction_id=government.id,
        document=above.document,
        clause=above.clause,
        title=above.title,
        status=TaskStatus.DRAFT,
        category=above.category,
        cadence=above.cadence,
        evidence_required=above.evidence_required,
        due_on=due_on,
        due_kind=above.due_kind,
        due_phrase=above.due_phrase,
        is_backlog=assignment.is_backlog,
        opened_at=now,
    )
    new_part(task, lead.id, AssignmentRole.LEAD)
    for unit in supporting:
        new_part(task, unit.id, AssignmentRole.SUPPORTING)
    return task
