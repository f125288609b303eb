"""Forms that make records, each as its page sends it, ready to be sent by several browsers at once."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from tests.factories import (
    make_assignment,
    make_criterion,
    make_document,
    make_government,
    make_group,
    make_instruction,
    make_task,
    make_unit,
    make_user,
)
from tests.factories.keeping import serial
from tracker.db import Base
from tracker.domain.approvals import RequestKind
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.reporting import ReportFault
from tracker.domain.roles import Role
from tracker.domain.unit_requests import ASKING
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import (
    AuditEntry,
    BreakDown,
    Cover,
    EvidenceFile,
    EvidenceUpload,
    Instruction,
    InstructionReply,
    ProgressReport,
    SavedView,
    UnitRequest,
    Urging,
)

Fields = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class SentForm:
    """Who sends what where, and the table in which one sending makes one row (of the audit trail: of this action)."""

    user_id: int
    address: str
    fields: Fields
    makes: type[Base]
    action: str | None = None


def report() -> SentForm:
    assignment = make_assignment()
    fields = {
        "period": "2026-06", "percent_complete": "40", "summary": "新建研发机构 12 家，走访企业 30 家。",
        "based_on": "0", "seen": " ".join(fault.value for fault in ReportFault), "submission_key": _key(),
    }  # fmt: skip
    return _by_unit(assignment, "report", fields, ProgressReport)


def request(kind: RequestKind) -> SentForm:
    assignment, asking = make_assignment(), ASKING[kind]
    fields = {"reason": "资金计划调整。", "submission_key": _key(), "proposed_unit": "0"}
    fields |= {"asked_for_on": "2027-03-31"} if asking.day else {}
    fields |= {"measures": "每周调度。"} if asking.measures else {}
    return _by_unit(assignment, f"requests/{kind.value}", fields, UnitRequest)


def closing() -> SentForm:
    assignment = make_assignment()
    criterion = make_criterion(assignment.task, requires_evidence=False)
    fields = {
        "result": "全部完成。", "submission_key": _key(), f"statement_{criterion.id}": "已建成。",
        f"level_{criterion.id}": "not_evidenced",
    }  # fmt: skip
    return _by_unit(assignment, "closure", fields, UnitRequest)


def evidence_file() -> SentForm:
    assignment = make_assignment()
    form = _by_unit(assignment, "evidence", {}, EvidenceFile)
    return SentForm(form.user_id, form.address, _upload, EvidenceFile)


def evidence_link() -> SentForm:
    fields = {"url": "https://example.gov.cn/notice", "title": "公示", "period": "2026-06", "category": "other"}
    return _by_unit(make_assignment(), "evidence/link", fields, EvidenceFile)


def begun_upload() -> SentForm:
    return _by_unit(make_assignment(), "uploads", {"filename": "方案.pdf", "size": "4096"}, EvidenceUpload)


def instruction() -> SentForm:
    task = make_task()
    leader = make_user(Role.LEADER)
    fields = {"text": "请抓紧推进。", "unit": "0", "submission_key": _key()}
    return SentForm(leader.id, f"/tasks/{task.id}/instructions", lambda: dict(fields), Instruction)


def reply() -> SentForm:
    assignment = make_assignment()
    written = make_instruction(assignment.task)
    fields = {"text": "已制定方案。", "unit": str(assignment.unit_id), "submission_key": _key()}
    user = make_user(unit=assignment.unit)
    return SentForm(user.id, f"/instructions/{written.id}/reply", lambda: dict(fields), InstructionReply)


def urging() -> SentForm:
    assignment = make_assignment()
    office = make_user(Role.SUPERVISOR)
    return SentForm(office.id, f"/assignments/{assignment.id}/urge", lambda: {"text": "请尽快办理。"}, Urging)


def break_down() -> SentForm:
    city = make_government()
    county = make_government(parent=city)
    bureau = make_unit(government=county)
    assignment = make_assignment(make_group(members=(county,), government=city))
    fields = {"lead": str(bureau.id), "approving_leader": "王县长", "due_on": "2026-12-31"}
    user = make_user(unit=county)
    return SentForm(user.id, f"/assignments/{assignment.id}/break-down", lambda: dict(fields), BreakDown)


def issue() -> SentForm:
    document = make_document(status=DocumentStatus.CONFIRMED)
    make_task(document, status=TaskStatus.DRAFT)
    leader, office = make_user(Role.LEADER), make_user(Role.SUPERVISOR)
    fields = {"basis": "《意见》", "start_on": "2026-06-15", "approving_leader": leader.display_name}
    fields["cadence"] = "monthly"
    return SentForm(office.id, f"/documents/{document.id}/issuing", lambda: dict(fields), AuditEntry, "issue")


def sign() -> SentForm:
    assignment = make_task(assignment_status=AssignmentStatus.ISSUED).assignments[0]
    return _by_unit(assignment, "acknowledge", {}, AuditEntry, "acknowledge")


def cover() -> SentForm:
    unit = make_unit()
    absent, other = make_user(unit=unit), make_user(unit=unit)
    fields = {
        "unit": str(unit.id), "absent": str(absent.id), "standing_in": str(other.id),
        "starts_on": "2026-06-16", "ends_on": "2026-06-20",
    }  # fmt: skip
    return SentForm(absent.id, "/covers", lambda: dict(fields), Cover)


def saved_view() -> SentForm:
    person = make_user(Role.SUPERVISOR)
    return SentForm(person.id, "/register/views", lambda: {"name": "我的视图", "query": "light=red"}, SavedView)


#: What is sent → how to make it ready.
FORMS: dict[str, Callable[[], SentForm]] = {
    "report": report,
    **{
        f"request for {kind.value}": lambda kind=kind: request(kind)
        for kind in RequestKind
        if kind is not RequestKind.CLOSURE
    },
    "closing": closing,
    "evidence": evidence_file,
    "link": evidence_link,
    "upload that goes on": begun_upload,
    "instruction": instruction,
    "reply": reply,
    "urging": urging,
    "break-down": break_down,
    "issue": issue,
    "signature": sign,
    "cover": cover,
    "saved view": saved_view,
}


def _by_unit(
    assignment: Any, address: str, fields: dict[str, Any], makes: type[Base], action: str | None = None
) -> SentForm:
    user = make_user(unit=assignment.unit)
    return SentForm(user.id, f"/assignments/{assignment.id}/{address}", lambda: dict(fields), makes, action)


def _upload() -> dict[str, Any]:
    return {"file": (BytesIO("佐证内容".encode()), "佐证.txt"), "period": "2026-06", "category": "other"}


def _key() -> str:
    return f"one-form-{next(serial):08}"
