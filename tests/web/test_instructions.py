from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tests.factories import make_group, make_instruction, make_reply, make_task, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import AuditEntry, Instruction, InstructionReply

FORM = {"text": "请牵头单位月底前拿出方案。", "unit": "0", "submission_key": "form-of-the-test"}
ANSWER = {"text": "方案已报市政府。", "submission_key": "answer-of-the-test"}


@pytest.fixture
def leader(db):
    return make_user(Role.LEADER)


@pytest.fixture
def task(db):
    return make_task(lead=make_unit("甲局"), supporting=(make_unit("乙局"),))


def instructions(db):
    return db.session.scalars(sa.select(Instruction)).all()


def page_of(client, task):
    return client.get(f"/tasks/{task.id}").text


def test_a_leader_writes_and_every_unit_reads_it(db, client_of, leader, task):
    response = client_of(leader).post(f"/tasks/{task.id}/instructions", data=FORM)

    assert response.location == f"/tasks/{task.id}"
    [written] = instructions(db)
    assert (written.text, written.unit, written.written_by) == (FORM["text"], None, leader)
    for assignment in task.assignments:
        assert FORM["text"] in page_of(client_of(make_user(unit=assignment.unit)), task)


def test_what_is_written_to_one_unit_is_not_shown_to_the_other(client_of, leader, task):
    first, second = (assignment.unit for assignment in task.assignments)
    client_of(leader).post(f"/tasks/{task.id}/instructions", data={**FORM, "unit": str(second.id)})

    assert FORM["text"] not in page_of(client_of(make_user(unit=first)), task)
    assert FORM["text"] in page_of(client_of(make_user(unit=second)), task)


def test_a_units_answer_is_read_from_above_and_by_itself_but_not_by_the_other_unit(client_of, leader, task):
    first, second = (assignment.unit for assignment in task.assignments)
    make_reply(make_instruction(task, written_by=leader), first, text="方案已报市政府。")

    for reader, sees in ((leader, True), (make_user(unit=first), True), (make_user(unit=second), False)):
        browser = client_of(reader)
        pages = [page_of(browser, task), browser.get("/instructions").text]
        assert ("方案已报市政府。" in pages[0]) is sees
        assert ("1/2" in pages[1]) is (reader is leader)


def test_sending_the_form_five_times_writes_once(db, client_of, leader, task):
    browser = client_of(leader)
    for _ in range(5):
        browser.post(f"/tasks/{task.id}/instructions", data=FORM)

    assert len(instructions(db)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEntry.action == "instruct")) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": ""}, "请写明批示内容"),
        ({"text": "长" * 2001}, "2000 字以内"),
        ({"reply_due_on": "2020-01-01"}, "已经过去"),
        ({"unit": "999"}, "发给"),
    ],
)
def test_a_refused_instruction_keeps_what_was_typed(db, client_of, leader, task, change, words):
    answer = client_of(leader).post(f"/tasks/{task.id}/instructions", data={**FORM, **change})

    assert answer.status_code == 422
    assert words in answer.text
    assert {**FORM, **change}["text"] in answer.text
    assert instructions(db) == []


def test_a_task_nobody_works_on_cannot_be_written_on(db, client_of, leader):
    draft = make_task(status=TaskStatus.DRAFT)

    assert client_of(leader).post(f"/tasks/{draft.id}/instructions", data=FORM).status_code == 409
    assert instructions(db) == []


def test_a_unit_answers_and_the_leader_sees_it_until_it_is_read(db, client_of, leader, task):
    unit = task.assignments[0].unit
    instruction = make_instruction(task, written_by=leader)
    liaison, desk = client_of(make_user(unit=unit)), client_of(leader)
    assert "批示待反馈" in liaison.get("/").text

    liaison.post(f"/instructions/{instruction.id}/reply", data={**ANSWER, "unit": str(unit.id)})
    liaison.post(f"/instructions/{instruction.id}/reply", data={**ANSWER, "unit": str(unit.id)})

    assert [reply.text for reply in db.session.scalars(sa.select(InstructionReply))] == [ANSWER["text"]]
    assert "批示待反馈" not in liaison.get("/").text
    assert ANSWER["text"] in desk.get("/").text
    desk.post(f"/instructions/{instruction.id}/read")
    assert ANSWER["text"] not in desk.get("/").text
    assert "领导已阅" in page_of(liaison, task)


def test_a_member_of_a_group_answers_for_the_group(db, client_of):
    county = make_unit("某县")
    group = make_group(members=(county,))
    instruction = make_instruction(make_task(lead=group))

    client_of(make_user(unit=county)).post(
        f"/instructions/{instruction.id}/reply", data={**ANSWER, "unit": str(group.id)}
    )

    assert [reply.unit for reply in db.session.scalars(sa.select(InstructionReply))] == [group]


def test_nobody_answers_for_a_unit_that_is_not_theirs(db, client_of, task):
    first, second = (assignment.unit for assignment in task.assignments)
    instruction = make_instruction(task)
    browser = client_of(make_user(unit=first))

    answer = browser.post(f"/instructions/{instruction.id}/reply", data={**ANSWER, "unit": str(second.id)})

    assert answer.status_code == 422
    assert db.session.scalars(sa.select(InstructionReply)).all() == []


def test_only_who_wrote_it_marks_the_answers_read(db, client_of, task):
    instruction = make_instruction(task)
    reply = make_reply(instruction, task.assignments[0].unit)

    answer = client_of(make_user(Role.LEADER)).post(f"/instructions/{instruction.id}/read")

    assert answer.status_code == 409
    assert reply.read_at is None


def test_the_list_of_instructions_says_how_far_each_is_answered(client_of, leader, task):
    half = make_instruction(task, text="两家都要反馈。", written_by=leader)
    make_reply(half, task.assignments[0].unit)
    make_instruction(task, text="尚无回音。", written_at=datetime(2026, 6, 1, tzinfo=UTC))

    page = client_of(make_user(Role.SUPERVISOR)).get("/instructions").text

    assert "部分反馈" in page
    assert "待反馈" in page
    assert page.index("尚无回音") < page.index("两家都要反馈")
