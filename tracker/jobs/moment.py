"""How a moment is written on the command line."""

from datetime import datetime

import click

from tracker import clock


class Moment(click.ParamType):
    """A moment in Beijing, written 2026-12-25T08:30; read as an aware datetime."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the moment; fail with a sentence for anything else."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} 不是时间，请写成 2026-12-25T08:30（北京时间）。", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=clock.BEIJING)
