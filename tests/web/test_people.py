import re

import pytest
import sqlalchemy as sa

from tests.factories import make_unit, make_user
from tracker.domain.roles import ADMIN_ROLES, Role
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


def test_a_role_is_given_for_a_time_and_the_time_can_be_changed(client, sign_in, client_of, db):
    sign_in(make_user(Role.SECURITY_ADMIN))
    person, unit = make_user(None), make_unit("市科技局")
    days = {"valid_from": "2026-06-16", "valid_to": "2026-12-31"}

    client.post(f"/people/{person.id}/roles", data={"role": "liaison", "unit_id": unit.id, **days})

    assert "2026-06-16 至 2026-12-31" in client.get(f"/people/{person.id}").text
    browser = client_of(person)
    assert browser.get("/report-sheets").status_code == 403
    [held] = person.memberships
    client.post(f"/people/{person.id}/roles/{held.id}/term", data={**days, "valid_from": "2026-06-15"})
    assert browser.get("/report-sheets").status_code == 200
    early = client.post(f"/people/{person.id}/roles/{held.id}/term", data={"valid_to": "2026-06-14"})
    assert "已经过去" in early.text
    assert client.post(f"/people/{person.id}/roles/{held.id}/term", data={"valid_to": "明年"}).status_code == 422


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


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_no_administrator_gets_hold_of_anothers_account(client, sign_in, db, role):
    person = make_user(role)
    before = person.password_hash
    sign_in(make_user(Role.SYSTEM_ADMIN))

    page = client.get(f"/people/{person.id}").text
    reset = client.post(f"/people/{person.id}/password-reset")
    disabled = client.post(f"/people/{person.id}/enabled", data={"enabled": "0"})

    assert ("重置密码</button>" in page, "flask reset-password" in page) == (False, True)
    assert (reset.status_code, disabled.status_code) == (403, 403)
    db.session.refresh(person)
    assert (person.password_hash, person.is_enabled) == (before, True)


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
