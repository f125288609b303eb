"""The grid of 立项 and the leader's page, through the browser."""

import pytest

from tests.factories import make_clause, make_document, make_government, make_task, make_user
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.domain.task_opening import ReportCadence, TaskCategory
from tracker.domain.workflow import TaskStatus


@pytest.fixture
def document(db):
    return make_document(status=DocumentStatus.CONFIRMED)


@pytest.fixture
def tasks(document):
    return [
        make_task(status=TaskStatus.DRAFT, clause=make_clause(document, body=f"出台第{number}项实施细则。"))
        for number in (1, 2, 3)
    ]


@pytest.fixture
def leader(db):
    return make_user(Role.LEADER, display_name="沈市长")


@pytest.fixture
def office(client_of):
    return client_of(make_user(Role.SUPERVISOR, display_name="王督查"))


SHARED = {
    "category": "",
    "responsible_leader_id": 0,
    "cadence": "",
    "evidence": "",
    "start_on": "",
    "due_on": "",
    "plan": "",
}


def test_the_grid_shows_each_task_with_what_its_clause_suggests(office, document, tasks, leader):
    page = office.get(f"/documents/{document.id}/opening").text

    assert page.count("建议 1 条") == 3
    assert "未设" in page
    assert all(f"/tasks/{task.id}/description" in page for task in tasks)
    assert "沈市长" in page


def test_what_is_typed_once_goes_to_the_ticked_tasks_alone(office, document, tasks, leader):
    data = {
        **SHARED, "task": [tasks[0].id, tasks[1].id], "category": "central_decision", "cadence": "quarterly",
        "responsible_leader_id": leader.id, "evidence": "yes",
    }  # fmt: skip

    answer = office.post(f"/documents/{document.id}/opening/shared", data=data)

    assert answer.status_code == 302
    assert [task.cadence for task in tasks] == [ReportCadence.QUARTERLY, ReportCadence.QUARTERLY, ReportCadence.MONTHLY]
    assert tasks[0].category is TaskCategory.CENTRAL_DECISION
    assert (tasks[0].responsible_leader, tasks[0].evidence_required) == (leader, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"plan": "方案", "task": []}, "请先勾选任务"),
        ({}, "留空的项目保持不变"),
        ({"start_on": "2027-06-01", "plan": "写好的方案"}, "早于起算日"),
        ({"due_on": "不是日期"}, "完成时限"),
    ],
)
def test_what_cannot_be_given_is_said_and_what_was_typed_stays(office, document, tasks, leader, changes, words):
    answer = office.post(f"/documents/{document.id}/opening/shared", data={**SHARED, "task": [tasks[0].id], **changes})

    assert answer.status_code == 422
    assert words in answer.text
    assert changes.get("plan", "") in answer.text
    assert tasks[0].plan == ""


def test_suggested_criteria_are_taken_by_a_click(office, document, tasks, leader):
    office.post(f"/documents/{document.id}/opening/criteria", data={"task": [tasks[0].id]})

    assert [criterion.text for criterion in tasks[0].criteria] == ["出台第1项实施细则"]
    assert tasks[1].criteria == []
    refused = office.post(f"/documents/{document.id}/opening/criteria", data={}, follow_redirects=True)
    assert "请先勾选任务" in refused.text


def ask(office, document, leader, *tasks):
    data = {"task": [task.id for task in tasks], "basis": "《意见》", "leader_id": leader.id}
    return office.post(f"/documents/{document.id}/opening/submit", data=data)


def test_a_leader_finds_what_waits_and_approves_the_ticked_ones(office, client_of, document, tasks, leader):
    ask(office, document, leader, *tasks)
    browser = client_of(leader)

    page = browser.get("/openings").text
    assert "《意见》" in page
    assert "王督查报批" in page
    browser.post("/openings/approval", data={"task": [tasks[0].id, tasks[1].id]})

    assert [task.status for task in tasks] == [TaskStatus.OPENED, TaskStatus.OPENED, TaskStatus.OPENING_PENDING]
    assert tasks[0].approving_leader == "沈市长"


def test_a_leader_sends_back_with_a_reason_only(office, client_of, document, tasks, leader):
    ask(office, document, leader, tasks[0])
    browser = client_of(leader)

    refused = browser.post("/openings/return", data={"task": [tasks[0].id], "reason": ""})
    assert (refused.status_code, tasks[0].status) == (422, TaskStatus.OPENING_PENDING)

    browser.post("/openings/return", data={"task": [tasks[0].id], "reason": "请明确时限"})
    assert tasks[0].status is TaskStatus.DRAFT


def test_two_leaders_cannot_decide_one_opening_two_ways(office, client_of, document, tasks, leader):
    ask(office, document, leader, tasks[0])
    client_of(make_user(Role.LEADER)).post("/openings/return", data={"task": [tasks[0].id], "reason": "再议"})

    answer = client_of(leader).post("/openings/approval", data={"task": [tasks[0].id]})

    assert answer.status_code == 409
    assert "刚刚由他人办理过" in answer.text


def test_the_office_sees_what_waits_and_cannot_decide_it(office, document, tasks, leader):
    ask(office, document, leader, tasks[0])

    page = office.get("/openings").text

    assert tasks[0].title in page
    assert "批准立项" not in page
    assert office.post("/openings/approval", data={"task": [tasks[0].id]}).status_code == 403


def test_a_leader_of_another_government_approves_nothing_here(office, client_of, document, tasks, leader, db):

    ask(office, document, leader, tasks[0])
    stranger = client_of(make_user(Role.LEADER, government=make_government("邻市")))

    assert tasks[0].title not in stranger.get("/openings").text
    assert stranger.post("/openings/approval", data={"task": [tasks[0].id]}).status_code == 409
    assert tasks[0].status is TaskStatus.OPENING_PENDING


def test_an_empty_question_to_a_leader_is_refused_at_the_field(office, document, tasks, leader):
    answer = office.post(
        f"/documents/{document.id}/opening/submit", data={"task": [tasks[0].id], "basis": "", "leader_id": leader.id}
    )

    assert answer.status_code == 422
    assert "请填写立项依据" in answer.text


def test_the_issue_page_of_a_document_that_is_out_opens_again_for_what_came_later(office, document, tasks, leader):
    ask(office, document, leader, tasks[0])
    form = {"basis": "《意见》", "approving_leader": "沈市长", "start_on": "2026-06-15", "cadence": ""}
    office.post(f"/documents/{document.id}/issuing", data=form)
    assert [task.status for task in tasks] == [TaskStatus.OPENING_PENDING, TaskStatus.ISSUED, TaskStatus.ISSUED]
    assert office.get(f"/documents/{document.id}/issuing").status_code == 302


def test_a_leaders_home_counts_the_openings_that_its_link_shows(office, client_of, document, tasks, leader):
    browser = client_of(leader)
    assert "立项审批：" not in browser.get("/").text

    ask(office, document, leader, tasks[0], tasks[1])

    assert "立项审批：2 项任务" in browser.get("/").text
    page = browser.get("/openings").text
    assert [task.title in page for task in tasks] == [True, True, False]
