"""The life of a task and of each unit's assignment: which action leads from which status to which.

The two tables are the whole rule; a pair that is not in them is refused. A pause of the task leaves its
assignments as they are (a unit that has not signed has still not signed afterwards) and stops work on them.
"""

from collections.abc import Collection

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.labelled_enum import LabelledEnum


class TaskStatus(LabelledEnum):
    """Where a task stands, over all its units."""

    DRAFT = "draft", "待立项"
    OPENING_PENDING = "opening_pending", "立项待批"
    OPENED = "opened", "已立项"
    ISSUED = "issued", "推进中"
    PAUSED = "paused", "已暂停"
    CLOSED = "closed", "已销号"
    CANCELLED = "cancelled", "已终止"


class TaskAction(LabelledEnum):
    """What can be done to a task as a whole."""

    SUBMIT_OPENING = "submit_opening", "报批立项"
    RETURN_OPENING = "return_opening", "退回立项"
    OPEN = "open", "立项"
    ISSUE = "issue", "交办"
    WITHDRAW_ISSUE = "withdraw_issue", "撤回交办"
    AMEND = "amend", "调整任务"
    PAUSE = "pause", "暂停"
    RESUME = "resume", "恢复"
    CLOSE = "close", "销号"
    REOPEN = "reopen", "重新打开"
    CANCEL = "cancel", "终止"
    REINSTATE = "reinstate", "撤销终止"


class AssignmentAction(LabelledEnum):
    """What can be done to one unit's part of a task."""

    ISSUE = "issue", "交办"
    WITHDRAW_ISSUE = "withdraw_issue", "撤回交办"
    ACKNOWLEDGE = "acknowledge", "签收"
    CONTEST = "contest", "申请调整责任单位"
    PASS_ON = "pass_on", "分派"
    URGE = "urge", "催办"
    REPORT_PROGRESS = "report_progress", "填报进展"
    ATTACH_EVIDENCE = "attach_evidence", "上传佐证"
    REQUEST_EXTENSION = "request_extension", "申请延期"
    REQUEST_EXCUSE = "request_excuse", "说明正当理由"
    REQUEST_PAUSE = "request_pause", "申请暂停"
    REQUEST_CANCELLATION = "request_cancellation", "申请终止"
    REQUEST_STAGE_CLOSURE = "request_stage_closure", "申请阶段性办结"
    REQUEST_CLOSURE = "request_closure", "申请办结"
    REQUEST_COORDINATION = "request_coordination", "请求协调"
    WITHDRAW_CLOSURE = "withdraw_closure", "撤回办结申请"
    RETURN_CLOSURE = "return_closure", "退回办结申请"
    CLOSE = "close", "销号"
    CLOSE_STAGE = "close_stage", "同意阶段性办结"
    ENTER_NEXT_STAGE = "enter_next_stage", "转入下一阶段"
    PAUSE = "pause", "暂停"
    RESUME = "resume", "恢复"
    REOPEN = "reopen", "重新打开"
    CANCEL = "cancel", "终止"
    REINSTATE = "reinstate", "撤销终止"


TASK_TRANSITIONS = {
    (TaskStatus.DRAFT, TaskAction.AMEND): TaskStatus.DRAFT,
    (TaskStatus.DRAFT, TaskAction.SUBMIT_OPENING): TaskStatus.OPENING_PENDING,
    (TaskStatus.DRAFT, TaskAction.OPEN): TaskStatus.OPENED,  # the leader approved on paper; basis and name are recorded
    (TaskStatus.DRAFT, TaskAction.CANCEL): TaskStatus.CANCELLED,
    (TaskStatus.OPENING_PENDING, TaskAction.OPEN): TaskStatus.OPENED,
    (TaskStatus.OPENING_PENDING, TaskAction.RETURN_OPENING): TaskStatus.DRAFT,
    (TaskStatus.OPENING_PENDING, TaskAction.CANCEL): TaskStatus.CANCELLED,
    (TaskStatus.OPENED, TaskAction.AMEND): TaskStatus.OPENED,
    (TaskStatus.OPENED, TaskAction.ISSUE): TaskStatus.ISSUED,
    (TaskStatus.OPENED, TaskAction.CANCEL): TaskStatus.CANCELLED,
    (TaskStatus.ISSUED, TaskAction.AMEND): TaskStatus.ISSUED,
    (TaskStatus.ISSUED, TaskAction.WITHDRAW_ISSUE): TaskStatus.OPENED,
    (TaskStatus.ISSUED, TaskAction.PAUSE): TaskStatus.PAUSED,
    (TaskStatus.ISSUED, TaskAction.CLOSE): TaskStatus.CLOSED,
    (TaskStatus.ISSUED, TaskAction.CANCEL): TaskStatus.CANCELLED,
    (TaskStatus.PAUSED, TaskAction.RESUME): TaskStatus.ISSUED,
    (TaskStatus.PAUSED, TaskAction.CANCEL): TaskStatus.CANCELLED,
    (TaskStatus.CLOSED, TaskAction.REOPEN): TaskStatus.ISSUED,
    (TaskStatus.CANCELLED, TaskAction.REINSTATE): TaskStatus.DRAFT,
}

_WORKING = AssignmentStatus.IN_PROGRESS
_STAYS = {
    AssignmentAction.URGE: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.CONTEST: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.PASS_ON: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.REPORT_PROGRESS: (_WORKING,),
    AssignmentAction.ATTACH_EVIDENCE: (_WORKING, AssignmentStatus.CLOSURE_PENDING),
    AssignmentAction.REQUEST_EXTENSION: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.REQUEST_EXCUSE: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.REQUEST_PAUSE: (_WORKING,),
    AssignmentAction.REQUEST_CANCELLATION: (AssignmentStatus.ISSUED, _WORKING),
    AssignmentAction.REQUEST_STAGE_CLOSURE: (_WORKING,),
    AssignmentAction.REQUEST_COORDINATION: (AssignmentStatus.ISSUED, _WORKING),
}
"""Actions that leave a record and no change of status, and where they make sense."""

ASSIGNMENT_TRANSITIONS = {
    (AssignmentStatus.PENDING, AssignmentAction.ISSUE): AssignmentStatus.ISSUED,
    (AssignmentStatus.PENDING, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.ISSUED, AssignmentAction.WITHDRAW_ISSUE): AssignmentStatus.PENDING,
    (AssignmentStatus.ISSUED, AssignmentAction.ACKNOWLEDGE): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.ISSUED, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.IN_PROGRESS, AssignmentAction.REQUEST_CLOSURE): AssignmentStatus.CLOSURE_PENDING,
    (AssignmentStatus.IN_PROGRESS, AssignmentAction.CLOSE_STAGE): AssignmentStatus.STAGE_CLOSED,
    (AssignmentStatus.IN_PROGRESS, AssignmentAction.PAUSE): AssignmentStatus.PAUSED,
    (AssignmentStatus.IN_PROGRESS, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.CLOSURE_PENDING, AssignmentAction.WITHDRAW_CLOSURE): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.CLOSURE_PENDING, AssignmentAction.RETURN_CLOSURE): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.CLOSURE_PENDING, AssignmentAction.CLOSE): AssignmentStatus.CLOSED,
    (AssignmentStatus.CLOSURE_PENDING, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.STAGE_CLOSED, AssignmentAction.ENTER_NEXT_STAGE): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.STAGE_CLOSED, AssignmentAction.REQUEST_CLOSURE): AssignmentStatus.CLOSURE_PENDING,
    (AssignmentStatus.STAGE_CLOSED, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.PAUSED, AssignmentAction.RESUME): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.PAUSED, AssignmentAction.CANCEL): AssignmentStatus.CANCELLED,
    (AssignmentStatus.CLOSED, AssignmentAction.REOPEN): AssignmentStatus.IN_PROGRESS,
    (AssignmentStatus.CANCELLED, AssignmentAction.REINSTATE): AssignmentStatus.PENDING,
    **{(status, action): status for action, statuses in _STAYS.items() for status in statuses},
}

NEEDS_REASON: frozenset[TaskAction | AssignmentAction] = frozenset(
    {
        TaskAction.RETURN_OPENING,
        TaskAction.WITHDRAW_ISSUE,
        TaskAction.PAUSE,
        TaskAction.REOPEN,
        TaskAction.CANCEL,
        TaskAction.REINSTATE,
        AssignmentAction.CONTEST,
        AssignmentAction.REQUEST_EXTENSION,
        AssignmentAction.REQUEST_EXCUSE,
        AssignmentAction.REQUEST_PAUSE,
        AssignmentAction.REQUEST_CANCELLATION,
        AssignmentAction.REQUEST_COORDINATION,
        AssignmentAction.RETURN_CLOSURE,
    }
)
"""Actions that are refused without a written reason; the string values are the same for tasks and assignments."""

_WORK_GOES_ON = frozenset({TaskStatus.ISSUED})
_BEFORE_WORK = frozenset({TaskStatus.OPENED, TaskStatus.ISSUED})


def next_status(status: TaskStatus, action: TaskAction) -> TaskStatus:
    """Return the status a task has after the action; raise ActionNotAllowed if the table does not know the pair."""
    try:
        return TASK_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"任务{status.label}，不能{action.label}。") from None


def next_assignment_status(
    status: AssignmentStatus, action: AssignmentAction, task_status: TaskStatus = TaskStatus.ISSUED
) -> AssignmentStatus:
    """Return the unit's status after the action; raise ActionNotAllowed if it, or the task's own status, forbids it."""
    check_task_permits(task_status, action)
    try:
        return ASSIGNMENT_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"本单位任务{status.label}，不能{action.label}。") from None


def check_task_permits(task_status: TaskStatus, action: AssignmentAction) -> None:
    """Raise ActionNotAllowed where the task as a whole is not being worked on (未交办, 暂停, 销号, 终止)."""
    permitted = _PERMITTED_BY_TASK.get(action, _WORK_GOES_ON)
    if task_status not in permitted:
        raise ActionNotAllowed(f"任务{task_status.label}，不能{action.label}。")


_PERMITTED_BY_TASK = {
    AssignmentAction.ISSUE: _BEFORE_WORK,
    AssignmentAction.WITHDRAW_ISSUE: _BEFORE_WORK,
    AssignmentAction.CANCEL: frozenset(TaskStatus) - {TaskStatus.CLOSED},
    AssignmentAction.REINSTATE: frozenset(TaskStatus) - {TaskStatus.CLOSED, TaskStatus.CANCELLED},
    AssignmentAction.REOPEN: frozenset({TaskStatus.ISSUED, TaskStatus.CLOSED}),
}


def allowed_actions(status: TaskStatus) -> list[TaskAction]:
    """Return what can be done to a task in this status, in the order of the table."""
    return [action for (from_status, action) in TASK_TRANSITIONS if from_status is status]


def allowed_assignment_actions(
    status: AssignmentStatus, task_status: TaskStatus = TaskStatus.ISSUED
) -> list[AssignmentAction]:
    """Return what can be done to a unit's part in this status, in the order of the table."""
    return [
        action
        for (from_status, action) in ASSIGNMENT_TRANSITIONS
        if from_status is status and task_status in _PERMITTED_BY_TASK.get(action, _WORK_GOES_ON)
    ]


def check_task_can_close(assignment_statuses: Collection[AssignmentStatus]) -> None:
    """Raise ActionNotAllowed unless every unit's part is accepted or ended, and at least one is accepted."""
    open_count = sum(
        status not in (AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED) for status in assignment_statuses
    )
    if open_count:
        raise ActionNotAllowed(f"还有 {open_count} 个责任单位未办结，任务不能销号。")
    if AssignmentStatus.CLOSED not in assignment_statuses:
        raise ActionNotAllowed("没有一个责任单位办结，任务不能销号；不再办理的请终止。")
