"""The monthly snapshot (快照): every light as it stood on the 25th at 24:00, frozen."""

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.periods import Month
from tracker.models import Assignment, PeriodSnapshot
from tracker.services.lights import refresh_lights

_COPIED = ("light", "light_reason", "progress_class", "percent_complete", "scheduled_percent", "days_overdue")


def take_snapshot(period: Month) -> int:
    """Read every light as on the period's 25th and copy it for what was issued by then; return how many rows.

    What is there already stays as it is: a snapshot is never taken anew.
    """
    refresh_lights(None, today=period.reporting_day)
    moment = sa.literal(period.snapshot_moment, PeriodSnapshot.taken_at.type)
    is_there = sa.exists().where(PeriodSnapshot.assignment_id == Assignment.id, PeriodSnapshot.period == str(period))
    source = sa.select(
        Assignment.id, sa.literal(str(period)), moment, *(getattr(Assignment, name) for name in _COPIED)
    ).where(Assignment.issued_at < moment, ~is_there)
    insert = sa.insert(PeriodSnapshot).from_select(["assignment_id", "period", "taken_at", *_COPIED], source)
    return db.session.connection().execute(insert, execution_options={"preserve_rowcount": True}).rowcount
