"""Background jobs: the timetable, and the commands of the one scheduler process that keeps it."""

from flask import Flask

from tracker import clock
from tracker.domain.demo_script import HistoryScript
from tracker.emails.render import set_base_url
from tracker.jobs import clock_command, commands
from tracker.jobs.demo_history import History
from tracker.jobs.demonstration import EXTENSION, Demonstration
from tracker.jobs.surroundings import surroundings_of

HISTORY = "demonstration_history"
"""Under this name the factory hands out how the made-up months are played, given the values of seed/history.yaml."""


def register(app: Flask) -> None:
    """Add the commands of the scheduler; in the demonstration let the clock be moved."""
    set_base_url(app.config["BASE_URL"])
    if app.config["DEMO"]:
        app.extensions[EXTENSION] = demonstration = Demonstration(surroundings_of(app.config))
        app.extensions[HISTORY] = lambda values: History(demonstration, HistoryScript.read(values))
        clock.set_source(demonstration.clock)
    for command in (*commands.commands_of(app), clock_command.command_of(app)):
        app.cli.add_command(command)
