"""Closing over HTTP: criterion by criterion, from the unit's form to the office's last click."""

import sqlalchemy as sa

from tests.factories import (
    make_answer,
    make_criterion,
    make_evidence,
    make_request,
    make_user,
)
from tracker.domain.approvals import RequestKind
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.workflow import TaskStatus
from tracker.models import UnitRequest


def test_closing_from_the_form_to_the_end(db, browser, office, assignment):
    shown, told = (
        make_criterion(assignment.task, "平台建成投用"),
        make_criterion(assignment.task, "制度印发", requires_evidence=False),
    )
    file = make_evidence(assignment, filename="验收报告.pdf")
    page = browser.get(f"/assignments/{assignment.id}/closure").text
    form = {
        "result": "全部完成。",
        "submission_key": "form-key-3",
        f"statement_{shown.id}": "5 月投用。",
        f"level_{shown.id}": "evidenced",
        f"evidence_{shown.id}": [file.id],
        f"statement_{told.id}": "已印发。",
        f"level_{told.id}": "not_evidenced",
    }
    response = browser.post(f"/assignments/{assignment.id}/closure", data=form)
    request = db.session.scalars(sa.select(UnitRequest)).one()
    decision = office.get(f"/requests/{request.id}").text
    met = {f"met_{answer.id}": "met" for answer in request.answers}
    half = office.post(f"/requests/{request.id}/approve", data=dict([*met.items()][:1]))
    office.post(f"/requests/{request.id}/approve", data=met)

    assert "平台建成投用" in page
    assert "验收报告.pdf" in page
    assert response.location == f"/tasks/{assignment.task_id}"
    assert "无佐证" in decision
    assert (half.status_code, "请先核对“制度印发”是否达到" in half.text) == (422, True)
    assert (assignment.status, assignment.task.status) == (AssignmentStatus.CLOSED, TaskStatus.CLOSED)
    assert "核对办结标准，同意销号" in office.get(f"/tasks/{assignment.task_id}").text


def test_a_closing_badly_filled_in_keeps_what_was_typed(browser, assignment):
    criterion = make_criterion(assignment.task)

    response = browser.post(
        f"/assignments/{assignment.id}/closure",
        data={
            "result": "全部完成了",
            "submission_key": "form-key-4",
            f"statement_{criterion.id}": "已投用",
            f"level_{criterion.id}": "evidenced",
        },
    )

    assert response.status_code == 422
    assert "请选择佐证材料" in response.text
    assert "全部完成了" in response.text
    assert "已投用" in response.text


def test_a_task_without_criteria_says_whom_to_ask(browser, assignment):
    response = browser.get(f"/assignments/{assignment.id}/closure", follow_redirects=True)

    assert "本任务还没有办结标准，请联系督查机构" in response.text


def test_a_returned_closing_leads_the_unit_to_its_reasons(client_of, office, assignment):
    user = make_user(unit=assignment.unit)
    request = make_request(assignment, RequestKind.CLOSURE, requested_by=user)
    answer = make_answer(request, make_criterion(assignment.task))
    form = {f"met_{answer.id}": "unmet", "comment": "请补验收报告。", "resubmit_on": "2026-06-22"}

    office.post(f"/requests/{request.id}/refuse", data=form)
    browser = client_of(user)
    back = browser.get(f"/assignments/{assignment.id}/returned")
    page = browser.get(back.location).text

    assert assignment.status is AssignmentStatus.IN_PROGRESS
    assert back.location == f"/requests/{request.id}"
    for words in ("请补验收报告。", "2026年6月22日", "未达到", "重新申请"):
        assert words in page, words
