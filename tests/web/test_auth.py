from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_user
from tracker import clock
from tracker.adapters.passwords import hash_password
from tracker.models import AuditEntry, LoginSession, User

PASSWORD = "correct horse battery"  # noqa: S105  # of a test


@pytest.fixture
def user(db):
    person = make_user(username="zhang.san")
    person.password_hash = hash_password(PASSWORD)
    db.session.commit()
    return person


def try_password(client, password=PASSWORD, path="/sign-in"):
    return client.post(path, data={"username": "zhang.san", "password": password})


def test_a_person_signs_in_and_out(client, user, db):
    assert try_password(client).location == "/"
    assert client.get("/").status_code == 200

    client.post("/sign-out")

    assert client.get("/").location.startswith("/sign-in")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) == 0


def test_a_wrong_password_is_explained_on_the_form_and_recorded(client, user, db):
    response = try_password(client, "wrong password")

    assert response.status_code == 422
    assert "用户名或密码不正确。" in response.text
    assert db.session.scalars(sa.select(AuditEntry.action)).all() == ["sign_in_refused"]


def test_after_five_wrong_tries_even_the_right_password_waits(client, user):
    for _ in range(5):
        try_password(client, "wrong password")

    assert "尝试次数过多" in try_password(client).text


def test_another_address_is_not_slowed_down(client, user):
    for _ in range(6):
        try_password(client, "wrong password")

    response = client.post(
        "/sign-in",
        data={"username": "zhang.san", "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "10.0.0.9"},
    )

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/people?q=a", "/people?q=a"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_our_own_pages_are_led_back_to(client, user, target, lands):
    response = client.post(
        "/sign-in", query_string={"next": target}, data={"username": "zhang.san", "password": PASSWORD}
    )

    assert response.location == lands


def test_signing_in_gives_a_new_session(client, user):
    with client.session_transaction() as cookie:
        cookie["token"] = "planted"  # noqa: S105  # of a test

    try_password(client)

    with client.session_transaction() as cookie:
        assert cookie["token"] != "planted"  # noqa: S105


@pytest.mark.parametrize(("idle", "answer"), [(29, 200), (31, 302)])
def test_an_idle_session_runs_out(client, user, monkeypatch, idle, answer):
    try_password(client)

    monkeypatch.setattr(clock, "system_now", lambda: NOW + timedelta(minutes=idle))

    assert client.get("/").status_code == answer


def test_a_session_does_not_outlive_the_working_day(client, user, monkeypatch):
    try_password(client)
    for minutes in range(20, 8 * 60 + 20, 20):
        later = NOW + timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "system_now", lambda later=later: later)
        answer = client.get("/").status_code

    assert answer == 302


def test_a_disabled_person_is_out_at_the_next_request(client, user, db):
    try_password(client)

    db.session.execute(sa.update(User).where(User.id == user.id).values(is_enabled=False))
    db.session.commit()

    assert client.get("/").status_code == 302


def test_a_reset_password_must_be_changed_first(client, user, db):
    user.must_change_password = True
    db.session.commit()
    try_password(client)

    assert client.get("/").location == "/account/password"

    for current, new, words in (
        (PASSWORD, "a" * 12, "密码过于简单"),
        ("wrong", "another long secret", "当前密码不正确"),
    ):
        refused = client.post("/account/password", data={"current": current, "new": new, "repeated": new})
        assert refused.status_code == 422
        assert words in refused.text
    response = client.post(
        "/account/password",
        data={"current": PASSWORD, "new": "another long secret", "repeated": "another long secret"},
    )
    assert response.location == "/sign-in"


def test_demonstration_people_do_not_exist_outside_the_demonstration(client, db):
    person = make_user()
    person.is_demonstration = True
    db.session.commit()

    assert client.post(f"/demo/sign-in/{person.id}").status_code == 404
    assert person.display_name not in client.get("/sign-in").text


@pytest.mark.parametrize(("address", "answer"), [("127.0.0.1", 302), ("10.0.0.9", 404)])
def test_the_demonstration_signs_in_from_this_machine_only(client, app, db, monkeypatch, address, answer):
    monkeypatch.setitem(app.config, "DEMO", True)
    person = make_user()
    person.is_demonstration = True
    db.session.commit()

    response = client.post(f"/demo/sign-in/{person.id}", environ_base={"REMOTE_ADDR": address})

    assert response.status_code == answer


def test_the_demonstration_is_not_offered_through_a_proxy(client, app, db, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
    person = make_user()
    person.is_demonstration = True
    db.session.commit()

    response = client.post(f"/demo/sign-in/{person.id}", headers={"X-Forwarded-For": "203.0.113.9"})

    assert response.status_code == 404


def test_a_person_with_a_password_is_never_offered(client, app, user, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)

    assert client.post(f"/demo/sign-in/{user.id}").status_code == 404


def test_a_form_without_its_token_changes_nothing(client, user, db):
    response = client.post("/sign-in", data={"username": "zhang.san", "password": PASSWORD}, csrf=False)

    assert response.status_code == 400
    assert "没有保存" in response.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) == 0


def test_every_answer_carries_the_security_headers(client, user):
    response = client.get("/sign-in")

    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
