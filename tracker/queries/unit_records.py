"""One unit: what it was called, what it belongs to, who took over from whom."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.unit_changes import UnitFacts, holds_on, names_on
from tracker.domain.unit_names import KnownName
from tracker.models import Membership, Unit, UnitAlias, UnitGroupMember, User


def facts_of(unit: Unit) -> UnitFacts:
    """Return what the rules need to know of the unit."""
    return UnitFacts(
        unit.id, unit.kind, unit.name, unit.jurisdiction_id, unit.tree_path, unit.valid_from, unit.valid_to
    )


def known_names(unit: Unit) -> list[KnownName]:
    """Return the unit's other and former names, those still in use first."""
    names = [KnownName(unit.id, alias.name, alias.valid_from, alias.valid_to) for alias in unit.aliases]
    return sorted(names, key=lambda name: (name.valid_to or date.max, name.name), reverse=True)


def former_names(unit: Unit, day: date) -> tuple[str, ...]:
    """Return how the unit was called that day, where it is called otherwise now; shortest first."""
    return names_on(known_names(unit), day)


def alias_of(unit: Unit, alias_id: int) -> UnitAlias | None:
    """Return that other name of this unit, or None."""
    return db.session.scalar(sa.select(UnitAlias).where(UnitAlias.id == alias_id, UnitAlias.unit_id == unit.id))


def successors() -> dict[int, int]:
    """Return who took over from whom, by the unit that ended."""
    rows = db.session.execute(sa.select(Unit.id, Unit.successor_id).where(Unit.successor_id.is_not(None)))
    return {row.id: row.successor_id for row in rows}


def successor_of(unit: Unit) -> Unit | None:
    """Return the unit that took over from this one, or None."""
    return db.session.get(Unit, unit.successor_id) if unit.successor_id else None


def predecessors_of(unit: Unit) -> Sequence[Unit]:
    """Return the units that this one took over from, the latest first."""
    return db.session.scalars(
        sa.select(Unit).where(Unit.successor_id == unit.id).order_by(Unit.valid_to.desc(), Unit.id)
    ).all()


def memberships_of_group(group: Unit) -> Sequence[UnitGroupMember]:
    """Return everyone who belongs or belonged to the group, in the order of the tree."""
    return _memberships(UnitGroupMember.group_id == group.id, UnitGroupMember.member)


def memberships_of_unit(unit: Unit) -> Sequence[UnitGroupMember]:
    """Return the groups that the unit belongs or belonged to."""
    return _memberships(UnitGroupMember.member_id == unit.id, UnitGroupMember.group)


def membership_of(group: Unit, membership_id: int) -> UnitGroupMember | None:
    """Return that membership of this group, or None."""
    return db.session.scalar(
        sa.select(UnitGroupMember).where(UnitGroupMember.id == membership_id, UnitGroupMember.group_id == group.id)
    )


def members_on(group: Unit, day: date) -> list[Unit]:
    """Return the members that the group stands for on that day: they belonged, and they existed."""
    return [m.member for m in memberships_of_group(group) if holds_on(m, day) and holds_on(m.member, day)]


def children_of(unit: Unit) -> Sequence[Unit]:
    """Return the units directly below this one, in the order of lists."""
    return db.session.scalars(sa.select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.position, Unit.id)).all()


def people_of(unit: Unit, on: date | None = None) -> Sequence[User]:
    """Return everyone with a role in the unit on that day; whenever it holds, when given None."""
    held = [Membership.unit_id == unit.id]
    if on is not None:
        held.append(sa.or_(Membership.valid_from.is_(None), Membership.valid_from <= on))
        held.append(sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= on))
    return db.session.scalars(sa.select(User).where(User.memberships.any(sa.and_(*held))).order_by(User.id)).all()


def _memberships(
    condition: sa.ColumnElement[bool], shown: sa.orm.InstrumentedAttribute[Unit]
) -> Sequence[UnitGroupMember]:
    unit = sa.orm.aliased(Unit)
    return db.session.scalars(
        sa.select(UnitGroupMember)
        .where(condition)
        .join(unit, shown.of_type(unit))
        .options(sa.orm.contains_eager(shown.of_type(unit)))
        .order_by(unit.tree_path)
    ).all()
