from datetime import UTC, datetime

import pytest

from tracker.domain.audit_chain import GENESIS, canonical, entry_hash, first_fault


def chain(length=5):
    entries, previous = [], GENESIS
    for number in range(1, length + 1):
        entry = {
            "id": number,
            "actor_id": None,
            "action": "签收",
            "subject_type": "Assignment",
            "subject_id": number,
            "changes": canonical({"status": ["issued", "in_progress"]}),
            "address": None,
            "recorded_at": datetime(2026, 6, 15, 1, number, tzinfo=UTC),
        }
        own = entry_hash(previous, entry)
        entries.append((entry, previous, own))
        previous = own
    return entries


def edited(entries):
    entries[2][0]["subject_id"] = 99


def deleted(entries):
    del entries[2]


def swapped(entries):
    entries[1], entries[2] = entries[2], entries[1]


def one_bit_of_a_hash(entries):
    entry, previous, own = entries[3]
    entries[3] = (entry, previous, own[:-1] + ("0" if own[-1] != "0" else "1"))


def rewritten_but_not_rechained(entries):
    entry, previous, _ = entries[1]
    entry["action"] = "销号"
    entries[1] = (entry, previous, entry_hash(previous, entry))


def test_an_untouched_chain_has_no_fault():
    assert first_fault(chain()) is None
    assert first_fault([]) is None


@pytest.mark.parametrize(
    ("tamper", "found_at"),
    [(edited, 3), (deleted, 3), (swapped, 2), (one_bit_of_a_hash, 4), (rewritten_but_not_rechained, 3)],
)
def test_tampering_is_found_where_it_was_done(tamper, found_at):
    entries = chain()

    tamper(entries)

    assert first_fault(entries).entry_id == found_at


def test_the_same_moment_in_another_zone_gives_the_same_hash():
    entry, previous, own = chain(1)[0]
    from_beijing = entry | {"recorded_at": datetime.fromisoformat("2026-06-15T09:01:00+08:00")}

    assert entry_hash(previous, from_beijing) == own
