"""Reading people."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.db import db
from tracker.models import Membership, Unit, User


def demonstration_people() -> Sequence[User]:
    """Return the people the demonstration offers on its sign-in page, in the order they were seeded."""
    return db.session.scalars(sa.select(User).where(User.is_demonstration, User.is_enabled).order_by(User.id)).all()


def demonstration_person(user_id: int) -> User | None:
    """Return that demonstration person, or None: nobody else can be signed in without a password."""
    return db.session.scalar(sa.select(User).where(User.id == user_id, User.is_demonstration, User.is_enabled))


def person_named(username: str) -> User | None:
    """Return the person with that user name, or None."""
    return db.session.scalar(sa.select(User).where(User.username == username))


def find_people(text: str, *, offset: int, limit: int) -> tuple[Sequence[User], int]:
    """Return one page of people whose name, user name or unit contains the text, and how many there are."""
    query = sa.select(User)
    if text:
        in_unit = User.memberships.any(Membership.unit.has(Unit.full_name.contains(text, autoescape=True)))
        in_name = User.display_name.contains(text, autoescape=True)
        query = query.where(sa.or_(in_name, User.username.contains(text, autoescape=True), in_unit))
    count = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    return db.session.scalars(query.order_by(User.id).offset(offset).limit(limit)).all(), count


def membership_of(user: User, membership_id: int) -> Membership | None:
    """Return that membership of this person, or None."""
    return db.session.scalar(sa.select(Membership).where(Membership.id == membership_id, Membership.user_id == user.id))


def units_for_choice() -> Sequence[Unit]:
    """Return every unit in tree order, for a choice."""
    return db.session.scalars(sa.select(Unit).order_by(Unit.tree_path, Unit.position)).all()
