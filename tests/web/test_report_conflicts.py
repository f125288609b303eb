"""Two people of one unit report on the same month: nothing of either is lost, and one of them chooses."""

import re

import pytest
import sqlalchemy as sa

from tests.factories import make_report, make_user
from tracker.domain.reporting import ReportStatus
from tracker.models import ProgressReport

MINE = {
    "period": "2026-06",
    "percent_complete": "40",
    "summary": "我写的：新建机构 12 家。",
    "submission_key": "form-of-mine",
}
THEIRS = {**MINE, "percent_complete": "55", "summary": "同事写的：新建机构 15 家。", "submission_key": "form-of-theirs"}


@pytest.fixture
def colleague(client_of, liaison):
    return client_of(make_user(unit=liaison.home_unit))


def path(assignment, rest=""):
    return f"/assignments/{assignment.id}/report{rest}"


def opened(browser, assignment):
    """What the form says of the report it was opened on."""
    return basis(browser.get(path(assignment)).text)


def basis(page):
    return {"based_on": re.search(r'name="based_on"[^>]*value="(\d+)"', page)[1]}


def standing(db):
    return db.session.scalars(
        sa.select(ProgressReport.summary).where(ProgressReport.status == ReportStatus.SUBMITTED)
    ).all()


@pytest.fixture
def conflict(browser, colleague, assignment):
    """The answer to a form that was opened before a colleague sent theirs."""
    mine = {**MINE, **opened(browser, assignment)}
    colleague.post(path(assignment), data=THEIRS)
    return browser.post(path(assignment), data=mine)


def test_both_texts_are_shown_side_by_side_and_nothing_is_sent(db, conflict):
    assert conflict.status_code == 409
    assert MINE["summary"] in conflict.text
    assert THEIRS["summary"] in conflict.text[conflict.text.index("data-theirs") :]
    assert standing(db) == [THEIRS["summary"]]


def test_mine_can_be_sent_all_the_same_and_theirs_stays_in_the_record(db, browser, assignment, conflict):
    browser.post(path(assignment), data={**MINE, **basis(conflict.text)})

    assert standing(db) == [MINE["summary"]]
    theirs = db.session.scalars(sa.select(ProgressReport).where(ProgressReport.summary == THEIRS["summary"])).one()
    assert theirs.status is ReportStatus.SUPERSEDED


def test_theirs_can_be_taken_instead(browser, assignment, conflict):
    assert "采用对方的" in conflict.text

    browser.post(path(assignment, "/draft/discard"))

    page = browser.get(path(assignment)).text
    assert THEIRS["summary"] in page
    assert MINE["summary"] not in page


def test_a_form_opened_on_the_report_that_stands_corrects_it(db, browser, assignment):
    browser.post(path(assignment), data=THEIRS)

    browser.post(path(assignment), data={**MINE, **opened(browser, assignment)})

    assert standing(db) == [MINE["summary"]]


def test_a_draft_that_was_overtaken_says_so_when_it_is_opened_again(browser, colleague, assignment):
    browser.post(path(assignment, "/draft"), data={**MINE, **opened(browser, assignment)})
    colleague.post(path(assignment), data=THEIRS)

    page = browser.get(path(assignment)).text

    assert "同一期有两份内容" in page
    assert MINE["summary"] in page
    assert THEIRS["summary"] in page


def test_a_report_taken_back_meanwhile_is_said_too(db, browser, colleague, assignment):
    colleague.post(path(assignment), data=THEIRS)
    mine = {**MINE, **opened(browser, assignment)}
    colleague.post(f"/reports/{db.session.scalar(sa.select(ProgressReport.id))}/withdraw")

    answer = browser.post(path(assignment), data=mine)

    assert answer.status_code == 409
    assert "撤回了本期进展" in answer.text
    assert MINE["summary"] in answer.text


def test_sending_the_same_form_again_is_no_conflict(db, browser, assignment):
    mine = {**MINE, **opened(browser, assignment)}

    answers = [browser.post(path(assignment), data=mine).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert standing(db) == [MINE["summary"]]


def test_a_report_that_was_reviewed_and_accepted_meanwhile_can_still_be_corrected(db, browser, assignment):
    report = make_report(assignment, period="2026-06")
    mine = {**MINE, **opened(browser, assignment)}
    report.status = ReportStatus.ACCEPTED
    db.session.commit()

    assert browser.post(path(assignment), data=mine).status_code == 302
