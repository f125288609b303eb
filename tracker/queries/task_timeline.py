"""What happened to a task, in words a person would use: from the audit trail, the ladder and the lists."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.db import UTCDateTime, db
from tracker.domain.escalation import Rung
from tracker.domain.notices import NoticeStatus
from tracker.models import Assignment, AuditEntry, Notice, NoticeRow, Reminder
from tracker.policies.scopes import visible_notice_rows
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries import audit_trail
from tracker.queries.tasks import TaskPage
from tracker.queries.timeline_words import WORDS, Words


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `tone` is how the dot is coloured: accent, green, yellow, red or none."""

    at: datetime
    title: str
    actor: str = ""
    unit: str = ""
    text: str = ""
    tone: str = ""


def read_timeline(page: TaskPage, viewer: Viewer, further: Iterable[Any] = ()) -> list[Entry]:
    """Return what happened to the task as far as the page shows it, newest first: two statements.

    `further` are records of the task that the page shows besides, such as instructions; they are read in no
    statement of their own.
    """
    ids = [assignment.id for assignment in page.assignments]
    entries = [*_acts(page, further), *(_steps(page, ids, viewer) if page.was_reminded else ())]
    entries.reverse()  # of what happened in one moment, the last act stands first
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _acts(page: TaskPage, further: Iterable[Any]) -> Iterator[Entry]:
    records: dict[tuple[str, int], Any] = {("Task", page.task.id): page.task}
    for record in (*_records(page), *further):
        records[type(record).__name__, record.id] = record
    subjects: dict[str, set[int]] = {}
    for kind, id_ in records:
        subjects.setdefault(kind, set()).add(id_)
    for act in audit_trail.of_records(subjects):
        facts = json.loads(act.changes)
        if act.subject_type == "Assignment" and "request" in facts:
            continue  # what came of a request is told by its decision
        if words := WORDS.get((act.subject_type, act.action)):
            yield _entry(act, facts, records[act.subject_type, act.subject_id], words, page)


def _records(page: TaskPage) -> Iterable[Any]:
    yield from page.assignments
    for sent in page.reports.values():
        yield from sent
    yield from page.all_evidence


def _entry(act: AuditEntry, facts: dict[str, Any], record: Any, words: Words, page: TaskPage) -> Entry:
    title, text, tone = words(record, facts)
    actor = act.actor.display_name if act.actor else "系统"
    return Entry(act.recorded_at, title, actor, _unit_name(record, page), text, tone)


def _unit_name(record: Any, page: TaskPage) -> str:
    if (unit := getattr(record, "unit", None)) is not None:
        return unit.name
    id_ = record.id if isinstance(record, Assignment) else getattr(record, "assignment_id", None)
    return next((assignment.unit.name for assignment in page.assignments if assignment.id == id_), "")


def _steps(page: TaskPage, ids: list[int], viewer: Viewer) -> Iterator[Entry]:
    """Yield the rungs of the ladder that were reached and the lists that the work stands in: one statement."""
    for row in db.session.execute(_rungs_and_lists(viewer.kind), viewer.ids | {"assignment_ids": ids}):
        unit = _unit_name(row, page)
        if row.kind == "rung":
            yield Entry(row.at, f"进入“{Rung(row.name).label}”", "系统", unit, "", "yellow")
        else:
            yield Entry(row.at, f"列入“{row.name}”（{NoticeStatus(row.status).label}）", "", unit, row.text, "red")


@cache
def _rungs_and_lists(kind: ViewerKind) -> sa.CompoundSelect:
    """Both as rows of one shape; put together once for a kind of viewer."""
    ids: sa.BindParameter[int] = sa.bindparam("assignment_ids", expanding=True)
    rungs = sa.select(
        sa.literal("rung").label("kind"),
        Reminder.assignment_id.label("assignment_id"),
        Reminder.recorded_at.label("at"),
        sa.type_coerce(Reminder.rung, sa.String).label("name"),
        sa.literal("").label("status"),
        sa.literal("").label("text"),
    ).where(Reminder.assignment_id.in_(ids))
    lists = (
        visible_notice_rows(kind)
        .where(NoticeRow.assignment_id.in_(ids), NoticeRow.dropped_at.is_(None))
        .with_only_columns(
            sa.literal("list"),
            NoticeRow.assignment_id,
            sa.func.coalesce(Notice.issued_at, Notice.compiled_at, type_=UTCDateTime),
            Notice.title,
            sa.type_coerce(Notice.status, sa.String),
            sa.func.coalesce(NoticeRow.explanation, ""),
        )
    )
    return sa.union_all(rungs, lists)
