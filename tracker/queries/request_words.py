"""What units' requests and the decisions on them say on a task's timeline: title, text and tone."""

from typing import Any

from tracker.domain.approvals import RequestAction, RequestKind
from tracker.domain.unit_requests import ASKING, recorded_as
from tracker.models import UnitRequest

Facts = dict[str, Any]


def _asked(request: UnitRequest, _facts: Facts) -> tuple[str, str, str]:
    asking = ASKING[request.kind]
    until = f"，{asking.day} {request.asked_for_on}" if request.asked_for_on else ""
    return f"{asking.action.label}{until}", request.reason, "accent"


def _granted(request: UnitRequest, facts: Facts) -> tuple[str, str, str]:
    special = {RequestKind.CLOSURE: "核对办结标准，同意销号", RequestKind.COORDINATION: "答复协调请求"}
    title = special.get(request.kind, f"同意{request.kind.label}")
    title += f"，到 {request.granted_on}" if request.granted_on else ""
    title += f"，改由{facts['unit']}承担" if facts.get("unit") else ""
    return title, facts.get("comment") or "", "green"


def _refused(request: UnitRequest, facts: Facts) -> tuple[str, str, str]:
    title = f"不同意{request.kind.label}"
    if request.kind is RequestKind.CLOSURE:
        title = f"退回办结申请，请于 {request.resubmit_on} 前重新报送"
    return title, facts.get("comment") or "", "yellow"


def _withdrawn(request: UnitRequest, _facts: Facts) -> tuple[str, str, str]:
    return f"撤回{request.kind.label}", "", ""


def _lapsed(request: UnitRequest, _facts: Facts) -> tuple[str, str, str]:
    return f"{request.kind.label}因任务状态变化失效", "", ""


REQUEST_WORDS = {
    **{("UnitRequest", asking.action.value): _asked for asking in ASKING.values()},
    ("UnitRequest", recorded_as(RequestAction.APPROVE)): _granted,
    ("UnitRequest", recorded_as(RequestAction.REFUSE)): _refused,
    ("UnitRequest", recorded_as(RequestAction.WITHDRAW)): _withdrawn,
    ("UnitRequest", recorded_as(RequestAction.LAPSE)): _lapsed,
}
