"""Reading the audit trail."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.audit_words import TOPICS, AuditTopic
from tracker.models import AuditEntry, User
from tracker.queries.loading import person

_HASHED = ("id", "actor_id", "action", "subject_type", "subject_id", "changes", "address", "recorded_at")


def chain() -> Iterator[tuple[dict[str, Any], str, str]]:
    """Yield every entry in order as (hashed fields, previous hash, hash), a thousand at a time."""
    rows = db.session.execute(sa.select(AuditEntry.__table__).order_by(AuditEntry.id).execution_options(yield_per=1000))
    for row in rows:
        fields = dict(row._mapping)
        previous, own = fields.pop("previous_hash"), fields.pop("entry_hash")
        yield {name: fields[name] for name in _HASHED}, previous, own


def head() -> tuple[int, str] | None:
    """Return number and hash of the newest entry, or None in an empty trail."""
    row = db.session.execute(
        sa.select(AuditEntry.id, AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    return (row.id, row.entry_hash) if row else None


def entry_hash_of(number: int) -> str | None:
    """Return the stored hash of an entry, or None where there is no such entry."""
    return db.session.scalar(sa.select(AuditEntry.entry_hash).where(AuditEntry.id == number))


def newest(
    limit: int,
    *,
    before: int | None = None,
    subject_type: str = "",
    person: str = "",
    topic: AuditTopic | None = None,
    since: datetime | None = None,
) -> Sequence[AuditEntry]:
    """Return entries, newest first, with their actors; `before` is the number of the last one of the page before."""
    query = sa.select(AuditEntry).options(sa.orm.joinedload(AuditEntry.actor)).order_by(AuditEntry.id.desc())
    if before is not None:
        query = query.where(AuditEntry.id < before)
    if subject_type:
        query = query.where(AuditEntry.subject_type == subject_type)
    if person:
        query = query.where(AuditEntry.actor.has(User.display_name.contains(person, autoescape=True)))
    if topic is not None:
        query = query.where(_is_about(topic))
    if since is not None:
        query = query.where(AuditEntry.recorded_at >= since)
    return db.session.scalars(query.limit(limit)).all()


def count_of_topic(topic: AuditTopic, since: datetime) -> int:
    """Return how many entries of the topic were recorded since that moment."""
    query = sa.select(sa.func.count()).where(_is_about(topic), AuditEntry.recorded_at >= since)
    return db.session.scalar(query) or 0


def count_by_kind(since: datetime) -> dict[str, int]:
    """Return how many entries were recorded since that moment, by kind of record, the most first."""
    number = sa.func.count()
    query = sa.select(AuditEntry.subject_type, number).where(AuditEntry.recorded_at >= since)
    rows = db.session.execute(query.group_by(AuditEntry.subject_type).order_by(number.desc(), AuditEntry.subject_type))
    return dict(rows.all())


def _is_about(topic: AuditTopic) -> sa.ColumnElement[bool]:
    return sa.and_(AuditEntry.subject_type == User.__name__, AuditEntry.action.in_(sorted(TOPICS[topic])))


def of_records(subjects: dict[str, set[int]]) -> Sequence[AuditEntry]:
    """Return the entries about these records (type → ids), oldest first, with their actors."""
    wanted = {kind: sorted(ids) for kind, ids in subjects.items() if ids}
    return db.session.scalars(_about(tuple(sorted(wanted))), wanted).all() if wanted else []


@cache
def _about(kinds: tuple[str, ...]) -> sa.Select[AuditEntry]:
    """The entries about records of these kinds, whose ids are filled in by the kind's name; put together once."""
    conditions = [
        sa.and_(AuditEntry.subject_type == kind, AuditEntry.subject_id.in_(sa.bindparam(kind, expanding=True)))
        for kind in kinds
    ]
    query = sa.select(AuditEntry).options(person(AuditEntry.actor)).where(sa.or_(*conditions))
    return query.order_by(AuditEntry.id)
