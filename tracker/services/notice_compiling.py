"""Compiling the drafts of a month (督促警告、通报鼓励): the same facts give the same bytes."""

import hashlib
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.audit_chain import canonical
from tracker.domain.deadlines import workdays_overdue
from tracker.domain.notices import (
    NoticeKind,
    NoticeStatus,
    UnitRecord,
    WarningFacts,
    best_tenth,
    earns_warning,
    warning_order,
)
from tracker.domain.periods import Month
from tracker.domain.workdays import WorkCalendar
from tracker.models import Notice, NoticeRow, Unit
from tracker.queries.notice_candidates import Candidate, red_assignments, unit_records
from tracker.services import audit

BODIES = {
    NoticeKind.WARNING: (
        "根据{month}监测情况，下列责任单位承担的任务逾期或严重滞后。请有关单位查明原因，落实措施，"
        "自收到之日起10个工作日内书面反馈整改情况。"
    ),
    NoticeKind.COMMENDATION: "截至{month}，下列责任单位连续三个月达到序时进度，任务推进有力，予以通报鼓励。",
}


def compile_notices(government: Unit, period: Month, *, today: date, calendar: WorkCalendar, now: datetime) -> int:
    """Compile the month's drafts of one government; return how many were made (a list with no row is not)."""
    made = 0
    for kind, rows in (
        (NoticeKind.WARNING, lambda: _warning_rows(government, period, today, calendar)),
        (NoticeKind.COMMENDATION, lambda: _commendation_rows(government, period)),
    ):
        if not _exists(government, kind, period):
            made += _keep(government, kind, period, rows(), now) is not None
    return made


def _exists(government: Unit, kind: NoticeKind, period: Month) -> bool:
    query = sa.select(Notice.id).where(
        Notice.jurisdiction_id == government.id, Notice.kind == kind, Notice.period == str(period)
    )
    return db.session.scalar(query) is not None


def _keep(government: Unit, kind: NoticeKind, period: Month, rows: list[NoticeRow], now: datetime) -> Notice | None:
    if not rows:
        return None
    notice = Notice(
        jurisdiction_id=government.id,
        kind=kind,
        period=str(period),
        status=NoticeStatus.DRAFT,
        title=f"{government.name}{period.label}{kind.label}名单",
        body=BODIES[kind].format(month=period.label),
        compiled_at=now,
        rows=rows,
        content_sha256="",
    )
    for position, row in enumerate(rows, 1):
        row.position = position
    notice.content_sha256 = content_hash(notice)
    db.session.add(notice)
    audit.record(None, "compile_notice", notice, now, rows=len(rows), sha256=notice.content_sha256)
    return notice


def content_hash(notice: Notice) -> str:
    """Return the SHA-256 of the list as compiled: title, text and the facts of every row, in order."""
    facts = [[row.position, row.unit_id, row.assignment_id, row.facts] for row in notice.rows]
    return hashlib.sha256(canonical([notice.title, notice.body, facts]).encode()).hexdigest()


def _warning_rows(government: Unit, period: Month, today: date, calendar: WorkCalendar) -> list[NoticeRow]:
    earning = []
    for candidate in red_assignments(government, period):
        one = candidate.assignment
        late = workdays_overdue(one.due_on, today, calendar) if one.due_on else 0
        facts = WarningFacts(
            light=one.light,
            workdays_overdue=late,
            snapshot_lights=tuple(snapshot.light for snapshot in candidate.snapshots),
            is_excused=one.excused_until is not None and one.excused_until >= today,
        )
        if earns_warning(facts):
            gap = one.scheduled_percent - one.percent_complete
            key = warning_order(late, gap, one.unit.position, one.task.clause.position)
            earning.append((key, one.id, candidate, late))
    return [_warning_row(candidate, late, today) for _, _, candidate, late in sorted(earning, key=lambda row: row[:2])]


def _warning_row(candidate: Candidate, late: int, today: date) -> NoticeRow:
    one, report = candidate.assignment, candidate.last_report
    clause = one.task.clause
    facts = {
        "document": one.document.title,
        "document_number": one.document.document_number,
        "clause": clause.label,
        "task": one.task.title,
        "unit": one.unit.full_name,
        "role": one.role.value,
        "issued_on": one.issued_at.date() if one.issued_at else None,
        "acknowledged_on": one.acknowledged_at.date() if one.acknowledged_at else None,
        "due_on": one.due_on,
        "original_due_on": one.original_due_on,
        "percent_complete": one.percent_complete,
        "scheduled_percent": one.scheduled_percent,
        "gap": round(one.scheduled_percent - one.percent_complete, 1),
        "reason": one.light_reason.value,
        "days_overdue": one.days_overdue,
        "workdays_overdue": late,
        "snapshots": [
            {"id": s.id, "period": s.period, "light": s.light.value, "reason": s.light_reason.value}
            for s in candidate.snapshots
        ],
        "last_report": {"id": report.id, "period": report.period, "summary": report.summary} if report else None,
        "read_on": today,
    }
    return NoticeRow(
        assignment_id=one.id,
        unit_id=one.unit_id,
        unit_name=one.unit.name,
        task_title=one.task.title,
        clause_label=clause.label,
        due_on=one.due_on,
        percent_complete=one.percent_complete,
        scheduled_percent=one.scheduled_percent,
        days_overdue=one.days_overdue,
        facts=_as_json(facts),
    )


def _commendation_rows(government: Unit, period: Month) -> list[NoticeRow]:
    records = unit_records(government, period)
    units = {record.key: (unit, count) for unit, record, count in records}
    return [_commendation_row(record, *units[record.key]) for record in best_tenth([one for _, one, _ in records])]


def _commendation_row(record: UnitRecord, unit: Unit, count: int) -> NoticeRow:
    facts = {
        "unit": unit.full_name,
        "assignments": count,
        "closure_rate": round(record.closure_rate, 3),
        "average_lead": record.average_lead,
        "periods": [sorted(light.value for light in lights) for lights in record.period_lights],
    }
    return NoticeRow(
        assignment_id=None,
        unit_id=unit.id,
        unit_name=unit.name,
        task_title=f"承担的 {count} 项任务",
        clause_label="",
        due_on=None,
        percent_complete=round(record.closure_rate * 100, 1),
        scheduled_percent=0,
        days_overdue=0,
        facts=_as_json(facts),
    )


def _as_json(facts: dict) -> dict:
    """Return the facts as they will be read back: dates as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
