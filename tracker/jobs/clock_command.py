"""`flask clock`: the movable clock of the demonstration."""

import json
from datetime import datetime

import click
from flask import Flask

from tracker import clock
from tracker.domain.errors import RuleViolation
from tracker.jobs.demonstration import EXTENSION, Demonstration
from tracker.jobs.moment import Moment


def command_of(app: Flask) -> click.Command:
    """Return the command, bound to the application."""

    @click.command("clock")
    @click.argument("moment", type=Moment(), required=False)
    @click.option("--real", is_flag=True, help="Go back to the machine's own time.")
    def clock_command(moment: datetime | None, real: bool) -> None:
        """Show the clock, or move it to MOMENT, Beijing time: 2026-12-25T08:30. Only with DEMO=1.

        Moving it forwards does everything that becomes due in between, in order, and prints one JSON object of
        counts. It cannot be moved back to before what has been done.
        """
        counts = {}
        with app.app_context():
            try:
                if real:
                    _demonstration(app).reset(actor=None)
                elif moment:
                    counts = _demonstration(app).move(moment, actor=None)
            except RuleViolation as refusal:
                raise click.ClickException(str(refusal)) from None
            now = clock.now().astimezone(clock.BEIJING).isoformat(timespec="minutes")
        click.echo(json.dumps({"now": now, **counts}, ensure_ascii=False, sort_keys=True))

    return clock_command


def _demonstration(app: Flask) -> Demonstration:
    if EXTENSION not in app.extensions:
        raise click.ClickException("只有演示模式（DEMO=1）才能拨动时钟。")
    return app.extensions[EXTENSION]
