"""When units were urged by hand (催办)."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.periods import BEIJING
from tracker.models import Urging


def last_urged_on(assignment_ids: Collection[int]) -> dict[int, date]:
    """Return the Beijing day of the last urging by assignment; nothing for those never urged."""
    rows = db.session.execute(
        sa.select(Urging.assignment_id, sa.func.max(Urging.urged_at).label("at"))
        .where(Urging.assignment_id.in_(assignment_ids))
        .group_by(Urging.assignment_id)
    )
    return {row.assignment_id: row.at.astimezone(BEIJING).date() for row in rows}
