"""`flask create-admin`, `flask reset-password`: the administrators of an installation."""

import secrets

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.roles import ADMIN_ROLES, Role
from tracker.services import accounts


@click.command("create-admin")
@click.option("--username", prompt=True, help="Name to sign in with.")
@click.option("--name", "display_name", default="", help="Name shown on pages; default: the name of the role.")
@click.option("--email", default="", help="Address for mail.")
@click.option(
    "--role",
    type=click.Choice(sorted(role.value for role in ADMIN_ROLES)),
    default=Role.SYSTEM_ADMIN.value,
    show_default=True,
    help="One person holds one of the three only.",
)
@with_appcontext
def create_admin(username: str, display_name: str, email: str, role: str) -> None:
    """Create an administrator and print a one-time password, which must be changed at the first sign-in.

    There is no default password anywhere. Run it once for each of the three: the system administrator creates
    accounts, the security administrator gives roles, the audit administrator reads the audit trail.
    """
    password, now = secrets.token_urlsafe(12), clock.system_now()
    try:
        with transaction():
            user = accounts.create_user(
                username,
                display_name=display_name or Role(role).label,
                email=email,
                password=password,
                must_change=True,
                actor=None,
                now=now,
            )
            accounts.grant_role(user, Role(role), accounts.root_unit(), actor=None, now=now)
    except RuleViolation as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"用户名：{username}\n一次性密码：{password}\n请立即登录并修改密码。")


@click.command("reset-password")
@click.option("--username", prompt=True, help="Name the person signs in with.")
@with_appcontext
def reset_password(username: str) -> None:
    """Give a person a new one-time password and print it; every session of theirs ends.

    The only way for the three administrators: none of them may reset the password of another.
    """
    with transaction():
        user = accounts.find_user(username)
        if user is None:
            raise click.ClickException(f"没有用户名为“{username}”的账号。")
        password = accounts.reset_password(user, actor=None, now=clock.system_now())
    click.echo(f"用户名：{username}\n一次性密码：{password}\n请交给本人，首次登录须修改密码。")


commands = [create_admin, reset_password]
