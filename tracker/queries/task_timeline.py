"""What happened to a task, in words a person would use: from the audit trail, the ladder and the lists."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.escalation import Rung
from tracker.domain.workflow import TaskAction
from tracker.models import Assignment, AuditEntry
from tracker.policies.viewer import Viewer
from tracker.queries import audit_trail
from tracker.queries.task_setup import LadderStep
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


def read_timeline(
    page: TaskPage, viewer: Viewer, steps: Iterable[LadderStep], further: Iterable[Any] = ()
) -> list[Entry]:
    """Return what happened to the task as far as the page shows it, newest first: one statement.

    Of one moment the acts stand in the order in which they were recorded, above them what the system did then.
    `steps` were read with the task's setup. `further` are records of the task that the page shows besides, such as
    instructions; they are read in no statement of their own.
    """
    reached = sorted(steps, key=lambda step: (step.at, step.assignment_id, step.name))
    entries = [*_acts(page, viewer, further), *(_told(step, page) for step in reached)]  # acts as they were recorded
    entries.reverse()  # of what happened in one moment, the last act stands first
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


#: What passes between the office and its leader before a task goes out; units are not told of it.
_BEFORE_ISSUE = frozenset({TaskAction.SUBMIT_OPENING, TaskAction.RETURN_OPENING})


def _acts(page: TaskPage, viewer: Viewer, further: Iterable[Any]) -> Iterator[Entry]:
    oversees = page.task.jurisdiction_id in viewer.government_ids
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
        if act.subject_type == "Task" and act.action in _BEFORE_ISSUE and not oversees:
            continue
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


def _told(step: LadderStep, page: TaskPage) -> Entry:
    unit = _unit_name(step, page)
    if step.list_status is None:
        return Entry(step.at, f"进入“{Rung(step.name).label}”", "系统", unit, "", "yellow")
    return Entry(step.at, f"列入“{step.name}”（{step.list_status.label}）", "", unit, step.text, "red")
