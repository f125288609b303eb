"""Playing the demonstration's made-up months: what people do, and between it the real jobs, each at its moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tracker import clock
from tracker.adapters.mailer import FileMailer
from tracker.clock import beijing_date
from tracker.db import transaction
from tracker.domain.demo_script import HistoryScript, events
from tracker.domain.periods import beijing_midnight
from tracker.jobs.demonstration import Demonstration
from tracker.jobs.runner import play
from tracker.jobs.surroundings import FILES_FOLDER, MAIL_FOLDER
from tracker.queries.calendar import work_calendar
from tracker.queries.job_runs import fact, last_slot
from tracker.services import demo_clock, job_runs, outbox
from tracker.services.demo_history import DemonstrationHistory

FACT = "demonstration_history"
DONE = "done"
LEAD_IN = timedelta(days=4)


class History:
    """The months before today. Broken off, it goes on at the next call; done once, it is never done again."""

    def __init__(self, demonstration: Demonstration, script: HistoryScript) -> None:
        self._demonstration = demonstration
        self._script = script

    def begin(self) -> None:
        """Set the clock to the days before the paper is issued, so that everything is stamped as of then."""
        if fact(FACT) is not None or last_slot() is not None:
            return
        today = beijing_date(clock.system_now())
        start = beijing_midnight(self._script.starts_on(today) - LEAD_IN) + timedelta(hours=9)
        with transaction():
            job_runs.set_fact(FACT, f"0/{today.isoformat()}")
            demo_clock.set_clock(start, real_now=clock.system_now(), now=start, actor=None)
        self._demonstration.clock.read()

    def play(self, say: Callable[[str], None]) -> bool:
        """Play up to now and set the clock to the real time; return False where that was done before.

        Says each month as it begins.
        """
        state = fact(FACT)
        if state is None or state == DONE:
            return False
        number, _, day = state.partition("/")
        last_day, calendar = datetime.fromisoformat(day).date(), work_calendar()
        outside = self._demonstration.outside
        quiet = replace(outside, make_mailer=lambda: FileMailer(outside.data_dir / MAIL_FOLDER))  # nothing leaves
        players = DemonstrationHistory(self._script, outside.data_dir / FILES_FOLDER, last_day, calendar)
        told = events(self._script.starts_on(last_day), last_day, calendar)
        reached = clock.now()
        for place, event in enumerate(told):
            if place < int(number):
                continue
            play(event.moment, quiet, since=reached, goes_on=lambda _: True)
            with transaction():
                players.perform(event)
                job_runs.set_fact(FACT, f"{place + 1}/{day}")
            if beijing_date(event.moment).month != beijing_date(reached).month:
                say(f"  {beijing_date(event.moment):%Y-%m} ……")
            reached = event.moment
        play(clock.system_now(), quiet, since=reached, goes_on=lambda _: True)
        with transaction():
            outbox.drop_unsent()
            job_runs.set_fact(FACT, DONE)
            job_runs.delete_fact(demo_clock.FACT)
        self._demonstration.clock.read()
        return True
