"""Counting tries in the database, so that the limit holds over all web processes."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tracker.db import db, run_counted
from tracker.models import RateCounter

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def hit(key: str, window: timedelta, now: datetime) -> int:
    """Count one try and return how many there were in this window."""
    seconds = int(window.total_seconds())
    start = datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=now.tzinfo)
    insert = _INSERT[db.session.get_bind().dialect.name]
    statement = insert(RateCounter).values(key=f"{key}/{seconds}", window_start=start, hits=1)
    return db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["key", "window_start"], set_={"hits": RateCounter.hits + 1}
        ).returning(RateCounter.hits)
    ).scalar_one()


def clear(key: str) -> None:
    """Forget the tries under a key, after a success."""
    db.session.execute(sa.delete(RateCounter).where(RateCounter.key.startswith(f"{key}/", autoescape=True)))


def purge(before: datetime) -> int:
    """Delete counters of windows that began before; return how many."""
    return run_counted(sa.delete(RateCounter).where(RateCounter.window_start < before))
