"""Who works for which unit: the people that mail about a unit's work goes to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.roles import Role
from tracker.models import Membership, UnitGroupMember, User


@dataclass(frozen=True)
class UnitPerson:
    """An enabled person with the units they work for, groups that their unit belongs to included."""

    user_id: int
    email: str
    unit_ids: frozenset[int]


def people_of_units(today: date, unit_ids: Collection[int] | None = None) -> list[UnitPerson]:
    """Return the liaisons of these units on that day, each once, by id; of all units when given None."""
    groups = defaultdict(set)
    for group_id, member_id in db.session.execute(
        sa.select(UnitGroupMember.group_id, UnitGroupMember.member_id).where(*_current(UnitGroupMember, today))
    ):
        groups[member_id].add(group_id)
    served: dict[tuple[int, str], set[int]] = defaultdict(set)
    rows = db.session.execute(
        sa.select(User.id, User.email, Membership.unit_id)
        .join(Membership.user)
        .where(User.is_enabled, Membership.role == Role.LIAISON, *_current(Membership, today))
        .order_by(User.id)
    )
    for user_id, email, unit_id in rows:
        served[user_id, email] |= {unit_id} | groups[unit_id]
    wanted = None if unit_ids is None else set(unit_ids)
    return [
        UnitPerson(user_id, email, frozenset(own if wanted is None else own & wanted))
        for (user_id, email), own in served.items()
        if wanted is None or own & wanted
    ]


def users_of_units(today: date, unit_ids: Collection[int]) -> Sequence[User]:
    """Return the records of the liaisons of these units on that day, by id."""
    ids = [one.user_id for one in people_of_units(today, unit_ids)]
    return db.session.scalars(sa.select(User).where(User.id.in_(ids)).order_by(User.id)).all()


def _current(model: type[Membership] | type[UnitGroupMember], today: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        sa.or_(model.valid_from.is_(None), model.valid_from <= today),
        sa.or_(model.valid_to.is_(None), model.valid_to >= today),
    )


def every_leader(today: date) -> Sequence[User]:
    """Return all enabled leaders on that day, by id."""
    held = sa.select(Membership.user_id).where(Membership.role == Role.LEADER, *_current(Membership, today))
    return db.session.scalars(sa.select(User).where(User.id.in_(held), User.is_enabled).order_by(User.id)).all()
