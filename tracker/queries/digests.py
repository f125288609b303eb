"""What this morning's digests say, for everybody at once: a handful of statements whatever the number of people."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import OPEN_STATUSES
from tracker.domain.digests import (
    DigestDays,
    DigestFacts,
    DigestTopic,
    asks_for_explanation,
    asks_for_new_evidence,
    asks_for_reply,
    passes_on_urging,
    topics,
)
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.outbox import OutboxStatus
from tracker.domain.periods import BEIJING, Month, beijing_midnight
from tracker.domain.work_lists import WorkList, work_days
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, EvidenceFile, Instruction, Notice, NoticeRow, OutboxEmail, Task, Unit, Urging
from tracker.queries import evidence, work_lists
from tracker.queries.instructions import unanswered_by

_NEAR = timedelta(days=30)  # 7 working days are never further off

TASK_ISSUED = "task_issued"


@dataclass(frozen=True)
class DigestLine:
    """One line: what it is about, whose work, since when or until when, and the page it opens."""

    topic: DigestTopic
    unit_id: int
    unit_name: str
    document_id: int | None
    title: str
    due_on: date | None
    path: str
    person_id: int | None = None  # the work was passed on to this colleague
    count: int = 1  # of things that the line stands for


def lines_by_unit(days: DigestDays) -> dict[int, list[DigestLine]]:
    """Return everything worth a line today, by unit, most pressing first."""
    found: dict[int, list[DigestLine]] = defaultdict(list)
    for line in (
        *_about_assignments(days),
        *_about_lists(days),
        *_about_evidence(days),
        *_about_instructions(days),
        *_about_urgings(days),
    ):
        found[line.unit_id].append(line)
    order = list(DigestTopic)
    for lines in found.values():
        lines.sort(key=lambda line: (order.index(line.topic), line.due_on or date.max))
    return dict(found)


def told_this_morning(after: datetime, at: datetime) -> dict[int, set[int]]:
    """Return, by person, the documents whose tasks they are told of by a mail of their own this morning."""
    rows = db.session.execute(
        sa.select(OutboxEmail.user_id, OutboxEmail.dedupe_key).where(
            OutboxEmail.kind == TASK_ISSUED,
            OutboxEmail.user_id.is_not(None),
            OutboxEmail.status != OutboxStatus.CANCELLED,
            OutboxEmail.not_before > after,
            OutboxEmail.not_before <= at,
        )
    )
    told: dict[int, set[int]] = defaultdict(set)
    for user_id, key in rows:
        told[user_id or 0].add(int(key.split("/")[1]))
    return told


def _about_assignments(days: DigestDays) -> Iterator[DigestLine]:
    rows = db.session.execute(
        sa.select(
            Assignment.id,
            Assignment.task_id,
            Assignment.unit_id,
            Assignment.document_id,
            Assignment.status,
            Assignment.issued_at,
            Assignment.start_on,
            Assignment.due_on,
            Assignment.last_reported_period,
            Assignment.returned_on,
            Assignment.responsible_person_id,
            Unit.name.label("unit_name"),
            Task.title,
            Task.cadence,
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Assignment.task)
        .where(work_lists.condition(WorkList.OPEN, work_days(days.today, days.calendar)), _may_be_worth_a_line(days))
        .order_by(Assignment.due_on, Assignment.id)
    )
    for row in rows:
        for topic in topics(_facts(row), days):
            due_on = days.period.reporting_day if topic is DigestTopic.REPORT else row.due_on
            yield DigestLine(
                topic, row.unit_id, row.unit_name, row.document_id, row.title, due_on, _path(topic, row),
                row.responsible_person_id,
            )  # fmt: skip


def _may_be_worth_a_line(days: DigestDays) -> sa.ColumnElement[bool]:
    """Keep out early what no rule of the digest can choose."""
    conditions = [
        Assignment.status == AssignmentStatus.ISSUED,
        Assignment.returned_on.is_not(None),
        Assignment.due_on <= days.today + _NEAR,
    ]
    if days.asks_for_reports:
        conditions.append(Assignment.last_reported_period.is_(None))
        conditions.append(Assignment.last_reported_period < str(days.period))
    return sa.or_(*conditions)


def _facts(row: sa.Row) -> DigestFacts:
    return DigestFacts(
        status=row.status,
        issued_on=row.issued_at.astimezone(BEIJING).date(),
        due_on=row.due_on,
        last_reported_period=Month.parse(row.last_reported_period) if row.last_reported_period else None,
        returned_on=row.returned_on,
        start_on=row.start_on,
        cadence=row.cadence,
    )


def _path(topic: DigestTopic, row: sa.Row) -> str:
    if topic is DigestTopic.RETURNED:
        return f"/assignments/{row.id}/returned"
    if topic is DigestTopic.REPORT:
        return f"/assignments/{row.id}/report"
    return f"/tasks/{row.task_id}"


def _about_lists(days: DigestDays) -> Iterator[DigestLine]:
    rows = db.session.execute(
        sa.select(NoticeRow.unit_id, NoticeRow.unit_name, NoticeRow.notice_id, Notice.title, Notice.compiled_at)
        .join(NoticeRow.notice)
        .where(
            Notice.kind == NoticeKind.WARNING,
            Notice.status.in_((NoticeStatus.DRAFT, NoticeStatus.REFUSED)),
            NoticeRow.explanation.is_(None),
            NoticeRow.dropped_at.is_(None),
        )
        .group_by(NoticeRow.unit_id, NoticeRow.unit_name, NoticeRow.notice_id, Notice.title, Notice.compiled_at)
        .order_by(NoticeRow.notice_id, NoticeRow.unit_id)
    )
    for row in rows:
        if asks_for_explanation(row.compiled_at.astimezone(BEIJING).date(), days):
            path = f"/notices/{row.notice_id}"
            yield DigestLine(DigestTopic.EXPLAIN, row.unit_id, row.unit_name, None, row.title, None, path)


def _about_evidence(days: DigestDays) -> Iterator[DigestLine]:
    rows = db.session.execute(
        sa.select(EvidenceFile, Assignment.unit_id, Unit.name.label("unit_name"))
        .join(EvidenceFile.assignment)
        .join(Assignment.unit)
        .where(Assignment.status.in_(OPEN_STATUSES), evidence.mending(days.today))
        .order_by(EvidenceFile.uploaded_at, EvidenceFile.id)
    )
    for row in rows:
        file = row.EvidenceFile
        is_returned = file.status is EvidenceStatus.RETURNED and file.reviewed_at is not None
        returned_on = file.reviewed_at.astimezone(BEIJING).date() if is_returned else None
        if asks_for_new_evidence(returned_on, file.valid_until, days):
            path = f"/evidence/{file.id}/details"
            yield DigestLine(DigestTopic.EVIDENCE, row.unit_id, row.unit_name, None, file.filename, None, path)


def _about_instructions(days: DigestDays) -> Iterator[DigestLine]:
    rows = db.session.execute(
        sa.select(Instruction, Assignment.unit_id, Unit.name.label("unit_name"), Assignment.document_id, Task.title)
        .join(Assignment, Assignment.task_id == Instruction.task_id)
        .join(Assignment.unit)
        .join(Assignment.task)
        .where(unanswered_by(Assignment.unit_id))
        .order_by(Instruction.id, Assignment.unit_id)
    )
    for row in rows:
        one = row.Instruction
        if asks_for_reply(one.written_at.astimezone(BEIJING).date(), one.reply_due_on, days):
            path = f"/instructions/{one.id}/reply"
            yield DigestLine(
                DigestTopic.INSTRUCTION, row.unit_id, row.unit_name, None, row.title, one.reply_due_on, path
            )


def _about_urgings(days: DigestDays) -> Iterator[DigestLine]:
    since = beijing_midnight(days.calendar.add_workdays(days.after, -1))
    rows = db.session.execute(
        sa.select(
            sa.func.max(Urging.urged_at).label("at"), Assignment.unit_id, Unit.name.label("unit_name"),
            Task.id.label("task_id"), Task.title, Assignment.due_on,
        )
        .join(Urging.assignment)
        .join(Assignment.unit)
        .join(Assignment.task)
        .where(Urging.urged_at >= since)
        .group_by(Assignment.unit_id, Unit.name, Task.id, Task.title, Assignment.due_on)
        .order_by(Task.id, Assignment.unit_id)
    )  # fmt: skip
    for row in rows:
        if passes_on_urging(row.at.astimezone(BEIJING).date(), days):
            path = f"/tasks/{row.task_id}"
            yield DigestLine(DigestTopic.URGED, row.unit_id, row.unit_name, None, row.title, row.due_on, path)
