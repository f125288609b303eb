"""Refusals are noted, but nobody fills the trail by being refused."""

from datetime import timedelta

from tests.conftest import NOW
from tests.factories import make_user
from tracker.db import transaction
from tracker.services.refused_accesses import MOST_AN_HOUR, note_refusal


def note(person, now):
    with transaction():
        return note_refusal(method="POST", path="/people/new", answer=403, actor=person, now=now)


def test_of_one_person_only_so_much_is_noted_within_an_hour(db):
    person, other = make_user(), make_user()

    noted = [note(person, NOW) for _ in range(MOST_AN_HOUR + 1)]

    assert noted == [True] * MOST_AN_HOUR + [False]
    assert note(other, NOW)
    assert not note(person, NOW + timedelta(minutes=59))
    assert note(person, NOW + timedelta(hours=1))
