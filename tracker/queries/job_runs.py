"""What the scheduler has done, and the few facts about the running system."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from tracker.db import db
from tracker.models import JobRun, SystemFact, Task


class FactUnreadable(Exception):
    """The database did not answer: busy, not made yet, or in the middle of a failed transaction."""


def last_slots() -> dict[str, datetime]:
    """Return the newest recorded slot of each job that ever ran."""
    return dict(db.session.execute(sa.select(JobRun.job, sa.func.max(JobRun.slot)).group_by(JobRun.job)).all())


def last_slot(job: str | None = None, *, before: datetime | None = None) -> datetime | None:
    """Return the newest recorded slot of a job, or of all jobs; None where there is none (before that moment)."""
    query = sa.select(sa.func.max(JobRun.slot))
    if job is not None:
        query = query.where(JobRun.job == job)
    if before is not None:
        query = query.where(JobRun.slot < before)
    return db.session.scalar(query)


def first_issue() -> datetime | None:
    """Return when the first task of the installation was issued: before that, no job has anything to do."""
    return db.session.scalar(sa.select(sa.func.min(Task.issued_at)))


def fact(name: str) -> str | None:
    """Return a single value of the installation, or None; raise FactUnreadable where the database does not answer.

    Read below the session's own objects: asking for the time must not write out what is half done.
    """
    try:
        return db.session.connection().execute(sa.select(SystemFact.value).where(SystemFact.name == name)).scalar()
    except SQLAlchemyError as error:
        raise FactUnreadable from error
