"""Asking, deciding and taking back over HTTP: allowed, not one's own, not there, refused, badly filled in."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import (
    make_government,
    make_request,
    make_unit,
    make_user,
    saved,
)
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.roles import Role
from tracker.models import Membership, UnitRequest

FORM = {
    "reason": "上级资金未到位。",
    "asked_for_on": "2027-03-31",
    "measures": "每周调度。",
    "submission_key": "form-key-1",
}


def only_request(db):
    return db.session.scalars(sa.select(UnitRequest)).one()


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind is not RequestKind.CLOSURE])
def test_each_kind_has_a_page_in_its_own_words(browser, assignment, kind):
    page = browser.get(f"/assignments/{assignment.id}/requests/{kind.value}")

    assert page.status_code == 200
    assert kind.label in page.text
    assert "条款原文" in page.text


def test_asking_for_more_time(db, browser, assignment):
    response = browser.post(f"/assignments/{assignment.id}/requests/extension", data=FORM)

    assert response.location == f"/tasks/{assignment.task_id}"
    request = only_request(db)
    assert (request.status, request.asked_for_on) == (RequestStatus.PENDING, date(2027, 3, 31))
    page = browser.get(f"/tasks/{assignment.task_id}").text
    assert "延期申请已提交" in page
    assert "待审批" in page


def test_a_form_sent_five_times_makes_one_request(db, browser, assignment):
    for _ in range(5):
        browser.post(f"/assignments/{assignment.id}/requests/extension", data=FORM)

    assert only_request(db).reason == "上级资金未到位。"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "请填写延期理由。"),
        ({"measures": " "}, "请填写采取的措施。"),
        ({"asked_for_on": "2026-12-01"}, "新的完成时限应当晚于原时限"),
        ({"asked_for_on": "三月"}, "日期"),
        ({"submission_key": "短"}, "有内容需要改正"),
    ],
)
def test_a_form_badly_filled_in_is_shown_again_with_what_was_typed(db, browser, assignment, changes, words):
    response = browser.post(
        f"/assignments/{assignment.id}/requests/extension", data=FORM | {"reason": "资金问题"} | changes
    )

    assert response.status_code == 422
    assert words in response.text
    assert "资金问题" in response.text or not changes.get("reason", "x")
    assert db.session.scalar(sa.select(UnitRequest)) is None


def test_what_cannot_be_asked_now_is_said_at_once(browser, assignment):
    assignment.due_on = date(2026, 6, 16)
    saved(assignment)

    response = browser.get(f"/assignments/{assignment.id}/requests/extension", follow_redirects=True)

    assert "延期应当在到期前 3 个工作日提出" in response.text
    assert browser.get(f"/assignments/{assignment.id}/requests/nonsense").status_code == 404


def test_only_the_units_people_ask(client_of, office, assignment):
    neighbour = client_of(make_user())

    assert neighbour.get(f"/assignments/{assignment.id}/requests/pause").status_code == 404
    assert office.get(f"/assignments/{assignment.id}/requests/pause").status_code == 403


def test_a_unit_proposes_who_should_do_it_and_the_office_decides(db, browser, office, assignment):
    other = make_unit("市工信局", assignment.task.jurisdiction)
    form = {"reason": "职能已划转。", "proposed_unit": other.id, "submission_key": "form-key-2"}

    browser.post(f"/assignments/{assignment.id}/requests/reassignment", data=form)
    request = only_request(db)
    page = office.get(f"/requests/{request.id}").text
    office.post(f"/requests/{request.id}/approve", data={"granted_unit": other.id, "comment": "同意。"})

    assert "建议由 <strong>市工信局</strong> 承担" in page
    assert request.status is RequestStatus.APPROVED
    assert assignment.status is AssignmentStatus.CANCELLED
    assert "改由市工信局承担" in office.get(f"/tasks/{assignment.task_id}").text


def test_one_screen_holds_what_a_decision_needs(office, assignment):
    make_request(assignment, RequestKind.PAUSE, RequestStatus.REFUSED, reason="早先的申请", decided_by=make_user())
    request = make_request(assignment)

    page = office.get(f"/requests/{request.id}").text

    for words in ("申请延期到", "2027年3月31日", "条款原文", "最近一次进展", "早先的申请", "已同意延期 0 次"):
        assert words in page, words


def test_a_decision_grants_another_day_and_opens_the_next(office, assignment):
    request, following = make_request(assignment), make_request()

    response = office.post(f"/requests/{request.id}/approve", data={"granted_on": "2027-01-29", "comment": ""})

    assert response.location == f"/requests/{following.id}"
    assert (assignment.due_on, assignment.original_due_on) == (date(2027, 1, 29), date(2026, 12, 31))
    page = office.get(f"/tasks/{assignment.task_id}").text
    assert "原定时限 2026-12-31" in page
    assert "同意延期申请，到 2027-01-29" in page


def test_a_refusal_without_a_reason_is_not_taken(office, assignment):
    request = make_request(assignment)

    response = office.post(f"/requests/{request.id}/refuse", data={"comment": " "})

    assert response.status_code == 422
    assert "请写明理由" in response.text
    assert request.status is RequestStatus.PENDING


def test_who_was_slower_sees_what_happened_and_keeps_what_was_typed(office, assignment):
    winner = make_user(Role.SUPERVISOR, display_name="快一步的人")
    request = make_request(assignment, status=RequestStatus.REFUSED, decided_by=winner, decision_comment="先用足时间。")

    response = office.post(f"/requests/{request.id}/approve", data={"comment": "情况属实，同意。"})

    assert response.status_code == 409
    for words in ("快一步的人", "先用足时间。", "情况属实，同意。", "申请未同意，不能同意。"):
        assert words in response.text, words


def test_ones_own_are_left_to_others(client_of, assignment):
    supervisor = make_user(Role.SUPERVISOR)
    supervisor.memberships.append(Membership(role=Role.LIAISON, unit=assignment.unit))
    saved(supervisor)
    browser, request = client_of(supervisor), make_request(assignment)

    page = browser.get(f"/requests/{request.id}").text
    response = browser.post(f"/requests/{request.id}/approve", data={})

    assert "须由他人办理" in page
    assert f"/requests/{request.id}/approve" not in page
    assert response.status_code == 403


@pytest.mark.parametrize("role", [Role.LIAISON, Role.LEADER])
def test_only_the_office_decides(client_of, assignment, role):
    request = make_request(assignment)
    browser = client_of(make_user(role, unit=assignment.unit if role is Role.LIAISON else None))

    assert browser.get(f"/requests/{request.id}").status_code == 200
    assert browser.post(f"/requests/{request.id}/approve", data={}).status_code == 403


def test_another_governments_requests_do_not_seem_to_exist(client_of, assignment):
    request = make_request(assignment)
    browser = client_of(make_user(Role.SUPERVISOR, government=make_government("外市")))

    assert browser.get(f"/requests/{request.id}").status_code == 404
    assert browser.post(f"/requests/{request.id}/refuse", data={"comment": "不行"}).status_code == 404


def test_taking_a_request_back(client_of, assignment):
    user = make_user(unit=assignment.unit)
    browser, request = client_of(user), make_request(assignment, requested_by=user)

    assert "撤回" in browser.get(f"/requests/{request.id}").text
    browser.post(f"/requests/{request.id}/withdraw")

    assert request.status is RequestStatus.WITHDRAWN
    assert browser.post(f"/requests/{request.id}/withdraw").status_code == 409
