"""The office's acts on a task, through the browser: who reaches them, what they ask, what a conflict answers."""

import pytest

from tests.factories import make_government, make_task, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.transition_effects import may_act
from tracker.domain.workflow import AssignmentStatus, TaskAction, TaskStatus

#: address → (action, the task's state before, after, the units' state)
ACTS = {
    "withdrawal": ("withdraw_issue", "issued", "opened", "issued"),
    "pause": ("pause", "issued", "paused", "in_progress"),
    "resumption": ("resume", "paused", "issued", "in_progress"),
    "closing": ("close", "issued", "closed", "closed"),
    "reopening": ("reopen", "closed", "issued", "closed"),
    "cancellation": ("cancel", "issued", "cancelled", "in_progress"),
    "reinstatement": ("reinstate", "cancelled", "draft", "cancelled"),
}


def task_for(address, **more):
    _action, before, _after, units = ACTS[address]
    return make_task(status=TaskStatus(before), assignment_status=AssignmentStatus(units), **more)


def form_of(task, **more):
    units = [part.unit_id for part in task.assignments]
    return {"reason": "上级政策调整", "seen": task.status.value, "unit_ids": units, **more}


@pytest.mark.parametrize("address", ACTS)
@pytest.mark.parametrize("role", Role)
def test_each_act_is_open_to_the_roles_of_the_table(db, client_of, address, role):
    action, before, after, _units = ACTS[address]
    task = task_for(address, lead=make_unit())
    unit = task.assignments[0].unit if role in (Role.LIAISON, Role.UNIT_HEAD) else None
    browser = client_of(make_user(role, unit=unit))

    answer = browser.post(f"/tasks/{task.id}/{address}", data=form_of(task))

    is_open = may_act({role}, TaskStatus(before), TaskAction(action))
    assert answer.status_code in ((302,) if is_open else (403, 404))
    assert task.status is TaskStatus(after if is_open else before)


@pytest.mark.parametrize("address", ACTS)
def test_the_page_of_an_act_says_what_it_does_and_leads_to(client_of, address):
    task = task_for(address)
    page = client_of(make_user(Role.SUPERVISOR)).get(f"/tasks/{task.id}/{address}")

    assert page.status_code == 200
    assert TaskStatus(ACTS[address][2]).label in page.text
    assert task.assignments[0].unit.name in page.text


@pytest.mark.parametrize("address", ["withdrawal", "pause", "reopening", "cancellation", "reinstatement"])
def test_without_a_reason_nothing_happens_and_the_field_says_so(client_of, address):
    task = task_for(address)

    answer = client_of(make_user(Role.SUPERVISOR)).post(f"/tasks/{task.id}/{address}", data=form_of(task, reason=" "))

    assert answer.status_code == 422
    assert "请写明" in answer.text
    assert task.status is TaskStatus(ACTS[address][1])


@pytest.mark.parametrize("address", ACTS)
def test_an_act_on_what_somebody_moved_meanwhile_is_a_conflict_that_keeps_the_words(client_of, address):
    task = task_for(address)

    answer = client_of(make_user(Role.SUPERVISOR)).post(
        f"/tasks/{task.id}/{address}", data=form_of(task, seen="draft", reason="我写的理由")
    )

    assert answer.status_code == 409
    assert "刚刚由他人办理过" in answer.text
    assert "我写的理由" in answer.text or "reason" not in form_of(task)
    assert task.status is TaskStatus(ACTS[address][1])


@pytest.mark.parametrize("address", ACTS)
def test_an_act_that_the_state_forbids_is_not_offered_and_refused(client_of, address):
    task = make_task(status=TaskStatus.OPENING_PENDING)
    browser, is_allowed = client_of(make_user(Role.SUPERVISOR)), address == "cancellation"

    assert browser.get(f"/tasks/{task.id}/{address}").status_code == (200 if is_allowed else 302)
    answer = browser.post(f"/tasks/{task.id}/{address}", data=form_of(task))
    assert answer.status_code == (302 if is_allowed else 409)


def test_an_office_of_another_government_does_not_find_the_task(client_of):
    task = make_task()
    stranger = make_user(Role.SUPERVISOR, government=make_government("邻市"))

    assert client_of(stranger).get(f"/tasks/{task.id}/pause").status_code == 404


def test_the_task_page_offers_what_its_state_allows(client_of):
    task = make_task()
    office, liaison = make_user(Role.SUPERVISOR), make_user(unit=task.assignments[0].unit)

    page = client_of(office).get(f"/tasks/{task.id}").text
    for label in ("调整任务", "撤回交办…", "暂停…", "销号…", "终止…"):
        assert label in page
    assert "恢复…" not in page
    assert "任务办理" not in client_of(liaison).get(f"/tasks/{task.id}").text


def test_units_to_work_again_are_chosen_where_there_are_several(client_of):
    task = make_task(status=TaskStatus.CLOSED, supporting=(make_unit(),))
    browser = client_of(make_user(Role.SUPERVISOR))
    chosen = task.assignments[1].unit_id

    assert "重新办理的单位" in browser.get(f"/tasks/{task.id}/reopening").text
    browser.post(f"/tasks/{task.id}/reopening", data=form_of(task, unit_ids=[chosen]))

    assert [part.status for part in task.assignments] == [AssignmentStatus.CLOSED, AssignmentStatus.IN_PROGRESS]
