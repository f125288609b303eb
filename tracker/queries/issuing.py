"""What issuing a document will do: which tasks go out, who is told, and by how many mails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, PolicyDocument, Task, Unit, User
from tracker.queries.unit_people import readers_of_units

TO_ISSUE = (TaskStatus.DRAFT, TaskStatus.OPENED)
"""Not given out yet: what is opened on paper as it is issued, and what a leader has approved already."""


@dataclass(frozen=True)
class Recipient:
    """A person who is told, once, of everything that their units have to do."""

    user: User
    assignments: tuple[Assignment, ...]

    @property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(assignment.unit.name for assignment in self.assignments))


@dataclass(frozen=True)
class IssuePreview:
    """The tasks of a document and who will be told of them; `silent_units` have nobody to tell."""

    tasks: Sequence[Task]
    recipients: tuple[Recipient, ...]
    silent_units: tuple[Unit, ...]

    @property
    def assignment_count(self) -> int:
        return sum(len(task.assignments) for task in self.tasks)

    @property
    def unit_count(self) -> int:
        return len({assignment.unit_id for task in self.tasks for assignment in task.assignments})


def preview_issue(document: PolicyDocument, today: date) -> IssuePreview:
    """Return what issuing the document today means; a handful of statements for any number of tasks."""
    tasks = db.session.scalars(
        sa.select(Task)
        .join(Task.clause)
        .where(
            Task.document_id == document.id,
            Task.jurisdiction_id == document.jurisdiction_id,  # not what a county made of it
            Task.status.in_(TO_ISSUE),  # not those carried over
        )
        .options(sa.orm.contains_eager(Task.clause), sa.orm.selectinload(Task.assignments).joinedload(Assignment.unit))
        .order_by(sa.text("clause.position"))
    ).all()
    assignments = [part for task in tasks for part in task.assignments if part.status is AssignmentStatus.PENDING]
    recipients = recipients_of(assignments, today)
    told = {assignment.unit_id for recipient in recipients for assignment in recipient.assignments}
    units = {assignment.unit_id: assignment.unit for assignment in assignments}
    return IssuePreview(tasks, recipients, tuple(unit for unit_id, unit in units.items() if unit_id not in told))


def count_to_issue(document: PolicyDocument) -> int:
    """Return how many tasks of the document's own government wait to be given out."""
    waiting = sa.select(sa.func.count(Task.id)).where(
        Task.document_id == document.id, Task.jurisdiction_id == document.jurisdiction_id, Task.status.in_(TO_ISSUE)
    )
    return db.session.scalar(waiting) or 0


def recipients_of(assignments: Iterable[Assignment], today: date) -> tuple[Recipient, ...]:
    """Return the liaisons who are told of these assignments, each with those of their own units.

    Who is away is left out: the colleague who stands in is told.
    """
    by_unit: dict[int, list[Assignment]] = {}
    for assignment in assignments:
        by_unit.setdefault(assignment.unit_id, []).append(assignment)
    people = {person.user_id: person.unit_ids for person in readers_of_units(today, by_unit.keys())}
    users = db.session.scalars(sa.select(User).where(User.id.in_(people)).order_by(User.id))
    return tuple(
        Recipient(user, tuple(row for unit_id, rows in by_unit.items() if unit_id in people[user.id] for row in rows))
        for user in users
    )


def usual_approver(government_id: int, leaders: Sequence[str]) -> str | None:
    """Return the name of the leader who approved the government's last tasks, if still in office; else the only one."""
    last = db.session.scalar(
        sa.select(Task.approving_leader)
        .where(Task.jurisdiction_id == government_id, Task.approving_leader.in_(leaders))
        .order_by(Task.issued_at.desc().nulls_last(), Task.id.desc())
        .limit(1)
    )
    return last or (leaders[0] if len(leaders) == 1 else None)
