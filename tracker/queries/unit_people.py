"""Who works for which unit: the people that mail about a unit's work goes to."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.covers import goes_to
from tracker.domain.roles import Role
from tracker.models import Membership, UnitGroupMember, User
from tracker.queries.colleagues import standing_in


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


def readers_of_units(today: date, unit_ids: Collection[int]) -> list[UnitPerson]:
    """Return the liaisons whom mail about these units reaches on that day; who is away is left to who stands in."""
    people, away = people_of_units(today, unit_ids), standing_in(today)
    serving = people_by_unit(people)
    found = [
        replace(
            one,
            unit_ids=frozenset(u for u in one.unit_ids if goes_to(one.user_id, None, serving[u], away.get(u, {}))),
        )
        for one in people
    ]
    return [one for one in found if one.unit_ids]


def people_by_unit(people: Collection[UnitPerson]) -> dict[int, set[int]]:
    """Return the ids of the people by unit."""
    found: dict[int, set[int]] = defaultdict(set)
    for person in people:
        for unit_id in person.unit_ids:
            found[unit_id].add(person.user_id)
    return found


def users_of(people: Collection[UnitPerson]) -> Sequence[User]:
    """Return the records of these people, by id."""
    ids = [one.user_id for one in people]
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
