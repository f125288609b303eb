import re

import pytest
import sqlalchemy as sa

from tests.factories import make_unit, make_user
from tracker.domain.roles import Role
from tracker.models import User

NEW = {"username": "li.si", "display_name": "李四", "email": "li.si@example.gov.cn"}


def test_a_system_administrator_opens_an_account_with_a_one_time_password(client, sign_in, db):
    sign_in(make_user(Role.SYSTEM_ADMIN))

    response = client.post("/people/new", data=NEW, follow_redirects=True)

    assert re.search(r"一次性密码：\S{16}", response.text)
    person = db.session.scalars(sa.select(User).where(User.username == "li.si")).one()
    assert person.must_change_password


@pytest.mark.parametrize("field", ["username", "display_name"])
def test_an_incomplete_account_is_shown_again_with_what_was_typed(client, sign_in, field):
    sign_in(make_user(Role.SYSTEM_ADMIN))

    response = client.post("/people/new", data=NEW | {field: ""})

    assert response.status_code == 422
    assert "li.si@example.gov.cn" in response.text


def test_the_security_administrator_gives_and_takes_roles(client, sign_in, db):
    sign_in(make_user(Role.SECURITY_ADMIN))
    person, unit = make_user(None), make_unit("市科技局")

    client.post(f"/people/{person.id}/roles", data={"role": "liaison", "unit_id": unit.id})
    db.session.refresh(person)
    assert person.roles == {Role.LIAISON}

    client.post(f"/people/{person.id}/roles/{person.memberships[0].id}/revoke")
    db.session.refresh(person)
    assert person.roles == frozenset()


def test_a_conflicting_role_is_refused_with_its_reason(client, sign_in, db):
    sign_in(make_user(Role.SECURITY_ADMIN))
    person, unit = make_user(Role.SYSTEM_ADMIN), make_unit()

    response = client.post(f"/people/{person.id}/roles", data={"role": "audit_admin", "unit_id": unit.id})

    assert response.status_code == 409
    assert "不得由同一人兼任" in response.text


@pytest.mark.parametrize("role", [Role.LIAISON, Role.SUPERVISOR, Role.LEADER])
def test_others_do_not_reach_the_people(client, sign_in, role):
    sign_in(make_user(role))

    assert client.get("/people").status_code == 403


def test_each_administrator_keeps_to_their_part(client, sign_in):
    person, unit = make_user(None), make_unit()

    sign_in(make_user(Role.SYSTEM_ADMIN))
    assert client.post(f"/people/{person.id}/roles", data={"role": "liaison", "unit_id": unit.id}).status_code == 403

    sign_in(make_user(Role.SECURITY_ADMIN))
    assert client.post("/people/new", data=NEW).status_code == 403
    assert client.post(f"/people/{person.id}/password-reset").status_code == 403


def test_people_are_found_by_name_and_unit(client, sign_in):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    make_user(display_name="王五", unit=make_unit("市教育局"))
    make_user(display_name="赵六")

    for text in ("王五", "市教育局"):
        page = client.get("/people", query_string={"q": text}).text
        assert "王五" in page
        assert "赵六" not in page


def test_a_disabled_account_can_be_enabled_again(client, sign_in, db):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    person = make_user()

    for value, enabled in (("0", False), ("1", True)):
        client.post(f"/people/{person.id}/enabled", data={"enabled": value})
        db.session.refresh(person)
        assert person.is_enabled is enabled
