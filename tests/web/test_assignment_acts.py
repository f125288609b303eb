"""What the office does by hand to one unit's part, and the menus that lead there."""

import pytest

from tests.factories import make_task, make_user, saved
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.workflow import TaskStatus


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("pause", AssignmentStatus.IN_PROGRESS, AssignmentStatus.PAUSED),
        ("resume", AssignmentStatus.PAUSED, AssignmentStatus.IN_PROGRESS),
        ("enter_next_stage", AssignmentStatus.STAGE_CLOSED, AssignmentStatus.IN_PROGRESS),
        ("cancel", AssignmentStatus.IN_PROGRESS, AssignmentStatus.CANCELLED),
        ("reopen", AssignmentStatus.CLOSED, AssignmentStatus.IN_PROGRESS),
        ("reinstate", AssignmentStatus.CANCELLED, AssignmentStatus.ISSUED),
    ],
)
def test_the_office_acts_by_hand_with_a_reason(office, assignment, act, before, after):
    assignment.status = before
    saved(assignment)
    address = f"/assignments/{assignment.id}/acts/{act}"

    assert office.get(address).status_code == 200
    refused = office.post(address, data={"reason": ""})
    office.post(address, data={"reason": "政策调整。"})

    assert (refused.status_code == 422) is (act not in ("resume", "enter_next_stage"))
    assert assignment.status is after


def test_what_cannot_be_done_by_hand_now_is_said(office, browser, assignment):
    response = office.get(f"/assignments/{assignment.id}/acts/reopen", follow_redirects=True)

    assert "本单位任务推进中，不能重新打开。" in response.text
    assert office.get(f"/assignments/{assignment.id}/acts/dance").status_code == 404
    assert browser.get(f"/assignments/{assignment.id}/acts/pause").status_code == 403


def test_the_task_page_offers_each_what_they_may_begin(browser, office, assignment):
    own = browser.get(f"/tasks/{assignment.task_id}").text
    overseen = office.get(f"/tasks/{assignment.task_id}").text

    assert f"/assignments/{assignment.id}/requests/extension" in own
    assert f"/assignments/{assignment.id}/acts/pause" not in own
    assert f"/assignments/{assignment.id}/acts/pause" in overseen
    assert f"/assignments/{assignment.id}/requests/extension" not in overseen


def test_a_paused_task_offers_nothing_to_ask(client_of):
    task = make_task(status=TaskStatus.PAUSED)
    browser = client_of(make_user(unit=task.assignments[0].unit))

    assert "/requests/" not in browser.get(f"/tasks/{task.id}").text
