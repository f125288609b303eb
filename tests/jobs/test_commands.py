import json

import pytest


@pytest.fixture
def invoke(app, db):
    return lambda *args: app.test_cli_runner().invoke(args=list(args))


def test_run_due_prints_one_json_object_of_counts_and_a_second_run_changes_nothing(invoke):
    first, second = (json.loads(invoke("run-due", "--at", "2026-12-25T08:30").stdout) for _ in range(2))

    assert first["at"] == "2026-12-25T08:30+08:00"
    assert first["lights"]["runs"] == 1
    assert set(second) == {"at", "mail"}
    assert not any(second["mail"].values())


def test_run_due_without_a_moment_takes_the_present(invoke):
    assert json.loads(invoke("run-due").stdout)["at"] == "2026-06-15T09:00+08:00"


def test_run_due_refuses_what_is_no_moment(invoke):
    refused = invoke("run-due", "--at", "morgen")

    assert refused.exit_code == 2
    assert "2026-12-25T08:30" in refused.output


def test_the_clock_cannot_be_moved_in_production(invoke):
    assert invoke("clock").exit_code == 0
    for args in (("clock", "2026-12-25T08:30"), ("clock", "--real")):
        refused = invoke(*args)
        assert refused.exit_code == 1
        assert "只有演示模式" in refused.output
