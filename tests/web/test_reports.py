from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_evidence, make_government, make_report, make_unit, make_user
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.models import OutboxEmail


def on(day):
    return datetime(2026, 6, day, 2, 0, tzinfo=UTC)


def test_one_screen_holds_what_the_decision_needs(office):
    assignment = make_assignment(make_unit("市科技局"))
    make_report(
        assignment, period="2026-04", summary="建成平台 3 家。", next_steps="再建 2 家。", status=ReportStatus.ACCEPTED
    )
    report = make_report(assignment, summary="建成平台 5 家。", difficulties="资金未到位。")
    make_evidence(report=report, filename="验收报告.pdf")

    page = office.get(f"/reports/{report.id}").text

    for words in (
        '<del class="muted">3</del>',
        "<ins>5</ins>",
        "再建 2 家。",
        "资金未到位。",
        "验收报告.pdf",
        "条款原文",
    ):
        assert words in page, words


def test_accepting_opens_the_next_one_by_itself(office):
    first = make_report(reported_at=on(1))
    second = make_report(reported_at=on(2))

    response = office.post(f"/reports/{first.id}/accept", data={"comment": ""})

    assert response.location == f"/reports/{second.id}"
    assert first.status is ReportStatus.ACCEPTED
    assert first.assignment.percent_complete == 40


def test_after_the_last_one_the_queue_is_empty(office):
    report = make_report()

    response = office.post(f"/reports/{report.id}/accept", data={})

    assert response.location == "/queue"


def test_returning_tells_the_unit_why(db, office):
    report = make_report()

    office.post(f"/reports/{report.id}/return", data={"comment": "请列出名单。"})

    assert (report.status, report.review_comment) == (ReportStatus.RETURNED, "请列出名单。")
    assert db.session.scalar(sa.select(OutboxEmail.kind)) == "report_returned"


def test_returning_without_a_reason_shows_the_form_again(office):
    report = make_report()

    response = office.post(f"/reports/{report.id}/return", data={"comment": " "})

    assert response.status_code == 422
    assert "请写明退回的理由" in response.text
    assert report.status is ReportStatus.SUBMITTED


def test_a_report_decided_by_somebody_else_meanwhile_is_not_decided_again(office):
    report = make_report(status=ReportStatus.RETURNED, reviewed_by=make_user(Role.SUPERVISOR))

    response = office.post(f"/reports/{report.id}/accept", data={"comment": ""})

    assert response.status_code == 409
    assert "进展已退回，不能采纳。" in response.text


def test_another_governments_reports_do_not_seem_to_exist(client_of):
    report = make_report()
    office = client_of(make_user(Role.SUPERVISOR, government=make_government("外市")))

    assert office.get(f"/reports/{report.id}").status_code == 404
    assert office.post(f"/reports/{report.id}/accept", data={}).status_code == 404
    office.post("/queue/decide", data={"act": "accept", "item": [f"report-{report.id}"]})
    assert report.status is ReportStatus.SUBMITTED


@pytest.mark.parametrize("role", [Role.LIAISON, Role.LEADER])
def test_only_the_office_reviews(client_of, role):
    assignment = make_assignment()
    report = make_report(assignment)
    office = client_of(make_user(role, unit=assignment.unit if role is Role.LIAISON else None))

    assert office.get("/queue").status_code == 403
    assert office.get(f"/reports/{report.id}").status_code == 200
    assert office.post(f"/reports/{report.id}/accept", data={}).status_code == 403
