"""What `transaction()` promises, tried with really committed rows and several threads, on each database."""

from threading import Thread

import pytest
import sqlalchemy as sa

from config import test_settings as settings_for_tests
from tests.conftest import NOW
from tracker import create_app
from tracker.db import Base, before_commit, db, transaction
from tracker.models import RateCounter

EDITS, EDITORS = 25, 4
KEY = ("counter", NOW)


@pytest.fixture
def busy_app(empty_database, tmp_path):
    app = create_app(settings_for_tests(empty_database.url, tmp_path))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with transaction():
            db.session.add(RateCounter(key="counter", window_start=NOW, hits=0))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.slow
def test_two_editors_cannot_overwrite_each_other_unseen(busy_app):
    def count_up():
        with busy_app.app_context():
            for _ in range(EDITS):
                counter = db.session.get(RateCounter, KEY)  # read before, as a page does
                with transaction(counter):
                    counter.hits += 1

    threads = [Thread(target=count_up) for _ in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with busy_app.app_context():
        assert db.session.get(RateCounter, KEY).hits == EDITS * EDITORS


def fail_halfway():
    with transaction():
        db.session.add(RateCounter(key="halfway", window_start=NOW, hits=1))
        db.session.flush()
        raise ZeroDivisionError


def test_a_failure_leaves_nothing_behind(busy_app):
    with busy_app.app_context():
        with pytest.raises(ZeroDivisionError):
            fail_halfway()

        assert db.session.scalars(sa.select(RateCounter.key)).all() == ["counter"]


def test_the_last_act_runs_once_and_inside_the_transaction(busy_app):
    def last_act():
        acts.append(db.session.get(RateCounter, KEY).hits)
        db.session.add(RateCounter(key="last act", window_start=NOW, hits=1))

    acts = []
    with busy_app.app_context():
        with transaction():
            before_commit("sealing", last_act)
            before_commit("sealing", last_act)
            db.session.get(RateCounter, KEY).hits = 7

        assert acts == [7]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RateCounter)) == 2


def test_a_failure_forgets_the_last_act(busy_app):
    acts = []
    with busy_app.app_context():
        with pytest.raises(ZeroDivisionError), transaction():
            before_commit("sealing", lambda: acts.append("sealed") or 1 / 0)
        with transaction():
            pass

    assert acts == ["sealed"]
