"""Who is looking: the facts about a signed-in person that every permission and every scope is built of."""

from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.roles import OFFICE_ROLES, UNIT_ROLES, Role
from tracker.domain.units import UnitKind
from tracker.models import BreakDown, Membership, Unit, UnitGroupMember, User


@dataclass(frozen=True)
class ViewerKind:
    """Stands for every viewer of a kind in a statement that is put together once and kept.

    Scopes take it like a viewer. The ids are filled in when the statement runs, by `Viewer.ids`.
    """

    roles: frozenset[Role]
    serves_units: bool
    oversees_governments: bool
    sees_broken_down: bool

    user_id = sa.bindparam("user_id", type_=sa.Integer)
    unit_ids = sa.bindparam("unit_ids", expanding=True, type_=sa.Integer)
    government_ids = sa.bindparam("government_ids", expanding=True, type_=sa.Integer)
    office_government_ids = sa.bindparam("office_government_ids", expanding=True, type_=sa.Integer)


@dataclass(frozen=True)
class Viewer:
    """A person on a day: roles held, units served, governments overseen.

    `office_government_ids` are the governments whose supervision office the person works in, with every
    government below; `led_government_ids` likewise for leaders. `sees_broken_down`: there are governments
    below, and work was broken down by some government.
    """

    user_id: int
    roles: frozenset[Role] = field(default_factory=frozenset)
    unit_ids: frozenset[int] = field(default_factory=frozenset)
    office_government_ids: frozenset[int] = field(default_factory=frozenset)
    led_government_ids: frozenset[int] = field(default_factory=frozenset)
    sees_broken_down: bool = False

    @property
    def government_ids(self) -> frozenset[int]:
        """Governments whose work the person sees as a whole."""
        return self.office_government_ids | self.led_government_ids

    @property
    def for_own_units(self) -> "Viewer":
        """The person as somebody of their units alone, whatever governments they oversee besides."""
        return replace(self, office_government_ids=frozenset(), led_government_ids=frozenset(), sees_broken_down=False)

    @property
    def serves_units(self) -> bool:
        return bool(self.unit_ids)

    @property
    def oversees_governments(self) -> bool:
        return bool(self.office_government_ids or self.led_government_ids)

    @property
    def kind(self) -> ViewerKind:
        """What stands for this viewer in statements that are kept."""
        return ViewerKind(self.roles, self.serves_units, self.oversees_governments, self.sees_broken_down)

    @property
    def ids(self) -> dict[str, int | list[int]]:
        """The values that a kept statement is filled in with."""
        return {
            "user_id": self.user_id,
            "unit_ids": sorted(self.unit_ids),
            "government_ids": sorted(self.government_ids),
            "office_government_ids": sorted(self.office_government_ids),
        }


def viewer_of(user: User, today: date) -> Viewer:
    """Return what the person is on that day; memberships outside their dates do not count."""
    current = [m for m in user.memberships if _holds(m.valid_from, m.valid_to, today)]
    served = {m.unit_id for m in current if m.role in UNIT_ROLES}
    offices, office_sees = _governments_below([m for m in current if m.role in OFFICE_ROLES])
    led, leader_sees = _governments_below([m for m in current if m.role is Role.LEADER])
    return Viewer(
        user_id=user.id,
        roles=frozenset(m.role for m in current),
        unit_ids=frozenset(served | _groups_of(served, today)),
        office_government_ids=offices,
        led_government_ids=led,
        sees_broken_down=office_sees or leader_sees,
    )


def _holds(valid_from: date | None, valid_to: date | None, today: date) -> bool:
    return (valid_from is None or valid_from <= today) and (valid_to is None or today <= valid_to)


def _groups_of(unit_ids: set[int], today: date) -> set[int]:
    if not unit_ids:
        return set()
    rows = db.session.execute(
        sa.select(UnitGroupMember.group_id, UnitGroupMember.valid_from, UnitGroupMember.valid_to).where(
            UnitGroupMember.member_id.in_(unit_ids)
        )
    )
    return {group_id for group_id, valid_from, valid_to in rows if _holds(valid_from, valid_to, today)}


def _governments_below(memberships: list[Membership]) -> tuple[frozenset[int], bool]:
    """Return the governments and those below them, and whether one of several may have broken work down."""
    tops = {m.unit.jurisdiction_id for m in memberships if m.unit.jurisdiction_id is not None}
    if not tops:
        return frozenset(), False
    rows = db.session.execute(_BELOW, {"tops": sorted(tops)}).all()
    return frozenset(row.id for row in rows), len(rows) > 1 and rows[0].is_broken_down


# Asked with every page, so put together once.
_TOP = sa.orm.aliased(Unit)
_BELOW = (
    sa.select(Unit.id, sa.exists(sa.select(BreakDown.id)).label("is_broken_down"))
    .join(_TOP, Unit.tree_path.startswith(_TOP.tree_path))
    .where(_TOP.id.in_(sa.bindparam("tops", expanding=True)), Unit.kind == UnitKind.GOVERNMENT)
)
