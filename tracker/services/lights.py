"""Keeping the stored lights true: read by the rule, written where they differ."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.lights import read_light
from tracker.domain.scheduled_progress import Milestone
from tracker.domain.workdays import WorkCalendar
from tracker.models import Assignment
from tracker.queries.calendar import work_calendar
from tracker.queries.light_facts import facts_of, light_facts, read_again

_TABLE = cast("sa.Table", Assignment.__table__)
_WORDS = ("light", "light_reason", "progress_class")
_COLUMNS = (*_WORDS, "days_overdue", "scheduled_percent", "light_read_on")

#: Two ways of writing: a light stands in most indexes of the table, a scheduled percent in none.
_THIS_ONE = sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("assignment_id"))
_WRITE_PERCENT = _THIS_ONE.values(scheduled_percent=sa.bindparam("scheduled"))
_WRITE_LIGHT = _WRITE_PERCENT.values(
    **{name: sa.bindparam(name, type_=sa.String()) for name in _WORDS}, days_overdue=sa.bindparam("days_overdue")
)


def refresh_lights(assignment_ids: Iterable[int] | None, *, today: date) -> int:
    """Read the lights of these assignments anew (None: of all) and store them; return how many were read.

    A handful of statements for any number of rows. The version of an assignment stays as it is, so that nobody
    who has the page open is told of a conflict because a light changed.
    """
    ids = None if assignment_ids is None else sorted(set(assignment_ids))
    db.session.flush()  # the facts are read from the tables
    calendar, count = work_calendar(), 0
    lights, percents = [], []
    for assignment_id, facts, stored in light_facts(ids, today):
        count += 1
        reading = read_light(facts, today, calendar)
        scheduled = reading.scheduled_percent or 0
        row: dict[str, object] = {"assignment_id": assignment_id, "scheduled": scheduled}
        look = (reading.light, reading.reason, reading.progress_class, reading.days_overdue)
        if look != stored.look:
            names = (*_WORDS, "days_overdue")
            values = (reading.light.value, reading.reason.value, reading.progress_class.value, reading.days_overdue)
            lights.append({**row, **dict(zip(names, values, strict=True))})
        elif scheduled != stored.scheduled_percent:
            percents.append(row)
    _write(lights, percents, ids, today)
    return count


def refresh_light(assignment: Assignment, *, stages: Sequence[Milestone], calendar: WorkCalendar, today: date) -> None:
    """Read the light of one assignment anew from what is in memory; it is stored with what else changed there."""
    reading = read_light(facts_of(assignment, stages, today), today, calendar)
    values = (reading.light, reading.reason, reading.progress_class, reading.days_overdue)
    for name, value in zip(_COLUMNS, (*values, reading.scheduled_percent or 0, today), strict=True):
        if getattr(assignment, name) != value:
            setattr(assignment, name, value)


def _write(lights: list[dict], percents: list[dict], ids: list[int] | None, today: date) -> None:
    connection = db.session.connection()
    connection.execute(sa.update(_TABLE).where(read_again(ids)).values(light_read_on=today))
    if lights:
        connection.execute(_WRITE_LIGHT, lights)
    if percents:
        connection.execute(_WRITE_PERCENT, percents)
    for record in db.session.identity_map.values():
        if isinstance(record, Assignment) and (ids is None or record.id in ids):
            db.session.expire(record, _COLUMNS)
