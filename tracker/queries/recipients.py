"""Who is written to about a unit's work."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.roles import Role
from tracker.models import Membership, User


def holders_of(role: Role, unit_ids: Collection[int], today: date) -> Sequence[User]:
    """Return the enabled people who hold the role in one of these units on that day, each once, by id."""
    held = sa.select(Membership.user_id).where(
        Membership.unit_id.in_(unit_ids),
        Membership.role == role,
        sa.or_(Membership.valid_from.is_(None), Membership.valid_from <= today),
        sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= today),
    )
    return db.session.scalars(sa.select(User).where(User.id.in_(held), User.is_enabled).order_by(User.id)).all()
