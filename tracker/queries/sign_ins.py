"""Who is signed in, and who cannot sign in for too many tries. By the machine's own time, never the demonstration's."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.sign_ins import LIMITS, Lock, lock_of
from tracker.models import LoginSession, RateCounter, User

MOST_SHOWN = 20


def locks(now: datetime) -> list[tuple[User, Lock]]:
    """Return the people whose name is locked at an address, with the latest end of each lock, the last to end first.

    Names that nobody has are left out.
    """
    widest, fewest = max(window for window, _most in LIMITS), min(most for _window, most in LIMITS)
    counters = db.session.execute(
        sa.select(RateCounter.key, RateCounter.window_start, RateCounter.hits).where(
            RateCounter.hits >= fewest, RateCounter.window_start > now - widest
        )
    )
    found: dict[tuple[str, str], Lock] = {}
    for key, start, hits in counters:
        lock = lock_of(key, start, hits, now)
        if lock is not None and ((held := found.get(_place(lock))) is None or held.until < lock.until):
            found[_place(lock)] = lock
    names = {lock.username for lock in found.values()}
    users = db.session.scalars(sa.select(User).where(sa.func.lower(User.username).in_(names))).all() if names else []
    known = {user.username.lower(): user for user in users}
    locked = [(known[lock.username], lock) for lock in found.values() if lock.username in known]
    return sorted(locked, key=lambda pair: (pair[1].until, pair[0].id), reverse=True)


def sessions(idle_since: datetime, opened_before: datetime) -> tuple[Sequence[LoginSession], int]:
    """Return the newest sessions that have not run out, with their people, and how many there are."""
    alive = sa.and_(LoginSession.last_seen_at >= idle_since, LoginSession.created_at > opened_before)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(LoginSession).where(alive)) or 0
    query = sa.select(LoginSession).where(alive).options(joinedload(LoginSession.user))
    newest = query.order_by(LoginSession.last_seen_at.desc(), LoginSession.id.desc()).limit(MOST_SHOWN)
    return db.session.scalars(newest).unique().all(), count


def _place(lock: Lock) -> tuple[str, str]:
    return lock.username, lock.address
