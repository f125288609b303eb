"""Breaking an assignment down to the bureaus of a lower government (分解到下级)."""

from collections.abc import Sequence
from datetime import date, datetime

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.break_downs import check_break_down, check_bureaus
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, BreakDown, Task, Unit, User
from tracker.queries.break_downs import bureaus_of, is_broken_down
from tracker.services import audit
from tracker.services.task_opening import open_all
from tracker.services.task_units import new_part
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

    The basis is what was given from above; approval is the government's own. Raise RuleViolation for bureaus or a
    limit that cannot be, ActionNotAllowed where the work is not under way or is broken down already.
    """
    today = now.astimezone(BEIJING).date()
    check_break_down(
        assignment.status, due_on=assignment.due_on, wanted_due_on=due_on, today=today,
        already=is_broken_down(assignment, government),
    )  # fmt: skip
    check_bureaus([unit.id for unit in bureaus_of(government)], lead.id, [unit.id for unit in supporting])
    task = _task(assignment, government, lead, supporting, due_on or assignment.due_on, now)
    db.session.add(task)
    db.session.flush()  # its number and lights are read from the tables
    open_all([task], basis=_basis(assignment), approving_leader=approving_leader, actor=actor, now=now)
    issue_tasks([task], start_on=today, actor=actor, now=now, calendar=calendar)
    made = BreakDown(assignment=assignment, task=task, made_by=actor, made_at=now)
    db.session.add(made)
    audit.record(
        actor, "break_down", made, now,
        assignment=assignment.id, task=task.id, government=government.name,
        units=[unit.name for unit in (lead, *supporting)],
    )  # fmt: skip
    return task


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
