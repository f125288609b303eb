"""Governments, units, groups and people."""

from datetime import UTC, datetime

import sqlalchemy as sa

from tests.factories.keeping import saved, serial
from tracker.db import db
from tracker.domain.roles import OFFICE_ROLES, UNIT_ROLES, Role
from tracker.domain.units import UnitKind
from tracker.models import Membership, Unit, UnitGroupMember, User

EARLIER = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)  # a Monday, nine in the morning in Beijing


def make_government(name: str | None = None, parent: Unit | None = None, letter_prefix: str | None = "测") -> Unit:
    name = name or f"第{next(serial)}市"
    government = Unit(
        name=name,
        full_name=f"{name}人民政府",
        kind=UnitKind.GOVERNMENT,
        parent=parent,
        letter_prefix=letter_prefix,
    )
    return _placed(government, parent)


def make_unit(name: str | None = None, government: Unit | None = None, kind: UnitKind = UnitKind.BUREAU) -> Unit:
    government = government or the_government()
    name = name or f"单位{next(serial)}"
    unit = Unit(name=name, full_name=f"{government.name}{name}", kind=kind, parent=government, position=next(serial))
    return _placed(unit, government)


def make_group(
    name: str = "各县（市、区）政府", members: tuple[Unit, ...] = (), government: Unit | None = None
) -> Unit:
    group = make_unit(name, government, UnitKind.GROUP)
    db.session.add_all(UnitGroupMember(group=group, member=member) for member in members)
    db.session.commit()
    return group


def the_government() -> Unit:
    """Return the government of the test, made on first use."""
    first = db.session.scalar(sa.select(Unit).where(Unit.kind == UnitKind.GOVERNMENT).order_by(Unit.id).limit(1))
    return first or make_government("试点市")


def make_user(
    role: Role | None = Role.LIAISON,
    unit: Unit | None = None,
    username: str | None = None,
    government: Unit | None = None,
    display_name: str | None = None,
) -> User:
    """Make a person; without a unit, one that fits the role (an office, a government, a bureau) of the government."""
    username = username or f"user{next(serial)}"
    user = User(
        username=username,
        display_name=display_name or f"{role.label if role else '人员'}{next(serial)}",
        email=f"{username}@example.gov.cn",
        created_at=EARLIER,
    )
    if role is not None:
        user.memberships.append(Membership(role=role, unit=unit or _usual_unit(role, government)))
    return saved(user)


def _placed(unit: Unit, above: Unit | None) -> Unit:
    db.session.add(unit)
    db.session.flush()  # a unit's own id stands in its place in the tree
    unit.tree_path = f"{above.tree_path if above else '/'}{unit.id}/"
    unit.jurisdiction_id = unit.id if unit.kind is UnitKind.GOVERNMENT else above and above.jurisdiction_id
    return saved(unit)


def _usual_unit(role: Role, government: Unit | None) -> Unit:
    government = government or the_government()
    if role in UNIT_ROLES:
        return make_unit(government=government)
    if role not in OFFICE_ROLES:
        return government
    return make_unit(government=government, kind=UnitKind.OFFICE)
