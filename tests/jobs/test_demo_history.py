"""The made-up months: played once, through the real verbs and jobs, up to today."""

import re
from collections import Counter

import pytest
import sqlalchemy as sa

from config import test_settings as settings_for_tests
from tests.conftest import NOW
from tracker import clock, create_app
from tracker.db import db
from tracker.domain.audit_chain import first_fault
from tracker.domain.lights import Light
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.outbox import OPEN_STATUSES
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, JobRun, Notice, OutboxEmail, PeriodSnapshot, ProgressReport
from tracker.queries import audit_trail
from tracker.queries.job_runs import fact


@pytest.fixture
def seeded(empty_database, tmp_path):
    app = create_app({**settings_for_tests(empty_database.url, tmp_path), "DEMO": True})
    app.test_cli_runner().invoke(args=["db", "upgrade"], catch_exceptions=False)
    app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def counted(column, *conditions):
    return Counter(db.session.scalars(sa.select(column).where(*conditions)))


@pytest.mark.slow
@pytest.mark.one_database("postgresql")  # the journeys of tests/browser begin with the same months on SQLite
def test_the_months_are_played_once_and_leave_boards_worth_looking_at(seeded):
    lights = counted(Assignment.light, Assignment.status != AssignmentStatus.PENDING)
    assert lights.total() == 86 + 2  # and what a county gave to two bureaus
    assert set(lights) == set(Light)

    periods = counted(PeriodSnapshot.period)
    assert sorted(periods) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert set(periods.values()) == {88}

    # Nothing is left to be sent, and nothing was sent twice.
    assert not set(counted(OutboxEmail.status)) & OPEN_STATUSES
    assert max(counted(OutboxEmail.user_id, OutboxEmail.kind == "task_issued").values()) == 1
    mornings = Counter((row.user_id, clock.beijing_date(row.sent_at)) for row in digests())
    assert max(mornings.values()) == 1

    # The office has reports to review, the leader a list to decide; what was issued, a leader had approved.
    assert counted(ProgressReport.status)[ReportStatus.SUBMITTED] > 0
    notices = db.session.scalars(sa.select(Notice)).all()
    assert (NoticeKind.WARNING, NoticeStatus.SUBMITTED) in {(one.kind, one.status) for one in notices}
    assert all(one.decided_by_id for one in notices if one.status is NoticeStatus.ISSUED)
    assert any(row.explanation for one in notices for row in one.rows)

    # The story ends now, on the machine's own time, with a sound trail.
    assert clock.now() == clock.system_now() == NOW
    assert max(counted(JobRun.slot)) <= NOW
    assert fact("demonstration_history") == "done"
    assert first_fault(audit_trail.chain()) is None

    # Every link of every mail leads to a page of ours.
    site = seeded.url_map.bind("luoshi.example.gov.cn")
    for body in db.session.scalars(sa.select(OutboxEmail.body_text)):
        for path in re.findall(r"http://luoshi\.example\.gov\.cn(\S*)", body):
            site.match(path.partition("?")[0])

    before = {
        model: db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in (JobRun, OutboxEmail)
    }
    again = seeded.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
    assert "演示历史" not in again.output
    assert before == {model: db.session.scalar(sa.select(sa.func.count()).select_from(model)) for model in before}


def digests():
    return db.session.scalars(sa.select(OutboxEmail).where(OutboxEmail.kind == "digest")).all()
