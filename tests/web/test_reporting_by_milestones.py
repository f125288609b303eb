"""Where a task has milestones, its units tick those they have reached, and the percent follows."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_report, make_stages, make_user
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.models import ProgressReport, ReportDraft

WORDS = {"period": "2026-06", "summary": "已出台实施细则，新建机构 12 家。", "submission_key": "form-of-the-test"}


@pytest.fixture
def stages(assignment):
    return make_stages(
        assignment.task,
        ("出台细则", date(2026, 5, 31), 1),
        ("建成平台", date(2026, 9, 30), 1),
        ("投入使用", date(2026, 11, 30), 2),
    )


def path(assignment, rest=""):
    return f"/assignments/{assignment.id}/report{rest}"


def form(*reached, **changes):
    return {**WORDS, "by_milestones": "1", "reached_milestones": [stage.id for stage in reached], **changes}


def ticked(page):
    return [int(value) for value in re.findall(r'<input checked[^>]*value="(\d+)"', page)]


def report_of(db):
    return db.session.scalars(sa.select(ProgressReport).order_by(ProgressReport.id.desc()).limit(1)).one()


def test_the_milestones_stand_in_the_form_with_their_days_and_shares_and_no_percent_is_typed(
    browser, assignment, stages
):
    page = browser.get(path(assignment)).text

    assert "出台细则" in page
    assert "2026-05-31 前 · 占 25%" in page
    assert "2026-11-30 前 · 占 50%" in page
    assert 'name="percent_complete"' not in page


def test_the_percent_follows_the_milestones_reached(db, browser, assignment, stages):
    assert browser.post(path(assignment), data=form(stages[0], stages[1])).status_code == 302

    report = report_of(db)
    assert (report.percent_complete, report.reached_milestones) == (50, [stages[0].id, stages[1].id])


def test_none_reached_is_none_done(db, browser, assignment, stages):
    browser.post(path(assignment), data=form())

    assert (report_of(db).percent_complete, report_of(db).reached_milestones) == (0, [])


def test_accepting_makes_the_milestones_the_confirmed_percent(db, client_of, browser, assignment, stages):
    browser.post(path(assignment), data=form(stages[0]))

    client_of(make_user(Role.SUPERVISOR)).post(f"/reports/{report_of(db).id}/accept", data={})

    assert assignment.percent_complete == 25


def test_what_was_reached_before_is_ticked_already(browser, assignment, stages):
    reached = [stages[0].id]
    make_report(assignment, period="2026-05", status=ReportStatus.ACCEPTED, reached_milestones=reached)

    assert ticked(browser.get(path(assignment)).text) == reached


def test_ticks_are_kept_in_the_draft(db, browser, assignment, stages):
    browser.post(path(assignment, "/draft"), data=form(stages[1]))

    assert db.session.scalars(sa.select(ReportDraft)).one().fields["reached_milestones"] == [str(stages[1].id)]
    assert ticked(browser.get(path(assignment)).text) == [stages[1].id]


def test_ticks_stay_when_something_else_is_wrong(browser, assignment, stages):
    refused = browser.post(path(assignment), data=form(stages[1], summary=""))

    assert refused.status_code == 422
    assert ticked(refused.text) == [stages[1].id]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"by_milestones": "1", "reached_milestones": ["999999"]}, "任务的节点刚刚调整过"),
        ({"percent_complete": "80"}, "本任务按节点填报"),
    ],
)
def test_a_form_of_other_milestones_or_none_is_shown_again_with_the_ones_of_now(
    db, browser, assignment, stages, typed, words
):
    refused = browser.post(path(assignment), data={**WORDS, **typed})

    assert refused.status_code == 422
    assert words in refused.text
    assert WORDS["summary"] in refused.text
    assert "建成平台" in refused.text
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport))
