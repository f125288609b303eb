"""What a task was opened with, for its page: number, responsible leader, closing criteria, milestones.

The rungs and lists that its units have reached are short rows too, and come with them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.db import UTCDateTime, db
from tracker.domain.notices import NoticeStatus
from tracker.domain.task_opening import number_label
from tracker.models import ClosingCriterion, Milestone, Notice, NoticeRow, Reminder, Unit, User
from tracker.policies.scopes import visible_notice_rows
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries.tasks import TaskPage

_HEAD, _CRITERION, _STAGE, _RUNG, _LIST = "head", "criterion", "stage", "rung", "list"


@dataclass(frozen=True)
class SetCriterion:
    """A closing criterion as it is set."""

    text: str
    requires_evidence: bool
    for_lead_only: bool


@dataclass(frozen=True)
class SetMilestone:
    """A milestone as it is set; `share` is its weight in all of them, 0–100."""

    title: str
    due_on: date
    share: float


@dataclass(frozen=True)
class LadderStep:
    """A rung that a unit's part reached, or a list it stands in: then `list_status` is set, `name` is its title."""

    assignment_id: int
    at: datetime
    name: str
    list_status: NoticeStatus | None
    text: str


@dataclass(frozen=True)
class TaskSetup:
    """The number is None before 立项."""

    number: str | None
    responsible_leader: str | None
    criteria: tuple[SetCriterion, ...]
    milestones: tuple[SetMilestone, ...]
    steps: tuple[LadderStep, ...]


def read_setup(page: TaskPage, viewer: Viewer) -> TaskSetup:
    """Return what the task was opened with, and the steps of its parts as far as the viewer sees them: one statement.

    Where no part was ever reminded there are no steps to ask for.
    """
    task = page.task
    wanted: dict[str, Any] = {
        "task_id": task.id,
        "government_id": task.jurisdiction_id,
        "leader_id": task.responsible_leader_id,
    }
    if page.was_reminded:
        wanted |= viewer.ids | {"assignment_ids": [part.id for part in page.assignments]}
    rows = db.session.execute(_everything(viewer.kind if page.was_reminded else None), wanted).all()
    head = next(row for row in rows if row.kind == _HEAD)
    stages = [row for row in rows if row.kind == _STAGE]
    total = sum(row.weight for row in stages)
    has_number = task.number_year is not None and task.number_serial is not None
    return TaskSetup(
        number=number_label(task.number_year or 0, task.number_serial or 0, head.text) if has_number else None,
        responsible_leader=head.name,
        criteria=tuple(
            SetCriterion(row.text, bool(row.first), bool(row.second)) for row in rows if row.kind == _CRITERION
        ),
        milestones=tuple(SetMilestone(row.text, row.day, round(100 * row.weight / total, 1)) for row in stages),
        steps=tuple(_step(row) for row in rows if row.kind in (_RUNG, _LIST)),
    )


def _step(row: sa.Row) -> LadderStep:
    return LadderStep(row.position, row.at, row.name, NoticeStatus(row.status) if row.status else None, row.text)


_NO_TEXT, _NO_DAY = sa.cast(sa.null(), sa.String), sa.cast(sa.null(), sa.Date)
_NO_WEIGHT, _NO, _NO_MOMENT = sa.cast(sa.null(), sa.Double), sa.false(), sa.cast(sa.null(), UTCDateTime)
_REST = (_NO_MOMENT, _NO_TEXT)


@cache
def _everything(kind: ViewerKind | None) -> sa.Select:
    """Head, criteria, milestones and, for a kind of viewer, steps as rows of one shape; put together once a kind."""
    head = (
        sa.select(
            sa.literal(_HEAD).label("kind"), sa.literal(0).label("position"), Unit.letter_prefix.label("text"),
            User.display_name.label("name"), _NO_DAY.label("day"), _NO_WEIGHT.label("weight"),
            _NO.label("first"), _NO.label("second"), _NO_MOMENT.label("at"), _NO_TEXT.label("status"),
        )
        .select_from(Unit)
        .outerjoin(User, User.id == sa.bindparam("leader_id"))
        .where(Unit.id == sa.bindparam("government_id"))
    )  # fmt: skip
    criteria = sa.select(
        sa.literal(_CRITERION), ClosingCriterion.position, ClosingCriterion.text, _NO_TEXT, _NO_DAY, _NO_WEIGHT,
        ClosingCriterion.requires_evidence, ClosingCriterion.for_lead_only, *_REST,
    ).where(ClosingCriterion.task_id == sa.bindparam("task_id"))  # fmt: skip
    stages = sa.select(
        sa.literal(_STAGE), Milestone.position, Milestone.title, _NO_TEXT, Milestone.due_on, Milestone.weight,
        _NO, _NO, *_REST,
    ).where(Milestone.task_id == sa.bindparam("task_id"))  # fmt: skip
    rows = sa.union_all(head, criteria, stages, *(_steps(kind) if kind else ())).subquery()
    return sa.select(rows).order_by(rows.c.kind, rows.c.position)


def _steps(kind: ViewerKind) -> tuple[sa.Select, sa.Select]:
    """The rungs that were reached and the lists the work stands in; the place is that of the assignment."""
    ids: sa.BindParameter[int] = sa.bindparam("assignment_ids", expanding=True)
    rungs = sa.select(
        sa.literal(_RUNG), Reminder.assignment_id, sa.literal(""), sa.type_coerce(Reminder.rung, sa.String),
        _NO_DAY, _NO_WEIGHT, _NO, _NO, Reminder.recorded_at, _NO_TEXT,
    ).where(Reminder.assignment_id.in_(ids))  # fmt: skip
    lists = (
        visible_notice_rows(kind)
        .where(NoticeRow.assignment_id.in_(ids), NoticeRow.dropped_at.is_(None))
        .with_only_columns(
            sa.literal(_LIST), NoticeRow.assignment_id, sa.func.coalesce(NoticeRow.explanation, ""), Notice.title,
            _NO_DAY, _NO_WEIGHT, _NO, _NO,
            sa.func.coalesce(Notice.issued_at, Notice.compiled_at, type_=UTCDateTime),
            sa.type_coerce(Notice.status, sa.String),
        )
    )  # fmt: skip
    return rungs, lists
