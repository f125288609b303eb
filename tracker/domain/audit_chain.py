"""The hash chain of the audit trail: each entry's hash covers its content and the hash before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


@dataclass(frozen=True)
class ChainFault:
    """The first entry at which the chain does not hold, and what is wrong there."""

    entry_id: int
    message: str


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces: the one way a value is written before it is hashed."""
    return _CANONICAL.encode(value)


def entry_hash(previous_hash: str, entry: dict[str, Any]) -> str:
    """Return the SHA-256 over the hash before and every other column of the entry, as 64 hex digits."""
    moment: datetime = entry["recorded_at"]
    written = canonical({**entry, "recorded_at": moment.astimezone(UTC).isoformat(timespec="microseconds")})
    return hashlib.sha256(f"{previous_hash}\n{written}".encode()).hexdigest()


def first_fault(entries: Iterable[tuple[dict[str, Any], str, str]]) -> ChainFault | None:
    """Walk (entry, previous_hash, hash) in order of id; return the first fault, or None when the chain holds."""
    expected_id, previous = 1, GENESIS
    for entry, previous_hash, stored_hash in entries:
        if entry["id"] != expected_id:
            return ChainFault(expected_id, "缺少该条记录，或顺序被改动")
        if previous_hash != previous:
            return ChainFault(entry["id"], "与上一条记录不衔接")
        if entry_hash(previous_hash, entry) != stored_hash:
            return ChainFault(entry["id"], "内容被改动")
        expected_id, previous = expected_id + 1, stored_hash
    return None
