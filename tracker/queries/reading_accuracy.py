"""How right the machine's reading proved at the desk: what reviewers left unchanged, field by field, and what not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.parsing.model import DueKind
from tracker.models import Clause, PolicyDocument
from tracker.policies.scopes import visible_documents
from tracker.policies.viewer import Viewer

MOST_CORRECTIONS = 200


@dataclass(frozen=True)
class FieldAccuracy:
    """A field, of how many decided clauses it was read, and in how many it stayed as it was read."""

    label: str
    read: int
    unchanged: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.unchanged / self.read, 1) if self.read else None


@dataclass(frozen=True)
class Correction:
    """One field of one clause that a reviewer changed: the machine's words, and the reviewer's."""

    clause: Clause
    label: str
    read: str
    now: str


@dataclass(frozen=True)
class ReadingAccuracy:
    """The shares by field, and the corrections behind them, newest first."""

    fields: list[FieldAccuracy]
    corrections: list[Correction]
    correction_count: int


@dataclass(frozen=True)
class _Field:
    """What is compared: of which clauses, and what each side says in words; equal words count as unchanged."""

    label: str
    applies: Callable[[Clause], bool]
    read: Callable[[Clause], str]
    now: Callable[[Clause], str]


def _is_task_twice(clause: Clause) -> bool:
    return clause.is_task and bool(clause.parsed["is_task"])


def _said(is_task: bool) -> str:
    return "任务" if is_task else "非任务"


def _bounds(start: int, end: int) -> str:
    return f"第 {start + 1}–{end} 字"


def _limit(kind: str, due_on: str | None) -> str:
    return " ".join(filter(None, (DueKind(kind).label, due_on)))


def _leads(clause: Clause) -> list[str]:
    return [row.printed_name for row in clause.units if row.role is AssignmentRole.LEAD]


_FIELDS = (
    _Field(
        "条款起止",
        lambda clause: True,
        lambda clause: _bounds(clause.parsed["start"], clause.parsed["end"]),
        lambda clause: _bounds(clause.start_offset, clause.end_offset),
    ),
    _Field(
        "是否任务",
        lambda clause: True,
        lambda clause: _said(clause.parsed["is_task"]),
        lambda clause: _said(clause.is_task),
    ),
    _Field(
        "任务名称",
        lambda clause: _is_task_twice(clause) and bool(clause.parsed["title"]),
        lambda clause: clause.parsed["title"],
        lambda clause: clause.title,
    ),
    _Field(
        "责任单位",
        _is_task_twice,
        lambda clause: "、".join(sorted([*clause.parsed["lead_units"], *clause.parsed["support_units"]])),
        lambda clause: "、".join(sorted(row.printed_name for row in clause.units)),
    ),
    _Field(
        "牵头单位",
        lambda clause: _is_task_twice(clause) and bool(clause.parsed["lead_units"]),
        lambda clause: "、".join(clause.parsed["lead_units"]),
        lambda clause: "、".join(_leads(clause)),
    ),
    _Field(
        "完成时限",
        _is_task_twice,
        lambda clause: _limit(clause.parsed["due_kind"], clause.parsed["due_on"]),
        lambda clause: _limit(clause.due_kind.value, clause.due_on.isoformat() if clause.due_on else None),
    ),
)


def accuracy_in_use(viewer: Viewer) -> ReadingAccuracy:
    """Return the fields over all decided clauses of documents that the viewer sees and nobody withdrew.

    A handful of statements. A clause that was merged into another counts as one whose bounds were read wrongly.
    """
    read = [clause for clause in _decided(viewer) if "start" in clause.parsed]
    corrections = [
        Correction(clause, field.label, field.read(clause), field.now(clause))
        for clause in read
        for field in _FIELDS
        if field.applies(clause) and field.read(clause) != field.now(clause)
    ]
    changed = [correction.label for correction in corrections]
    merged = sum(len(clause.parsed.get("merged", [])) for clause in read)
    fields = [
        FieldAccuracy(field.label, count, count - changed.count(field.label) - (merged if field is _FIELDS[0] else 0))
        for field in _FIELDS
        for count in [sum(map(field.applies, read)) + (merged if field is _FIELDS[0] else 0)]
    ]
    return ReadingAccuracy(fields, corrections[:MOST_CORRECTIONS], len(corrections))


def _decided(viewer: Viewer) -> Sequence[Clause]:
    in_use = visible_documents(viewer).where(PolicyDocument.status != DocumentStatus.WITHDRAWN)
    visible = in_use.with_only_columns(PolicyDocument.id)
    return db.session.scalars(
        sa.select(Clause)
        .where(Clause.document_id.in_(visible), Clause.status != ClauseStatus.PARSED)
        .options(sa.orm.selectinload(Clause.units), sa.orm.joinedload(Clause.document).load_only(PolicyDocument.title))
        .order_by(Clause.reviewed_at.desc(), Clause.id.desc())
    ).all()
