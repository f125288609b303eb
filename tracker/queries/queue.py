"""The supervision office's queue (待办理): reports, evidence and requests that wait, oldest first, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import UTCDateTime, db
from tracker.domain.approvals import RequestStatus
from tracker.domain.queue import QueueKind
from tracker.models import Assignment, EvidenceFile, PolicyDocument, ProgressReport, Task, UnitRequest
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries import evidence, reports

Record = ProgressReport | EvidenceFile | UnitRequest


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits. `is_own`: the viewer sent it, or works for the unit, so somebody else has to decide."""

    kind: QueueKind
    id: int
    at: datetime
    is_own: bool
    record: Record

    @property
    def assignment(self) -> Assignment:
        return self.record.assignment

    @property
    def name(self) -> str:
        """How a form names it: report-12."""
        return f"{self.kind.value}-{self.id}"


@dataclass(frozen=True)
class Place:
    """Where something stands in the queue, also after it has left it."""

    kind: QueueKind
    id: int
    at: datetime


def count_by_kind(viewer: Viewer) -> dict[QueueKind, int]:
    """Return how many of each kind wait for this office, kinds without any left out: one statement."""
    waiting = _waiting(viewer).subquery()
    rows = db.session.execute(sa.select(waiting.c.kind, sa.func.count()).group_by(waiting.c.kind))
    found: dict[str, int] = {row.kind: row[1] for row in rows}
    return {kind: found[kind.value] for kind in QueueKind if kind.value in found}


def oldest_by_kind(viewer: Viewer) -> dict[QueueKind, tuple[int, datetime]]:
    """Return how many of each kind wait, and since when the oldest does: one statement."""
    rows = db.session.execute(_oldest(viewer.kind), {"office_government_ids": sorted(viewer.office_government_ids)})
    found = {kind: (count, at) for kind, count, at in rows}
    return {kind: found[kind.value] for kind in QueueKind if kind.value in found}


@cache
def _oldest(viewer: ViewerKind) -> sa.Select:
    """How many wait since when, by kind; put together once for a kind of viewer: each morning asks for every office."""
    waiting = _waiting(viewer).subquery()
    query = sa.select(waiting.c.kind, sa.func.count(), sa.func.min(waiting.c.at, type_=UTCDateTime()))
    return query.group_by(waiting.c.kind)


def items(viewer: Viewer, kind: QueueKind | None = None, *, offset: int = 0, limit: int = 50) -> list[QueueItem]:
    """Return a page of what waits, oldest first, with all that one line of the list shows: four statements."""
    waiting = _waiting(viewer, kind).subquery()
    query = sa.select(waiting).order_by(waiting.c.at, waiting.c.kind, waiting.c.id).offset(offset).limit(limit)
    rows = db.session.execute(query).all()
    return _with_records(rows, viewer)


def named(viewer: Viewer, names: Sequence[str]) -> list[QueueItem]:
    """Return those of these (report-12, extension-3) that wait for this office, oldest first."""
    wanted = set(names)
    waiting = _waiting(viewer).subquery()
    name = waiting.c.kind + "-" + sa.cast(waiting.c.id, sa.String)
    rows = db.session.execute(sa.select(waiting).where(name.in_(wanted)).order_by(waiting.c.at, waiting.c.id)).all()
    return _with_records(rows, viewer, of_a_line=False)


def neighbours(viewer: Viewer, place: Place, kind: QueueKind | None = None) -> tuple[Place | None, Place | None]:
    """Return what to decide before and after this, oldest first, round at the ends; own things are left to others."""
    return _nearest(viewer, place, kind, back=True), _nearest(viewer, place, kind)


def next_after(viewer: Viewer, place: Place, kind: QueueKind | None = None) -> Place | None:
    """Return what to decide after this, None where nothing else waits."""
    return _nearest(viewer, place, kind)


def _nearest(viewer: Viewer, place: Place, kind: QueueKind | None, *, back: bool = False) -> Place | None:
    waiting = _waiting(viewer, kind).subquery()
    own = sa.tuple_(waiting.c.at, waiting.c.kind, waiting.c.id)
    here = sa.tuple_(sa.literal(place.at, UTCDateTime()), sa.literal(place.kind.value), sa.literal(place.id))
    query = sa.select(waiting).where(
        sa.not_(sa.and_(waiting.c.kind == place.kind.value, waiting.c.id == place.id)),
        waiting.c.sent_by != viewer.user_id,
        waiting.c.unit_id.not_in(viewer.unit_ids),
    )
    order = [waiting.c.at, waiting.c.kind, waiting.c.id]
    round_last = sa.case((own < here if back else own > here, 0), else_=1)
    query = query.order_by(round_last, *([column.desc() for column in order] if back else order))
    row = db.session.execute(query.limit(1)).one_or_none()
    return Place(QueueKind(row.kind), row.id, row.at) if row else None


def place_of(record: Record) -> Place:
    """Return where a record stands, or stood, in the queue."""
    if isinstance(record, ProgressReport):
        return Place(QueueKind.REPORT, record.id, record.reported_at)
    if isinstance(record, EvidenceFile):
        return Place(QueueKind.EVIDENCE, record.id, record.uploaded_at)
    return Place(QueueKind(record.kind.value), record.id, record.requested_at)


def _waiting(viewer: Viewer | ViewerKind, kind: QueueKind | None = None) -> sa.CompoundSelect | sa.Select:
    """Return the query for (kind, id, at, assignment_id, unit_id, sent_by) of all that waits for this office."""
    branches = []
    if kind in (None, QueueKind.REPORT):
        branches.append(_rows(reports.waiting_for_review(viewer), ProgressReport, QueueKind.REPORT))
    if kind in (None, QueueKind.EVIDENCE):
        branches.append(_rows(evidence.waiting_for_review(viewer), EvidenceFile, QueueKind.EVIDENCE))
    if kind is None or kind.request_kind is not None:
        waiting = _requests(viewer)
        if kind is not None:
            waiting = waiting.where(UnitRequest.kind == kind.request_kind)
        branches.append(_rows(waiting, UnitRequest, None))
    return sa.union_all(*branches) if len(branches) > 1 else branches[0]


def _requests(viewer: Viewer | ViewerKind) -> sa.Select:
    return sa.select(UnitRequest).where(
        UnitRequest.status == RequestStatus.PENDING,
        UnitRequest.assignment.has(Assignment.jurisdiction_id.in_(viewer.office_government_ids)),
    )


_SENT: dict[type, tuple[Any, Any]] = {
    ProgressReport: (ProgressReport.reported_at, ProgressReport.reported_by_id),
    EvidenceFile: (EvidenceFile.uploaded_at, EvidenceFile.uploaded_by_id),
    UnitRequest: (UnitRequest.requested_at, UnitRequest.requested_by_id),
}


def _rows(waiting: sa.Select, model: Any, kind: QueueKind | None) -> sa.Select:
    at, sent_by = _SENT[model]
    name = sa.literal(kind.value, sa.String) if kind else sa.type_coerce(UnitRequest.kind, sa.String)
    return waiting.join(Assignment, Assignment.id == model.assignment_id).with_only_columns(
        name.label("kind"),
        model.id.label("id"),
        at.label("at"),
        sent_by.label("sent_by"),
        Assignment.unit_id.label("unit_id"),
    )


def _with_records(rows: Sequence[sa.Row], viewer: Viewer, *, of_a_line: bool = True) -> list[QueueItem]:
    models = {QueueKind.REPORT: ProgressReport, QueueKind.EVIDENCE: EvidenceFile}
    ids: dict[Any, list[int]] = {}
    for row in rows:
        ids.setdefault(models.get(QueueKind(row.kind), UnitRequest), []).append(row.id)
    found = {(model, record.id): record for model, wanted in ids.items() for record in _read(model, wanted, of_a_line)}
    listed = []
    for row in rows:
        kind = QueueKind(row.kind)
        is_own = row.sent_by == viewer.user_id or row.unit_id in viewer.unit_ids
        record = found[models.get(kind, UnitRequest), row.id]
        listed.append(QueueItem(kind, row.id, row.at, is_own, record))
    return listed


def _read(model: Any, ids: list[int], of_a_line: bool) -> Sequence[Any]:
    """Read the records with their work; with what a line of the list shows, or fit to be locked and changed."""
    work = joinedload(model.assignment)
    options = [work.joinedload(Assignment.unit), work.joinedload(Assignment.task).joinedload(Task.clause)]
    if of_a_line:
        options.append(
            work.joinedload(Assignment.document).load_only(PolicyDocument.title, PolicyDocument.document_number)
        )
    return db.session.scalars(sa.select(model).where(model.id.in_(ids)).options(*options)).all()
