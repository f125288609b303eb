"""Loading seed/: units, people and the calendar. Each can be repeated; what is there is brought up to date."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.roles import Role, check_roles
from tracker.domain.unit_functions import function_of
from tracker.domain.units import UnitKind
from tracker.models import Holiday, HolidayYear, Membership, Unit, UnitAlias, UnitGroupMember, User
from tracker.queries import units as unit_queries
from tracker.services import audit


def load_units(entries: Iterable[Mapping[str, Any]], *, now: datetime) -> int:
    """Bring governments and their units to what the entries say; return how many units were new."""
    entries = list(entries)
    new = 0
    for entry in entries:
        above = _government(entry["above"]) if "above" in entry else None
        government, is_new = _upsert_unit(entry, above, None, UnitKind.GOVERNMENT)
        government.letter_prefix = entry.get("letter_prefix")
        below = [(unit, UnitKind(unit.get("kind", UnitKind.BUREAU))) for unit in entry.get("units", ())]
        below += [(group, UnitKind.GROUP) for group in entry.get("groups", ())]
        added = is_new + sum(_upsert_unit(unit, government, place, kind)[1] for place, (unit, kind) in enumerate(below))
        if added:
            audit.record(None, "load_units", government, now, added=added)
        new += added
    for entry in entries:
        _join(entry)
    return new


def _government(name: str) -> Unit:
    found = unit_queries.government_named(name)
    if found is None:
        raise ValueError(f"seed: {name} is named before it is given")
    return found


def _upsert_unit(
    entry: Mapping[str, Any], above: Unit | None, position: int | None, kind: UnitKind
) -> tuple[Unit, bool]:
    unit = _find(entry["name"], above, kind)
    is_new = unit is None
    if unit is None:
        unit = Unit(name=entry["name"], kind=kind, parent=above, full_name=entry["full_name"])
        db.session.add(unit)
        db.session.flush()  # a unit's own id stands in its place in the tree
    unit.full_name = entry["full_name"]
    unit.kind = kind
    unit.tree_path = f"{above.tree_path if above else '/'}{unit.id}/"
    unit.jurisdiction_id = unit.id if above is None or kind is UnitKind.GOVERNMENT else above.id
    unit.function = entry.get("function") or function_of(entry["name"]) or function_of(entry["full_name"])
    unit.position = position or 0
    unit.valid_from, unit.valid_to = entry.get("from"), entry.get("to")
    known = {alias.name for alias in unit.aliases}
    unit.aliases += [UnitAlias(name=name) for name in entry.get("aliases", ()) if name not in known]
    return unit, is_new


def _find(name: str, above: Unit | None, kind: UnitKind) -> Unit | None:
    if kind is UnitKind.GOVERNMENT:
        return unit_queries.government_named(name)
    return _unit(above, name)


def _unit(government: Unit | None, name: str) -> Unit | None:
    government_id = government.id if government else None
    return db.session.scalar(sa.select(Unit).where(Unit.jurisdiction_id == government_id, Unit.name == name))


def _join(entry: Mapping[str, Any]) -> None:
    """Set successors and members, once every unit is there."""
    government = _government(entry["name"])
    for values in entry.get("units", ()):
        unit = _unit(government, values["name"])
        if unit is not None and "successor" in values:
            unit.successor_id = _required(government, values["successor"]).id
    for values in entry.get("groups", ()):
        group = _required(government, values["name"])
        known = set(
            db.session.scalars(sa.select(UnitGroupMember.member_id).where(UnitGroupMember.group_id == group.id))
        )
        members = [_government(name) for name in values.get("members", ())]
        db.session.add_all(UnitGroupMember(group=group, member=m) for m in members if m.id not in known)


def _required(government: Unit, name: str) -> Unit:
    unit = _unit(government, name)
    if unit is None:
        raise ValueError(f"seed: {government.name} has no unit {name}")
    return unit


def load_people(entries: Iterable[Mapping[str, Any]], *, now: datetime) -> int:
    """Bring the demonstration people to what the entries say; return how many were new. None has a password."""
    new = 0
    for entry in entries:
        government = _government(entry["government"])
        people = {name: tuple(values) for name, values in entry.get("people", {}).items()}
        for username, said in entry.get("liaisons", {}).items():
            display_name, unit_name = (f"{said}联络员", said) if isinstance(said, str) else said
            people[username] = (display_name, Role.LIAISON, unit_name)
        for username, (display_name, role, unit_name) in people.items():
            unit = government if unit_name == government.name else _required(government, unit_name)
            new += _upsert_person(username, display_name, f"{username}@{entry['domain']}", Role(role), unit, now)
    return new


def _upsert_person(username: str, display_name: str, email: str, role: Role, unit: Unit, now: datetime) -> bool:
    user = db.session.scalar(sa.select(User).where(User.username == username))
    is_new = user is None
    if user is None:
        user = User(username=username, display_name=display_name, email=email, is_demonstration=True, created_at=now)
        db.session.add(user)
        audit.record(None, "create_user", user, now, username=username, role=role.value, unit=unit.full_name)
    user.display_name, user.email = display_name, email
    if not any(m.unit_id == unit.id and m.role is role for m in user.memberships):
        check_roles({*user.roles, role})
        user.memberships.append(Membership(unit=unit, role=role))
    return is_new


def load_holidays(years: Mapping[int, Mapping[str, Any]]) -> int:
    """Replace the calendar of the given years; return how many days it holds. Other years stay as they are."""
    db.session.execute(sa.delete(HolidayYear).where(HolidayYear.year.in_(years)))
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    db.session.execute(sa.delete(Holiday).where(Holiday.day.between(first, last)))
    days: dict[date, Holiday] = {}
    for year, values in years.items():
        db.session.add(HolidayYear(year=year, notice=values["notice"]))
        for rest in values["rest"]:
            for offset in range((rest["to"] - rest["from"]).days + 1):
                day = rest["from"] + timedelta(days=offset)
                days[day] = Holiday(day=day, name=rest["name"], is_workday=False)
        for day in values["work"]:
            days[day] = Holiday(day=day, name="调休", is_workday=True)
    db.session.add_all(days.values())
    return len(days)
