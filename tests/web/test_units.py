"""The pages of the unit registry: who sees which, what they show."""

from datetime import date

import pytest

from tests.factories import make_assignment, make_government, make_group, make_unit, make_user
from tracker.domain.roles import Role
from tracker.domain.units import UnitKind
from tracker.models import UnitAlias

LAST = date(2023, 7, 19)


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


@pytest.fixture
def supervisor(city):
    return make_user(Role.SUPERVISOR, unit=make_unit("市政府督查室", city, UnitKind.OFFICE))


@pytest.fixture
def office(client, sign_in, supervisor):
    sign_in(supervisor)
    return client


def test_a_supervisor_begins_at_the_own_government(office, city):
    make_unit("市科技局", city)
    make_unit("乙局", make_government("乙市", parent=city.parent))

    page = office.get("/units").text

    assert "甲市的单位" in page
    assert "市科技局" in page
    assert "乙局" not in page
    assert "某省" not in page


def test_the_way_leads_down_through_the_governments(office, client_of, city):
    county = make_government("某县", parent=city)
    make_unit("县科技局", county)
    admin = client_of(make_user(Role.SYSTEM_ADMIN, government=city))

    assert f"/units?government={county.id}" in office.get("/units").text
    page = admin.get(f"/units?government={county.id}").text

    assert "县科技局" in page
    assert f'href="/units?government={city.id}"' in page


def test_filters_are_in_the_address_and_a_click_takes_them_away(office, db, city):
    unit = make_unit("市科技局", city)
    unit.function = "科技"
    make_unit("市财政局", city)
    db.session.commit()

    page = office.get("/units?q=局&kind=bureau&function=科技&state=any&on=2023-01-01").text

    assert "甲市市科技局" not in page  # the searched word is marked
    assert "共找到 1 个单位" in page
    for words in ("含“局”", "部门", "职能：科技", "状态：全部", "2023-01-01 的情况"):
        assert f"{words}<svg" in page


@pytest.mark.parametrize("query", ["government=x", "government=999999", "kind=x", "on=2023-02-30", "state=?", "page=0"])
def test_a_filter_that_cannot_be_read_is_none(office, city, query):
    assert "甲市的单位" in office.get(f"/units?{query}").text


def test_a_name_that_nobody_bears_brings_up_the_ones_like_it(office, city):
    make_unit("市科学技术局", city)

    page = office.get("/units?q=市科技技术局").text

    assert "没有“市科技技术局”，相近的单位" in page
    assert "甲市市科学技术局" in page
    assert "相近 83%" in page


def test_an_empty_registry_says_how_to_begin(client, sign_in, db):
    person = make_user(None)
    admin = make_user(Role.SYSTEM_ADMIN)
    home = admin.memberships[0].unit
    sign_in(admin)

    assert f"{home.name}的单位" in client.get("/units").text
    sign_in(person)
    assert client.get("/units").status_code == 403


def test_the_register_opens_from_the_count_of_open_work(office, city):
    unit = make_unit("市科技局", city)
    make_assignment(unit)

    assert f'href="/register?unit={unit.id}"' in office.get("/units").text
    assert f'href="/register?unit={unit.id}&amp;status=in_progress"' in office.get(f"/units/{unit.id}").text


def test_an_administrator_sees_no_work(client, sign_in, city):
    unit = make_unit("市科技局", city)
    make_assignment(unit)
    sign_in(make_user(Role.SYSTEM_ADMIN, government=city))

    for page in ("/units", f"/units/{unit.id}"):
        assert "/register" not in client.get(page).text


def test_a_unit_shows_its_names_groups_people_and_who_took_over(office, db, city):
    old, unit = make_unit("市银监局", city), make_unit("金融监管分局", city)
    old.valid_to, old.successor_id = LAST, unit.id
    unit.aliases += [UnitAlias(name="金监分局"), UnitAlias(name="筹备组", valid_to=LAST)]
    group = make_group(members=(unit,), government=city)
    person = make_user(unit=unit, display_name="张三")
    db.session.commit()

    page = office.get(f"/units/{unit.id}").text

    for words in (old.full_name, "金监分局", "别名", "筹备组", "曾用名", group.name, person.display_name):
        assert words in page
    assert "时称 筹备组" in office.get(f"/units/{unit.id}?on={LAST}").text
    assert "已撤销" in office.get(f"/units/{old.id}").text


def test_a_group_shows_its_members_of_a_day(office, db, city):
    county = make_government("某县", parent=city)
    group = make_group(members=(county,), government=city)
    county.valid_to = LAST
    db.session.commit()

    assert "有 0 个" in office.get(f"/units/{group.id}").text
    assert "2023年7月19日有 1 个" in office.get(f"/units/{group.id}?on={LAST}").text


PAGES = ("", "/correct", "/rename", "/end", "/move", "/aliases", "/merge", "/new", "/import")


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_another_governments_unit_do_not_seem_to_exist(office, city, page):
    stranger = make_unit("市科技局", make_government("乙市", parent=city.parent))

    assert office.get(f"/units/{stranger.id}{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SYSTEM_ADMIN])
def test_pages_of_a_unit_open_for_those_who_manage_it(client, sign_in, city, supervisor, page, role):
    sign_in(supervisor if role is Role.SUPERVISOR else make_user(role, government=city))
    unit = make_unit("市科技局", city)

    assert client.get(f"/units/{unit.id}{page}").status_code == 200


@pytest.mark.parametrize("role", [Role.LIAISON, Role.LEADER, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_others_do_not_reach_the_registry(client, sign_in, city, role):
    unit = make_unit("市科技局", city)
    sign_in(make_user(role, government=city))

    assert client.get("/units").status_code == 403
    assert client.get(f"/units/{unit.id}").status_code == 404
    assert client.post(f"/units/{unit.id}/rename", data={}).status_code == 404
