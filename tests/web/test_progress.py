import re
from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_evidence, make_report, make_unit, make_user
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import ProgressReport, ReportDraft

FORM = {
    "period": "2026-06",
    "percent_complete": "40",
    "summary": "已出台实施细则，新建机构 12 家。",
    "submission_key": "form-of-the-test",
}


def path(assignment, rest=""):
    return f"/assignments/{assignment.id}/report{rest}"


def reports(db):
    return db.session.scalars(sa.select(ProgressReport).order_by(ProgressReport.id)).all()


def test_a_liaison_reports_progress(db, browser, assignment):
    response = browser.post(path(assignment), data=FORM)

    assert response.status_code == 302
    [report] = reports(db)
    assert (report.percent_complete, report.summary, report.period) == (40, FORM["summary"], "2026-06")


def test_pressing_the_button_twice_gives_one_report(db, browser, assignment):
    browser.post(path(assignment), data=FORM)
    browser.post(path(assignment), data=FORM)

    assert len(reports(db)) == 1


def test_each_opened_form_has_a_key_of_its_own(browser, assignment):
    keys = {
        re.search(r'name="submission_key"[^>]*value="([^"]+)"', browser.get(path(assignment)).text)[1] for _ in "ab"
    }

    assert len(keys) == 2


def test_an_empty_looking_report_is_asked_about_and_can_still_be_sent(db, browser, assignment):
    vague = {**FORM, "summary": "持续推进各项重点工作落实"}

    asked = browser.post(path(assignment), data=vague)

    assert asked.status_code == 200
    assert "提交前请再看一眼" in asked.text
    assert "没有一个数字或日期" in asked.text
    assert vague["summary"] in asked.text
    assert not reports(db)

    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', asked.text)[1]
    browser.post(path(assignment), data={**vague, "seen": seen})

    assert [report.flags for report in reports(db)] == [["no_figure"]]


def test_a_new_fault_is_asked_about_although_another_was_seen(db, browser, assignment):
    make_report(assignment, period="2026-05", percent_complete=50, status=ReportStatus.ACCEPTED)

    asked = browser.post(path(assignment), data={**FORM, "seen": "no_figure"})

    assert "完成进度比上期低" in asked.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"percent_complete": "140"}, "请填写 0 至 100 的数字。"),
        ({"percent_complete": "nan"}, "请填写 0 至 100 的数字。"),
        ({"percent_complete": "很多"}, "完成进度"),
        ({"summary": "   "}, "请写明本期做了什么。"),
        ({"summary": "好" * 5001}, "请控制在 5000 字以内。"),
    ],
)
def test_an_incomplete_form_is_shown_again_with_all_that_was_typed(db, browser, assignment, typed, words):
    response = browser.post(path(assignment), data={**FORM, "next_steps": "下月验收 3 家。", **typed})

    assert response.status_code == 422
    assert words in response.text
    assert "下月验收 3 家。" in response.text
    assert not reports(db)


def test_the_previous_report_stands_beside_the_form(browser, assignment):
    make_report(assignment, period="2026-05", summary="五月做成的 5 件事", status=ReportStatus.ACCEPTED)

    page = browser.get(path(assignment)).text

    assert "五月做成的 5 件事" in page
    assert "2026年6月" in page


def test_what_is_typed_is_kept_and_comes_back(db, browser, assignment):
    answer = browser.post(path(assignment, "/draft"), data={"period": "2026-06", "summary": "写了一半", "x": "y"})

    assert answer.json == {"saved_at": "09:00"}
    assert "写了一半" in browser.get(path(assignment)).text
    assert "已恢复" in browser.get(path(assignment)).text
    assert db.session.scalars(sa.select(ReportDraft)).one().fields == {"period": "2026-06", "summary": "写了一半"}


def test_a_draft_can_be_thrown_away(db, browser, assignment):
    browser.post(path(assignment, "/draft"), data={"summary": "写了一半"})

    browser.post(path(assignment, "/draft/discard"))

    assert "写了一半" not in browser.get(path(assignment)).text


def test_a_colleagues_draft_stays_theirs(client_of, browser, liaison, assignment):
    browser.post(path(assignment, "/draft"), data={"summary": "写了一半"})
    colleague = client_of(make_user(unit=liaison.home_unit))

    assert "写了一半" not in colleague.get(path(assignment)).text


def test_a_draft_without_the_form_token_is_refused(browser, assignment):
    assert browser.post(path(assignment, "/draft"), data={"summary": "x"}, csrf=False).status_code == 400


def test_a_returned_report_opens_with_the_reason_and_its_words(browser, assignment):
    reviewer = make_user(Role.SUPERVISOR)
    make_report(
        assignment,
        status=ReportStatus.RETURNED,
        summary="五月的 5 件事",
        reviewed_by=reviewer,
        review_comment="请补充名单。",
    )
    assignment.returned_on = date(2026, 6, 1)

    page = browser.get(path(assignment)).text

    assert "填报2026年5月进展" in page
    assert "请补充名单。" in page
    assert page.count("五月的 5 件事") == 1


def test_a_report_already_sent_can_be_corrected_or_withdrawn(db, browser, assignment):
    browser.post(path(assignment), data=FORM)
    page = browser.get(path(assignment)).text
    assert "再次提交即为更正" in page
    assert FORM["summary"] in page

    browser.post(f"/reports/{reports(db)[0].id}/withdraw")

    assert reports(db)[0].status is ReportStatus.WITHDRAWN


def test_last_month_can_still_be_reported_on(db, browser, assignment):
    assert "2026年5月" in browser.get(path(assignment)).text

    browser.post(path(assignment), data={**FORM, "period": "2026-05"})

    assert reports(db)[0].period == "2026-05"


def test_files_uploaded_before_go_with_the_report(db, browser, assignment):
    file = make_evidence(assignment, period="2026-06")

    browser.post(path(assignment), data=FORM)

    assert file.report_id == reports(db)[0].id


def test_going_on_opens_the_next_task_of_the_month(browser, liaison, assignment):
    following = make_assignment(liaison.home_unit)

    first = browser.post(path(assignment), data={**FORM, "then": "next"})
    last = browser.post(path(following), data={**FORM, "submission_key": "another-form", "then": "next"})

    assert (first.location, last.location) == (path(following), "/")


@pytest.mark.parametrize("status", [AssignmentStatus.ISSUED, AssignmentStatus.CLOSED])
def test_the_form_of_work_that_cannot_be_reported_on_leads_back_to_the_task(browser, liaison, status):
    assignment = make_assignment(liaison.home_unit, status=status)

    response = browser.get(path(assignment), follow_redirects=True)

    assert f"任务{status.label}，现在不能填报进展。" in response.text
    assert browser.post(path(assignment), data=FORM).status_code == 409


def test_another_units_task_does_not_seem_to_exist(browser):
    assert browser.get(path(make_assignment(make_unit()))).status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER])
def test_who_oversees_the_work_sees_it_but_does_not_report_on_it(client_of, assignment, role):
    assert client_of(make_user(role)).get(path(assignment)).status_code == 403


def test_evidence_that_the_task_asks_for_is_missed_before_the_report_is_sent(db, browser, assignment):
    assignment.task.evidence_required = True
    db.session.commit()

    asked = browser.post(path(assignment), data=FORM)
    assert "任务要求佐证，本期没有上传" in asked.text
    assert not reports(db)

    make_evidence(assignment, period="2026-06")
    assert browser.post(path(assignment), data=FORM).status_code == 302


def test_who_sends_after_the_session_ended_comes_back_to_the_form(client, assignment):
    page = f"http://localhost{path(assignment)}"

    answer = client.post(path(assignment), data=FORM, headers={"Referer": page})

    assert answer.location == f"/sign-in?next={path(assignment)}"


def test_a_form_of_another_place_leads_back_nowhere(client, assignment):
    answer = client.post(path(assignment), data=FORM, headers={"Referer": "http://elsewhere.example/evil"})

    assert answer.location == "/sign-in"


def test_a_form_whose_session_is_gone_with_its_token_leads_to_signing_in(client, assignment):
    answer = client.post(path(assignment), data=FORM, csrf=False)

    assert answer.location == "/sign-in"
