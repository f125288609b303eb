"""No two units of a government may bear one name at a time: papers could not tell them apart."""

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.unit_changes import NamesInUse, UnitChangeRefused
from tracker.domain.unit_names import KnownName
from tracker.domain.units import UnitKind
from tracker.models import Unit
from tracker.queries.units import name_registry


class NameBook:
    """The names in use, read once for each government; hand one on where many units change in one transaction."""

    def __init__(self) -> None:
        self._by_government: dict[int, NamesInUse] = {}

    def check_free(
        self,
        names: Iterable[str],
        places: Iterable[Unit],
        *,
        short_name: str | None = None,
        own: Unit | None = None,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> None:
        """Raise UnitChangeRefused where, inside one of these governments, another unit bears a name in those days.

        A short name is one unit's for ever: the unit that bears it now may have ended.
        """
        wanted = list(dict.fromkeys(names))
        for government in places if wanted else ():
            known = self._names_of(government)
            for name in wanted:
                bearer_id = known.bearer_of(
                    name, own_id=own.id if own else None, valid_from=valid_from, valid_to=valid_to
                )
                if bearer_id is None and name == short_name:
                    bearer_id = _same_name_ever(name, government, own)
                if bearer := db.session.get(Unit, bearer_id) if bearer_id else None:
                    raise UnitChangeRefused(f"“{name}”已是“{bearer.full_name}”的名称，请核对是否为同一单位。")

    def note(
        self, unit: Unit, names: Iterable[str], *, valid_from: date | None = None, valid_to: date | None = None
    ) -> None:
        """Let the names of a unit that was changed count for the next one."""
        for government in places_of(unit):
            if known := self._by_government.get(government.id):
                for name in names:
                    known.add(KnownName(unit.id, name, valid_from, valid_to))

    def _names_of(self, government: Unit) -> NamesInUse:
        if government.id not in self._by_government:
            self._by_government[government.id] = NamesInUse(government.name, name_registry(government).names)
        return self._by_government[government.id]


def places_of(unit: Unit) -> list[Unit]:
    """Return where the unit's names count: a government is named by its own papers and those of the one above."""
    above = unit.parent if unit.kind is UnitKind.GOVERNMENT else None
    return [government for government in (unit.jurisdiction, above) if government]


def top_governments() -> Sequence[Unit]:
    """Return the governments that have none above them."""
    return db.session.scalars(sa.select(Unit).where(Unit.parent_id.is_(None))).all()


def _same_name_ever(name: str, government: Unit, own: Unit | None) -> int | None:
    """Return the id of a unit of the government with this very short name, at whatever time."""
    query = sa.select(Unit.id).where(Unit.jurisdiction_id == government.id, Unit.name == name)
    return db.session.scalar(query.where(Unit.id != own.id) if own else query)
