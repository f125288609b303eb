"""Reading people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.sign_ins import ENDING_DAYS, PersonState
from tracker.models import LoginSession, Membership, Unit, User
from tracker.queries import sign_ins


def demonstration_people() -> Sequence[User]:
    """Return the people the demonstration offers on its sign-in page, in the order they were seeded."""
    return db.session.scalars(sa.select(User).where(User.is_demonstration, User.is_enabled).order_by(User.id)).all()


def demonstration_person(user_id: int) -> User | None:
    """Return that demonstration person, or None: nobody else can be signed in without a password."""
    return db.session.scalar(sa.select(User).where(User.id == user_id, User.is_demonstration, User.is_enabled))


def person_named(username: str) -> User | None:
    """Return the person with that user name, or None."""
    return db.session.scalar(sa.select(User).where(User.username == username))


@dataclass(frozen=True)
class AccountMoment:
    """When people are looked at: the day roles are counted by, and the real time sessions are counted by."""

    today: date
    now: datetime
    idle_since: datetime
    opened_before: datetime


def find_people(
    text: str, state: PersonState | None, at: AccountMoment, *, offset: int, limit: int
) -> tuple[Sequence[User], int]:
    """Return one page of people whose name, user name or unit contains the text, and how many there are."""
    query = sa.select(User)
    if state is not None:
        query = query.where(_in_state(state, at))
    if text:
        in_unit = User.memberships.any(Membership.unit.has(Unit.full_name.contains(text, autoescape=True)))
        in_name = User.display_name.contains(text, autoescape=True)
        query = query.where(sa.or_(in_name, User.username.contains(text, autoescape=True), in_unit))
    count = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    return db.session.scalars(query.order_by(User.id).offset(offset).limit(limit)).all(), count


def count_by_state(at: AccountMoment) -> dict[PersonState, int]:
    """Return how many people each state finds: two statements."""
    counts = [
        sa.select(sa.func.count()).select_from(User).where(_in_state(state, at)).scalar_subquery()
        for state in PersonState
    ]
    return dict(zip(PersonState, db.session.execute(sa.select(*counts)).one(), strict=True))


def names_of(ids: Collection[int]) -> dict[int, str]:
    """Return the names of these people by id."""
    rows = db.session.execute(sa.select(User.id, User.display_name).where(User.id.in_(ids))) if ids else ()
    return {row.id: row.display_name for row in rows}


def _in_state(state: PersonState, at: AccountMoment) -> sa.ColumnElement[bool]:
    if state is PersonState.LOCKED:
        return User.id.in_([user.id for user, _lock in sign_ins.locks(at.now)])
    signed_in = sa.select(LoginSession.user_id).where(
        LoginSession.last_seen_at >= at.idle_since, LoginSession.created_at > at.opened_before
    )
    ends_soon = Membership.valid_to.between(at.today, at.today + timedelta(days=ENDING_DAYS))
    conditions: dict[PersonState, sa.ColumnElement[bool]] = {
        PersonState.SIGNED_IN: User.id.in_(signed_in),
        PersonState.ENDED: sa.and_(User.is_enabled, User.memberships.any(Membership.valid_to < at.today)),
        PersonState.ENDING: sa.and_(User.is_enabled, User.memberships.any(ends_soon)),
        PersonState.OPEN_ENDED: sa.and_(User.is_enabled, User.memberships.any(Membership.valid_to.is_(None))),
        PersonState.WITHOUT_ROLE: sa.and_(User.is_enabled, ~User.memberships.any()),
        PersonState.DISABLED: ~User.is_enabled,
    }
    return conditions[state]


def membership_of(user: User, membership_id: int) -> Membership | None:
    """Return that membership of this person, or None."""
    return db.session.scalar(sa.select(Membership).where(Membership.id == membership_id, Membership.user_id == user.id))


def units_for_choice() -> Sequence[Unit]:
    """Return every unit in tree order, for a choice."""
    return db.session.scalars(sa.select(Unit).order_by(Unit.tree_path, Unit.position)).all()
