"""What a unit may ask for about its part of a task: when, with what, and until when the question stands.

One row a kind: `ASKING` is the whole rule. Who decides and what comes of it is in approvals.py and in the services.
"""

from dataclasses import dataclass
from datetime import date

from tracker.domain.approvals import RequestAction, RequestKind
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.workflow import AssignmentAction, TaskStatus, allowed_assignment_actions, next_assignment_status

LONGEST_TEXT = 3000  # characters
RESUBMIT_WITHIN = 5  # working days a unit has to come back with a returned closing, unless said otherwise

_SIGNED_OR_NOT = frozenset({AssignmentStatus.ISSUED, AssignmentStatus.IN_PROGRESS})
_AT_WORK = frozenset({AssignmentStatus.IN_PROGRESS})
_UNFINISHED = _SIGNED_OR_NOT | {AssignmentStatus.CLOSURE_PENDING}
_QUESTION_STANDS = frozenset({TaskStatus.ISSUED, TaskStatus.PAUSED})


@dataclass(frozen=True)
class Asking:
    """How one kind is asked for. `day` is what the date of the request is called, None where there is none.

    `stands_in`: the states of the unit's part in which the question still makes sense; in any other it lapses.
    """

    action: AssignmentAction
    stands_in: frozenset[AssignmentStatus]
    reason: str = "理由"
    day: str | None = None
    measures: str | None = None
    proposes_unit: bool = False


ASKING: dict[RequestKind, Asking] = {
    RequestKind.EXTENSION: Asking(
        AssignmentAction.REQUEST_EXTENSION, _UNFINISHED, "延期理由", "申请延期到", "采取的措施"
    ),
    RequestKind.EXCUSE: Asking(AssignmentAction.REQUEST_EXCUSE, _UNFINISHED, "正当理由", "说明有效期到"),
    RequestKind.PAUSE: Asking(AssignmentAction.REQUEST_PAUSE, _AT_WORK, "暂停理由", "申请暂停到"),
    RequestKind.CANCELLATION: Asking(AssignmentAction.REQUEST_CANCELLATION, _SIGNED_OR_NOT, "终止理由"),
    RequestKind.STAGE_CLOSURE: Asking(
        AssignmentAction.REQUEST_STAGE_CLOSURE, _AT_WORK, "本阶段完成情况", None, "下一阶段安排"
    ),
    RequestKind.CLOSURE: Asking(
        AssignmentAction.REQUEST_CLOSURE, frozenset({AssignmentStatus.CLOSURE_PENDING}), "办理结果"
    ),
    RequestKind.REASSIGNMENT: Asking(AssignmentAction.CONTEST, _SIGNED_OR_NOT, "调整理由", proposes_unit=True),
    RequestKind.COORDINATION: Asking(AssignmentAction.REQUEST_COORDINATION, _UNFINISHED, "需要协调的事项"),
}


_IN_MENUS = (
    RequestKind.CLOSURE,
    RequestKind.STAGE_CLOSURE,
    RequestKind.EXTENSION,
    RequestKind.EXCUSE,
    RequestKind.COORDINATION,
    RequestKind.REASSIGNMENT,
    RequestKind.PAUSE,
    RequestKind.CANCELLATION,
)


def asked(kind: RequestKind, status: AssignmentStatus, task_status: TaskStatus = TaskStatus.ISSUED) -> AssignmentStatus:
    """Return the status of the unit's part once this was asked for; raise ActionNotAllowed where it cannot be."""
    return next_assignment_status(status, ASKING[kind].action, task_status)


def askable(status: AssignmentStatus, task_status: TaskStatus = TaskStatus.ISSUED) -> list[RequestKind]:
    """Return what a unit may ask for in this state, closing first."""
    allowed = set(allowed_assignment_actions(status, task_status))
    return [kind for kind in _IN_MENUS if ASKING[kind].action in allowed]


def still_stands(kind: RequestKind, status: AssignmentStatus, task_status: TaskStatus = TaskStatus.ISSUED) -> bool:
    """Return whether a request of this kind can still be decided; one that cannot lapses (失效)."""
    return status in ASKING[kind].stands_in and task_status in _QUESTION_STANDS


def check_words(kind: RequestKind, reason: str, measures: str = "") -> None:
    """Raise RuleViolation unless everything that has to be written for this kind is, and nothing is too long."""
    asking = ASKING[kind]
    if not reason.strip():
        raise RuleViolation(f"请填写{asking.reason}。")
    if asking.measures and not measures.strip():
        raise RuleViolation(f"请填写{asking.measures}。")
    if max(len(reason), len(measures)) > LONGEST_TEXT:
        raise RuleViolation(f"请控制在 {LONGEST_TEXT} 字以内。")


def check_day(kind: RequestKind, day: date | None, today: date) -> None:
    """Raise RuleViolation where a date is missing, not asked for, or no longer ahead."""
    wanted = ASKING[kind].day
    if wanted is None:
        if day is not None:
            raise RuleViolation(f"{kind.label}不需要填写日期。")
        return
    if day is None:
        raise RuleViolation(f"请填写“{wanted}”的日期。")
    if day <= today:
        raise RuleViolation(f"“{wanted}”应当晚于今天。")


def check_resubmit_on(day: date | None, today: date) -> None:
    """Raise RuleViolation unless a returned closing says by which day it has to come back."""
    if day is None:
        raise RuleViolation("请填写重新报送的日期。")
    if day <= today:
        raise RuleViolation("重新报送的日期应当晚于今天。")


def recorded_as(action: RequestAction) -> str:
    """Return the name under which the audit trail keeps what was done to a request."""
    return f"{action.value}_request"
