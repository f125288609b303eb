"""Writing the audit trail: one explicit line in each verb, sealed into the chain as the transaction ends."""

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from tracker.db import Base, before_commit, db
from tracker.domain.audit_chain import GENESIS, canonical, entry_hash
from tracker.models import AuditEntry, User

_ENTRIES = cast("sa.Table", AuditEntry.__table__)
_CHAIN_LOCK = 742_001  # PostgreSQL advisory lock: one transaction at a time extends the chain


def record(actor: User | None, action: str, subject: Base, now: datetime, **changes: Any) -> None:
    """Note that `actor` (None: the scheduler) did `action` to `subject`; `changes` holds `status=[old, new]` and such.

    The entry gets its number and hash when the transaction ends, after every other lock has been taken,
    so that two transactions can never wait for each other here.
    """
    pending = db.session.info.setdefault("audit_entries", [])
    if "seal_audit" not in db.session.info.get("before_commit", {}):
        pending.clear()  # what a rolled-back transaction left
        before_commit("seal_audit", _seal)
    pending.append((actor.id if actor else None, str(action), subject, canonical(changes), now))


def _seal() -> None:
    session = db.session
    pending = session.info.pop("audit_entries", [])
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    last = session.execute(
        sa.select(AuditEntry.id, AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)
    ).one_or_none()
    number, previous = (last.id, last.entry_hash) if last else (0, GENESIS)
    rows = []
    for actor_id, action, subject, changes, now in pending:
        number += 1
        entry = {
            "id": number,
            "actor_id": actor_id,
            "action": action,
            "subject_type": type(subject).__name__,
            "subject_id": sa.inspect(subject).identity[0],
            "changes": changes,
            "address": session.info.get("address"),
            "recorded_at": now,
        }
        rows.append({**entry, "previous_hash": previous, "entry_hash": entry_hash(previous, entry)})
        previous = rows[-1]["entry_hash"]
    if rows:
        session.connection().execute(sa.insert(_ENTRIES), rows)
