"""The unit registry as people walk and search it: one government at a time, or everything below it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.units import UnitKind, UnitSection, UnitState, section_of
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Unit, UnitAlias
from tracker.policies.scopes import assignment_filter, visible_units
from tracker.policies.viewer import Viewer

PAGE_SIZE = 100

#: Work that is over, or was never begun, is not counted beside a unit.
NOT_OPEN = (AssignmentStatus.PENDING, AssignmentStatus.CLOSED, AssignmentStatus.CANCELLED)


@dataclass(frozen=True)
class UnitFilter:
    """What is looked for, as things stood `on` that day. Without words, kind or function: one government's page.

    A body that was taken over on an unknown day is over `today` (None: the day looked at), and may have been there on
    any day before.
    """

    on: date
    government: Unit | None = None
    text: str = ""
    kind: UnitKind | None = None
    function: str | None = None
    state: UnitState = UnitState.IN_FORCE
    today: date | None = None

    @property
    def is_search(self) -> bool:
        return bool(self.text or self.kind or self.function)


def home_government(viewer: Viewer) -> Unit | None:
    """Return the government that the viewer begins with: the highest in sight, or None while there is none."""
    return db.session.scalar(
        visible_units(viewer)
        .where(Unit.kind == UnitKind.GOVERNMENT)
        .order_by(sa.func.length(Unit.tree_path), Unit.id)
        .limit(1)
    )


def visible_unit(viewer: Viewer, unit_id: int) -> Unit | None:
    """Return the unit where the viewer may see it, else None."""
    return db.session.scalar(visible_units(viewer).where(Unit.id == unit_id))


def visible_trail(viewer: Viewer, unit: Unit) -> list[Unit]:
    """Return the units above this one, from the top, as far as the viewer may see them."""
    ids = [int(step) for step in unit.tree_path.split("/") if step][:-1]
    return list(db.session.scalars(visible_units(viewer).where(Unit.id.in_(ids)).order_by(Unit.tree_path)))


def find_units(viewer: Viewer, wanted: UnitFilter, *, number: int = 1) -> tuple[Sequence[Unit], int]:
    """Return one page of units, counted from 1, with their names and governments, and how many there are."""
    query = visible_units(viewer).where(*_conditions(wanted))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    ordered = _in_order(query, is_page=not wanted.is_search)
    return db.session.scalars(ordered.offset((number - 1) * PAGE_SIZE).limit(PAGE_SIZE)).all(), total


def every_unit(viewer: Viewer, wanted: UnitFilter) -> Sequence[Unit]:
    """Return every unit the filter finds, and without one the government's whole tree: what leaves as a spreadsheet."""
    conditions = _conditions(wanted) if wanted.is_search else [_below(wanted.government), _in_state(wanted)]
    return db.session.scalars(_in_order(visible_units(viewer).where(*conditions))).all()


def section_counts(viewer: Viewer, wanted: UnitFilter) -> dict[UnitSection, int]:
    """Return how many units each part of a government's page has."""
    rows = db.session.execute(
        visible_units(viewer)
        .where(*_conditions(wanted))
        .with_only_columns(Unit.kind, sa.func.count())
        .group_by(Unit.kind)
    )
    counts = dict.fromkeys(UnitSection, 0)
    for kind, number in rows:
        counts[section_of(kind)] += number
    return counts


def functions_below(viewer: Viewer, government: Unit | None) -> Sequence[str | None]:
    """Return the functions that bodies of this government and below have, by frequency."""
    return db.session.scalars(
        visible_units(viewer)
        .where(_below(government), Unit.function.is_not(None))
        .with_only_columns(Unit.function)
        .group_by(Unit.function)
        .order_by(sa.func.count().desc(), Unit.function)
    ).all()


def open_assignments(viewer: Viewer, unit_ids: Collection[int]) -> dict[int, int]:
    """Return how much open work each unit has, of what the viewer may see."""
    rows = db.session.execute(
        sa.select(Assignment.unit_id, sa.func.count().label("number"))
        .where(assignment_filter(viewer), Assignment.unit_id.in_(unit_ids), Assignment.status.not_in(NOT_OPEN))
        .group_by(Assignment.unit_id)
    )
    return {row.unit_id: row.number for row in rows}


def assignments_by_status(viewer: Viewer, unit: Unit) -> dict[AssignmentStatus, int]:
    """Return how much work of each status the unit has, of what the viewer may see; in the order of the statuses."""
    rows = db.session.execute(
        sa.select(Assignment.status, sa.func.count().label("number"))
        .where(assignment_filter(viewer), Assignment.unit_id == unit.id)
        .group_by(Assignment.status)
    )
    found = {row.status: row.number for row in rows}
    return {status: found[status] for status in AssignmentStatus if status in found}


def colleagues_of(viewer: Viewer, unit: Unit) -> Sequence[Unit]:
    """Return the units that could take over from this one: of its government, or governments beside it."""
    is_government = unit.kind is UnitKind.GOVERNMENT
    beside = (
        sa.and_(Unit.kind == UnitKind.GOVERNMENT, Unit.parent_id == unit.parent_id)
        if is_government
        else sa.and_(Unit.jurisdiction_id == unit.jurisdiction_id, Unit.kind != UnitKind.GOVERNMENT)
    )
    return db.session.scalars(_in_order(visible_units(viewer).where(beside, Unit.id != unit.id))).all()


def possible_parents(viewer: Viewer, unit: Unit) -> Sequence[Unit]:
    """Return where the unit could stand: for a government any other in sight, else the bodies of its own government."""
    outside = ~Unit.tree_path.startswith(unit.tree_path)
    if unit.kind is UnitKind.GOVERNMENT:
        query = visible_units(viewer).where(outside, Unit.kind == UnitKind.GOVERNMENT)
    else:
        query = visible_units(viewer).where(
            outside, Unit.jurisdiction_id == unit.jurisdiction_id, Unit.kind != UnitKind.GROUP
        )
    return db.session.scalars(query.order_by(Unit.tree_path)).all()


def possible_members(viewer: Viewer, group: Unit) -> Sequence[Unit]:
    """Return what could belong to the group: governments directly below its own, then bodies of its own."""
    below = sa.and_(Unit.parent_id == group.jurisdiction_id, Unit.kind == UnitKind.GOVERNMENT)
    own = sa.and_(
        Unit.jurisdiction_id == group.jurisdiction_id, Unit.kind.not_in([UnitKind.GROUP, UnitKind.GOVERNMENT])
    )
    query = visible_units(viewer).where(sa.or_(below, own))
    return db.session.scalars(
        query.order_by(sa.case((Unit.kind == UnitKind.GOVERNMENT, 0), else_=1), Unit.position, Unit.id)
    ).all()


def _conditions(wanted: UnitFilter) -> list[sa.ColumnElement[bool]]:
    found = [_in_state(wanted), _below(wanted.government) if wanted.is_search else _page_of(wanted.government)]
    if wanted.kind:
        found.append(Unit.kind == wanted.kind)
    if wanted.function:
        found.append(Unit.function == wanted.function)
    return found + [_called(word) for word in wanted.text.split()]


def _page_of(government: Unit | None) -> sa.ColumnElement[bool]:
    if government is None:
        return Unit.parent_id.is_(None)
    own = sa.and_(Unit.jurisdiction_id == government.id, Unit.id != government.id)
    return sa.or_(own, sa.and_(Unit.parent_id == government.id, Unit.kind == UnitKind.GOVERNMENT))


def _below(government: Unit | None) -> sa.ColumnElement[bool]:
    return sa.true() if government is None else Unit.tree_path.startswith(government.tree_path)


def _in_state(wanted: UnitFilter) -> sa.ColumnElement[bool]:
    ended = sa.and_(Unit.valid_to.is_not(None), Unit.valid_to < wanted.on)
    if wanted.on >= (wanted.today or wanted.on):
        ended = sa.or_(ended, sa.and_(Unit.valid_to.is_(None), Unit.successor_id.is_not(None)))
    begun = sa.or_(Unit.valid_from.is_(None), Unit.valid_from <= wanted.on)
    return {
        UnitState.IN_FORCE: sa.and_(begun, ~ended),
        UnitState.ENDED: ended,
        UnitState.ANY: sa.true(),
    }[wanted.state]


def _called(word: str) -> sa.ColumnElement[bool]:
    alias = sa.select(UnitAlias.unit_id).where(UnitAlias.name.icontains(word, autoescape=True))
    return sa.or_(
        Unit.name.icontains(word, autoescape=True), Unit.full_name.icontains(word, autoescape=True), Unit.id.in_(alias)
    )


def _in_order(query: sa.Select[Unit], *, is_page: bool = False) -> sa.Select[Unit]:
    """A government's page has it in its three parts; everything else goes by government, each with its parts."""
    government = sa.orm.aliased(Unit)
    part = sa.case((Unit.kind == UnitKind.GOVERNMENT, 2), (Unit.kind == UnitKind.GROUP, 1), else_=0)
    first = [part] if is_page else [government.tree_path, sa.case((Unit.id == government.id, 0), else_=1), part]
    return (
        query.outerjoin(government, Unit.jurisdiction.of_type(government))
        .options(sa.orm.selectinload(Unit.aliases), sa.orm.contains_eager(Unit.jurisdiction.of_type(government)))
        .order_by(*first, Unit.position, Unit.id)
    )
