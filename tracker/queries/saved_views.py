"""Views of the register that people keep."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.db import db
from tracker.models import SavedView


def views_of(user_id: int) -> Sequence[SavedView]:
    """Return the person's views by name."""
    return db.session.scalars(
        sa.select(SavedView).where(SavedView.user_id == user_id).order_by(SavedView.name, SavedView.id)
    ).all()
