"""What happened to a task, in words a person would use: from the audit trail, the ladder and the lists."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from tracker.db import db
from tracker.domain.periods import Month
from tracker.domain.reporting import ReportAction
from tracker.domain.workflow import AssignmentAction, TaskAction
from tracker.models import Assignment, AuditEntry, Notice, NoticeRow, ProgressReport, Reminder
from tracker.policies.scopes import visible_notice_rows
from tracker.policies.viewer import Viewer
from tracker.queries import audit_trail
from tracker.queries.tasks import TaskPage


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `tone` is how the dot is coloured: accent, green, yellow, red or none."""

    at: datetime
    title: str
    actor: str = ""
    unit: str = ""
    text: str = ""
    tone: str = ""


def read_timeline(page: TaskPage, viewer: Viewer) -> list[Entry]:
    """Return what happened to the task as far as the page shows it, newest first: three statements."""
    ids = [assignment.id for assignment in page.assignments]
    entries = [*_acts(page), *_rungs(page, ids), *_listings(page, ids, viewer)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


Facts = dict[str, Any]
Words = Callable[[Any, Facts], tuple[str, str, str]]


def _month(report: ProgressReport) -> str:
    return Month.parse(report.period).label


def _reported(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"填报{_month(report)}进展，完成 {report.percent_complete:g}%", report.summary, "accent"


def _corrected(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"更正{_month(report)}进展，完成 {report.percent_complete:g}%", report.summary, "accent"


def _accepted(report: ProgressReport, facts: Facts) -> tuple[str, str, str]:
    return f"采纳{_month(report)}进展，确认完成 {report.percent_complete:g}%", facts.get("comment") or "", "green"


def _returned(report: ProgressReport, facts: Facts) -> tuple[str, str, str]:
    return f"退回{_month(report)}进展", facts.get("comment") or "", "yellow"


def _withdrawn(report: ProgressReport, _facts: Facts) -> tuple[str, str, str]:
    return f"撤回{_month(report)}进展", "", ""


def _moved_limit(_assignment: Assignment, facts: Facts) -> tuple[str, str, str]:
    before, after = (facts.get("due_on") or [None, None])[:2]
    return f"完成时限由 {before or '长期'} 改为 {after or '长期'}", facts.get("reason") or "", ""


def _said(title: str, tone: str = "") -> Words:
    return lambda _record, facts: (title, facts.get("reason") or "", tone)


#: What an entry of the audit trail says on a timeline. Entries that are not listed are of no interest there.
WORDS: dict[tuple[str, str], Words] = {
    ("Task", TaskAction.OPEN): _said("立项"),
    ("Task", TaskAction.ISSUE): _said("交办", "accent"),
    ("Task", TaskAction.AMEND): _said("调整任务"),
    ("Task", TaskAction.PAUSE): _said("暂停"),
    ("Task", TaskAction.RESUME): _said("恢复"),
    ("Task", TaskAction.CLOSE): _said("销号", "green"),
    ("Task", TaskAction.REOPEN): _said("重新打开", "yellow"),
    ("Task", TaskAction.CANCEL): _said("终止"),
    ("Assignment", AssignmentAction.ACKNOWLEDGE): _said("签收"),
    ("Assignment", AssignmentAction.CLOSE): _said("销号", "green"),
    ("Assignment", AssignmentAction.REQUEST_CLOSURE): _said("申请办结"),
    ("Assignment", AssignmentAction.URGE): _said("催办", "yellow"),
    ("Assignment", "change_due_on"): _moved_limit,
    ("ProgressReport", AssignmentAction.REPORT_PROGRESS): _reported,
    ("ProgressReport", ReportAction.CORRECT): _corrected,
    ("ProgressReport", ReportAction.ACCEPT): _accepted,
    ("ProgressReport", ReportAction.RETURN_FOR_REVISION): _returned,
    ("ProgressReport", ReportAction.WITHDRAW): _withdrawn,
    ("EvidenceFile", AssignmentAction.ATTACH_EVIDENCE): lambda file, _facts: (f"上传佐证：{file.filename}", "", ""),
    ("EvidenceFile", "remove_evidence"): lambda _file, facts: (f"移除佐证：{facts.get('filename', '')}", "", ""),
}


def _acts(page: TaskPage) -> Iterator[Entry]:
    records: dict[tuple[str, int], Any] = {("Task", page.task.id): page.task}
    for record in _records(page):
        records[type(record).__name__, record.id] = record
    subjects: dict[str, set[int]] = {}
    for kind, id_ in records:
        subjects.setdefault(kind, set()).add(id_)
    for act in audit_trail.of_records(subjects):
        if words := WORDS.get((act.subject_type, act.action)):
            yield _entry(act, records[act.subject_type, act.subject_id], words, page)


def _records(page: TaskPage) -> Iterable[Any]:
    yield from page.assignments
    for sent in page.reports.values():
        yield from sent
    yield from page.all_evidence


def _entry(act: AuditEntry, record: Any, words: Words, page: TaskPage) -> Entry:
    title, text, tone = words(record, json.loads(act.changes))
    actor = act.actor.display_name if act.actor else "系统"
    return Entry(act.recorded_at, title, actor, _unit_name(record, page), text, tone)


def _unit_name(record: Any, page: TaskPage) -> str:
    id_ = record.id if isinstance(record, Assignment) else getattr(record, "assignment_id", None)
    return next((assignment.unit.name for assignment in page.assignments if assignment.id == id_), "")


def _rungs(page: TaskPage, ids: list[int]) -> Iterator[Entry]:
    query = sa.select(Reminder).where(Reminder.assignment_id.in_(ids))
    for reminder in db.session.scalars(query):
        title = f"进入“{reminder.rung.label}”"
        yield Entry(reminder.recorded_at, title, "系统", _unit_name(reminder, page), "", "yellow")


def _listings(page: TaskPage, ids: list[int], viewer: Viewer) -> Iterator[Entry]:
    query = (
        visible_notice_rows(viewer)
        .where(NoticeRow.assignment_id.in_(ids), NoticeRow.dropped_at.is_(None))
        .options(contains_eager(NoticeRow.notice))
    )
    for row in db.session.scalars(query):
        notice: Notice = row.notice
        at = notice.issued_at or notice.compiled_at
        yield Entry(
            at, f"列入“{notice.title}”（{notice.status.label}）", "", row.unit_name, row.explanation or "", "red"
        )
