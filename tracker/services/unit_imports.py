"""Taking over a sheet of units: every row of it, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from tracker.adapters.spreadsheet_reader import Table, TableRefused
from tracker.db import db
from tracker.domain import unit_rows
from tracker.domain.errors import RuleViolation
from tracker.domain.unit_changes import Held, UnitChangeRefused, day_after, day_before, ended_on_unknown_day
from tracker.domain.unit_names import name_key
from tracker.domain.unit_rows import CellError, DatedName, UnitRow
from tracker.domain.units import UnitKind
from tracker.models import Unit, User
from tracker.queries import unit_records
from tracker.services import audit, unit_groups, units
from tracker.services.unit_names import NameBook

MOST_ROWS = 2_000  # while a sheet is taken over, others wait to write


class SheetRefused(RuleViolation):
    """At least one cell is wrong, so nothing was taken over; `errors` says which."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        super().__init__(f"表中有 {len(errors)} 处需要改正，没有导入任何一行。")
        self.errors = tuple(errors)


@dataclass
class ImportCounts:
    """What an import did, in units."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def import_units(table: Table, *, below: Unit, actor: User | None, now: datetime) -> ImportCounts:
    """Take over every row for governments from `below` down; return what was done.

    A row is a known unit where its government and short name are; else a new one. Empty cells leave things as they
    are; names and members are added, never taken away. Raise SheetRefused with every wrong cell, or TableRefused for
    more than 2,000 rows; then the caller's transaction keeps nothing.
    """
    if len(table.rows) > MOST_ROWS:
        raise TableRefused(f"一次最多导入 {MOST_ROWS} 行，请拆分。")
    rows, errors = _read(table)
    taking = _Import(below, actor, now)
    for row in taking.in_order_of_tree(rows):
        taking.place(row)
    for row, unit in taking.placed:
        taking.complete(row, unit)
    errors += taking.errors
    if errors:
        raise SheetRefused(sorted(errors, key=lambda error: error.row))
    audit.record(actor, "import_units", below, now, created=taking.counts.created, updated=taking.counts.updated)
    return taking.counts


def _read(table: Table) -> tuple[list[UnitRow], list[CellError]]:
    rows: list[UnitRow] = []
    errors: list[CellError] = []
    seen: dict[tuple[str, str], int] = {}
    for line in table.rows:
        row, wrong = unit_rows.read_row(line.number, line.cells)
        errors += wrong
        if row is None:
            continue
        key = (name_key(row.government or ""), name_key(row.name))
        if first := seen.get(key):
            errors.append(CellError(row.number, unit_rows.NAME, row.name, f"与第 {first} 行重复。"))
        else:
            seen[key] = row.number
            rows.append(row)
    return rows, errors


@dataclass
class _Import:
    """One import under way: the units known so far by their government and names, and what went wrong."""

    below: Unit
    actor: User | None
    now: datetime
    book: NameBook = field(default_factory=NameBook)
    counts: ImportCounts = field(default_factory=ImportCounts)
    errors: list[CellError] = field(default_factory=list)
    placed: list[tuple[UnitRow, Unit]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known: dict[tuple[int | None, str], Unit] = {}
        self.governments: dict[str, list[Unit]] = {}
        self.touched: set[int] = set()
        self.new: set[int] = set()
        inside = sa.select(Unit).where(Unit.tree_path.startswith(self.below.tree_path)).order_by(Unit.tree_path)
        for unit in db.session.scalars(inside.options(sa.orm.selectinload(Unit.aliases))):
            self.remember(unit)

    def remember(self, unit: Unit) -> None:
        is_government = unit.kind is UnitKind.GOVERNMENT
        place = unit.parent_id if is_government and unit is not self.below else unit.jurisdiction_id
        for name in (unit.full_name, unit.name):
            self.known[place, name_key(name)] = unit
            if is_government and unit not in self.governments.setdefault(name_key(name), []):
                self.governments[name_key(name)].append(unit)

    def in_order_of_tree(self, rows: list[UnitRow]) -> list[UnitRow]:
        """Return governments before the bodies of theirs, and bodies before those below them, as far as rows tell."""
        names = {name_key(row.name): row for row in rows} | {name_key(row.full_name or ""): row for row in rows}

        def depth(row: UnitRow, seen: frozenset[int] = frozenset()) -> int:
            above = [names.get(name_key(name or "")) for name in (row.government, row.parent) if name]
            further = [each for each in above if each and each.number not in seen | {row.number}]
            return 1 + max((depth(each, seen | {row.number}) for each in further), default=0)

        return sorted(rows, key=lambda row: (depth(row), row.number))

    def place(self, row: UnitRow) -> None:
        """Find the row's unit, or make it."""
        government = self.government_of(row)
        if government is None:
            return
        unit = self.known.get((government.id, name_key(row.name)))
        if unit is not None:
            self.placed.append((row, unit))
            return
        for heading in (unit_rows.FULL_NAME, unit_rows.KIND):
            if not row.cells.get(heading):
                self.refuse(row, heading, f"新单位须填写{heading}。")
        parent = self.named(row, unit_rows.PARENT, row.parent, government) if row.parent else government
        if row.full_name and row.kind and parent:
            self.attempt(row, unit_rows.NAME, lambda: self.create(row, parent))

    def create(self, row: UnitRow, parent: Unit) -> None:
        unit = units.create_unit(
            parent,
            kind=row.kind or UnitKind.BUREAU,
            name=row.name,
            full_name=row.full_name or "",
            function=row.function,
            letter_prefix=row.letter_prefix,
            valid_from=row.valid_from,
            book=self.book,
            actor=self.actor,
            now=self.now,
        )
        if row.function == unit_rows.NO_FUNCTION:
            unit.function = None
        self.remember(unit)
        self.new.add(unit.id)
        self.placed.append((row, unit))
        self.counts.created += 1

    def complete(self, row: UnitRow, unit: Unit) -> None:
        """Bring a unit to what its row says, once every unit of the sheet is there."""
        if unit.id not in self.new:
            self.attempt(row, unit_rows.NAME, lambda: self.correct(row, unit))
        self.attempt(row, unit_rows.ALIASES, lambda: self.add_aliases(row, unit))
        self.attempt(row, unit_rows.MEMBERS, lambda: self.add_members(row, unit))
        self.attempt(row, unit_rows.ENDS, lambda: self.end(row, unit))
        if unit.id not in self.new:
            self.counts.updated += unit.id in self.touched
            self.counts.unchanged += unit.id not in self.touched

    def correct(self, row: UnitRow, unit: Unit) -> None:
        if row.kind not in (None, unit.kind):
            self.refuse(row, unit_rows.KIND, f"“{unit.name}”登记为{unit.kind.label}，类别不能通过导入修改。")
        if row.parent and unit.parent and not _is_called(unit.parent, row.parent):
            self.refuse(row, unit_rows.PARENT, f"“{unit.name}”的上级是“{unit.parent.name}”，请在页面上调整。")
        changed = units.correct_unit(
            unit,
            name=unit.name,
            full_name=row.full_name or unit.full_name,
            function=None if row.function == unit_rows.NO_FUNCTION else row.function or unit.function,
            letter_prefix=row.letter_prefix or unit.letter_prefix,
            valid_from=row.valid_from or unit.valid_from,
            book=self.book,
            actor=self.actor,
            now=self.now,
        )
        self.touched |= {unit.id} if changed else set()

    def add_aliases(self, row: UnitRow, unit: Unit) -> None:
        known = {name_key(alias.name): alias for alias in unit.aliases}
        for each in row.aliases:
            alias = known.get(name_key(each.name))
            if alias is not None:
                _check_days_known(each, alias)
            elif not _is_called(unit, each.name):
                units.add_alias(
                    unit, name=each.name, valid_from=each.valid_from, valid_to=each.valid_to,
                    book=self.book, actor=self.actor, now=self.now,
                )  # fmt: skip
                self.touched.add(unit.id)

    def add_members(self, row: UnitRow, unit: Unit) -> None:
        known = {each.member_id: each for each in unit_records.memberships_of_group(unit)} if row.members else {}
        for each in row.members:
            member = self.named(row, unit_rows.MEMBERS, each.name, unit.jurisdiction or unit)
            if member is not None and member.id in known:
                _check_days_known(each, known[member.id])
            elif member is not None:
                joined = unit_groups.add_member(unit, member, on=each.valid_from, actor=self.actor, now=self.now)
                if each.valid_to:
                    unit_groups.remove_member(joined, on=day_after(each.valid_to), actor=self.actor, now=self.now)
                self.touched.add(unit.id)

    def end(self, row: UnitRow, unit: Unit) -> None:
        if row.ending is None:
            if row.successor:
                raise UnitChangeRefused("填写承接单位时须填写撤销日期，查不到的填“不详”。")
            return
        home = unit.jurisdiction or unit
        successor = self.named(row, unit_rows.SUCCESSOR, row.successor, home) if row.successor else None
        last_day = day_before(row.ending.on) if row.ending.on else None
        is_same = unit.valid_to == last_day and (successor is None or unit.successor_id == successor.id)
        if unit.valid_to is None and not (is_same and ended_on_unknown_day(unit)):
            units.end_unit(unit, on=row.ending.on, successor=successor, actor=self.actor, now=self.now)
            self.touched.add(unit.id)
        elif not is_same:
            raise UnitChangeRefused(f"“{unit.name}”已登记撤销，日期或承接单位不同，请在页面上修改。")

    def government_of(self, row: UnitRow) -> Unit | None:
        """Return the government that the row's unit belongs to, or stands below; without one the import's own."""
        if not row.government:
            return self.below
        found = self.governments.get(name_key(row.government), [])
        if len(found) == 1:
            return found[0]
        above = self.below.parent
        if row.kind is UnitKind.GOVERNMENT and above and _is_called(above, row.government):
            return self.below
        said = "不止一个，请写全称" if found else f"在“{self.below.name}”及以下没有找到"
        self.refuse(row, unit_rows.GOVERNMENT, f"政府“{row.government}”{said}。")
        return None

    def named(self, row: UnitRow, heading: str, name: str | None, government: Unit) -> Unit | None:
        """Return the unit that a cell names inside the government; else note the cell as wrong."""
        unit = self.known.get((government.id, name_key(name or "")))
        if unit is None and _is_called(government, name):
            unit = government
        if unit is None:
            self.refuse(row, heading, f"在“{government.name}”没有找到“{name}”。")
        return unit

    def attempt(self, row: UnitRow, heading: str, act: Callable[[], None]) -> None:
        try:
            act()
        except UnitChangeRefused as refused:
            self.refuse(row, heading, str(refused))

    def refuse(self, row: UnitRow, heading: str, message: str) -> None:
        self.errors.append(CellError(row.number, heading, row.cells.get(heading, ""), message))


def _is_called(unit: Unit, name: str | None) -> bool:
    return name_key(name or "") in (name_key(unit.name), name_key(unit.full_name))


def _check_days_known(said: DatedName, known: Held) -> None:
    """Raise where a cell gives a name or a member other days than the registry; a name without days says nothing."""
    if said.has_days and (said.valid_from, said.valid_to) != (known.valid_from, known.valid_to):
        raise UnitChangeRefused(f"“{said.name}”的起止日期与登记的不同，请在页面上修改。")
