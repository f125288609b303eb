"""People: creating them, signing them in and out."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from tracker.adapters.passwords import hash_password, password_matches
from tracker.db import db, run_counted
from tracker.domain.errors import RuleViolation
from tracker.domain.passwords import check_password
from tracker.domain.periods import BEIJING
from tracker.domain.roles import ADMIN_ROLES, Role, TermState, check_place, check_roles, check_term, term_state
from tracker.domain.units import UnitKind
from tracker.models import LoginSession, Membership, Unit, User
from tracker.services import audit, outbox


class SignInRefused(RuleViolation):
    """User name and password do not fit, or the account is disabled. The sentence never says which."""


def sign_in(username: str, password: str, *, address: str, now: datetime) -> tuple[User, str]:
    """Return the user and a new session token; raise SignInRefused otherwise. Both ways are recorded."""
    user = find_user(username)
    if not password_matches(user.password_hash if user else None, password) or user is None or not user.is_enabled:
        raise SignInRefused("用户名或密码不正确。")
    return user, open_session(user, address=address, now=now)


def find_user(username: str) -> User | None:
    """Return the person who signs in with this name, or None."""
    return db.session.scalar(sa.select(User).where(User.username == username))


def record_refused_sign_in(username: str, *, now: datetime) -> None:
    """Leave a trace of a failed sign-in with an existing name (an unknown name has no record to hang it on)."""
    if user := find_user(username):
        audit.record(None, "sign_in_refused", user, now)


def open_session(user: User, *, address: str, now: datetime) -> str:
    """Sign the user in and return the token for the cookie; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        LoginSession(
            token_hash=hash_token(token), user_id=user.id, created_at=now, last_seen_at=now, address=address[:60]
        )
    )
    audit.record(user, "sign_in", user, now)
    return token


def close_session(session: LoginSession, *, actor: User, now: datetime) -> None:
    """Sign this browser out."""
    db.session.delete(session)
    audit.record(actor, "sign_out", actor, now)


def close_all_sessions(user: User) -> None:
    """Sign the user out everywhere."""
    db.session.execute(sa.delete(LoginSession).where(LoginSession.user_id == user.id))


def hash_token(token: str) -> str:
    """Return what is stored for a session token."""
    return hashlib.sha256(token.encode()).hexdigest()


def purge_sessions(*, idle_since: datetime, opened_before: datetime) -> int:
    """Delete sessions that have run out; return how many."""
    return run_counted(
        sa.delete(LoginSession).where(
            sa.or_(LoginSession.last_seen_at < idle_since, LoginSession.created_at < opened_before)
        )
    )


def create_user(
    username: str, *, display_name: str, email: str, password: str, must_change: bool, actor: User | None, now: datetime
) -> User:
    """Create a person with no role yet; raise RuleViolation for a taken name or a weak password."""
    if db.session.scalar(sa.select(User.id).where(User.username == username)):
        raise RuleViolation(f"用户名“{username}”已被使用，请换一个。")
    check_password(password, username)
    user = User(
        username=username,
        display_name=display_name,
        email=email,
        password_hash=hash_password(password),
        must_change_password=must_change,
        created_at=now,
    )
    db.session.add(user)
    audit.record(actor, "create_user", user, now, username=username)
    return user


def grant_role(
    user: User,
    role: Role,
    unit: Unit,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: User | None,
    now: datetime,
) -> Membership:
    """Give the person a role in a unit, from a day to a day (both count; None: no bound).

    Nobody gives themselves one, nobody becomes an administrator with a password that another has seen, two
    administrator roles never meet, whatever their days, and what reaches a whole government is held there. Raise
    RuleViolation, or RolesConflict, otherwise.
    """
    if actor is not None and user.id == actor.id:
        raise RuleViolation("不能给自己授予角色，请由其他安全管理员操作。")
    check_roles({*user.roles, role})
    if role in ADMIN_ROLES and actor is not None and user.must_change_password:
        raise RuleViolation(f"{user.display_name}还在使用一次性密码，本人登录并修改密码后才能授予{role.label}角色。")
    check_place(role, unit.kind)
    check_term(valid_from, valid_to, now.astimezone(BEIJING).date())
    if any(held.unit_id == unit.id and held.role is role for held in user.memberships):
        raise RuleViolation(f"{user.display_name}已有{unit.name}的{role.label}角色，可以修改它的任职日期。")
    membership = Membership(user=user, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
    db.session.add(membership)
    term = {name: day for name, day in (("valid_from", valid_from), ("valid_to", valid_to)) if day}
    audit.record(actor, "grant_role", user, now, role=role.value, unit=unit.full_name, **term)
    return membership


def change_term(
    membership: Membership, *, valid_from: date | None, valid_to: date | None, actor: User, now: datetime
) -> None:
    """Let a role hold from another day to another day; nobody changes their own. Raise RuleViolation otherwise.

    Where it no longer holds today, the mails that wait for the person are cancelled, as when it is taken back.
    """
    if membership.user_id == actor.id:
        raise RuleViolation("不能修改自己的任职日期，请由其他安全管理员操作。")
    today = now.astimezone(BEIJING).date()
    check_term(valid_from, valid_to, today)
    term = {"valid_from": [membership.valid_from, valid_from], "valid_to": [membership.valid_to, valid_to]}
    membership.valid_from, membership.valid_to = valid_from, valid_to
    where = {"role": membership.role.value, "unit": membership.unit.full_name}
    audit.record(actor, "change_term", membership.user, now, **where, **term)
    if term_state(valid_from, valid_to, today) is not TermState.IN_OFFICE:
        outbox.cancel_for(membership.user)


def revoke_role(membership: Membership, *, actor: User, now: datetime) -> None:
    """Take a role back; it ends with the person's next request. Nobody takes their own.

    Mails that wait for the person are cancelled: what is still theirs to do stands in their next morning's mail.
    """
    if membership.user_id == actor.id:
        raise RuleViolation("不能收回自己的角色，请由其他管理员操作。")
    user = membership.user
    audit.record(actor, "revoke_role", user, now, role=membership.role.value, unit=membership.unit.full_name)
    db.session.delete(membership)
    outbox.cancel_for(user)


def change_password(user: User, *, current: str, new: str, now: datetime) -> None:
    """Set a new password; every session of the user ends. Raise SignInRefused if the current one is wrong."""
    if not password_matches(user.password_hash, current):
        raise SignInRefused("当前密码不正确。")
    check_password(new, user.username)
    user.password_hash = hash_password(new)
    user.must_change_password = False
    close_all_sessions(user)
    audit.record(user, "change_password", user, now)


def set_enabled(user: User, enabled: bool, *, actor: User, now: datetime) -> None:
    """Enable or disable an account; a disabled one is signed out at once, and gets no mail. Nobody disables theirs."""
    if user.id == actor.id:
        raise RuleViolation("不能停用自己的账号，请由其他管理员操作。")
    audit.record(actor, "enable_user" if enabled else "disable_user", user, now, is_enabled=[user.is_enabled, enabled])
    user.is_enabled = enabled
    if not enabled:
        close_all_sessions(user)
        outbox.cancel_for(user)


def reset_password(user: User, *, actor: User | None, now: datetime) -> str:
    """Give the user a new one-time password and return it; it must be changed at the next sign-in.

    Of administrators only on the command line (no actor): the permission map keeps their accounts from the page.
    """
    password = secrets.token_urlsafe(12)
    user.password_hash = hash_password(password)
    user.must_change_password = True
    close_all_sessions(user)
    audit.record(actor, "reset_password", user, now)
    return password


def root_unit() -> Unit:
    """Return the topmost government; create an unnamed one in an empty installation."""
    root = db.session.scalar(sa.select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id).limit(1))
    if root is None:
        root = Unit(kind=UnitKind.GOVERNMENT, name="本级政府", full_name="本级政府", tree_path="")
        db.session.add(root)
        db.session.flush()  # its own id stands in two of its columns
        root.jurisdiction_id, root.tree_path = root.id, f"/{root.id}/"
    return root


def session_limits(now: datetime, *, idle_minutes: int, hours: int) -> tuple[datetime, datetime]:
    """Return (idle since, opened before): sessions older than either are over."""
    return now - timedelta(minutes=idle_minutes), now - timedelta(hours=hours)
