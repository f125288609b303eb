"""The liaisons of a unit, who may pass work on to each other and stand in for each other."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.covers import CoverSpan
from tracker.domain.roles import Role
from tracker.domain.units import UnitKind
from tracker.models import Cover, Unit, UnitGroupMember, User
from tracker.policies.scopes import visible_covers
from tracker.policies.viewer import Viewer
from tracker.queries.loading import person
from tracker.queries.recipients import holders_of


def colleagues_of(unit: Unit, today: date, own_unit_ids: frozenset[int]) -> Sequence[User]:
    """Return the liaisons that work for the unit on that day; of a group, those of the viewer's own member."""
    ids = {unit.id}
    if unit.kind is UnitKind.GROUP:
        members = sa.select(UnitGroupMember.member_id).where(UnitGroupMember.group_id == unit.id)
        ids = set(db.session.scalars(members)) & own_unit_ids
    return holders_of(Role.LIAISON, ids, today)


def served_units(viewer: Viewer) -> Sequence[Unit]:
    """Return the viewer's own units, without groups, by id."""
    query = sa.select(Unit).where(Unit.id.in_(viewer.unit_ids), Unit.kind != UnitKind.GROUP)
    return db.session.scalars(query.order_by(Unit.id)).all()


def covers_of(viewer: Viewer, today: date) -> Sequence[Cover]:
    """Return the covers of the viewer's units that run or are to come, soonest first."""
    query = (
        visible_covers(viewer)
        .where(Cover.ends_on >= today, Cover.ended_at.is_(None))
        .options(joinedload(Cover.unit), person(Cover.absent_user), person(Cover.standing_in_user))
        .order_by(Cover.starts_on, Cover.id)
    )
    return db.session.scalars(query).all()


def own_covers(viewer: Viewer, today: date) -> Sequence[Cover]:
    """Return today's covers in which the viewer is away or stands in, the first to end first."""
    query = (
        visible_covers(viewer)
        .where(
            sa.or_(Cover.absent_user_id == viewer.user_id, Cover.standing_in_user_id == viewer.user_id),
            Cover.starts_on <= today,
            Cover.ends_on >= today,
            Cover.ended_at.is_(None),
        )
        .options(person(Cover.absent_user), person(Cover.standing_in_user), joinedload(Cover.unit))
        .order_by(Cover.ends_on, Cover.id)
    )
    return db.session.scalars(query).all()


def spans_of_unit(unit: Unit) -> list[CoverSpan]:
    """Return the unit's covers that were not taken back."""
    query = sa.select(Cover).where(Cover.unit_id == unit.id, Cover.ended_at.is_(None))
    return [
        CoverSpan(cover.absent_user_id, cover.standing_in_user_id, cover.starts_on, cover.ends_on)
        for cover in db.session.scalars(query)
    ]


def standing_in(today: date) -> dict[int, dict[int, int]]:
    """Return, by unit and by group it belongs to, who stands in today for whom: absent person → colleague."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = sa.select(Cover.unit_id, Cover.absent_user_id, Cover.standing_in_user_id).where(
        Cover.ended_at.is_(None), Cover.starts_on <= today, Cover.ends_on >= today
    )
    for unit_id, absent_id, standing_in_id in db.session.execute(rows):
        found[unit_id][absent_id] = standing_in_id
    if found:
        groups = sa.select(UnitGroupMember.group_id, UnitGroupMember.member_id)
        for group_id, member_id in db.session.execute(groups.where(UnitGroupMember.member_id.in_(list(found)))).all():
            found[group_id] |= found[member_id]
    return found
