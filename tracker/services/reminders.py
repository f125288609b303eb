"""Noting the rungs of the ladder (阶梯) as they are reached. Only noting: letters and lists are other people's acts."""

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import OPEN_STATUSES
from tracker.domain.deadlines import workdays_overdue
from tracker.domain.escalation import EscalationFacts, Rung, rungs_reached
from tracker.domain.light_signs import Light
from tracker.domain.periods import Month
from tracker.domain.workdays import WorkCalendar
from tracker.models import Assignment, Reminder
from tracker.queries.snapshots import recent_lights

_LOOKED_AT = (Light.BLUE, Light.YELLOW, Light.RED)


def note_rungs(*, today: date, now: datetime, calendar: WorkCalendar) -> int:
    """Note every rung reached by today and not noted in this period yet; return how many. Run after the lights."""
    period = Month.reporting_on(today)
    query = sa.select(Reminder.assignment_id, Reminder.rung).where(Reminder.period == str(period))
    noted = {(row.assignment_id, row.rung) for row in db.session.execute(query)}
    new = [pair for pair in _reached(period, today, calendar) if pair not in noted]
    if new:
        db.session.execute(
            sa.insert(Reminder),
            [
                {
                    "assignment_id": assignment_id,
                    "rung": rung,
                    "period": str(period),
                    "reached_on": today,
                    "recorded_at": now,
                }
                for assignment_id, rung in new
            ],
        )
    return len(new)


def _reached(period: Month, today: date, calendar: WorkCalendar) -> Iterable[tuple[int, Rung]]:
    condition = sa.and_(Assignment.light.in_(_LOOKED_AT), Assignment.status.in_(OPEN_STATUSES))
    history = recent_lights(period.previous(), condition)
    rows = db.session.execute(
        sa.select(Assignment.id, Assignment.light, Assignment.due_on, Assignment.excused_until)
        .where(condition)
        .order_by(Assignment.id)
    )
    for row in rows:
        facts = EscalationFacts(
            light=row.light,
            workdays_overdue=workdays_overdue(row.due_on, today, calendar) if row.due_on else 0,
            snapshot_lights=history.get(row.id, ()),
            is_excused=row.excused_until is not None and today <= row.excused_until,
        )
        for rung in rungs_reached(facts):
            yield row.id, rung
