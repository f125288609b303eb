"""What the home pages of the security and the audit administrator show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.audit_words import AuditTopic
from tracker.domain.sign_ins import Lock
from tracker.domain.timetable import JobName
from tracker.models import AuditEntry, JobRun, LoginSession, User
from tracker.queries import audit_trail, people, sign_ins

SHOWN = 8
LOOKED_BACK = timedelta(days=30)

#: The counts that the nightly job leaves of its walk along the chain of the trail.
CHECKED, FAULT = "audit_checked", "audit_fault"


@dataclass(frozen=True)
class SecurityHome:
    """Names locked now, sessions alive, and of the last 30 days: refusals and changes of rights."""

    locks: Sequence[tuple[User, Lock]]
    sessions: Sequence[LoginSession]
    session_count: int
    refusals: Sequence[AuditEntry]
    changes: Sequence[AuditEntry]


@dataclass(frozen=True)
class ChainCheck:
    """A nightly walk along the chain: how many entries, and the first that does not hold (None: all hold)."""

    at: datetime
    entries: int
    fault: int | None


@dataclass(frozen=True)
class AuditHome:
    """How the trail stands, and of the last 30 days: entries by kind, refusals, changes of rights."""

    entries: int
    check: ChainCheck | None
    by_kind: dict[str, int]
    refusal_count: int
    change_count: int
    refusals: Sequence[AuditEntry]
    changes: Sequence[AuditEntry]


def security_home(at: people.AccountMoment) -> SecurityHome:
    """Return what the security administrator looks at first."""
    shown, count = sign_ins.sessions(at.idle_since, at.opened_before)
    return SecurityHome(
        locks=sign_ins.locks(at.now),
        sessions=shown,
        session_count=count,
        refusals=_newest(AuditTopic.REFUSALS, at.now),
        changes=_newest(AuditTopic.RIGHTS, at.now),
    )


def audit_home(now: datetime) -> AuditHome:
    """Return what the audit administrator looks at first."""
    head = audit_trail.head()
    since = now - LOOKED_BACK
    return AuditHome(
        entries=head[0] if head else 0,
        check=_last_check(),
        by_kind=audit_trail.count_by_kind(since),
        refusal_count=audit_trail.count_of_topic(AuditTopic.REFUSALS, since),
        change_count=audit_trail.count_of_topic(AuditTopic.RIGHTS, since),
        refusals=_newest(AuditTopic.REFUSALS, now),
        changes=_newest(AuditTopic.RIGHTS, now),
    )


def _newest(topic: AuditTopic, now: datetime) -> Sequence[AuditEntry]:
    return audit_trail.newest(SHOWN, topic=topic, since=now - LOOKED_BACK)


def _last_check() -> ChainCheck | None:
    runs = sa.select(JobRun).where(JobRun.job == JobName.HOUSEKEEPING).order_by(JobRun.slot.desc()).limit(1)
    run = db.session.scalar(runs)
    if run is None or CHECKED not in run.counts:
        return None
    return ChainCheck(run.ran_at, run.counts[CHECKED], run.counts[FAULT] or None)
