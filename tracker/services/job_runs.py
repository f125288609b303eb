"""Who does a job's slot: exactly one process, in the transaction of what the job does."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tracker.db import db
from tracker.models import JobRun, SystemFact

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

HEARTBEAT = "scheduler_heartbeat"


def claim(job: str, slot: datetime, *, now: datetime) -> bool:
    """Take the slot; return False where it is done already. Waits for another process that is just doing it."""
    insert = _INSERT[db.session.get_bind().dialect.name]
    statement = insert(JobRun).values(job=job, slot=slot, ran_at=now, counts={}).on_conflict_do_nothing()
    # RETURNING tells whether there is a new row; the driver's row count is -1 for such a statement on PostgreSQL.
    return db.session.scalar(statement.returning(JobRun.job)) is not None


def note_counts(job: str, slot: datetime, counts: dict[str, int]) -> None:
    """Keep what a claimed run has done."""
    db.session.execute(sa.update(JobRun).where(JobRun.job == job, JobRun.slot == slot).values(counts=counts))


def set_fact(name: str, value: str) -> None:
    """Keep a single value of the installation, in place of the one before."""
    insert = _INSERT[db.session.get_bind().dialect.name]
    statement = insert(SystemFact).values(name=name, value=value)
    db.session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def delete_fact(name: str) -> None:
    """Forget a value."""
    db.session.execute(sa.delete(SystemFact).where(SystemFact.name == name))
