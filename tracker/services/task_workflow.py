"""The life of tasks as the supervision office moves it: opening and issuing (立项、交办)."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.clause_review import DocumentAction, next_document_status
from tracker.domain.errors import RuleViolation
from tracker.domain.mail_calendar import next_digest_moment
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, TaskAction, next_assignment_status, next_status
from tracker.emails import task_issued
from tracker.models import PolicyDocument, Task, User
from tracker.queries.issuing import Recipient, preview_issue
from tracker.services import audit, outbox
from tracker.services.lights import refresh_lights


@dataclass(frozen=True)
class IssuedDocument:
    """What went out: tasks, assignments (task × unit) and mails, one a person."""

    task_count: int
    assignment_count: int
    mail_count: int


def issue_document(
    document: PolicyDocument,
    *,
    basis: str,
    approving_leader: str,
    start_on: date,
    actor: User,
    now: datetime,
    calendar: WorkCalendar,
) -> IssuedDocument:
    """Open and issue every task of the document; return how much was issued and how many are told.

    A matter goes live only with a basis and an approval (国务院令第733号第十一条): raise RuleViolation without.
    One mail a person is queued for the next working morning; a backlog document (存量) stays quiet, and so does a
    task whose limit lies before `start_on`.
    """
    if not basis.strip() or not approving_leader.strip():
        raise RuleViolation("立项依据和批准领导都要填写，才能交办。")
    today = now.astimezone(BEIJING).date()
    status = next_document_status(document.status, DocumentAction.ISSUE)
    preview = preview_issue(document, today)
    for task in preview.tasks:
        task.basis, task.approving_leader, task.start_on = basis.strip(), approving_leader.strip(), start_on
        _issue(task, actor, now)
    refresh_lights([a.id for task in preview.tasks for a in task.assignments], today=today)
    mails = 0
    for recipient in preview.recipients:
        mails += _tell(document, recipient, now=now, today=today, calendar=calendar)
    audit.record(
        actor, DocumentAction.ISSUE, document, now,
        status=[document.status, status], basis=basis, approving_leader=approving_leader,
        start_on=start_on.isoformat(), tasks=len(preview.tasks), mails=mails,
    )  # fmt: skip
    document.status, document.issued_at = status, now
    return IssuedDocument(len(preview.tasks), preview.assignment_count, mails)


def _issue(task: Task, actor: User, now: datetime) -> None:
    task.status = next_status(task.status, TaskAction.OPEN)
    audit.record(actor, TaskAction.OPEN, task, now, basis=task.basis, approving_leader=task.approving_leader)
    task.is_backlog = task.is_backlog or starts_late(task, task.start_on)
    task.original_due_on = task.due_on
    for assignment in task.assignments:
        assignment.status = next_assignment_status(assignment.status, AssignmentAction.ISSUE, task.status)
        assignment.is_backlog = task.is_backlog
        assignment.start_on, assignment.due_on, assignment.original_due_on = task.start_on, task.due_on, task.due_on
        assignment.issued_at = now
    old, task.status = task.status, next_status(task.status, TaskAction.ISSUE)
    task.issued_at, task.issued_by = now, actor
    audit.record(actor, TaskAction.ISSUE, task, now, status=[old, task.status], units=len(task.assignments))


def starts_late(task: Task, start_on: date | None) -> bool:
    """Return whether the task's limit lies before its start: it enters as backlog, quietly."""
    return task.due_on is not None and start_on is not None and task.due_on < start_on


def _tell(document: PolicyDocument, recipient: Recipient, *, now: datetime, today: date, calendar: WorkCalendar) -> int:
    """Queue the person's one mail; return 1, or 0 where all their tasks are backlog."""
    rows = [assignment for assignment in recipient.assignments if not assignment.is_backlog]
    if not rows:
        return 0
    outbox.queue(
        task_issued.compose_for(document, recipient.user, rows, today=today),
        kind="task_issued",
        key=f"task_issued/{document.id}/{recipient.user.id}",
        user=recipient.user,
        not_before=next_digest_moment(now, calendar),
        now=now,
    )
    return 1
