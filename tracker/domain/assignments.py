"""One task × one responsible unit: what part the unit has, and how far the unit has come."""

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
