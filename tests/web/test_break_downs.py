import re

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_government, make_group, make_report, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import BreakDown, OutboxEmail, Task, UnitGroupMember


@pytest.fixture
def assignment(city, county):
    group = make_group("各县（市、区）政府", (county,), city)
    return make_assignment(group, title="培育科技企业")


@pytest.fixture
def liaison(county):
    return make_user(unit=county)


def form(county_bureaus, **more):
    lead, other = county_bureaus
    return {"lead": lead.id, "supporting": [other.id], "approving_leader": "王县长", **more}


def test_a_county_breaks_down_what_its_group_was_given(db, client_of, liaison, county, county_bureaus, assignment):
    person = make_user(unit=county_bureaus[0])

    answer = client_of(liaison).post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus))

    assert answer.location == f"/tasks/{assignment.task_id}"
    [made] = db.session.scalars(sa.select(BreakDown))
    assert made.assignment == assignment
    assert (made.task.jurisdiction, made.task.status) == (county, TaskStatus.ISSUED)
    assert [part.unit for part in made.task.assignments] == list(county_bureaus)
    assert {part.status for part in made.task.assignments} == {AssignmentStatus.ISSUED}
    assert made.task.number_serial == 1
    assert person.id in db.session.scalars(sa.select(OutboxEmail.user_id)).all()


def test_the_bureaus_work_and_their_progress_rolls_up(db, client_of, liaison, city, county, county_bureaus, assignment):
    browser = client_of(liaison)
    browser.post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus))
    task = db.session.scalars(sa.select(Task).where(Task.jurisdiction_id == county.id)).one()
    task.assignments[0].percent_complete = 60
    db.session.commit()

    for reader in (liaison, make_user(Role.SUPERVISOR, government=city)):
        page = client_of(reader).get(f"/tasks/{assignment.task_id}").text
        assert "汇总完成 60%" in page
        assert "县财政局" in page
    own = client_of(make_user(unit=county_bureaus[1])).get(f"/tasks/{task.id}")
    assert own.status_code == 200
    office = client_of(make_user(Role.SUPERVISOR, government=county))
    assert office.get(f"/documents/{task.document_id}").status_code == 200
    assert office.get(f"/documents/{task.document_id}/issuing").status_code == 403


def test_the_county_is_offered_the_figure_and_the_words_of_its_own_bureaus(
    db, client_of, liaison, city, county, county_bureaus, assignment
):
    browser = client_of(liaison)
    browser.post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus))
    [lead, _] = db.session.scalars(sa.select(Task).where(Task.jurisdiction_id == county.id)).one().assignments
    lead.percent_complete = 60
    make_report(lead, period="2026-05", percent_complete=60, summary="县里新建机构 12 家。")

    page = browser.get(f"/assignments/{assignment.id}/report").text

    assert re.search(r'name="percent_complete"[^>]*value="60"', page)
    assert "汇总完成 60%" in page
    assert "县里新建机构 12 家。" in page
    assert "县财政局" in page
    other = make_government("邻县", parent=city)
    db.session.add(UnitGroupMember(group_id=assignment.unit_id, member_id=other.id))
    neighbour = client_of(make_user(unit=other))
    page = neighbour.get(f"/assignments/{assignment.id}/report").text
    assert "汇总完成 60%" in page
    assert "县里新建机构 12 家。" not in page
    page = neighbour.get(f"/tasks/{assignment.task_id}").text
    assert "汇总完成 60%" in page
    assert "县财政局" not in page


def test_it_is_done_once_and_only_when_signed_for(db, client_of, liaison, county_bureaus, assignment):
    browser = client_of(liaison)
    browser.post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus))

    again = browser.post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus))
    page = browser.get(f"/assignments/{assignment.id}/break-down")

    assert again.status_code == 422
    assert "已经分解" in again.text
    assert "已经分解" in page.text
    assert "分解并交办" not in page.text
    assert len(db.session.scalars(sa.select(BreakDown)).all()) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"approving_leader": " "}, "批准的领导"),
        ({"lead": 0}, "请选择牵头部门"),
        ({"due_on": "2099-01-01"}, "不能晚于上级给本级的时限"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(db, client_of, liaison, county_bureaus, assignment, change, words):
    answer = client_of(liaison).post(f"/assignments/{assignment.id}/break-down", data=form(county_bureaus, **change))

    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalars(sa.select(BreakDown)).all() == []


def test_bureaus_of_another_government_cannot_be_chosen(db, client_of, liaison, city, county_bureaus, assignment):
    stranger = make_unit("市财政局", city)

    answer = client_of(liaison).post(
        f"/assignments/{assignment.id}/break-down", data=form(county_bureaus, supporting=[stranger.id])
    )

    assert answer.status_code == 422
    assert db.session.scalars(sa.select(BreakDown)).all() == []


def test_a_bureau_is_told_that_it_cannot_break_down(client_of):
    bureau = make_unit()
    assignment = make_assignment(bureau)

    page = client_of(make_user(unit=bureau)).get(f"/assignments/{assignment.id}/break-down")

    assert "还不能分解" in page.text
