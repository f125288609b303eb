import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_user
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Urging

WORDS = "请于本周五前报送进展。"


@pytest.fixture
def desk(client_of, db):
    return client_of(make_user(Role.SUPERVISOR))


def urgings(db):
    return db.session.scalars(sa.select(Urging)).all()


def test_a_supervisor_urges_a_unit_and_the_task_says_so(db, desk):
    assignment = make_assignment()

    answer = desk.post(f"/assignments/{assignment.id}/urge", data={"text": WORDS})

    assert answer.location == f"/tasks/{assignment.task_id}"
    assert [urging.text for urging in urgings(db)] == [WORDS]
    assert WORDS in desk.get(f"/tasks/{assignment.task_id}").text


def test_a_second_time_within_three_working_days_is_refused_with_the_day(db, desk):
    assignment = make_assignment()
    desk.post(f"/assignments/{assignment.id}/urge", data={"text": WORDS})

    answer = desk.post(f"/assignments/{assignment.id}/urge", data={"text": "再催一次。"})

    assert answer.status_code == 422
    assert "起可以再催" in answer.text
    assert "再催一次。" in answer.text
    assert len(urgings(db)) == 1


@pytest.mark.parametrize("status", [AssignmentStatus.CLOSED, AssignmentStatus.PENDING, AssignmentStatus.PAUSED])
def test_nobody_is_urged_who_is_asked_for_nothing(db, desk, status):
    assignment = make_assignment(status=status)

    assert desk.post(f"/assignments/{assignment.id}/urge", data={"text": WORDS}).status_code == 409
    assert urgings(db) == []


def test_many_are_urged_at_once_and_the_rest_is_counted(db, desk):
    just_urged, open_one, closed = make_assignment(), make_assignment(), make_assignment(status=AssignmentStatus.CLOSED)
    desk.post(f"/assignments/{just_urged.id}/urge", data={"text": WORDS})
    ids = [str(one.id) for one in (just_urged, open_one, closed)]

    page = desk.post("/assignments/urge", data={"assignment": ids})
    answer = desk.post("/assignments/urge", data={"assignment": ids, "text": WORDS}, follow_redirects=True)

    assert page.status_code == 200
    assert "催办 3 项" in page.text
    assert "已催办 1 项" in answer.text
    assert "1 项 3 个工作日内催办过" in answer.text
    assert "1 项现在不需要单位办理" in answer.text
    assert [urging.assignment for urging in urgings(db)] == [just_urged, open_one]


def test_nothing_ticked_says_what_to_do(db, desk):
    assert "请先勾选" in desk.post("/assignments/urge", follow_redirects=True).text
    assert urgings(db) == []
