"""The life of tasks as the supervision office moves it: opening and issuing (立项、交办)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.clause_review import DocumentAction, DocumentStatus, next_document_status
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.task_opening import ReportCadence
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskAction, TaskStatus, next_status
from tracker.models import PolicyDocument, Task, User
from tracker.queries.issuing import IssuePreview, preview_issue
from tracker.services import audit, task_letters, task_opening
from tracker.services.lights import refresh_lights
from tracker.services.task_units import active_parts, give_out


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
    cadence: ReportCadence | None = None,
    actor: User,
    now: datetime,
    calendar: WorkCalendar,
) -> IssuedDocument:
    """Open and issue every task of the document that is not out yet; return how much was issued and how many are told.

    A matter goes live only with a basis and an approval (国务院令第733号第十一条): raise RuleViolation without. Tasks
    that a leader approved in the system keep that approval; those still waiting for one stay where they are.
    One mail a person is queued for the next working morning; a backlog document (存量) stays quiet, and so does a
    task whose limit lies before `start_on`. With `cadence` every task not opened before is reported on that often.
    """
    if not basis.strip() or not approving_leader.strip():
        raise RuleViolation("立项依据和批准领导都要填写，才能交办。")
    preview = preview_issue(document, now.astimezone(BEIJING).date())
    old = document.status
    status = old if _has_more_to_issue(old, preview) else next_document_status(old, DocumentAction.ISSUE)
    for task in preview.tasks:
        task.cadence = cadence if cadence and task.status is TaskStatus.DRAFT else task.cadence
    _open_on_paper(preview.tasks, basis, approving_leader, start_on, actor=actor, now=now)
    mails = issue_tasks(preview.tasks, start_on=start_on, actor=actor, now=now, calendar=calendar)
    audit.record(
        actor, DocumentAction.ISSUE, document, now,
        status=[old, status], basis=basis, approving_leader=approving_leader,
        start_on=start_on.isoformat(), cadence=cadence, tasks=len(preview.tasks), mails=mails,
    )  # fmt: skip
    document.status, document.issued_at = status, document.issued_at or now
    return IssuedDocument(len(preview.tasks), preview.assignment_count, mails)


def issue_tasks(tasks: Sequence[Task], *, start_on: date, actor: User, now: datetime, calendar: WorkCalendar) -> int:
    """Give opened tasks of one document out to their units (交办); return how many people are told by mail.

    A task that has a start of its own keeps it. Raise RuleViolation where a limit was set that lies before the start,
    ActionNotAllowed for a task that is not opened.
    """
    for task in tasks:
        _issue(task, start_on, actor, now)
    parts = [part for task in tasks for part in task.assignments if part.status is AssignmentStatus.ISSUED]
    refresh_lights([part.id for part in parts], today=now.astimezone(BEIJING).date())
    return task_letters.tell_of(tasks[0].document, parts, now=now, calendar=calendar) if tasks else 0


def _has_more_to_issue(status: DocumentStatus, preview: IssuePreview) -> bool:
    """A document that is out may still have tasks that were approved later, taken back or revived."""
    return status is DocumentStatus.ISSUED and bool(preview.tasks)


def _open_on_paper(
    tasks: Sequence[Task], basis: str, approving_leader: str, start_on: date, *, actor: User, now: datetime
) -> None:
    """Open those that no leader has approved in the system: the name on the paper is recorded."""
    drafts = [task for task in tasks if task.status is TaskStatus.DRAFT]
    for task in drafts:
        task.start_on = task.start_on or start_on
    if drafts and not basis.strip():
        raise RuleViolation("立项依据和批准领导都要填写，才能交办。")
    if drafts:
        task_opening.open_all(drafts, basis=basis, approving_leader=approving_leader, actor=actor, now=now)


def _issue(task: Task, start_on: date, actor: User, now: datetime) -> None:
    task.start_on = task.start_on or start_on
    task.is_backlog = task.is_backlog or starts_late(task, task.start_on)
    task.original_due_on = task.original_due_on or task.due_on
    for part in active_parts(task):
        if part.status is AssignmentStatus.PENDING:
            give_out(part, now=now)
    old, task.status = task.status, next_status(task.status, TaskAction.ISSUE)
    task.issued_at, task.issued_by = now, actor
    audit.record(actor, TaskAction.ISSUE, task, now, status=[old, task.status], units=len(active_parts(task)))


def starts_late(task: Task, start_on: date | None) -> bool:
    """Return whether the task's limit lies before its start: it enters as backlog, quietly."""
    return task.due_on is not None and start_on is not None and task.due_on < start_on
