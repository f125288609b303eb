"""Which known unit an unknown name may mean (近似单位): shown to a person, never assigned without a click."""

from dataclasses import dataclass

from tracker.adapters.name_matching import closest_names
from tracker.db import db
from tracker.models import Unit
from tracker.queries.units import name_registry


@dataclass(frozen=True)
class SimilarUnit:
    """A unit that bears a name like the one asked for; `score` runs from 67 to 100."""

    unit: Unit
    name: str
    score: int


def similar_units(government: Unit, name: str, limit: int = 3) -> list[SimilarUnit]:
    """Return the units of this government with the names most like this one, best first; each unit once."""
    known = name_registry(government).names
    bearers = {each.name: each.unit_id for each in known}
    found: dict[int, SimilarUnit] = {}
    for near, score in closest_names(name, bearers, limit=limit * 2):
        unit = db.session.get(Unit, bearers[near])
        if unit is not None and unit.id not in found:
            found[unit.id] = SimilarUnit(unit, near, round(score))
    return list(found.values())[:limit]
