"""What one test writes, another never sees; what a request writes, its own test does."""

import pytest
import sqlalchemy as sa
from flask import g

from tests.conftest import NOW
from tracker import clock
from tracker.db import transaction
from tracker.models import RateCounter


def _keys(db):
    return db.session.scalars(sa.select(RateCounter.key)).all()


def _fail_halfway(db):
    with transaction():
        db.session.add(RateCounter(key="lost", window_start=NOW, hits=1))
        db.session.flush()
        raise ZeroDivisionError


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_committed_row_is_gone_in_the_next_test(db, turn):
    assert _keys(db) == []

    with transaction():
        db.session.add(RateCounter(key=turn, window_start=NOW, hits=1))

    assert _keys(db) == [turn]


def test_a_roll_back_in_the_code_does_not_take_the_tests_own_rows_with_it(db):
    db.session.add(RateCounter(key="kept", window_start=NOW, hits=1))
    db.session.commit()

    with pytest.raises(ZeroDivisionError):
        _fail_halfway(db)

    assert _keys(db) == ["kept"]


def test_a_request_leaves_nothing_in_the_tests_context(client):
    g.of_the_test = True

    client.get("/sign-in")

    assert list(g) == ["of_the_test", "_sqlalchemy_sessions"]


def test_the_stopped_clock_can_be_moved(stopped_clock):
    later = NOW.replace(month=12)
    stopped_clock.move_to(later)

    assert (clock.now(), clock.system_now()) == (later, NOW)
