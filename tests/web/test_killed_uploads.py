"""A server that is killed in the middle of an upload: no record without its file, and nothing lies about for long."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 20


@pytest.mark.slow
def test_uploads_killed_at_twenty_different_steps_leave_no_harm(empty_database, tmp_path):
    command = [sys.executable, "-m", "tests.support.killed_uploads", empty_database.url, str(tmp_path / "data")]

    finished = subprocess.run(  # noqa: S603  # our own program
        [*command, str(KILLS)], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )

    assert finished.returncode == 0, finished.stderr
    result = json.loads(finished.stdout)
    assert result["steps"] > KILLS
    assert result["killed"] == KILLS
    assert result["faults"] == []
    assert result["doubled"] == 0
    assert result["left"] == [0, 0, 0]
