"""Views of the register that people keep."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.db import db
from tracker.models import SavedView


def views_of(user_id: int) -> Sequence[SavedView]:
    """Return the person's views by name."""
    return db.session.scalars(_OF_PERSON, {"user_id": user_id}).all()


_OF_PERSON = (
    sa.select(SavedView).where(SavedView.user_id == sa.bindparam("user_id")).order_by(SavedView.name, SavedView.id)
)
