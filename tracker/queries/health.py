"""How the installation is, in figures."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db, journal_mode
from tracker.domain.outbox import OutboxStatus
from tracker.models import HolidayYear, JobRun
from tracker.queries import audit_trail, outbox
from tracker.queries.job_runs import fact
from tracker.queries.snapshots import newest_period

HEARTBEAT = "scheduler_heartbeat"


@dataclass(frozen=True)
class Health:
    """Facts about the running installation. `runs` holds the newest run of each job: (job, slot, ran at)."""

    heartbeat: datetime | None
    database: str
    outbox: dict[OutboxStatus, int]
    oldest_due: datetime | None
    runs: list[tuple[str, datetime, datetime]]
    newest_snapshot: str | None
    audit_head: tuple[int, str] | None
    has_notice_for_next_year: bool
    has_notice_for_this_year: bool


def read_health(now: datetime, today: date) -> Health:
    """Return the facts: a handful of statements."""
    beat = fact(HEARTBEAT)
    noticed = set(db.session.scalars(sa.select(HolidayYear.year).where(HolidayYear.notice.is_not(None))))
    return Health(
        heartbeat=datetime.fromisoformat(beat) if beat else None,
        database=database_mode(),
        outbox=outbox.counts(),
        oldest_due=outbox.oldest_due(now),
        runs=_newest_runs(),
        newest_snapshot=newest_period(),
        audit_head=audit_trail.head(),
        has_notice_for_this_year=today.year in noticed,
        has_notice_for_next_year=today.year + 1 in noticed,
    )


def database_mode() -> str:
    """Return the kind of database with its version and, for SQLite, its journal mode."""
    if db.engine.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}（{journal_mode()}）"
    version = db.session.connection().exec_driver_sql("SHOW server_version").scalar()
    return f"PostgreSQL {version}"


def _newest_runs() -> list[tuple[str, datetime, datetime]]:
    rows = db.session.execute(
        sa.select(JobRun.job, sa.func.max(JobRun.slot), sa.func.max(JobRun.ran_at)).group_by(JobRun.job)
    )
    return sorted(rows.all())
