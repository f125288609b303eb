"""The clock of the demonstration can be moved, and what becomes due on the way happens, as with a live scheduler."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from config import test_settings as settings_for_tests
from tests.conftest import NOW
from tests.factories import make_assignment, make_unit, make_user, saved
from tests.jobs.conftest import beijing
from tests.support.client import BrowserClient
from tracker import clock, create_app
from tracker.db import db
from tracker.domain.outbox import OutboxStatus
from tracker.jobs.demonstration import READ_EVERY_S, DemonstrationClock
from tracker.models import AuditEntry, JobRun, OutboxEmail, PeriodSnapshot

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(empty_database, tmp_path):
    """The product in the demonstration mode, with one unit that has a task due on 2026-06-24."""
    app = create_app({**settings_for_tests(empty_database.url, tmp_path), "DEMO": True})
    app.test_client_class = BrowserClient
    app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    with app.app_context():
        unit = make_unit("市科技局")
        person = make_user(unit=unit, username="liaison", display_name="市科技局联络员")
        person.is_demonstration = True
        saved(person)
        one = make_assignment(unit, due_on=date(2026, 6, 24), last_reported_period="2026-12")
        one.issued_at = one.task.issued_at = beijing("2026-06-05T15:00")
        saved(one)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def command(demo):
    """`command("clock", "2026-06-16T08:30")` runs a command and returns what it printed, as JSON or as it is."""

    def command(*args):
        result = demo.test_cli_runner().invoke(args=list(args))
        return json.loads(result.stdout) if result.exit_code == 0 else result.output

    return command


def in_order(demo, query):
    with demo.app_context():
        return db.session.scalars(query).all()


def test_the_clock_shows_the_real_time_until_it_is_moved(command):
    assert command("clock") == {"now": "2026-06-15T09:00+08:00"}
    assert command("clock", "2026-06-16T08:30")["now"] == "2026-06-16T08:30+08:00"
    assert command("clock") == {"now": "2026-06-16T08:30+08:00"}


def test_moving_it_does_everything_in_between_in_order(demo, command):
    counts = command("clock", "2026-06-27T12:00")

    sent = in_order(demo, sa.select(OutboxEmail).order_by(OutboxEmail.id))
    mornings = [row.sent_at.astimezone(clock.BEIJING).strftime("%m-%d %H:%M") for row in sent]
    # 7, 3 and 1 working days before the limit, then overdue; the calendar of this test knows no holidays
    assert mornings == ["06-15 08:30", "06-19 08:30", "06-23 08:30", "06-25 08:30"]
    assert {row.status for row in sent} == {OutboxStatus.DELIVERED}
    assert counts["snapshot"] == {"runs": 1, "snapshots": 1}
    assert in_order(demo, sa.select(PeriodSnapshot.period)) == ["2026-06"]
    assert len(list((demo.config["DATA_DIR"] / "mail").glob("*.eml"))) == counts["mail"]["sent"] == len(sent)


def test_moving_in_one_go_or_day_by_day_gives_the_same(demo, command):
    for day in range(16, 28):
        command("clock", f"2026-06-{day}T12:00")

    sent = in_order(demo, sa.select(OutboxEmail.dedupe_key).order_by(OutboxEmail.id))
    assert [key.split(":")[2] for key in sent] == ["2026-06-15", "2026-06-19", "2026-06-23", "2026-06-25"]


def test_it_does_not_go_back_before_what_is_done(command):
    command("clock", "2026-06-17T12:00")

    assert command("clock", "2026-06-17T09:00")["now"] == "2026-06-17T09:00+08:00"  # after the last slot: fine
    assert "不能拨回" in command("clock", "2026-06-16T12:00")
    assert "不能拨回" in command("clock", "--real")
    assert command("clock")["now"] == "2026-06-17T09:00+08:00"


def test_it_returns_to_the_real_time_where_nothing_later_was_done(command):
    command("clock", "2026-06-15T09:30")

    assert command("clock", "--real") == {"now": "2026-06-15T09:00+08:00"}


def test_what_is_no_moment_is_refused(command):
    assert "请写成" in command("clock", "tomorrow")


def test_the_scheduler_and_the_pages_agree_on_the_time(demo, command, monkeypatch):
    other_process, seconds = DemonstrationClock(), [100.0]
    monkeypatch.setattr("time.monotonic", lambda: seconds[0])
    with demo.app_context():
        assert other_process() == NOW
    command("clock", "2026-06-16T08:30")

    with demo.app_context():
        assert other_process() == NOW  # asked at most once a second
        seconds[0] += READ_EVERY_S
        assert other_process() == beijing("2026-06-16T08:30")


def test_the_banner_moves_the_clock_from_any_page(demo):
    browser = demo.test_client()
    with demo.app_context():
        person_id = db.session.scalar(sa.text('SELECT id FROM "user"'))
    browser.post(f"/demo/sign-in/{person_id}")
    assert "拨到此刻" in browser.get("/").text

    moved = browser.post("/demo/clock", data={"moment": "2026-06-19T08:30", "next": "/register?q=x"})
    offered = browser.post("/demo/clock", data={"move": "month_closed", "moment": "2026-06-19T08:30"})

    assert (moved.status_code, moved.location) == (303, "/register?q=x")
    assert (offered.status_code, offered.location) == (303, "/")
    assert "时钟已拨到 2026-06-26 00:30。其间发出邮件" in browser.get("/").text
    assert in_order(demo, sa.select(AuditEntry.action)).count("advance_clock") == 2


def test_a_wrong_moment_and_a_foreign_address_do_no_harm(demo):
    browser = demo.test_client()
    with demo.app_context():
        person_id = db.session.scalar(sa.text('SELECT id FROM "user"'))
    browser.post(f"/demo/sign-in/{person_id}")

    answer = browser.post("/demo/clock", data={"moment": "morgen", "next": "//evil.example"})

    assert answer.location == "/"
    assert "请填写要拨到的时间" in browser.get("/").text
    assert in_order(demo, sa.select(JobRun.slot)) == []


def test_a_long_move_says_how_far_it_has_come_and_goes_on(demo, monkeypatch):
    monkeypatch.setattr("tracker.web.demo_clock.ANSWER_WITHIN_S", -1.0)
    browser = demo.test_client()
    with demo.app_context():
        person_id = db.session.scalar(sa.text('SELECT id FROM "user"'))
    browser.post(f"/demo/sign-in/{person_id}")
    wanted = {"moment": "2026-06-17T12:00", "started": "2026-06-15T09:00"}

    pages = []
    while (answer := browser.post("/demo/clock", data=wanted)).status_code == 200:
        pages.append(answer.text)

    assert "正在拨动时钟" in pages[0]
    assert "data-go-on" in pages[0]
    assert len(pages) == len(set(in_order(demo, sa.select(JobRun.slot))))  # one moment at a time
    assert "已到 2026-06-15 09:00" in pages[0]  # what was left of this morning does not turn the clock back
    with demo.app_context():
        assert clock.now() == beijing("2026-06-17T12:00")


def test_the_made_up_months_can_be_moved_on_from(demo, command):
    command("clock", "2026-06-16T12:00")
    with demo.app_context():
        assert clock.now() - clock.system_now() == timedelta(days=1, hours=3)
