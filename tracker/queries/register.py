"""The register (台账): the assignments a viewer may see, filtered, sorted, a page at a time.

Ids are found first, on the assignment table as far as possible; only the rows of the page are then read with all that
they show. The number of statements does not depend on the number of rows.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, weighted_percent
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.work_lists import WorkDays
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Clause, PolicyDocument, ProgressReport, Section, Task, Unit, User
from tracker.policies.scopes import counted_filter
from tracker.policies.viewer import Viewer, ViewerKind
from tracker.queries import reports
from tracker.queries.register_filters import RegisterFilter, conditions

PAGE_SIZE = 50
EXPORT_BATCH = 1000


class RegisterRow(NamedTuple):
    """A line of the register, with the newest report that stands; `task_percent` is the lead unit's, 0 without one.

    A tuple: thousands of them leave as a spreadsheet.
    """

    id: int
    task_id: int
    title: str
    clause_label: str
    clause_position: int
    jurisdiction_id: int
    document_id: int
    document_title: str
    document_number: str | None
    section_title: str | None
    unit_id: int
    unit_name: str
    unit_full_name: str
    role: AssignmentRole
    status: AssignmentStatus
    is_backlog: bool
    light: Light
    light_reason: LightReason
    progress_class: ProgressClass
    percent_complete: float
    task_percent: float
    scheduled_percent: float
    days_overdue: int
    start_on: date | None
    due_on: date | None
    original_due_on: date | None
    last_reported_period: str | None
    closed_at: datetime | None
    leader_name: str | None
    person_name: str | None
    report: ProgressReport | None = None


def count(viewer: Viewer, wanted: RegisterFilter, days: WorkDays) -> int:
    """Return how many rows the filter finds."""
    return db.session.scalar(_found(viewer, wanted, days, sa.func.count())) or 0


def page(
    viewer: Viewer,
    wanted: RegisterFilter,
    days: WorkDays,
    *,
    sort: str = "",
    number: int = 1,
    limit: int = PAGE_SIZE,
    with_reports: bool = False,
) -> list[RegisterRow]:
    """Return the rows of a page, counted from 1, in the order asked for (`due`, `-due`, …; else by document).

    Their newest reports are read only `with_reports`.
    """
    query = _sorted(_found(viewer, wanted, days, Assignment.id), sort)
    ids = db.session.scalars(query.offset((number - 1) * limit).limit(limit)).all()
    return _rows(ids, with_reports=with_reports)


def every_row(viewer: Viewer, wanted: RegisterFilter, days: WorkDays, *, sort: str = "") -> Iterator[RegisterRow]:
    """Yield every row, read a thousand at a time: what leaves as a spreadsheet."""
    ids = db.session.scalars(_sorted(_found(viewer, wanted, days, Assignment.id), sort)).all()
    for start in range(0, len(ids), EXPORT_BATCH):
        yield from _rows(ids[start : start + EXPORT_BATCH], with_reports=True)


def lead_unit_names(task_ids: Collection[int]) -> dict[int, str]:
    """Return the name of each task's lead unit (牵头单位), which the clause itself names to every reader."""
    query = (
        sa.select(Assignment.task_id, Unit.name)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.role == AssignmentRole.LEAD)
    )
    return {row.task_id: row.name for row in db.session.execute(query)}


@dataclass(frozen=True)
class UnitShare:
    """What a unit, or a liaison's units, have to do, and how far it has come: a supporting part counts half."""

    lead_count: int
    supporting_count: int
    percent: float | None


def share_of(viewer: Viewer, wanted: RegisterFilter, days: WorkDays) -> UnitShare | None:
    """Return the share of the unit that is asked for and nothing else, or of a liaison's own; None for any other."""
    if wanted.own:
        viewer, wanted = viewer.for_own_units, replace(wanted, own=None)
    is_own = wanted == RegisterFilter() and not viewer.government_ids
    if not is_own and (wanted.unit_id is None or wanted != RegisterFilter(unit_id=wanted.unit_id)):
        return None
    figures = sa.select(Assignment.role, sa.func.count(), sa.func.sum(Assignment.percent_complete))
    counted = figures.where(
        counted_filter(viewer), *conditions(wanted, days), Assignment.status != AssignmentStatus.CANCELLED
    )
    sums = {role: (number, total) for role, number, total in db.session.execute(counted.group_by(Assignment.role))}
    lead, supporting = (sums.get(role, (0, 0))[0] for role in (AssignmentRole.LEAD, AssignmentRole.SUPPORTING))
    return UnitShare(lead, supporting, weighted_percent(sums))


@dataclass(frozen=True)
class Choices:
    """What the register can be filtered by: (id, name) of documents, units and leaders with work in sight."""

    documents: list[tuple[int, str]]
    units: list[tuple[int, str]]
    leaders: list[tuple[int, str]]


def choices_in_register(viewer: Viewer) -> Choices:
    """Return every document (newest first), unit (in the order of the unit list) and leader with work in sight."""
    found: dict[str, list[tuple[int, str]]] = {"document": [], "unit": [], "leader": []}
    for row in db.session.execute(_choices(viewer.kind), viewer.ids):
        found[row.kind].append((row.id, row.name))
    return Choices(found["document"], found["unit"], found["leader"])


@cache
def _choices(viewer: ViewerKind) -> sa.CompoundSelect:
    """All choices as rows of one shape; put together once for a kind of viewer."""
    seen = sa.select(Assignment.id).where(counted_filter(viewer))
    kind = sa.literal_column
    documents: sa.Select = sa.select(
        kind("'document'").label("kind"), PolicyDocument.id.label("id"), PolicyDocument.title.label("name"),
        (-PolicyDocument.id).label("first"), kind("0").label("second"),
    ).where(seen.where(Assignment.document_id == PolicyDocument.id).exists())  # fmt: skip
    units: sa.Select = sa.select(kind("'unit'"), Unit.id, Unit.name, Unit.jurisdiction_id, Unit.position).where(
        seen.where(Assignment.unit_id == Unit.id).exists()
    )
    led = sa.select(Task.id).where(Task.responsible_leader_id == User.id)
    leaders: sa.Select = sa.select(kind("'leader'"), User.id, User.display_name, User.id, kind("0")).where(
        led.where(seen.where(Assignment.task_id == Task.id).exists()).exists()
    )
    return sa.union_all(documents, units, leaders).order_by("first", "second", "id")


def sections_of(viewer: Viewer, document_id: int) -> list[tuple[int, str]]:
    """Return (id, title) of the chapters of a document with work the viewer may see; none for one out of sight."""
    seen = sa.select(Assignment.id).where(counted_filter(viewer), Assignment.document_id == document_id)
    query = sa.select(Section.id, Section.label, Section.title).where(Section.document_id == document_id, seen.exists())
    return [
        (row.id, f"{row.label}、{row.title}" if row.label else row.title)
        for row in db.session.execute(query.order_by(Section.position))
    ]


def _found(
    viewer: Viewer, wanted: RegisterFilter, days: WorkDays, column: sa.ColumnElement | InstrumentedAttribute
) -> sa.Select:
    seen = counted_filter(viewer.for_own_units if wanted.own else viewer)
    return sa.select(column).select_from(Assignment).where(seen, *conditions(wanted, days))


_SEVERITY = sa.case(*((Assignment.light == light, light.severity) for light in Light))

#: What a column of the register is sorted by; the order of the document settles the rest.
_SORTS: dict[str, sa.ColumnElement | InstrumentedAttribute] = {
    "due": Assignment.due_on,
    "light": _SEVERITY,
    "overdue": Assignment.days_overdue,
    "percent": Assignment.percent_complete,
    "unit": Assignment.unit_id,
}


def _sorted(query: sa.Select, sort: str) -> sa.Select:
    column = _SORTS.get(sort.removeprefix("-"))
    if column is not None:
        falls = sort.startswith("-")
        query = query.order_by(column.desc().nulls_last() if falls else column.asc().nulls_last())
    return query.order_by(Assignment.document_id, Assignment.task_id, Assignment.position)


_LEADER, _PERSON, _LEAD = aliased(User), aliased(User), aliased(Assignment)


def _rows(ids: Sequence[int], *, with_reports: bool) -> list[RegisterRow]:
    newest = reports.latest_of(ids) if with_reports else {}
    rows = {row.id: row for row in db.session.execute(_ROWS, {"ids": ids})}
    return [RegisterRow._make((*rows[id_], newest.get(id_))) for id_ in ids]


#: What a row shows, in the order of its fields; the rest are columns of Assignment itself.
_ELSEWHERE: dict[str, sa.ColumnElement | InstrumentedAttribute] = {
    "title": Task.title,
    "clause_label": Clause.label,
    "clause_position": Clause.position,
    "document_title": PolicyDocument.title,
    "document_number": PolicyDocument.document_number,
    "section_title": Section.title,
    "unit_name": Unit.name,
    "unit_full_name": Unit.full_name,
    "leader_name": _LEADER.display_name,
    "person_name": _PERSON.display_name,
    "task_percent": sa.func.coalesce(_LEAD.percent_complete, 0),
}
_ROWS = (
    sa.select(
        *(_ELSEWHERE[name] if name in _ELSEWHERE else getattr(Assignment, name) for name in RegisterRow._fields[:-1])
    )
    .select_from(Assignment)
    .join(Task, Task.id == Assignment.task_id)
    .join(Clause, Clause.id == Task.clause_id)
    .join(PolicyDocument, PolicyDocument.id == Assignment.document_id)
    .join(Unit, Unit.id == Assignment.unit_id)
    .outerjoin(Section, Section.id == Clause.section_id)
    .outerjoin(_LEAD, sa.and_(_LEAD.task_id == Assignment.task_id, _LEAD.role == AssignmentRole.LEAD))
    .outerjoin(_LEADER, _LEADER.id == Task.responsible_leader_id)
    .outerjoin(_PERSON, _PERSON.id == Assignment.responsible_person_id)
    .where(Assignment.id.in_(sa.bindparam("ids", expanding=True)))
)
