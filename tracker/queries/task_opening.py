"""What opening tasks reads: numbers, who asked, what is supervised already, what waits for a leader."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.db import db
from tracker.domain.criteria_suggestions import suggest_criteria
from tracker.domain.goal_words import WORDS_BEFORE
from tracker.domain.ngrams import plain
from tracker.domain.task_opening import Matter, number_label
from tracker.domain.workflow import AssignmentStatus, TaskAction, TaskStatus
from tracker.models import Assignment, AuditEntry, Clause, Goal, PolicyDocument, Task, Unit, User
from tracker.policies.scopes import visible_tasks
from tracker.policies.viewer import Viewer
from tracker.queries.goal_words import goal_in_words

_UNDER_WAY = (TaskStatus.OPENING_PENDING, TaskStatus.OPENED, TaskStatus.ISSUED, TaskStatus.PAUSED)
_ALL_TOLD = (
    joinedload(Task.clause),
    joinedload(Task.jurisdiction),
    joinedload(Task.responsible_leader).lazyload(User.memberships),
    selectinload(Task.assignments).joinedload(Assignment.unit),
    selectinload(Task.criteria),
    selectinload(Task.milestones),
)


def number_of(task: Task) -> str | None:
    """Return the task's number as it is shown (台督〔2026〕12号), None before 立项."""
    if task.number_year is None or task.number_serial is None:
        return None
    return number_label(task.number_year, task.number_serial, task.jurisdiction.letter_prefix)


def next_serial(government_id: int, year: int) -> int:
    """Return the number that the government's next task of the year gets; no other transaction gets the same.

    The government's row is locked until the transaction ends (SQLite has one writer anyway).
    """
    db.session.execute(sa.select(Unit.id).where(Unit.id == government_id).with_for_update())
    highest = sa.select(sa.func.max(Task.number_serial)).where(
        Task.jurisdiction_id == government_id, Task.number_year == year
    )
    return (db.session.scalar(highest) or 0) + 1


def goals_in_words(clause_ids: Collection[int]) -> dict[int, list[str]]:
    """Return, by clause, its goals in words: 研发投入占比 不低于 8%."""
    start = sa.case((Goal.start_offset > WORDS_BEFORE, Goal.start_offset - WORDS_BEFORE), else_=0)
    before = sa.func.substr(PolicyDocument.text, start + 1, Goal.start_offset - start)
    query = sa.select(Goal, before).join(Goal.clause).join(Clause.document).where(Goal.clause_id.in_(clause_ids))
    found: dict[int, list[str]] = {}
    for goal, words in db.session.execute(query.order_by(Goal.clause_id, Goal.position)) if clause_ids else ():
        found.setdefault(goal.clause_id, []).append(_words_of(goal, words))
    return found


def suggested_criteria(clause_ids: Collection[int]) -> dict[int, list[str]]:
    """Return, by clause, the closing criteria that its words and goals suggest: two statements."""
    goals = goals_in_words(clause_ids)
    return {id_: suggest_criteria(text, goals.get(id_, ())) for id_, text in _texts(clause_ids).items()}


def submitters(task_ids: Collection[int]) -> dict[int, User]:
    """Return, by task, who last asked for its opening; from the audit trail."""
    newest = (
        sa.select(sa.func.max(AuditEntry.id))
        .where(
            AuditEntry.subject_type == "Task",
            AuditEntry.subject_id.in_(task_ids),
            AuditEntry.action == TaskAction.SUBMIT_OPENING,
        )
        .group_by(AuditEntry.subject_id)
    )
    rows = db.session.execute(
        sa.select(AuditEntry.subject_id, User)
        .join(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.id.in_(newest))
    )
    return {row.subject_id: row.User for row in rows}


def submitted_since(task_ids: Collection[int], moment: datetime) -> frozenset[int]:
    """Return those of these tasks whose opening was asked for since then."""
    query = sa.select(AuditEntry.subject_id).where(
        AuditEntry.subject_type == "Task",
        AuditEntry.subject_id.in_(task_ids),
        AuditEntry.action == TaskAction.SUBMIT_OPENING,
        AuditEntry.recorded_at >= moment,
    )
    return frozenset(db.session.scalars(query))


def asked_and_standing(tasks: Sequence[Task]) -> tuple[list[Matter], list[Matter]]:
    """Return what these tasks ask of each unit, and what is under way with a clause of the same title."""
    ids = [task.id for task in tasks]
    others = db.session.scalars(
        sa.select(Task)
        .join(Task.clause)
        .where(
            Task.jurisdiction_id.in_({task.jurisdiction_id for task in tasks}),
            Task.status.in_(_UNDER_WAY),
            Task.id.not_in(ids),
            Clause.title.in_({task.clause.title for task in tasks}),
        )
        .options(contains_eager(Task.clause), selectinload(Task.assignments).joinedload(Assignment.unit))
    ).all()
    if not others:
        return [], []
    texts = _texts([task.clause_id for task in (*tasks, *others)])
    return _matters(tasks, texts), _matters(others, texts)


def pending_openings(viewer: Viewer) -> Sequence[Task]:
    """Return the tasks that wait for a leader's approval, as far as the viewer sees them, document by document."""
    return db.session.scalars(
        visible_tasks(viewer)
        .join(Task.clause)
        .where(Task.status == TaskStatus.OPENING_PENDING, Task.jurisdiction_id.in_(viewer.government_ids))
        .options(
            contains_eager(Task.clause),
            joinedload(Task.document).load_only(PolicyDocument.title, PolicyDocument.document_number),
            *_ALL_TOLD[1:],
        )
        .order_by(Task.document_id, Clause.position)
    ).all()


def count_pending(viewer: Viewer) -> int:
    """Return how many tasks wait for this leader's approval."""
    query = visible_tasks(viewer).where(
        Task.status == TaskStatus.OPENING_PENDING, Task.jurisdiction_id.in_(viewer.led_government_ids)
    )
    return db.session.scalar(query.with_only_columns(sa.func.count())) or 0


def tasks_to_open(document: PolicyDocument) -> Sequence[Task]:
    """Return the document's tasks that are not given out yet, in its order, with all that the grid shows."""
    return db.session.scalars(
        sa.select(Task)
        .join(Task.clause)
        .where(
            Task.document_id == document.id,
            Task.jurisdiction_id == document.jurisdiction_id,  # not what a county made of it
            Task.status.in_((TaskStatus.DRAFT, TaskStatus.OPENING_PENDING, TaskStatus.OPENED)),
        )
        .options(contains_eager(Task.clause), *_ALL_TOLD[1:])
        .order_by(Clause.position)
    ).all()


def chosen_tasks(viewer: Viewer, ids: Collection[int], government_ids: Collection[int]) -> Sequence[Task]:
    """Return those of these tasks that the viewer sees and that belong to one of the governments."""
    query = visible_tasks(viewer).where(Task.id.in_(ids), Task.jurisdiction_id.in_(government_ids))
    return db.session.scalars(query.options(*_ALL_TOLD).order_by(Task.id)).all()


def _texts(clause_ids: Collection[int]) -> dict[int, str]:
    words = sa.func.substr(PolicyDocument.text, Clause.body_offset + 1, Clause.end_offset - Clause.body_offset)
    rows = db.session.execute(
        sa.select(Clause.id, words)
        .join(PolicyDocument, PolicyDocument.id == Clause.document_id)
        .where(Clause.id.in_(set(clause_ids)))
    )
    return {row.id: row[1] for row in rows}


def _matters(tasks: Sequence[Task], texts: dict[int, str]) -> list[Matter]:
    return [
        Matter(
            words=plain(task.clause.title + texts[task.clause_id]),
            unit_id=part.unit_id,
            start_on=part.start_on or task.start_on,
            due_on=part.due_on,
            name=task.title,
            unit_name=part.unit.name,
        )
        for task in tasks
        for part in task.assignments
        if part.status not in (AssignmentStatus.CANCELLED, AssignmentStatus.CLOSED)
    ]


def _words_of(goal: Goal, before: str) -> str:
    year = f"到{goal.target_year}年" if goal.target_year else ""
    return f"{year}{goal.indicator} {goal_in_words(goal, before)}"
