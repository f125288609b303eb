"""The record of a task in words, as it is printed for its archive: plain values for the PDF (归档)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.periods import BEIJING
from tracker.models import Assignment, ProgressReport, UnitRequest, User
from tracker.queries.evidence_package import PackageFile
from tracker.queries.instructions import InstructionLine
from tracker.queries.task_setup import TaskSetup
from tracker.queries.task_timeline import Entry
from tracker.queries.tasks import TaskPage

NOTHING = "—"
SHORT_TITLE = 36  # characters, for the head of each page


@dataclass(frozen=True)
class PaperSources:
    """What a task's paper is written from: what its page shows, read by the same queries."""

    page: TaskPage
    setup: TaskSetup
    requests: dict[int, list[UnitRequest]]
    instructions: Sequence[InstructionLine]
    files: Sequence[PackageFile]
    timeline: Sequence[Entry]


def paper_of(sources: PaperSources, *, now: datetime) -> dict[str, Any]:
    """Return the facts of `adapters/typst/task_record.typ`; the timeline from the beginning."""
    page, setup = sources.page, sources.setup
    task, today = page.task, now.astimezone(BEIJING).date()
    title = task.title
    return {
        "title": title,
        "short_title": title if len(title) <= SHORT_TITLE else f"{title[:SHORT_TITLE]}…",
        "subtitle": "　".join(filter(None, [setup.number, task.status.label])),
        "office": task.jurisdiction.full_name,
        "made_on": [today.year, today.month, today.day],
        "made_at": _moment(now),
        "footer": f"{task.jurisdiction.full_name} · 任务归档",
        "facts": [[name, words or NOTHING] for name, words in _facts(page, setup)],
        "clause": page.source.text,
        "units": [_unit(assignment) for assignment in page.assignments],
        "sections": [
            {"title": "办结标准与节点", "entries": list(_standards(setup))},
            {"title": "进展", "entries": [_report(one, page) for one in _reports(page)]},
            {"title": "申请与审批", "entries": [_request(one, page) for one in _requests(sources)]},
            {"title": "批示", "entries": [_instruction(line) for line in sources.instructions]},
        ],
        "evidence": [
            [_file_name(file), file.unit_name, file.period, file.state, file.url or file.sha256]
            for file in sources.files
        ],
        "timeline": [
            [_moment(entry.at), entry.unit, entry.actor, "：".join(filter(None, [entry.title, entry.text]))]
            for entry in sorted(sources.timeline, key=lambda entry: entry.at)
        ],
    }


def _facts(page: TaskPage, setup: TaskSetup) -> Iterable[tuple[str, str | None]]:
    task, source = page.task, page.source
    yield "任务编号", setup.number
    yield "文件", f"{source.document_title}{f'（{source.document_number}）' if source.document_number else ''}"
    yield "章节", source.section_title
    yield "条款", source.clause.label
    yield "督查类别", task.category.label
    yield "立项依据", task.basis
    yield "督查方案", task.plan
    yield "批准领导", task.approving_leader
    yield "责任领导", setup.responsible_leader
    yield "填报频次", task.cadence.label
    yield "起算日", task.start_on.isoformat() if task.start_on else None
    yield "完成时限", task.due_on.isoformat() if task.due_on else "长期"
    if task.original_due_on != task.due_on:
        yield "原定时限", task.original_due_on.isoformat() if task.original_due_on else "长期"
    yield "立项时间", _moment(task.opened_at)
    yield "交办时间", _moment(task.issued_at)
    yield "状态", task.status.label


def _unit(assignment: Assignment) -> list[str]:
    due_on = assignment.due_on.isoformat() if assignment.due_on else "长期"
    if assignment.original_due_on != assignment.due_on and assignment.original_due_on:
        due_on += f"（原定 {assignment.original_due_on.isoformat()}）"
    return [
        assignment.unit.full_name,
        assignment.role.label,
        assignment.status.label,
        "，".join(dict.fromkeys((assignment.light.label, assignment.light_reason.label))),
        f"{assignment.percent_complete:g}%",
        due_on,
        _moment(assignment.closed_at) if assignment.closed_at else NOTHING,
    ]


def _standards(setup: TaskSetup) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(setup.criteria, 1):
        said = (("须有佐证", one.requires_evidence), ("仅牵头单位", one.for_lead_only))
        notes = [words for words, holds in said if holds]
        yield _entry(f"办结标准 {number}" + (f"（{'，'.join(notes)}）" if notes else ""), ("", one.text))
    for stage in setup.milestones:
        yield _entry(f"节点 {stage.due_on.isoformat()}（权重 {stage.share:g}%）", ("", stage.title))


def _reports(page: TaskPage) -> list[ProgressReport]:
    return sorted((one for sent in page.reports.values() for one in sent), key=lambda one: (one.reported_at, one.id))


def _report(report: ProgressReport, page: TaskPage) -> dict[str, Any]:
    who = f"{report.reported_by.display_name} {_moment(report.reported_at)} 填报"
    return _entry(
        f"{_unit_name(page, report.assignment_id)}　{report.period}　{report.percent_complete:g}%　"
        f"{report.status.label}　{who}",
        ("本期做了什么", report.summary),
        ("存在问题", report.difficulties),
        ("下一步打算", report.next_steps),
        ("审核", _decision(report.reviewed_by, report.reviewed_at, report.review_comment)),
    )


def _requests(sources: PaperSources) -> list[UnitRequest]:
    found = (one for asked in sources.requests.values() for one in asked)
    return sorted(found, key=lambda one: (one.requested_at, one.id))


def _request(request: UnitRequest, page: TaskPage) -> dict[str, Any]:
    days = [("申请至", request.asked_for_on), ("同意至", request.granted_on), ("原时限", request.due_on_before)]
    answers = "\n".join(f"{one.criterion_text}（{one.level.label}）：{one.statement}" for one in request.answers)
    return _entry(
        f"{_unit_name(page, request.assignment_id)}　{request.kind.label}　{request.status.label}　"
        f"{request.requested_by.display_name} {_moment(request.requested_at)}",
        ("理由", request.reason),
        ("措施", request.measures),
        ("日期", "，".join(f"{name} {day.isoformat()}" for name, day in days if day)),
        ("逐条说明", answers),
        ("审批", _decision(request.decided_by, request.decided_at, request.decision_comment)),
    )


def _instruction(line: InstructionLine) -> dict[str, Any]:
    one = line.instruction
    replies = ((f"{reply.unit.name}反馈（{_moment(reply.written_at)}）", reply.text) for reply in one.replies)
    return _entry(f"{one.written_by.display_name}　{_moment(one.written_at)}", ("批示", one.text), *replies)


def _decision(who: User | None, at: datetime | None, comment: str | None) -> str:
    return " ".join(filter(None, [who.display_name, _moment(at), comment])) if who else ""


def _entry(head: str, *parts: tuple[str, str]) -> dict[str, Any]:
    return {"head": head, "parts": [[name, words] for name, words in parts if words]}


def _unit_name(page: TaskPage, assignment_id: int) -> str:
    return next((one.unit.name for one in page.assignments if one.id == assignment_id), NOTHING)


def _file_name(file: PackageFile) -> str:
    return f"{file.filename}（第 {file.version_number} 版）" if file.version_number > 1 else file.filename


def _moment(value: datetime | None) -> str:
    return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if value else NOTHING
