"""Changing units through the forms: done and told, or refused with all that was typed."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.factories import make_government, make_group, make_task, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.units import UnitKind
from tracker.domain.workflow import TaskStatus
from tracker.models import Unit
from tracker.queries import unit_records
from tracker.queries.units import name_registry
from tracker.web.unit_changes import as_seen


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


@pytest.fixture
def unit(city):
    return make_unit("市科技局", city)


@pytest.fixture
def office(client, sign_in, city):
    sign_in(make_user(Role.SUPERVISOR, unit=make_unit("市政府督查室", city, UnitKind.OFFICE)))
    return client


def naming(unit, **values):
    return {"name": unit.name, "full_name": unit.full_name, "seen": as_seen(unit)} | values


def resolved(city, name):
    return name_registry(city).resolve(name, printed_on=TODAY, today=TODAY)


NEW = {"kind": "bureau", "name": "市数据局", "full_name": "甲市数据局", "function": "", "letter_prefix": ""}


def test_a_new_unit_is_there_with_the_function_its_name_tells(office, db, city):
    answer = office.post(f"/units/{city.id}/new", data=NEW, follow_redirects=True)

    assert "已新建“甲市数据局”" in answer.text
    assert db.session.scalars(sa.select(Unit.function).where(Unit.name == "市数据局")).one() == "数据"


def test_a_new_unit_like_a_known_one_needs_a_click(office, city):
    make_unit("市大数据局", city)

    answer = office.post(f"/units/{city.id}/new", data=NEW)
    assert answer.status_code == 422
    assert "已有名称相近的单位" in answer.text
    assert "甲市市大数据局" in answer.text
    assert 'value="市数据局"' in answer.text

    assert office.post(f"/units/{city.id}/new", data=NEW | {"confirmed": "y"}).status_code == 302


@pytest.mark.parametrize(
    ("values", "said"),
    [({"name": ""}, "请填写简称"), ({"full_name": "局" * 101}, "100 字以内"), ({"name": "=1+1"}, "不能以“=”开头")],
)
def test_a_new_unit_that_cannot_be_is_shown_again(office, city, values, said):
    answer = office.post(f"/units/{city.id}/new", data=NEW | values)

    assert answer.status_code == 422
    assert said in answer.text


def test_only_the_system_administrator_makes_a_government_at_the_top(client, sign_in, office, db, city):
    top = {"kind": "government", "name": "某国", "full_name": "某国政府", "function": "", "letter_prefix": ""}
    assert office.post("/units/new", data=top).status_code == 403

    sign_in(make_user(Role.SYSTEM_ADMIN, government=city))
    assert client.get("/units/new").status_code == 200
    assert client.post("/units/new", data=top).status_code == 302

    assert db.session.scalars(sa.select(Unit.tree_path).where(Unit.name == "某国")).one().count("/") == 2


def test_a_renamed_unit_keeps_its_old_name_for_old_papers(office, db, city, unit):
    answer = office.post(
        f"/units/{unit.id}/rename", data=naming(unit, name="市科创局", on="2026-06-01"), follow_redirects=True
    )

    assert "原名称记为曾用名" in answer.text
    assert "曾用名" in answer.text
    assert resolved(city, "市科技局") == resolved(city, "市科创局") == unit.id


def test_a_refused_renaming_keeps_what_was_typed(office, city, unit):
    make_unit("市财政局", city)

    answer = office.post(f"/units/{unit.id}/rename", data=naming(unit, name="市财政局", on="2026-06-01"))

    assert answer.status_code == 422
    assert "已是“甲市市财政局”的名称" in answer.text
    assert 'value="市财政局"' in answer.text


@pytest.mark.parametrize("page", ["rename", "correct"])
def test_two_people_do_not_overwrite_each_other(office, db, city, unit, page):
    opened = naming(unit, name="市科创局", on="2026-06-01")
    unit.full_name = "甲市科学技术局"
    db.session.commit()

    answer = office.post(f"/units/{unit.id}/{page}", data=opened)

    assert answer.status_code == 422
    assert "刚被别人改过" in answer.text


def test_a_correction_leaves_no_former_name(office, db, unit):
    unit.function = "工业科技"
    db.session.commit()
    assert "工业科技" in office.get(f"/units/{unit.id}/correct").text

    office.post(f"/units/{unit.id}/correct", data=naming(unit, name="市科创局", function="科技"))

    db.session.refresh(unit)
    assert (unit.name, unit.function, unit.aliases) == ("市科创局", "科技", [])


def test_a_further_name_counts_for_the_next_paper_and_can_be_taken_back(office, db, city, unit):
    office.post(f"/units/{unit.id}/aliases", data={"name": "市科委"})
    assert resolved(city, "市科委") == unit.id
    (alias,) = unit.aliases

    assert office.post(f"/units/{city.id}/aliases/{alias.id}/remove").status_code == 404
    answer = office.post(f"/units/{unit.id}/aliases/{alias.id}/remove", follow_redirects=True)

    assert "已删除别名“市科委”" in answer.text
    assert resolved(city, "市科委") is None


def test_an_end_names_the_successor_and_can_be_taken_back(office, db, city, unit):
    other = make_unit("市科创局", city)

    office.post(f"/units/{unit.id}/end", data={"on": "2026-06-01", "successor_id": other.id})
    db.session.refresh(unit)
    assert (unit.valid_to, unit.successor_id) == (date(2026, 5, 31), other.id)

    office.post(f"/units/{unit.id}/reopen")
    db.session.refresh(unit)
    assert (unit.valid_to, unit.successor_id) == (None, None)


def test_an_end_may_have_no_successor(office, db, unit):
    office.post(f"/units/{unit.id}/end", data={"on": "2026-06-01", "successor_id": 0})

    db.session.refresh(unit)
    assert (unit.valid_to, unit.successor_id) == (date(2026, 5, 31), None)


def test_a_unit_is_moved_below_another(office, db, city, unit):
    centre = make_unit("市科技中心", city)

    office.post(f"/units/{centre.id}/move", data={"parent_id": unit.id})

    db.session.refresh(centre)
    assert centre.tree_path == f"{unit.tree_path}{centre.id}/"
    assert "请选择另一个上级" in office.post(f"/units/{centre.id}/move", data={"parent_id": unit.id}).text


def test_a_unit_is_not_moved_below_one_that_the_mover_does_not_manage(office, city, unit):
    stranger = make_unit("乙局", make_government("乙市", parent=city.parent))

    assert office.post(f"/units/{unit.id}/move", data={"parent_id": stranger.id}).status_code == 422


def test_members_join_and_leave_a_group_on_a_day(office, db, city, unit):
    group = make_group(government=city)
    office.post(f"/units/{group.id}/members", data={"member_id": unit.id, "on": "2026-01-01"})
    (membership,) = unit_records.memberships_of_group(group)
    assert unit_records.members_on(group, TODAY) == [unit]

    assert office.get(f"/units/{group.id}/members/{membership.id}/leave").status_code == 200
    office.post(f"/units/{group.id}/members/{membership.id}/leave", data={"on": "2026-06-01"})

    assert unit_records.members_on(group, TODAY) == []
    assert unit_records.members_on(group, date(2026, 5, 31)) == [unit]


def test_what_is_no_group_has_no_members(office, unit):
    assert office.get(f"/units/{unit.id}/members").status_code == 404
    assert office.get(f"/units/{unit.id}/members/1/leave").status_code == 404


def test_a_merger_is_shown_before_it_is_done(office, db, city, unit):
    twin = make_unit("市科学技术局", city)
    task = make_task(lead=twin, status=TaskStatus.DRAFT)
    make_task(lead=twin)

    page = office.get(f"/units/{twin.id}/merge?target={unit.id}").text
    assert "移到“甲市市科技局”" in page
    assert "留在“甲市市科学技术局”" in page
    assert task.assignments[0].unit_id == twin.id

    answer = office.post(
        f"/units/{twin.id}/merge?target={unit.id}",
        data={"target_id": unit.id, "on": TODAY.isoformat()},
        follow_redirects=True,
    )

    assert "已并入“甲市市科技局”" in answer.text
    db.session.refresh(task.assignments[0])
    assert task.assignments[0].unit_id == unit.id
    assert resolved(city, "市科学技术局") == unit.id


def test_a_merger_is_taken_back_with_what_it_moved(office, db, city, unit):
    twin = make_unit("市科学技术局", city)
    task = make_task(lead=twin, status=TaskStatus.DRAFT)
    office.post(f"/units/{twin.id}/merge?target={unit.id}", data={"target_id": unit.id, "on": TODAY.isoformat()})
    assert f'action="/units/{twin.id}/undo-merge"' in office.get(f"/units/{twin.id}").text

    answer = office.post(f"/units/{twin.id}/undo-merge", follow_redirects=True)

    assert "已撤销合并" in answer.text
    db.session.refresh(task.assignments[0])
    assert task.assignments[0].unit_id == twin.id
    assert "没有并入其他单位" in office.post(f"/units/{twin.id}/undo-merge", follow_redirects=True).text


def test_a_body_taken_over_on_an_unknown_day_says_so_until_the_day_is_given(office, city, unit):
    old = make_unit("市科创办", city)

    office.post(f"/units/{old.id}/end", data={"on": "", "successor_id": unit.id})

    page = office.get(f"/units/{old.id}").text
    assert "撤销日期不详" in page
    assert "补登撤销日期" in page
    assert resolved(city, "市科创办") == unit.id
    office.post(f"/units/{old.id}/end", data={"on": "2026-06-01", "successor_id": unit.id})
    assert "撤销日期不详" not in office.get(f"/units/{old.id}").text
    assert old.valid_to == date(2026, 5, 31)


def test_a_merger_that_may_not_be_says_why(office, city, unit):
    group = make_group(government=city)

    assert "单位组与单位不能合并" in office.get(f"/units/{unit.id}/merge?target={group.id}").text
    answer = office.post(f"/units/{unit.id}/merge", data={"target_id": group.id, "on": TODAY.isoformat()})
    assert answer.status_code == 422
    assert "单位组与单位不能合并" in answer.text
