"""What a task was opened with, for its page: number, responsible leader, closing criteria, milestones."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.task_opening import number_label
from tracker.models import ClosingCriterion, Milestone, Task, Unit, User

_HEAD, _CRITERION, _STAGE = "head", "criterion", "stage"


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
class TaskSetup:
    """The number is None before 立项."""

    number: str | None
    responsible_leader: str | None
    criteria: tuple[SetCriterion, ...]
    milestones: tuple[SetMilestone, ...]


def read_setup(task: Task) -> TaskSetup:
    """Return what the task was opened with: one statement."""
    wanted = {"task_id": task.id, "government_id": task.jurisdiction_id, "leader_id": task.responsible_leader_id}
    rows = db.session.execute(_EVERYTHING, wanted).all()
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
    )


def _everything() -> sa.Select:
    """The head, the criteria and the milestones as rows of one shape."""
    no_text, no_day = sa.cast(sa.null(), sa.String), sa.cast(sa.null(), sa.Date)
    no_weight, no = sa.cast(sa.null(), sa.Double), sa.false()
    head = (
        sa.select(
            sa.literal(_HEAD).label("kind"), sa.literal(0).label("position"), Unit.letter_prefix.label("text"),
            User.display_name.label("name"), no_day.label("day"), no_weight.label("weight"),
            no.label("first"), no.label("second"),
        )
        .select_from(Unit)
        .outerjoin(User, User.id == sa.bindparam("leader_id"))
        .where(Unit.id == sa.bindparam("government_id"))
    )  # fmt: skip
    criteria = sa.select(
        sa.literal(_CRITERION), ClosingCriterion.position, ClosingCriterion.text, no_text, no_day, no_weight,
        ClosingCriterion.requires_evidence, ClosingCriterion.for_lead_only,
    ).where(ClosingCriterion.task_id == sa.bindparam("task_id"))  # fmt: skip
    stages = sa.select(
        sa.literal(_STAGE), Milestone.position, Milestone.title, no_text, Milestone.due_on, Milestone.weight, no, no
    ).where(Milestone.task_id == sa.bindparam("task_id"))
    rows = sa.union_all(head, criteria, stages).subquery()
    return sa.select(rows).order_by(rows.c.kind, rows.c.position)


_EVERYTHING = _everything()
