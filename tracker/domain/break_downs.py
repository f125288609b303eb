"""Breaking an assignment down (分解到下级): what a county may ask of its bureaus, and how their progress adds up."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.units import UnitKind
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus

_HAS_BUREAUS = (UnitKind.GOVERNMENT, UnitKind.GROUP)
"""Bodies with bureaus of their own to give work to; a group's members are governments (各县〔市、区〕政府)."""


def may_be_broken_down(kind: UnitKind, status: AssignmentStatus) -> bool:
    """Return whether a unit of this kind may break its part down to bureaus of its own, as the part stands."""
    return kind in _HAS_BUREAUS and status is AssignmentStatus.IN_PROGRESS


def check_break_down(
    status: AssignmentStatus, *, due_on: date | None, wanted_due_on: date | None, today: date, already: bool
) -> None:
    """Raise ActionNotAllowed unless the work is signed for and not broken down by this government before.

    Raise RuleViolation for a limit in the past or later than the government's own.
    """
    if status is not AssignmentStatus.IN_PROGRESS:
        raise ActionNotAllowed(f"本单位任务{status.label}，签收并推进中的任务才能分解。")
    if already:
        raise ActionNotAllowed("这项任务已经分解给本级部门，可以在下级任务中调整。")
    if wanted_due_on is None:
        return
    if wanted_due_on < today:
        raise RuleViolation("给部门的完成时限已经过去，请改为今天以后的日期。")
    check_limit_below(wanted_due_on, due_on)


def limit_below(own: date | None, above: date | None) -> date | None:
    """Return until when a part below goes, by its own limit and that of the part above it; None: 长期.

    It never ends after the part above. A limit above that comes earlier therefore comes earlier below as well, as it
    does for every unit of the task; one that comes later moves nothing, since what the bureaus were given is for
    their own government to change.
    """
    if own is None or above is None:
        return own if above is None else above
    return min(own, above)


def check_limit_below(wanted: date | None, above: date | None) -> None:
    """Raise RuleViolation for a limit below (None: 长期) that is later than the one above."""
    if limit_below(wanted, above) != wanted:
        raise RuleViolation(
            f"完成时限不能晚于上级给本级的时限 {above.isoformat() if above else ''}；需要更多时间，请先向上级申请延期。"
        )


def check_bureaus(own_ids: Collection[int], lead_id: int, supporting_ids: Sequence[int]) -> None:
    """Raise RuleViolation unless all are bureaus of the government itself and none stands twice."""
    if not {lead_id, *supporting_ids} <= set(own_ids):
        raise RuleViolation("只能分解给本级政府的部门。")
    if lead_id in supporting_ids or len(set(supporting_ids)) < len(supporting_ids):
        raise RuleViolation("同一部门只能选一次：要么牵头，要么配合。")


def roll_up(percents: Sequence[float]) -> float | None:
    """Return what the parts come to together: their mean, 0–100 with one decimal; None without parts."""
    return round(sum(percents) / len(percents), 1) if percents else None


_NOT_OVER = (
    TaskStatus.DRAFT,
    TaskStatus.OPENING_PENDING,
    TaskStatus.OPENED,
    TaskStatus.ISSUED,
    TaskStatus.PAUSED,
)

FOLLOWS: Mapping[tuple[AssignmentAction, TaskStatus], tuple[TaskAction, ...]] = {
    **{(AssignmentAction.CANCEL, status): (TaskAction.CANCEL,) for status in _NOT_OVER},
    **{(AssignmentAction.CLOSE, status): (TaskAction.CANCEL,) for status in _NOT_OVER},
    (AssignmentAction.PAUSE, TaskStatus.ISSUED): (TaskAction.PAUSE,),
    (AssignmentAction.RESUME, TaskStatus.PAUSED): (TaskAction.RESUME,),
    (AssignmentAction.REOPEN, TaskStatus.CLOSED): (TaskAction.REOPEN,),
    (AssignmentAction.REOPEN, TaskStatus.CANCELLED): (TaskAction.REINSTATE, TaskAction.OPEN, TaskAction.ISSUE),
}
"""What becomes of a government's own task when this is done, above, to the part it was made of; ours.

Nobody goes on working for what was ended, accepted or paused above. A part that is given to another unit ends too. An
end that is taken back above gives the part out anew, to be signed for: the government breaks it down again itself.
"""

TAKES_BACK: Mapping[TaskAction, TaskAction] = {
    TaskAction.RESUME: TaskAction.PAUSE,
    TaskAction.REINSTATE: TaskAction.CANCEL,
}
"""Of these, what only takes back what followed from above: what the government paused or ended itself stays so."""

IS_OVER = frozenset({TaskStatus.CLOSED, TaskStatus.CANCELLED})
"""A government's own task whose limits move no more; they are looked at again when it is taken up."""

BROKEN_DOWN_AGAIN = frozenset({TaskStatus.DRAFT, TaskStatus.CANCELLED})
"""A government's own task that is not with its bureaus: breaking the work down anew takes it up again."""


def followed_reason(action: AssignmentAction, reason: str) -> str:
    """Return why the lower task follows, in words of its timeline: 上级任务已终止：……"""
    return f"上级任务{_DONE_ABOVE[action]}" + (f"：{reason.strip()}" if reason.strip() else "。")


def moved_limit_reason(limit: date, reason: str) -> str:
    """Return why a limit below moved, in words of the timeline: 上级任务的时限为2026-12-31：……"""
    words = f"上级任务的完成时限提前到 {limit.isoformat()}"
    return words + (f"：{reason.strip()}" if reason.strip() else "。")


_DONE_ABOVE = {
    AssignmentAction.CANCEL: "不再由本级办理",
    AssignmentAction.CLOSE: "已经销号",
    AssignmentAction.PAUSE: "暂停",
    AssignmentAction.RESUME: "恢复",
    AssignmentAction.REOPEN: "重新打开",
}
