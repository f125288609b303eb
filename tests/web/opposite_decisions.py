"""Pairs of decisions of which only one can stand, each as its page sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.factories import (
    make_answer,
    make_assignment,
    make_clause,
    make_criterion,
    make_document,
    make_evidence,
    make_notice,
    make_report,
    make_request,
    make_task,
    make_unit,
    make_user,
)
from tests.factories.keeping import serial
from tracker.domain.approvals import RequestKind
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.notices import NoticeStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus

WORDS = "请补充上半年的数据"


@dataclass(frozen=True)
class Decision:
    """Who presses which button, with what filled in."""

    user_id: int
    address: str
    fields: dict[str, Any]


Pair = tuple[Decision, Decision]


def report_accepted_and_returned() -> Pair:
    address = f"/reports/{make_report().id}"
    return _office(f"{address}/accept"), _office(f"{address}/return")


def report_accepted_and_withdrawn() -> Pair:
    report = make_report()
    address = f"/reports/{report.id}"
    return _office(f"{address}/accept"), Decision(report.reported_by_id, f"{address}/withdraw", {})


def request_granted_and_refused(kind: RequestKind = RequestKind.EXTENSION) -> Pair:
    request = make_request(kind=kind)
    day = {"granted_on": request.asked_for_on.isoformat()} if request.asked_for_on else {}
    address = f"/requests/{request.id}"
    return _office(f"{address}/approve", **day), _office(f"{address}/refuse")


def request_granted_and_withdrawn() -> Pair:
    request = make_request(kind=RequestKind.PAUSE)
    day = {"granted_on": request.asked_for_on.isoformat()}
    address = f"/requests/{request.id}"
    return _office(f"{address}/approve", **day), Decision(request.requested_by_id, f"{address}/withdraw", {})


def closing_accepted_and_returned() -> Pair:
    assignment = make_assignment()
    criterion = make_criterion(assignment.task, requires_evidence=False)
    request = make_request(assignment, RequestKind.CLOSURE)
    met = {f"met_{make_answer(request, criterion).id}": "met"}
    address = f"/requests/{request.id}"
    return (
        _office(f"{address}/approve", **met),
        _office(f"{address}/refuse", resubmit_on="2026-06-30", **dict.fromkeys(met, "unmet")),
    )


def evidence_accepted_and_returned() -> Pair:
    address = f"/evidence/{make_evidence().id}"
    return _office(f"{address}/accept", seen="waiting"), _office(f"{address}/return", seen="waiting")


def list_approved_and_returned() -> Pair:
    period = f"{2000 + next(serial)}-05"  # a government has one list of a kind in a month
    notice = make_notice(rows=(make_assignment(),), status=NoticeStatus.SUBMITTED, period=period)
    address = f"/notices/{notice.id}"
    return _leader(f"{address}/approve"), _leader(f"{address}/refuse")


def opening_approved_and_returned() -> Pair:
    task = make_task(status=TaskStatus.OPENING_PENDING)
    approval = Decision(make_user(Role.LEADER).id, "/openings/approval", {"task": task.id})
    return approval, _leader("/openings/return", task=task.id)


def task_paused_and_ended() -> Pair:
    address = f"/tasks/{make_task().id}"
    return _office(f"{address}/pause", seen="issued"), _office(f"{address}/cancellation", seen="issued")


def document_issued_and_withdrawn() -> Pair:
    document = make_document(status=DocumentStatus.CONFIRMED)
    make_task(clause=make_clause(document), lead=make_unit(), status=TaskStatus.DRAFT)
    address = f"/documents/{document.id}"
    paper = {"basis": WORDS, "approving_leader": "", "other_leader": "周市长", "start_on": "2026-01-01"}
    return _office(f"{address}/issuing", **paper), _office(f"{address}/withdrawal", version=document.version)


#: What is decided twice → how to make it ready.
PAIRS: dict[str, Callable[[], Pair]] = {
    "report accepted and returned": report_accepted_and_returned,
    "report accepted and withdrawn": report_accepted_and_withdrawn,
    "extension granted and refused": request_granted_and_refused,
    "ending granted and refused": lambda: request_granted_and_refused(RequestKind.CANCELLATION),
    "pause granted and withdrawn": request_granted_and_withdrawn,
    "closing accepted and returned": closing_accepted_and_returned,
    "evidence accepted and returned": evidence_accepted_and_returned,
    "list approved and returned": list_approved_and_returned,
    "opening approved and returned": opening_approved_and_returned,
    "task paused and ended": task_paused_and_ended,
    "document issued and withdrawn": document_issued_and_withdrawn,
}


def _office(address: str, **fields: Any) -> Decision:
    return Decision(make_user(Role.SUPERVISOR).id, address, {"comment": WORDS, "reason": WORDS, **fields})


def _leader(address: str, **fields: Any) -> Decision:
    return Decision(make_user(Role.LEADER).id, address, {"comment": WORDS, "reason": WORDS, **fields})
