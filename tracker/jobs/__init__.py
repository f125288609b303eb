"""Background jobs: the timetable, and the commands of the one scheduler process that keeps it."""

from flask import Flask

from tracker.emails.render import set_base_url
from tracker.jobs import commands


def register(app: Flask) -> None:
    """Add the commands of the scheduler."""
    set_base_url(app.config["BASE_URL"])
    for command in commands.commands_of(app):
        app.cli.add_command(command)
