"""Requests that wait for somebody else's decision; nobody decides their own."""

from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson
from tracker.domain.labelled_enum import LabelledEnum


class RequestKind(LabelledEnum):
    """What a unit may ask for."""

    EXTENSION = "extension", "延期申请"
    EXCUSE = "excuse", "正当理由说明"
    PAUSE = "pause", "暂停申请"
    CANCELLATION = "cancellation", "终止申请"
    STAGE_CLOSURE = "stage_closure", "阶段性办结申请"
    CLOSURE = "closure", "办结申请"
    REASSIGNMENT = "reassignment", "责任单位调整申请"
    COORDINATION = "coordination", "协调请求"


class RequestStatus(LabelledEnum):
    """What has become of a request."""

    PENDING = "pending", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


class RequestAction(LabelledEnum):
    """What can be done to a request."""

    APPROVE = "approve", "同意"
    REFUSE = "refuse", "不同意"
    WITHDRAW = "withdraw", "撤回"
    LAPSE = "lapse", "作废"


REQUEST_TRANSITIONS = {
    (RequestStatus.PENDING, RequestAction.APPROVE): RequestStatus.APPROVED,
    (RequestStatus.PENDING, RequestAction.REFUSE): RequestStatus.REFUSED,
    (RequestStatus.PENDING, RequestAction.WITHDRAW): RequestStatus.WITHDRAWN,
    (RequestStatus.PENDING, RequestAction.LAPSE): RequestStatus.LAPSED,
}


def next_request_status(status: RequestStatus, action: RequestAction) -> RequestStatus:
    """Return the request's status after the action; raise ActionNotAllowed if it has been dealt with already."""
    try:
        return REQUEST_TRANSITIONS[status, action]
    except KeyError:
        raise ActionNotAllowed(f"申请{status.label}，不能{action.label}。") from None


def check_decider(requester_id: int, decider_id: int, recused_ids: frozenset[int] = frozenset()) -> None:
    """Raise NotTheRightPerson if the decider asked for it, or took part in what is being reviewed (回避)."""
    if decider_id == requester_id:
        raise NotTheRightPerson("不能审批自己提出的申请，请由其他有权限的人员办理。")
    if decider_id in recused_ids:
        raise NotTheRightPerson("您参与过原结论的办理，按规定应当回避，请由其他人员复核。")


def check_withdrawer(requester_id: int, actor_id: int) -> None:
    """Raise NotTheRightPerson unless the one who withdraws is the one who asked."""
    if actor_id != requester_id:
        raise NotTheRightPerson("只有提出申请的人可以撤回申请。")
