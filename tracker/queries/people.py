"""Reading people."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.db import db
from tracker.models import User


def demonstration_people() -> Sequence[User]:
    """Return the people the demonstration offers on its sign-in page, in the order they were seeded."""
    return db.session.scalars(sa.select(User).where(User.is_demonstration, User.is_enabled).order_by(User.id)).all()


def demonstration_person(user_id: int) -> User | None:
    """Return that demonstration person, or None: nobody else can be signed in without a password."""
    return db.session.scalar(sa.select(User).where(User.id == user_id, User.is_demonstration, User.is_enabled))
