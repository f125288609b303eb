"""The unit registry as an Excel sheet that can be filled in and read back."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from tracker.adapters.spreadsheet_writer import Column, Sheet
from tracker.db import db
from tracker.domain import unit_rows
from tracker.domain.unit_changes import day_after, ended_on_unknown_day
from tracker.domain.unit_functions import function_of
from tracker.domain.units import UnitKind
from tracker.models import Unit, UnitGroupMember


def sheet_of(found: Sequence[Unit], title: str) -> Sheet:
    """Return the sheet with these units; read in again as it is, it changes nothing."""
    names = _names_around(found)
    members = _members_of([unit.id for unit in found if unit.kind is UnitKind.GROUP])
    columns = [Column(heading, width) for heading, width in unit_rows.HEADINGS.items()]
    return Sheet("单位", title, columns, [_line(unit, names, members.get(unit.id, [])) for unit in found])


def _line(unit: Unit, names: dict[int, str], members: list[str]) -> tuple[object, ...]:
    is_government = unit.kind is UnitKind.GOVERNMENT
    cells = {
        unit_rows.GOVERNMENT: names.get((unit.parent_id if is_government else unit.jurisdiction_id) or 0),
        unit_rows.NAME: unit.name,
        unit_rows.FULL_NAME: unit.full_name,
        unit_rows.KIND: unit.kind.label,
        unit_rows.FUNCTION: unit.function or (unit_rows.NO_FUNCTION if _function_told_by(unit) else None),
        unit_rows.PARENT: None
        if unit.parent_id == unit.jurisdiction_id or is_government
        else names[unit.parent_id or 0],
        unit_rows.ALIASES: unit_rows.SEPARATOR.join(
            unit_rows.dated_name(alias.name, alias.valid_from, alias.valid_to)
            for alias in sorted(unit.aliases, key=lambda alias: alias.id)
        ),
        unit_rows.STARTS: unit.valid_from,
        unit_rows.ENDS: unit_rows.UNKNOWN_DAY
        if ended_on_unknown_day(unit)
        else unit.valid_to and day_after(unit.valid_to),
        unit_rows.SUCCESSOR: names.get(unit.successor_id or 0),
        unit_rows.MEMBERS: unit_rows.SEPARATOR.join(members),
        unit_rows.PREFIX: unit.letter_prefix,
    }
    return tuple(cells[heading] or None for heading in unit_rows.HEADINGS)


def _function_told_by(unit: Unit) -> str | None:
    """Return the function that the unit's name tells, or None."""
    return function_of(unit.name) or function_of(unit.full_name)


def _names_around(found: Sequence[Unit]) -> dict[int, str]:
    """Return the names of the units that these refer to: governments in full where a short name is not enough."""
    ids = {each for unit in found for each in (unit.parent_id, unit.jurisdiction_id, unit.successor_id) if each}
    rows = db.session.execute(sa.select(Unit.id, Unit.name, Unit.full_name, Unit.kind).where(Unit.id.in_(ids)))
    return {row.id: row.full_name if row.kind is UnitKind.GOVERNMENT else row.name for row in rows}


def _members_of(group_ids: list[int]) -> dict[int, list[str]]:
    """Return the names of those who belong or belonged to each group, with the days."""
    rows = db.session.execute(
        sa.select(UnitGroupMember.group_id, Unit.name, UnitGroupMember.valid_from, UnitGroupMember.valid_to)
        .join(Unit, Unit.id == UnitGroupMember.member_id)
        .where(UnitGroupMember.group_id.in_(group_ids))
        .order_by(UnitGroupMember.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for group_id, name, valid_from, valid_to in rows:
        found[group_id].append(unit_rows.dated_name(name, valid_from, valid_to))
    return found
