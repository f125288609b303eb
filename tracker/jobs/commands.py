"""`flask run-scheduler` and `flask run-due`."""

import json
import logging
import signal
from datetime import datetime
from types import FrameType

import click
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from tracker import clock
from tracker.db import transaction
from tracker.jobs.moment import Moment
from tracker.jobs.runner import Counts, run_due
from tracker.jobs.schedule import SCHEDULE
from tracker.jobs.surroundings import surroundings_of
from tracker.services import job_runs

log = logging.getLogger(__name__)


def commands_of(app: Flask) -> list[click.Command]:
    """Return the commands, bound to the application."""
    return [_run_scheduler(app), _run_due(app)]


def _run_due(app: Flask) -> click.Command:
    @click.command("run-due")
    @click.option("--at", type=Moment(), help="The moment, Beijing time: 2026-12-25T08:30. Default: now.")
    def run_due_command(at: datetime | None) -> None:
        """Do everything that is due at a moment and print one JSON object of counts. A second run changes nothing."""
        with app.app_context():
            moment = at or clock.now()
            counts = run_due(moment, surroundings_of(app.config))
        local = moment.astimezone(clock.BEIJING).isoformat(timespec="minutes")
        click.echo(json.dumps({"at": local, **counts}, ensure_ascii=False, sort_keys=True))

    return run_due_command


def _run_scheduler(app: Flask) -> click.Command:
    @click.command("run-scheduler")
    def run_scheduler() -> None:
        """Keep the timetable: look every minute at what is due. Start one; never inside a web worker.

        A second one does no harm: each slot of a job is done once. Stops cleanly on Ctrl-C and SIGTERM.
        """
        for job in SCHEDULE:
            click.echo(f"  {job.name:15} {job.name.label}")
        scheduler = BlockingScheduler(timezone=app.config["TIMEZONE"])
        scheduler.add_job(
            _tick, "cron", args=[app], minute="*", coalesce=True, max_instances=1, misfire_grace_time=None
        )
        signal.signal(signal.SIGTERM, _stop)
        try:
            _tick(app)
            click.echo("定时任务已启动，每分钟检查一次。")
            scheduler.start()
        except (KeyboardInterrupt, SystemExit):
            if scheduler.running:
                scheduler.shutdown()  # what is being done is finished first
        click.echo("定时任务已停止。")

    return run_scheduler


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit


def _tick(app: Flask) -> None:
    """One beat: note that the scheduler lives, do what is due. Nothing stops the next beat."""
    with app.app_context():
        try:
            with transaction():
                job_runs.set_fact(job_runs.HEARTBEAT, clock.system_now().isoformat())
            counts = run_due(clock.now(), surroundings_of(app.config))
        except Exception:
            log.exception("the scheduler's beat failed")
        else:
            _say(counts)


def _say(counts: Counts) -> None:
    done = {name: found for name, found in counts.items() if any(found.values())}
    if done:
        moment = clock.now().astimezone(clock.BEIJING).isoformat(timespec="minutes")
        click.echo(f"{moment} {json.dumps(done, ensure_ascii=False, sort_keys=True)}")
