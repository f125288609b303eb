"""Reading the monthly snapshots."""

from collections import defaultdict

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.light_signs import Light
from tracker.domain.periods import Month
from tracker.models import Assignment, PeriodSnapshot, Unit

PERIODS_LOOKED_AT = 3
"""As many as any rule of the ladder or the lists looks back."""


def recent_lights(
    newest: Month, condition: sa.ColumnElement[bool] | None = None, periods: int = PERIODS_LOOKED_AT
) -> dict[int, tuple[Light, ...]]:
    """Return, by assignment, the lights of its snapshots up to `newest`, oldest first, back to the first gap."""
    months = [str(newest.plus(-back)) for back in reversed(range(periods))]
    query = sa.select(PeriodSnapshot.assignment_id, PeriodSnapshot.period, PeriodSnapshot.light).where(
        PeriodSnapshot.period.in_(months)
    )
    if condition is not None:
        query = query.join(Assignment, Assignment.id == PeriodSnapshot.assignment_id).where(condition)
    found: dict[int, dict[str, Light]] = defaultdict(dict)
    for assignment_id, period, light in db.session.execute(query):
        found[assignment_id][period] = light
    return {assignment_id: _consecutive(months, lights) for assignment_id, lights in found.items()}


def governments_in(period: Month) -> list[Unit]:
    """Return the governments with work in the snapshot of this month, by id."""
    in_it = (
        sa.select(Assignment.jurisdiction_id)
        .join(PeriodSnapshot, PeriodSnapshot.assignment_id == Assignment.id)
        .where(PeriodSnapshot.period == str(period))
    )
    return list(db.session.scalars(sa.select(Unit).where(Unit.id.in_(in_it)).order_by(Unit.id)))


def newest_period() -> str | None:
    """Return the newest period that has been frozen."""
    return db.session.scalar(sa.select(sa.func.max(PeriodSnapshot.period)))


def _consecutive(months: list[str], lights: dict[str, Light]) -> tuple[Light, ...]:
    running: list[Light] = []
    for month in reversed(months):
        if month not in lights:
            break
        running.append(lights[month])
    return tuple(reversed(running))
