"""`flask create-admin`: the first person of an installation."""

import secrets

import click
from flask.cli import with_appcontext

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.roles import Role
from tracker.services import accounts


@click.command("create-admin")
@click.option("--username", prompt=True, help="Name to sign in with.")
@click.option("--name", "display_name", default="系统管理员", show_default=True, help="Name shown on pages.")
@click.option("--email", default="", help="Address for mail.")
@with_appcontext
def create_admin(username: str, display_name: str, email: str) -> None:
    """Create the first 系统管理员 and print a one-time password, which must be changed at the first sign-in.

    There is no default password anywhere; the other two administrators are created in the product by this one.
    """
    password, now = secrets.token_urlsafe(12), clock.system_now()
    try:
        with transaction():
            user = accounts.create_user(
                username, display_name=display_name, email=email, password=password, must_change=True,
                actor=None, now=now,
            )  # fmt: skip
            accounts.grant_role(user, Role.SYSTEM_ADMIN, accounts.root_unit(), actor=None, now=now)
    except RuleViolation as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"用户名：{username}\n一次性密码：{password}\n请立即登录并修改密码。")


commands = [create_admin]
