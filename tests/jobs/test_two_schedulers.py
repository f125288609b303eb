"""Several schedulers on one database: each slot of a job is done by exactly one of them."""

import threading
from datetime import date

import pytest

from config import test_settings as settings_for_tests
from tests.factories import make_assignment, make_unit, make_user
from tests.jobs.conftest import beijing
from tracker import create_app
from tracker.db import db
from tracker.jobs import runner


@pytest.mark.slow
def test_four_schedulers_at_once_do_everything_once(empty_database, tmp_path, outside, mailer):
    """Real connections, real commits: each slot is done by exactly one of them."""
    app = create_app(settings_for_tests(empty_database.url, tmp_path))
    app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    with app.app_context():
        unit = make_unit()
        for number in range(5):
            make_user(unit=unit, username=f"person{number}")
        make_assignment(unit, due_on=date(2026, 6, 12), last_reported_period="2026-12")
    results, gate = [], threading.Barrier(4)

    def schedule():
        with app.app_context():
            gate.wait()
            results.append(runner.run_due(beijing("2026-06-15T08:30"), outside))

    threads = [threading.Thread(target=schedule) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4
    assert sum(result.get("digests", {}).get("written", 0) for result in results) == 5
    assert sorted(letter.recipient for letter in mailer.sent) == [f"person{n}@example.gov.cn" for n in range(5)]
    assert not any("errors" in counts for result in results for counts in result.values())
    with app.app_context():
        db.engine.dispose()
