"""Reading governments, their units and the names these go by."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.jurisdictions import GovernmentName
from tracker.domain.unit_names import KnownName, NameRegistry
from tracker.domain.units import UnitKind
from tracker.models import Unit, UnitAlias


def government_named(name: str) -> Unit | None:
    """Return the government of that short or full name, or None."""
    return db.session.scalar(
        sa.select(Unit).where(Unit.kind == UnitKind.GOVERNMENT, sa.or_(Unit.name == name, Unit.full_name == name))
    )


def governments(ids: Collection[int] | None = None) -> Sequence[Unit]:
    """Return these governments (None: all), from the top of the tree down."""
    query = sa.select(Unit).where(Unit.kind == UnitKind.GOVERNMENT).order_by(Unit.tree_path)
    return db.session.scalars(query if ids is None else query.where(Unit.id.in_(ids))).all()


def government_names(ids: Collection[int] | None = None) -> list[GovernmentName]:
    """Return what these governments (None: all) are called, for telling whose paper a text is."""
    found = governments(ids)
    aliases: dict[int, list[str]] = {}
    rows = sa.select(UnitAlias.unit_id, UnitAlias.name).where(UnitAlias.unit_id.in_([unit.id for unit in found]))
    for unit_id, name in db.session.execute(rows):
        aliases.setdefault(unit_id, []).append(name)
    return [
        GovernmentName(
            unit.id, (unit.name, unit.full_name, *_distinct(aliases.get(unit.id, []), unit)), unit.letter_prefix
        )
        for unit in found
    ]


def units_of(government_id: int) -> Sequence[Unit]:
    """Return the units that a paper of this government can make responsible, in the order of lists."""
    return db.session.scalars(
        sa.select(Unit)
        .where(_named_inside(government_id))
        .order_by(Unit.kind == UnitKind.GOVERNMENT, Unit.position, Unit.id)
    ).all()


def name_registry(government: Unit) -> NameRegistry:
    """Return every name that counts inside this government; two statements, whatever the size."""
    units = units_of(government.id)
    names = [
        KnownName(unit.id, name, unit.valid_from, unit.valid_to)
        for unit in units
        for name in dict.fromkeys((unit.name, unit.full_name))
    ]
    aliases = sa.select(UnitAlias).join(UnitAlias.unit).where(_named_inside(government.id))
    names += [
        KnownName(alias.unit_id, alias.name, alias.valid_from, alias.valid_to) for alias in db.session.scalars(aliases)
    ]
    successors = {u.id: (u.successor_id, u.valid_to) for u in units if u.successor_id}
    return NameRegistry(government.name, names, successors)


def _named_inside(government_id: int) -> sa.ColumnElement[bool]:
    """Its own units, itself, and the governments directly below it."""
    below = sa.and_(Unit.parent_id == government_id, Unit.kind == UnitKind.GOVERNMENT)
    return sa.or_(Unit.jurisdiction_id == government_id, below)


def _distinct(names: list[str], unit: Unit) -> list[str]:
    """A name such as 市政府 is every city's: only those that hold the place's own name tell governments apart."""
    return [name for name in names if name.startswith(unit.name)]
