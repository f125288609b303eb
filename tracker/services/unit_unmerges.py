"""Taking back a merger of two units that turned out to be two bodies, as long as nobody has acted on what moved."""

from datetime import datetime

from tracker.domain.unit_changes import UnitChangeRefused
from tracker.models import Unit, UnitAlias, User
from tracker.queries.unit_unmerges import MergeTrace, last_merge
from tracker.services import audit, units
from tracker.services.unit_groups import take_back_groups


def undo_merge(source: Unit, *, actor: User | None, now: datetime) -> Unit:
    """Give the unit back what its merger moved, row by row; return the unit it had been merged into.

    Raise UnitChangeRefused where it was not merged, or where something that moved was given out or changed since.
    """
    moved = last_merge(source)
    if moved is None:
        raise UnitChangeRefused(f"“{source.name}”没有并入其他单位。")
    if moved.refusal:
        raise UnitChangeRefused(f"不能撤销合并：{moved.refusal}。")
    target = moved.target
    _give_back_names(moved)
    for place in moved.clause_units:
        place.unit_id = source.id
    for part in moved.assignments:
        part.unit_id = source.id
    take_back_groups(source, target)
    for child in moved.children:
        units.move_unit(child, source, actor=actor, now=now)
    source.valid_to, source.successor_id = moved.source_ended, None
    trace = _trace(moved)
    audit.record(actor, "undo_merge", source, now, target=target.full_name, **trace)
    audit.record(actor, "undo_merge", target, now, source=source.full_name, **trace)
    return target


def _trace(moved: MergeTrace) -> dict[str, str]:
    rows = {
        "names": moved.alias_names,
        "clause_units": [place.id for place in moved.clause_units],
        "assignments": [part.id for part in moved.assignments],
    }
    return {name: "；".join(map(str, values)) for name, values in rows.items() if values}


def _give_back_names(moved: MergeTrace) -> None:
    for alias in [alias for alias in moved.target.aliases if alias.name in moved.alias_names]:
        moved.target.aliases.remove(alias)
        moved.source.aliases.append(UnitAlias(name=alias.name, valid_from=alias.valid_from, valid_to=alias.valid_to))
