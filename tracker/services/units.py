"""The unit registry (单位库): bodies come, are renamed, get further names, end and move; each change with its day."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain import unit_changes as rules
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.unit_functions import function_of
from tracker.domain.units import UnitKind
from tracker.models import Unit, UnitAlias, User
from tracker.queries import unit_records
from tracker.services import audit
from tracker.services.unit_groups import hand_over_groups, take_back_groups
from tracker.services.unit_names import NameBook, places_of, top_governments


def create_unit(
    parent: Unit | None,
    *,
    kind: UnitKind,
    name: str,
    full_name: str,
    function: str | None = None,
    letter_prefix: str | None = None,
    valid_from: date | None = None,
    book: NameBook | None = None,
    actor: User | None,
    now: datetime,
) -> Unit:
    """Add a body below `parent` and return it. Without a function, the one that its name tells.

    Raise UnitChangeRefused where the place in the tree or the name cannot be.
    """
    rules.check_parent(kind, unit_records.facts_of(parent) if parent else None)
    name, full_name = rules.check_name(name, "简称"), rules.check_name(full_name, "全称")
    jurisdiction = parent and (parent.jurisdiction or parent)
    book = book or NameBook()
    places = [jurisdiction] if jurisdiction else top_governments()
    book.check_free((name, full_name), places, short_name=name, valid_from=valid_from)
    unit = Unit(
        parent=parent,
        kind=kind,
        name=name,
        full_name=full_name,
        function=function or function_of(name) or function_of(full_name),
        letter_prefix=letter_prefix if kind is UnitKind.GOVERNMENT else None,
        position=_next_position(jurisdiction),
        valid_from=valid_from,
        aliases=[],
    )
    db.session.add(unit)
    db.session.flush()  # a unit's own id stands in its place in the tree
    unit.tree_path = f"{parent.tree_path if parent else '/'}{unit.id}/"
    unit.jurisdiction_id = unit.id if kind is UnitKind.GOVERNMENT or jurisdiction is None else jurisdiction.id
    book.note(unit, (name, full_name), valid_from=valid_from)
    audit.record(actor, "create_unit", unit, now, name=name, full_name=full_name, kind=kind.value)
    return unit


def correct_unit(
    unit: Unit,
    *,
    name: str,
    full_name: str,
    function: str | None,
    letter_prefix: str | None,
    valid_from: date | None,
    book: NameBook | None = None,
    actor: User | None,
    now: datetime,
) -> bool:
    """Put right what was entered wrongly, without a history; return whether anything changed."""
    name, full_name = rules.check_name(name, "简称"), rules.check_name(full_name, "全称")
    rules.check_days(valid_from, unit.valid_to)
    book, days = book or NameBook(), {"valid_from": valid_from, "valid_to": unit.valid_to}
    book.check_free(_changed(unit, name, full_name), places_of(unit), short_name=name, own=unit, **days)
    book.note(unit, _changed(unit, name, full_name), **days)
    values = {
        "name": name,
        "full_name": full_name,
        "function": function or None,
        "letter_prefix": letter_prefix or None,
        "valid_from": valid_from,
    }
    changes = {key: [getattr(unit, key), new] for key, new in values.items() if getattr(unit, key) != new}
    for key, (_, new) in changes.items():
        setattr(unit, key, new)
    if changes:
        audit.record(actor, "correct_unit", unit, now, **_written(changes))
    return bool(changes)


def rename_unit(
    unit: Unit, *, name: str, full_name: str, on: date, actor: User | None, now: datetime, today: date
) -> None:
    """Call the unit so from that day on; papers of before still find it by its old names.

    Raise UnitChangeRefused for a day to come, and for names that another unit bears.
    """
    name, full_name = rules.check_name(name, "简称"), rules.check_name(full_name, "全称")
    if on > today:
        raise UnitChangeRefused("更名日期不能晚于今天，请到日再办理。")
    changed = _changed(unit, name, full_name)
    if not changed:
        raise UnitChangeRefused("新名称与现名称相同。")
    NameBook().check_free(changed, places_of(unit), short_name=name, own=unit, valid_from=on, valid_to=unit.valid_to)
    old = [each for each in dict.fromkeys((unit.name, unit.full_name)) if each not in (name, full_name)]
    starts = _name_since(unit)
    rules.check_days(starts, rules.day_before(on))
    for alias in [alias for alias in unit.aliases if alias.valid_to is None and alias.name in (name, full_name)]:
        unit.aliases.remove(alias)  # what was another name is the name now
    for each in old:
        _remember(unit, each, starts, rules.day_before(on))
    before = [unit.name, unit.full_name]
    unit.name, unit.full_name = name, full_name
    audit.record(
        actor, "rename_unit", unit, now,
        name=[before[0], name], full_name=[before[1], full_name], on=on.isoformat(),
    )  # fmt: skip


def add_alias(
    unit: Unit,
    *,
    name: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    book: NameBook | None = None,
    actor: User | None,
    now: datetime,
) -> UnitAlias:
    """Let papers find the unit under a further name, in those days; return it. Raise where another unit bears it."""
    name = rules.check_name(name)
    rules.check_days(valid_from, valid_to)
    if name in (unit.name, unit.full_name, *(alias.name for alias in unit.aliases)):
        raise UnitChangeRefused(f"“{name}”已经是本单位的名称。")
    book = book or NameBook()
    book.check_free((name,), [unit.jurisdiction or unit], own=unit, valid_from=valid_from, valid_to=valid_to)
    book.note(unit, (name,), valid_from=valid_from, valid_to=valid_to)
    alias = UnitAlias(name=name, valid_from=valid_from, valid_to=valid_to)
    unit.aliases.append(alias)
    days = {"valid_from": valid_from, "valid_to": valid_to}
    audit.record(actor, "add_alias", unit, now, name=name, **{key: day.isoformat() for key, day in days.items() if day})
    return alias


def remove_alias(alias: UnitAlias, *, actor: User | None, now: datetime) -> None:
    """Forget a further name; what was resolved by it stays."""
    unit = alias.unit
    unit.aliases.remove(alias)
    audit.record(actor, "remove_alias", unit, now, name=alias.name)


def end_unit(unit: Unit, *, on: date | None, successor: Unit | None, actor: User | None, now: datetime) -> None:
    """Let the body end the day before `on` and, from then on, stand for `successor`; groups pass on with it.

    `on` is None where nobody knows the day: then a successor must be named, and groups stay as they are until the
    day is given by a second call. What the body was given stays in its name. Raise UnitChangeRefused for a circle, or
    an end before the beginning.
    """
    if unit.valid_to is not None or (on is None and unit.successor_id is not None):
        raise UnitChangeRefused(f"“{unit.name}”已登记撤销。")
    if on is None and successor is None:
        raise UnitChangeRefused("撤销日期不详的，须选择承接单位。")
    if successor is not None:
        rules.check_successor(unit_records.facts_of(unit), unit_records.facts_of(successor), unit_records.successors())
    groups: list[str] = []
    if on is not None:
        rules.check_days(unit.valid_from, rules.day_before(on))
        unit.valid_to = rules.day_before(on)
        groups = hand_over_groups(unit, successor, on=on)
    unit.successor_id = successor.id if successor else None
    audit.record(
        actor, "end_unit", unit, now,
        on=on.isoformat() if on else "日期不详",
        successor=successor.full_name if successor else None, groups="、".join(groups),
    )  # fmt: skip


def reopen_unit(unit: Unit, *, actor: User | None, now: datetime) -> None:
    """Take back that the body ended, with what its end did to groups. Raise where it has not ended."""
    if unit.valid_to is None and unit.successor_id is None:
        raise UnitChangeRefused(f"“{unit.name}”没有登记撤销。")
    successor = unit_records.successor_of(unit)
    if unit.valid_to is not None:
        take_back_groups(unit, successor)
    audit.record(
        actor, "reopen_unit", unit, now,
        valid_to=[unit.valid_to.isoformat() if unit.valid_to else "日期不详", None],
        successor=[successor.full_name if successor else None, None],
    )  # fmt: skip
    unit.valid_to = unit.successor_id = None


def move_unit(unit: Unit, parent: Unit, *, actor: User | None, now: datetime) -> None:
    """Put the unit, with everything below it, below `parent`. Raise UnitChangeRefused where it cannot stand there."""
    rules.check_move(unit_records.facts_of(unit), unit_records.facts_of(parent))
    above = unit.parent
    old_path, new_path = unit.tree_path, f"{parent.tree_path}{unit.id}/"
    unit.parent = parent
    db.session.flush()  # the whole subtree is moved by one statement below
    db.session.execute(
        sa.update(Unit)
        .where(Unit.tree_path.startswith(old_path))
        .values(tree_path=sa.literal(new_path) + sa.func.substr(Unit.tree_path, len(old_path) + 1))
        .execution_options(synchronize_session="fetch")
    )
    audit.record(actor, "move_unit", unit, now, parent=[above.full_name if above else None, parent.full_name])


def _changed(unit: Unit, name: str, full_name: str) -> tuple[str, ...]:
    return tuple(new for new, old in ((name, unit.name), (full_name, unit.full_name)) if new != old)


def _name_since(unit: Unit) -> date | None:
    """Return the first day of the present name: the day after the last former one, else the unit's first day."""
    ends = [alias.valid_to for alias in unit.aliases if alias.valid_to]
    return rules.day_after(max(ends)) if ends else unit.valid_from


def _remember(unit: Unit, name: str, valid_from: date | None, valid_to: date) -> None:
    """Keep a former name with its days; one that is borne for the second time gets one longer span."""
    alias = next((alias for alias in unit.aliases if alias.name == name), None)
    if alias is None:
        alias = UnitAlias(name=name, valid_from=valid_from)
        unit.aliases.append(alias)
    alias.valid_to = valid_to


def _next_position(jurisdiction: Unit | None) -> int:
    if jurisdiction is None:
        return 0
    highest = db.session.scalar(sa.select(sa.func.max(Unit.position)).where(Unit.jurisdiction_id == jurisdiction.id))
    return (highest or 0) + 1


def _written(changes: dict[str, list]) -> dict[str, list]:
    return {
        key: [value.isoformat() if isinstance(value, date) else value for value in pair]
        for key, pair in changes.items()
    }
