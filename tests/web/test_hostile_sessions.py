"""Sessions, the demonstration's entrance, addresses in mails, and fields that no form has."""

import pytest
import sqlalchemy as sa
from werkzeug.middleware.proxy_fix import ProxyFix

from tests.conftest import NOW
from tests.factories import make_assignment, make_notice, make_unit, make_user
from tracker.adapters.passwords import hash_password
from tracker.db import transaction
from tracker.domain.reporting import ReportFault
from tracker.domain.roles import Role
from tracker.models import Membership, Notice, ProgressReport, RateCounter, Unit, User
from tracker.services import accounts
from tracker.web.local_path import local_path

PASSWORD = "correct horse battery"  # noqa: S105  # of a test


@pytest.fixture
def demonstration(app, db, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
    user = make_user()
    user.is_demonstration = True
    db.session.commit()
    return user


FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP", "X-Forwarded-Host")


@pytest.mark.parametrize("header", FORWARDED)
def test_saying_that_one_is_this_machine_opens_no_demonstration(client, demonstration, header):
    value = "for=127.0.0.1" if header == "Forwarded" else "127.0.0.1"
    sent = {"headers": {header: value}, "environ_base": {"REMOTE_ADDR": "203.0.113.9"}}

    assert client.post(f"/demo/sign-in/{demonstration.id}", **sent).status_code == 404
    assert demonstration.display_name not in client.get("/sign-in", **sent).text


def test_behind_a_proxy_the_address_it_adds_counts_and_not_the_senders(app, client, demonstration, monkeypatch):
    monkeypatch.setattr(app, "wsgi_app", ProxyFix(app.wsgi_app, x_for=1))
    answers = {
        forwarded: client.post(
            f"/demo/sign-in/{demonstration.id}", headers={"X-Forwarded-For": forwarded}, checked=False
        ).status_code
        for forwarded in ("127.0.0.1, 203.0.113.9", "203.0.113.9")
    }

    assert set(answers.values()) == {404}


def carried(client):
    with client.session_transaction() as cookie:
        return dict(cookie)


def replayed(app, cookie):
    thief = app.test_client()
    with thief.session_transaction() as mine:
        mine.update(cookie)
    return thief.get("/").status_code


@pytest.mark.parametrize("end", ["sign out", "disable", "new password", "role taken away"])
def test_a_cookie_that_was_copied_is_worth_nothing_after(app, db, client, sign_in, end):
    user = sign_in(make_user(Role.SUPERVISOR))
    cookie = carried(client)
    assert replayed(app, cookie) == 200
    admin = make_user(Role.SYSTEM_ADMIN)

    if end == "sign out":
        client.post("/sign-out")
    else:
        with transaction(user):
            if end == "disable":
                accounts.set_enabled(user, False, actor=admin, now=NOW)
            elif end == "new password":
                accounts.reset_password(user, actor=admin, now=NOW)
            else:
                accounts.revoke_role(user.memberships[0], actor=admin, now=NOW)

    thief = app.test_client()
    with thief.session_transaction() as mine:
        mine.update(cookie)
    assert thief.get("/board", checked=False).status_code == (403 if end == "role taken away" else 302)


def test_a_cookie_names_nobody_else_by_changing_its_number(app, db, client, sign_in):
    sign_in(make_user(Role.LIAISON))
    cookie = carried(client) | {"_user_id": str(make_user(Role.SYSTEM_ADMIN).id)}

    assert replayed(app, cookie) == 302


def test_tries_are_counted_in_the_database_and_not_in_the_process(app, db, client):
    user = make_user(username="li.si")
    user.password_hash = hash_password(PASSWORD)
    db.session.commit()
    wrong = {"username": "LI.si", "password": "wrong"}
    for _ in range(6):
        app.test_client().post("/sign-in", data=wrong)

    right = {"username": "li.si", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=right).status_code == 422
    assert db.session.scalar(sa.select(sa.func.max(RateCounter.hits))) >= 6


SOMEWHERE_ELSE = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "/\t/evil.example", "http://evil.example", "javascript:alert(1)", " //evil.example",
    "/\n/evil.example", "/\r/evil.example",
    "data:text/html,x", "evil.example", "/\x00/evil.example", "/%0d%0aSet-Cookie:a=b\r\nX: y", "\t//evil.example",
)  # fmt: skip


@pytest.mark.parametrize("target", SOMEWHERE_ELSE, ids=ascii)
def test_nobody_is_led_to_another_site(target):
    assert local_path(target) is None


def test_a_false_host_stands_in_no_mail_and_in_no_redirect(client, sign_in):
    sign_in(make_user(Role.SUPERVISOR))

    answer = client.get("/board", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})

    assert "evil.example" not in answer.text
    assert "evil.example" not in client.post("/sign-out", headers={"X-Forwarded-Host": "evil.example"}).location


EXTRA = {
    "id": "1", "role": "system_admin", "unit_id": "1", "status": "approved", "approved_by_id": "1",
    "decided_by_id": "1", "is_enabled": "1", "is_demonstration": "1", "password_hash": "x",
    "must_change_password": "", "jurisdiction_id": "1",
    "reported_by_id": "1", "reviewed_by_id": "1", "percent": "100", "light": "done", "number": "1", "tree_path": "/",
}  # fmt: skip


def test_fields_that_no_form_has_are_not_taken(db, client_of):
    supervisor, admin = client_of(make_user(Role.SUPERVISOR)), client_of(make_user(Role.SYSTEM_ADMIN))
    unit = make_unit()
    assignment, notice = make_assignment(unit), make_notice()
    typed = {"percent_complete": "5", "summary": "新建 3 家。", "period": "2026-06", "submission_key": "a-form-key"}
    typed["seen"] = " ".join(fault.value for fault in ReportFault)

    sent = client_of(make_user(unit=unit)).post(f"/assignments/{assignment.id}/report", data=EXTRA | typed)
    assert sent.status_code == 302
    supervisor.post(f"/notices/{notice.id}/wording", data=EXTRA | {"title": "题", "body": "文"})
    admin.post("/people/new", data=EXTRA | {"username": "new.person", "display_name": "新人", "email": ""})
    admin.post(f"/units/{unit.id}/aliases", data=EXTRA | {"name": "又名"})

    report = db.session.scalars(sa.select(ProgressReport)).one()
    person = db.session.scalars(sa.select(User).where(User.username == "new.person")).one()
    assert (report.status.value, report.reviewed_by_id, assignment.percent_complete) == ("submitted", None, 0)
    assert db.session.get(Notice, notice.id).status.value == "draft"
    assert db.session.get(Notice, notice.id).decided_by_id is None
    assert (person.is_demonstration, person.must_change_password, person.memberships) == (False, True, [])
    assert person.password_hash != EXTRA["password_hash"]
    assert db.session.get(Unit, unit.id).tree_path != "/"
    assert db.session.scalar(sa.select(sa.func.count()).where(Membership.role == Role.SYSTEM_ADMIN)) == 1
