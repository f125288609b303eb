"""One task × one responsible unit: what part the unit has, how far it has come, and how parts add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum


class AssignmentRole(LabelledEnum):
    """The part a unit plays in a task: exactly one lead, any number of supporting units."""

    LEAD = "lead", "牵头单位"
    SUPPORTING = "supporting", "配合单位"


class AssignmentStatus(LabelledEnum):
    """Where one unit stands in its own part of the task."""

    PENDING = "pending", "待交办"
    ISSUED = "issued", "待签收"
    IN_PROGRESS = "in_progress", "推进中"
    CLOSURE_PENDING = "closure_pending", "待销号"
    STAGE_CLOSED = "stage_closed", "阶段性办结"
    CLOSED = "closed", "已办结"
    PAUSED = "paused", "已暂停"
    CANCELLED = "cancelled", "已终止"


OPEN_STATUSES = frozenset(
    {AssignmentStatus.ISSUED, AssignmentStatus.IN_PROGRESS, AssignmentStatus.CLOSURE_PENDING, AssignmentStatus.PAUSED}
)
"""Issued and neither accepted nor ended: the unit still owes the result."""

ENDED_STATUSES = frozenset({AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED})
"""Accepted or ended: nothing more is expected of the unit."""

ROLE_WEIGHT = {AssignmentRole.LEAD: 1.0, AssignmentRole.SUPPORTING: 0.5}
"""What a unit's part weighs in that unit's own figures."""


COMPLETE = 100.0  # per cent


def confirmed_percent(status: AssignmentStatus, accepted: float | None) -> float:
    """Return how far a part counts as done, 0–100: as its newest accepted report says (None: there is none).

    A part that was closed (销号) is complete, whatever its last report said: each of its criteria was checked.
    """
    return COMPLETE if status is AssignmentStatus.CLOSED else accepted or 0.0


@dataclass(frozen=True)
class Part:
    """A unit's part of a task, as far as figures go; `percent` is its confirmed progress, 0–100."""

    role: AssignmentRole
    status: AssignmentStatus
    percent: float


def proposed_roles(unit_count: int) -> list[AssignmentRole]:
    """Return roles where the text names none: the first unit named leads, until a supervisor confirms it (默认)."""
    return [AssignmentRole.SUPPORTING if position else AssignmentRole.LEAD for position in range(unit_count)]


def check_roles(unit_ids: Sequence[int], roles: Sequence[AssignmentRole]) -> None:
    """Raise RuleViolation unless there is exactly one lead and no unit stands in the task twice."""
    if not unit_ids:
        raise RuleViolation("任务还没有责任单位，请先指定牵头单位。")
    if len(set(unit_ids)) < len(unit_ids):
        raise RuleViolation("同一单位在一项任务中只能出现一次。")
    leads = list(roles).count(AssignmentRole.LEAD)
    if leads != 1:
        raise RuleViolation(f"一项任务有且只有一个牵头单位，现在有 {leads} 个。")


def task_percent(parts: Iterable[Part]) -> float:
    """Return a task's progress: its lead unit's, whatever the others report; 0 without a lead."""
    return next((part.percent for part in parts if part.role is AssignmentRole.LEAD), 0.0)


def unit_percent(parts: Iterable[Part]) -> float | None:
    """Return a unit's progress over its tasks, supporting parts at half weight; None if nothing counts."""
    sums: dict[AssignmentRole, tuple[int, float]] = {}
    for part in parts:
        if part.status is not AssignmentStatus.CANCELLED:
            count, percents = sums.get(part.role, (0, 0.0))
            sums[part.role] = (count + 1, percents + part.percent)
    return weighted_percent(sums)


def weighted_percent(sums: Mapping[AssignmentRole, tuple[int, float]]) -> float | None:
    """Return the same of (how many parts, sum of their percents) by role, as a database counts them."""
    total = sum(ROLE_WEIGHT[role] * count for role, (count, _) in sums.items())
    return (
        round(sum(ROLE_WEIGHT[role] * percents for role, (_, percents) in sums.items()) / total, 1) if total else None
    )
