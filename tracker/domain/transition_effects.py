"""What each transition of a task and of a unit's part asks for: who may, what it needs, whom it tells, what undoes it.

`workflow.py` says what leads where; these tables say the rest. Roles: `OFFICE_ROLES` work in the supervision office,
`UNIT_ROLES` in a responsible unit, the leader approves (国务院令第733号第十一条).
"""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.roles import OFFICE_ROLES, UNIT_ROLES, Role
from tracker.domain.workflow import NEEDS_REASON, AssignmentAction, TaskAction, TaskStatus, next_status

LONGEST_REASON = 1000  # characters

_LEADER = frozenset({Role.LEADER})


class Need(LabelledEnum):
    """What must be there before an action goes through."""

    REASON = "reason", "书面理由"
    BASIS = "basis", "立项依据"
    APPROVING_LEADER = "approving_leader", "批准领导"
    ONE_LEAD = "one_lead", "有且只有一个牵头单位"
    NO_REPETITION = "no_repetition", "同一事项、单位、时段没有重复督查"
    START = "start", "起算日"
    NOBODY_SIGNED = "nobody_signed", "还没有单位签收"
    PARTS_ENDED = "parts_ended", "各责任单位均已办结或终止"
    ANOTHER_PERSON = "another_person", "由报批人以外的人办理"
    NEWEST_VERSION = "newest_version", "打开后没有被别人修改"


class Audience(LabelledEnum):
    """Whom an action tells."""

    UNITS = "units", "责任单位"
    LEADER = "leader", "批准领导"
    SUBMITTER = "submitter", "报批人"


class Means(LabelledEnum):
    """How they are told. A digest is the one mail of a morning; nothing is a page of its own that they find it on."""

    MAIL = "mail", "邮件"
    DIGEST = "digest", "工作提醒邮件"


Telling = tuple[Audience, Means]


@dataclass(frozen=True)
class Effect:
    """What an action asks for and does. `stops_mail`: what was written and has not left is taken back or rewritten."""

    who: frozenset[Role]
    needs: frozenset[Need] = frozenset()
    tells: tuple[Telling, ...] = ()
    stops_mail: bool = False
    undone_by: TaskAction | None = None


_TO_UNITS: tuple[Telling, ...] = ((Audience.UNITS, Means.DIGEST),)
_GOES_LIVE = frozenset({Need.BASIS, Need.APPROVING_LEADER, Need.NO_REPETITION, Need.ONE_LEAD})

_END = Effect(OFFICE_ROLES, frozenset({Need.REASON}), _TO_UNITS, stops_mail=True, undone_by=TaskAction.REINSTATE)
_QUIET_END = Effect(OFFICE_ROLES, frozenset({Need.REASON}), undone_by=TaskAction.REINSTATE)
_QUIET_CHANGE = Effect(OFFICE_ROLES, frozenset({Need.ONE_LEAD, Need.NEWEST_VERSION}), undone_by=TaskAction.AMEND)

TASK_EFFECTS: dict[tuple[TaskStatus, TaskAction], Effect] = {
    (TaskStatus.DRAFT, TaskAction.AMEND): _QUIET_CHANGE,
    (TaskStatus.DRAFT, TaskAction.SUBMIT_OPENING): Effect(
        OFFICE_ROLES,
        frozenset({Need.BASIS, Need.NO_REPETITION, Need.ONE_LEAD}),
        ((Audience.LEADER, Means.MAIL),),
        undone_by=TaskAction.RETURN_OPENING,
    ),
    (TaskStatus.DRAFT, TaskAction.OPEN): Effect(OFFICE_ROLES, _GOES_LIVE, undone_by=TaskAction.CANCEL),
    (TaskStatus.DRAFT, TaskAction.CANCEL): _QUIET_END,
    (TaskStatus.OPENING_PENDING, TaskAction.OPEN): Effect(
        _LEADER, _GOES_LIVE | {Need.ANOTHER_PERSON}, undone_by=TaskAction.CANCEL
    ),
    (TaskStatus.OPENING_PENDING, TaskAction.RETURN_OPENING): Effect(
        _LEADER,
        frozenset({Need.REASON, Need.ANOTHER_PERSON}),
        ((Audience.SUBMITTER, Means.MAIL),),
        undone_by=TaskAction.SUBMIT_OPENING,
    ),
    (TaskStatus.OPENING_PENDING, TaskAction.CANCEL): _QUIET_END,
    (TaskStatus.OPENED, TaskAction.AMEND): _QUIET_CHANGE,
    (TaskStatus.OPENED, TaskAction.ISSUE): Effect(
        OFFICE_ROLES,
        frozenset({Need.ONE_LEAD, Need.START}),
        ((Audience.UNITS, Means.MAIL),),
        undone_by=TaskAction.WITHDRAW_ISSUE,
    ),
    (TaskStatus.OPENED, TaskAction.CANCEL): _QUIET_END,
    (TaskStatus.ISSUED, TaskAction.AMEND): Effect(
        OFFICE_ROLES,
        frozenset({Need.ONE_LEAD, Need.NEWEST_VERSION}),
        _TO_UNITS,
        stops_mail=True,
        undone_by=TaskAction.AMEND,
    ),
    (TaskStatus.ISSUED, TaskAction.WITHDRAW_ISSUE): Effect(
        OFFICE_ROLES,
        frozenset({Need.REASON, Need.NOBODY_SIGNED}),
        _TO_UNITS,
        stops_mail=True,
        undone_by=TaskAction.ISSUE,
    ),
    (TaskStatus.ISSUED, TaskAction.PAUSE): Effect(
        OFFICE_ROLES, frozenset({Need.REASON}), _TO_UNITS, undone_by=TaskAction.RESUME
    ),
    (TaskStatus.ISSUED, TaskAction.CLOSE): Effect(
        OFFICE_ROLES, frozenset({Need.PARTS_ENDED}), _TO_UNITS, undone_by=TaskAction.REOPEN
    ),
    (TaskStatus.ISSUED, TaskAction.CANCEL): _END,
    (TaskStatus.PAUSED, TaskAction.RESUME): Effect(OFFICE_ROLES, tells=_TO_UNITS, undone_by=TaskAction.PAUSE),
    (TaskStatus.PAUSED, TaskAction.CANCEL): _END,
    (TaskStatus.CLOSED, TaskAction.REOPEN): Effect(OFFICE_ROLES, frozenset({Need.REASON}), _TO_UNITS),
    (TaskStatus.CANCELLED, TaskAction.REINSTATE): Effect(
        OFFICE_ROLES, frozenset({Need.REASON}), undone_by=TaskAction.CANCEL
    ),
}
"""One row for each row of TASK_TRANSITIONS."""

_BY_OFFICE = (
    AssignmentAction.ISSUE,
    AssignmentAction.WITHDRAW_ISSUE,
    AssignmentAction.URGE,
    AssignmentAction.RETURN_CLOSURE,
    AssignmentAction.CLOSE,
    AssignmentAction.CLOSE_STAGE,
    AssignmentAction.ENTER_NEXT_STAGE,
    AssignmentAction.PAUSE,
    AssignmentAction.RESUME,
    AssignmentAction.REOPEN,
    AssignmentAction.CANCEL,
    AssignmentAction.REINSTATE,
)

ASSIGNMENT_ACTORS: dict[AssignmentAction, frozenset[Role]] = {
    action: OFFICE_ROLES if action in _BY_OFFICE else UNIT_ROLES for action in AssignmentAction
}
"""Who may act on one unit's part: the office decides, the unit does the rest for itself."""

NOT_DECIDED_BY_THE_UNIT = frozenset(_BY_OFFICE) - {AssignmentAction.URGE, AssignmentAction.ISSUE}
"""Actions that nobody takes who serves the unit they are about (不得自行审批)."""


def may_act(roles: Collection[Role], status: TaskStatus, action: TaskAction) -> bool:
    """Return whether somebody with these roles may do this to a task in this status."""
    effect = TASK_EFFECTS.get((status, action))
    return effect is not None and not effect.who.isdisjoint(roles)


def actions_for(roles: Collection[Role], status: TaskStatus) -> list[TaskAction]:
    """Return what somebody with these roles may do to a task in this status, in the order of the table."""
    return [action for from_status, action in TASK_EFFECTS if from_status is status and may_act(roles, status, action)]


def effect_of(status: TaskStatus, action: TaskAction) -> Effect:
    """Return what the action asks for in this status; raise ActionNotAllowed where the state forbids it."""
    next_status(status, action)
    return TASK_EFFECTS[status, action]


def check_reason(action: TaskAction | AssignmentAction, reason: str) -> str:
    """Return the reason without white space around it; raise RuleViolation where one is needed or it is too long."""
    text = reason.strip()
    if not text and action in NEEDS_REASON:
        raise RuleViolation(f"请写明{action.label}的理由。")
    if len(text) > LONGEST_REASON:
        raise RuleViolation(f"理由请控制在 {LONGEST_REASON} 字以内。")
    return text


def check_withdrawal(signed_count: int) -> None:
    """Raise ActionNotAllowed where a unit has signed: what is being worked on is amended, paused or ended instead."""
    if signed_count:
        raise ActionNotAllowed(f"已有 {signed_count} 个单位签收，不能撤回交办；可以调整、暂停或终止任务。")
