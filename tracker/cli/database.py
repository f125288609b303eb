"""`flask db …`: bringing the database to the shape the code expects."""

from pathlib import Path

import click
from flask.cli import AppGroup

MIGRATIONS = Path(__file__).parents[2] / "migrations"

group = AppGroup("db", help="Bring the database up or down to a version of its schema.")


def alembic_config():
    """Return Alembic's configuration; there is no alembic.ini."""
    from alembic.config import Config  # noqa: PLC0415  # heavy: commands only

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


@group.command("upgrade")
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database up to REVISION (default: the newest). Safe to repeat, and to run twice at once."""
    from alembic import command  # noqa: PLC0415  # heavy

    command.upgrade(alembic_config(), revision)
    click.echo(f"database is at {revision}")


@group.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION ("base" empties it; "-1" is one step). Data of dropped tables is lost."""
    from alembic import command  # noqa: PLC0415  # heavy

    command.downgrade(alembic_config(), revision)
    click.echo(f"database is at {revision}")


@group.command("check")
def check() -> None:
    """Fail if the models say something the migrations do not."""
    from alembic import command  # noqa: PLC0415  # heavy

    command.check(alembic_config())


@group.command("revision")
@click.argument("message")
@click.option("--number", required=True, help="Four digits, one more than the last: 0002.")
def revision(message: str, number: str) -> None:
    """Write a new migration from the difference between models and database; read it before you commit it."""
    from alembic import command  # noqa: PLC0415  # heavy

    command.revision(alembic_config(), message, autogenerate=True, rev_id=number)


commands = [group]
