from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_unit, make_user
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.outbox import OutboxStatus
from tracker.domain.passwords import WeakPassword
from tracker.domain.roles import Role, RolesConflict
from tracker.emails.message import Email
from tracker.models import LoginSession
from tracker.services import accounts, outbox, rate_limits

PASSWORD = "correct horse battery"  # noqa: S105  # of a test


def create(username="zhang.san", password=PASSWORD):
    with transaction():
        return accounts.create_user(
            username, display_name="张三", email="", password=password, must_change=False, actor=None, now=NOW
        )


def sign_in(username="zhang.san", password=PASSWORD):
    with transaction():
        return accounts.sign_in(username, password, address="127.0.0.1", now=NOW)


def sessions(db):
    return db.session.scalar(sa.select(sa.func.count()).select_from(LoginSession))


def test_the_right_password_opens_a_session_whose_token_is_not_kept(db):
    create()

    user, token = sign_in()

    kept = db.session.scalars(sa.select(LoginSession)).one()
    assert kept.user_id == user.id
    assert token not in kept.token_hash


@pytest.mark.parametrize(("username", "password"), [("zhang.san", "wrong password"), ("nobody", PASSWORD)])
def test_a_refusal_does_not_say_what_was_wrong(db, username, password):
    create()

    with pytest.raises(accounts.SignInRefused, match="^用户名或密码不正确。$"):
        sign_in(username, password)


def test_a_disabled_person_is_signed_out_and_kept_out(db):
    user, admin = create(), make_user(Role.SYSTEM_ADMIN)
    sign_in()

    with transaction():
        accounts.set_enabled(user, False, actor=admin, now=NOW)

    assert sessions(db) == 0
    with pytest.raises(accounts.SignInRefused):
        sign_in()


def test_nobody_disables_themselves(db):
    admin = make_user(Role.SYSTEM_ADMIN)

    with pytest.raises(RuleViolation, match="不能停用自己"), transaction():
        accounts.set_enabled(admin, False, actor=admin, now=NOW)


def test_a_new_password_ends_every_session(db):
    user = create()
    sign_in()
    sign_in()

    with transaction():
        accounts.change_password(user, current=PASSWORD, new="another long secret", now=NOW)

    assert sessions(db) == 0
    assert sign_in(password="another long secret")[0].id == user.id  # noqa: S106  # of a test


@pytest.mark.parametrize("weak", ["short", "zhang.san-2026", "aaaaaaaaaaaaaa", "password-2026", "x" * 129])
def test_a_weak_password_is_refused(db, weak):
    with pytest.raises(WeakPassword):
        create(password=weak)


def test_a_user_name_is_given_once(db):
    create()

    with pytest.raises(RuleViolation, match="已被使用"):
        create()


def test_one_person_does_not_hold_two_administrator_roles(db):
    user, unit = make_user(Role.SYSTEM_ADMIN), make_unit()

    with pytest.raises(RolesConflict), transaction():
        accounts.grant_role(user, Role.AUDIT_ADMIN, unit, actor=None, now=NOW)


def test_nobody_gives_themselves_a_role(db):
    admin, unit = make_user(Role.SECURITY_ADMIN), make_unit()

    with pytest.raises(RuleViolation, match="不能给自己授予角色"), transaction():
        accounts.grant_role(admin, Role.SUPERVISOR, unit, actor=admin, now=NOW)


def test_a_role_over_a_whole_government_is_not_given_in_a_bureau(db):
    with pytest.raises(RuleViolation, match="只能在政府任职"), transaction():
        accounts.grant_role(make_user(), Role.LEADER, make_unit(), actor=None, now=NOW)


def test_the_same_role_is_not_given_twice(db):
    person = make_user()

    with pytest.raises(RuleViolation, match="可以修改它的任职日期"), transaction():
        accounts.grant_role(person, Role.LIAISON, person.home_unit, actor=None, now=NOW)


@pytest.mark.parametrize("role", [Role.AUDIT_ADMIN, Role.LIAISON])
def test_nobody_becomes_an_administrator_with_a_password_that_another_has_seen(db, role):
    person, admin, unit = make_user(None), make_user(Role.SECURITY_ADMIN), make_unit()
    with transaction():
        accounts.reset_password(person, actor=make_user(Role.SYSTEM_ADMIN), now=NOW)

    def grant():
        with transaction():
            accounts.grant_role(person, role, unit, actor=admin, now=NOW)

    if role is Role.LIAISON:
        grant()
    else:
        with pytest.raises(RuleViolation, match="一次性密码"):
            grant()


@pytest.mark.parametrize("end", ["disable", "revoke"])
def test_whoever_leaves_gets_no_more_mail(db, end):
    person, other, admin = make_user(), make_user(), make_user(Role.SECURITY_ADMIN)
    with transaction():
        waiting, others = (
            outbox.queue(
                Email(user.email, "主题", "正文", "<p>正文</p>"), kind="test", key=user.username, user=user,
                not_before=NOW, now=NOW,
            )
            for user in (person, other)
        )  # fmt: skip

    with transaction():
        if end == "disable":
            accounts.set_enabled(person, False, actor=admin, now=NOW)
        else:
            accounts.revoke_role(person.memberships[0], actor=admin, now=NOW)

    assert (waiting.status, others.status) == (OutboxStatus.CANCELLED, OutboxStatus.PENDING)


def test_sessions_that_have_run_out_are_deleted(db):
    create()
    sign_in()

    for later, left in ((timedelta(minutes=29), 1), (timedelta(minutes=31), 0)):
        idle_since, opened_before = accounts.session_limits(NOW + later, idle_minutes=30, hours=8)
        with transaction():
            accounts.purge_sessions(idle_since=idle_since, opened_before=opened_before)
        assert sessions(db) == left


def test_tries_are_counted_by_window(db):
    window = timedelta(minutes=15)
    with transaction():
        counts = [rate_limits.hit("sign-in/a", window, NOW) for _ in range(3)]
        other = rate_limits.hit("sign-in/b", window, NOW)
        later = rate_limits.hit("sign-in/a", window, NOW + window)

    assert (counts, other, later) == ([1, 2, 3], 1, 1)


def test_a_success_clears_the_count(db):
    with transaction():
        rate_limits.hit("sign-in/a", timedelta(days=1), NOW)
        rate_limits.clear("sign-in/a")

        assert rate_limits.hit("sign-in/a", timedelta(days=1), NOW) == 1
