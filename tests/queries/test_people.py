from datetime import timedelta

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import make_user, saved
from tracker.domain.roles import Role
from tracker.domain.sign_ins import LIMITS, PersonState, key_of
from tracker.models import LoginSession
from tracker.queries import sign_ins
from tracker.queries.people import AccountMoment, count_by_state, find_people
from tracker.services import rate_limits

AT = AccountMoment(TODAY, NOW, idle_since=NOW - timedelta(minutes=30), opened_before=NOW - timedelta(hours=8))


def ending(days: int):
    user = make_user()
    user.memberships[0].valid_to = TODAY + timedelta(days=days)
    return saved(user)


@pytest.fixture
def people(db):
    disabled = make_user()
    disabled.is_enabled = False
    locked, idle = ending(365), ending(366)
    for _ in range(LIMITS[0][1]):
        rate_limits.hit(key_of(locked.username, "10.0.0.1"), LIMITS[0][0], NOW)
    rate_limits.hit(key_of(idle.username, "10.0.0.1"), LIMITS[0][0], NOW)
    for number, (user, ago) in enumerate(((locked, 1), (idle, 31)), 1):
        seen = NOW - timedelta(minutes=ago)
        saved(LoginSession(token_hash=str(number), user=user, created_at=seen, last_seen_at=seen, address="10.0.0.1"))
    return {
        PersonState.LOCKED: [locked],
        PersonState.SIGNED_IN: [locked],
        PersonState.ENDED: [ending(-1)],
        PersonState.ENDING: [ending(0), ending(30)],
        PersonState.OPEN_ENDED: [make_user(Role.AUDIT_ADMIN)],
        PersonState.WITHOUT_ROLE: [make_user(None)],
        PersonState.DISABLED: [disabled],
    }


def test_each_state_finds_its_people_and_counts_them(people):
    counts = count_by_state(AT)

    for state, expected in people.items():
        found, count = find_people("", state, AT, offset=0, limit=50)
        assert list(found) == expected, state
        assert count == counts[state] == len(expected), state


def test_a_lock_names_the_person_and_when_it_ends(people):
    [(user, lock)] = sign_ins.locks(NOW)

    assert (user, lock.address) == (people[PersonState.LOCKED][0], "10.0.0.1")
    assert NOW < lock.until <= NOW + LIMITS[0][0]
    assert sign_ins.locks(lock.until) == []


def test_what_cannot_be_a_person_of_the_system_locks_nobody(db):
    for _ in range(LIMITS[0][1]):
        rate_limits.hit(key_of("a/b", "10.0.0.1"), LIMITS[0][0], NOW)
        rate_limits.hit("upload/7", LIMITS[0][0], NOW)

    assert sign_ins.locks(NOW) == []
