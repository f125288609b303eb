"""The one process that keeps the timetable: it starts, beats at once, and stops cleanly when it is told to."""

import signal
from datetime import datetime

import pytest
import sqlalchemy as sa

from tests.support.commands import running_command


@pytest.fixture
def scheduler(empty_database, tmp_path):
    with running_command("run-scheduler", database_url=empty_database.url, data_dir=tmp_path) as process:
        yield process


@pytest.mark.slow
def test_it_says_what_it_keeps_beats_and_stops_cleanly(scheduler, empty_database):
    said = []
    while "已启动" not in "".join(said):
        said.append(scheduler.stdout.readline())
        assert said[-1], said
    scheduler.send_signal(signal.SIGTERM)
    rest, _ = scheduler.communicate(timeout=20)

    assert scheduler.returncode == 0
    assert "已停止" in rest
    assert "冻结月度快照" in "".join(said)
    engine = sa.create_engine(empty_database.url)
    with engine.connect() as connection:
        beat = connection.scalar(sa.text("SELECT value FROM system_fact WHERE name = 'scheduler_heartbeat'"))
    engine.dispose()
    assert datetime.fromisoformat(beat).tzinfo is not None
