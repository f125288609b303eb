"""Keeping the stored lights true: read by the rule, written where they differ."""

from collections.abc import Iterable
from datetime import date
from typing import cast

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.lights import LightReading, read_light
from tracker.models import Assignment
from tracker.queries.calendar import work_calendar
from tracker.queries.light_facts import light_facts

_TABLE = cast("sa.Table", Assignment.__table__)
_COLUMNS = ("light", "light_reason", "progress_class", "scheduled_percent", "days_overdue", "light_read_on")


def refresh_lights(assignment_ids: Iterable[int] | None, *, today: date) -> int:
    """Read the lights of these assignments anew (None: of all) and store them; return how many were read.

    A handful of statements for any number of rows. The version of an assignment stays as it is, so that nobody
    who has the page open is told of a conflict because a light changed.
    """
    ids = None if assignment_ids is None else sorted(set(assignment_ids))
    db.session.flush()  # the facts are read from the tables
    calendar = work_calendar()
    rows = [
        {"assignment_id": id_, "light_read_on": today, **_columns(read_light(facts, today, calendar))}
        for id_, facts in light_facts(ids, today)
    ]
    if rows:
        values = {name: sa.bindparam(name, type_=_TABLE.c[name].type) for name in _COLUMNS}
        db.session.connection().execute(
            sa.update(_TABLE).where(_TABLE.c.id == sa.bindparam("assignment_id")).values(values), rows
        )
        _forget_loaded({row["assignment_id"] for row in rows})
    return len(rows)


def _columns(reading: LightReading) -> dict:
    return {
        "light": reading.light,
        "light_reason": reading.reason,
        "progress_class": reading.progress_class,
        "scheduled_percent": reading.scheduled_percent or 0,
        "days_overdue": reading.days_overdue,
    }


def _forget_loaded(ids: set[int]) -> None:
    for record in db.session.identity_map.values():
        if isinstance(record, Assignment) and record.id in ids:
            db.session.expire(record, _COLUMNS)
