"""Whether a merger of two units can be taken back: read from what the audit trail says had moved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, AuditEntry, ClauseUnit, Task, Unit
from tracker.queries import unit_records

_Row = TypeVar("_Row", ClauseUnit, Assignment, Unit)

_MERGED, _SINCE = "merged_into_unit", ("merged_into_unit", "undo_merge", "reopen_unit", "end_unit")


@dataclass(frozen=True)
class MergeTrace:
    """What a merger moved from `source` to `target`, and what of it is still where it was moved to."""

    source: Unit
    target: Unit
    alias_names: tuple[str, ...]
    clause_units: Sequence[ClauseUnit]
    assignments: Sequence[Assignment]
    children: Sequence[Unit]
    source_ended: date | None  # the last day it had before the merger
    refusal: str | None


def last_merge(source: Unit) -> MergeTrace | None:
    """Return what the unit's merger moved, with the reason why it cannot be taken back, if any; None if not merged."""
    entry = db.session.scalar(
        sa.select(AuditEntry)
        .where(AuditEntry.subject_type == "Unit", AuditEntry.subject_id == source.id, AuditEntry.action.in_(_SINCE))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    target = unit_records.successor_of(source)
    if entry is None or entry.action != _MERGED or target is None:
        return None
    said = json.loads(entry.changes)
    clause_units, assignments, children = (_ids(said, name) for name in ("clause_units", "assignments", "children"))
    moved = MergeTrace(
        source=source,
        target=target,
        alias_names=tuple(filter(None, said.get("names", "").split("；"))),
        clause_units=_found(ClauseUnit, clause_units, ClauseUnit.unit_id == target.id),
        assignments=_found(Assignment, assignments, Assignment.unit_id == target.id),
        children=_found(Unit, children, Unit.parent_id == target.id),
        source_ended=date.fromisoformat(said["ended"]) if said.get("ended") else None,
        refusal=None,
    )
    counts = len(clause_units), len(assignments), len(children)
    return MergeTrace(**{**vars(moved), "refusal": _why_not(moved, counts, said)})


def _why_not(moved: MergeTrace, counts: tuple[int, int, int], said: dict[str, str]) -> str | None:
    there = len(moved.clause_units), len(moved.assignments), len(moved.children)
    refusals = (
        (
            any(said.get(name) for name in ("clause_units_joined", "assignments_joined", "names_known")),
            "两个单位重复的名称、条款或责任已合为一处，分不开",
        ),
        (moved.target.valid_to is not None, f"“{moved.target.name}”已登记撤销"),
        (there != counts, "移走的条款、责任或下设单位后来又改动过"),
        (
            any(a.status is not AssignmentStatus.PENDING for a in moved.assignments) or _given_out(moved),
            f"移走的条款已交办给“{moved.target.name}”，责任属于它",
        ),
    )
    return next((sentence for refused, sentence in refusals if refused), None)


def _given_out(moved: MergeTrace) -> bool:
    return bool(
        db.session.scalar(
            sa.select(Assignment.id)
            .join(Task, Task.id == Assignment.task_id)
            .where(
                Task.clause_id.in_([row.clause_id for row in moved.clause_units]),
                Assignment.unit_id == moved.target.id,
                Assignment.status != AssignmentStatus.PENDING,
            )
            .limit(1)
        )
    )


def _ids(said: dict[str, str], name: str) -> list[int]:
    """The numbers of the rows that the trail lists: 3；7, or 3（市科创中心）；7（…）."""
    return [int(part.split("（")[0]) for part in said.get(name, "").split("；") if part]


def _found(model: type[_Row], ids: list[int], condition: sa.ColumnElement[bool]) -> Sequence[_Row]:
    return db.session.scalars(sa.select(model).where(model.id.in_(ids), condition).order_by(model.id)).all()
