from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.factories import make_user
from tracker.db import transaction
from tracker.domain.roles import Role
from tracker.services import job_runs


@pytest.fixture
def page(client, sign_in):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    return lambda: client.get("/health").text


def test_a_scheduler_that_never_ran_is_said_so(page):
    assert "五分钟没有心跳" in page()


@pytest.mark.parametrize(("minutes", "words"), [(4, "在运行"), (5, "五分钟没有心跳")])
def test_the_heartbeat_is_red_after_five_minutes(page, minutes, words):
    with transaction():
        job_runs.set_fact(job_runs.HEARTBEAT, (NOW - timedelta(minutes=minutes)).isoformat())

    assert words in page()


def test_database_disk_mail_and_runs_are_shown(page):
    with transaction():
        job_runs.claim("lights", NOW, now=NOW)

    text = page()

    for words in ("SQLite" if "SQLite" in text else "PostgreSQL", "剩余", "待发", "文件夹", "更新亮灯"):
        assert words in text


def test_the_administrators_home_says_what_to_see_to(client, sign_in):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    assert "请启动 flask run-scheduler" in client.get("/").text

    with transaction():
        job_runs.set_fact(job_runs.HEARTBEAT, NOW.isoformat())

    assert "请启动 flask run-scheduler" not in client.get("/").text


def test_others_do_not_see_it(client, sign_in):
    sign_in(make_user(Role.SUPERVISOR))

    assert client.get("/health").status_code == 403
