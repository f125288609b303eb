import pytest

from tests.factories import make_assignment, make_group, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus


def unsigned(unit):
    return make_assignment(unit, status=AssignmentStatus.ISSUED)


def test_a_liaison_signs_for_one(client_of, liaison):
    assignment = unsigned(liaison.home_unit)

    response = client_of(liaison).post(f"/assignments/{assignment.id}/acknowledge")

    assert response.location == f"/tasks/{assignment.task_id}"
    assert assignment.status is AssignmentStatus.IN_PROGRESS
    assert assignment.acknowledged_by == liaison


def test_a_liaison_signs_for_all_that_is_ticked(client_of, liaison):
    mine = [unsigned(liaison.home_unit) for _ in range(3)]
    anothers = unsigned(make_unit())
    ids = [str(assignment.id) for assignment in [*mine, anothers]]

    client_of(liaison).post("/assignments/acknowledge", data={"assignment": [*ids, "x"]})

    assert {assignment.status for assignment in mine} == {AssignmentStatus.IN_PROGRESS}
    assert anothers.status is AssignmentStatus.ISSUED


def test_nothing_ticked_says_what_to_do(client_of, liaison):
    browser = client_of(liaison)

    assert "请先勾选" in browser.post("/assignments/acknowledge", follow_redirects=True).text


def test_a_member_signs_for_the_group_its_unit_belongs_to(client_of, liaison):
    assignment = unsigned(make_group(members=(liaison.home_unit,)))

    client_of(liaison).post(f"/assignments/{assignment.id}/acknowledge")

    assert assignment.status is AssignmentStatus.IN_PROGRESS


def test_signing_twice_is_refused_with_the_reason(client_of, liaison):
    assignment = make_assignment(liaison.home_unit)

    response = client_of(liaison).post(f"/assignments/{assignment.id}/acknowledge")

    assert response.status_code == 409
    assert "推进中，不能签收" in response.text


def test_another_units_work_does_not_seem_to_exist(client_of, liaison):
    assert client_of(liaison).post(f"/assignments/{unsigned(make_unit()).id}/acknowledge").status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER])
def test_who_oversees_the_work_does_not_sign_for_it(client_of, liaison, role):
    assignment = unsigned(liaison.home_unit)

    assert client_of(make_user(role)).post(f"/assignments/{assignment.id}/acknowledge").status_code == 403


def test_the_address_of_an_assignment_leads_to_its_place_on_the_page_of_the_task(client_of, liaison):
    assignment = unsigned(liaison.home_unit)

    response = client_of(liaison).get(f"/assignments/{assignment.id}")

    assert response.location == f"/tasks/{assignment.task_id}#assignment-{assignment.id}"
