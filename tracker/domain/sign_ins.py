"""Signing in: how often it may be tried, and what an administrator looks for among accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.domain.labelled_enum import LabelledEnum

#: Tries at signing in, by account and address: (window, most tries in it).
LIMITS = ((timedelta(minutes=15), 5), (timedelta(days=1), 10))

ENDING_DAYS = 30
"""A role that ends within so many days is shown before it does."""

_STEM = "sign-in"


class PersonState(LabelledEnum):
    """What people are looked for by in the list of people."""

    LOCKED = "locked", "暂停登录"
    SIGNED_IN = "signed_in", "正在登录"
    ENDED = "ended", "有已结束的任职"
    ENDING = "ending", f"{ENDING_DAYS} 天内任职结束"
    OPEN_ENDED = "open_ended", "任职没有期限"
    WITHOUT_ROLE = "without_role", "尚无角色"
    DISABLED = "disabled", "账号停用"


@dataclass(frozen=True)
class Lock:
    """A name that cannot be signed in with from an address until a moment, for too many tries."""

    username: str
    address: str
    until: datetime


def key_of(username: str, address: str | None) -> str:
    """Return under what the tries with a name from an address are counted."""
    return f"{_STEM}/{username.lower()}/{address}"


def lock_of(counter_key: str, window_start: datetime, hits: int, now: datetime) -> Lock | None:
    """Return the lock that a counter (`key/seconds of its window`) comes to, None where it is no lock now."""
    stem, _, rest = counter_key.partition("/")
    parts = rest.rsplit("/", 2)
    if stem != _STEM or len(parts) != 3:
        return None
    username, address, seconds = parts
    window = timedelta(seconds=int(seconds))
    most = dict(LIMITS).get(window)
    until = window_start + window
    return Lock(username, address, until) if most is not None and hits >= most and until > now else None
