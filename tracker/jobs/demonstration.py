"""The demonstration's own machinery: its movable clock. Exists only with DEMO=1; handed to pages by the factory."""

import time
from contextlib import suppress
from datetime import datetime, timedelta

from tracker import clock
from tracker.db import transaction
from tracker.domain.clock_moves import check_move
from tracker.jobs.runner import Counts, Progress, play
from tracker.jobs.surroundings import Surroundings
from tracker.models import User
from tracker.queries.job_runs import FactUnreadable, fact, last_slot
from tracker.services import demo_clock

EXTENSION = "demonstration"
READ_EVERY_S = 1.0


class DemonstrationClock:
    """A source of the time: the machine's, moved by what the database says. Asked for at most once a second."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._read_at: float | None = None

    def __call__(self) -> datetime:
        if self._read_at is None or time.monotonic() - self._read_at >= READ_EVERY_S:
            self.read()
        return clock.system_now() + self._ahead

    def read(self) -> None:
        """Read the stored move again; what was last known holds where the database does not answer."""
        self._read_at = time.monotonic()
        with suppress(RuntimeError, FactUnreadable):  # RuntimeError: asked outside of any application context
            self._ahead = timedelta(seconds=float(fact(demo_clock.FACT) or 0))


class Demonstration:
    """Moves the clock, and lets happen what becomes due on the way."""

    def __init__(self, outside: Surroundings) -> None:
        self.outside = outside
        self.clock = DemonstrationClock()

    def move(self, target: datetime, *, actor: User | None, goes_on: Progress = lambda _reached: True) -> Counts:
        """Move the clock to `target`; forwards, everything due in between is done in order. Return the counts.

        The clock stands at the last moment done where `goes_on` stopped it early, and goes on from there next time.
        Raise RuleViolation for a moment that cannot be moved to.
        """
        now = clock.now()
        check_move(target, now=now, last_done=last_slot())
        counts, reached = play(target, self.outside, since=now, goes_on=goes_on) if target > now else ({}, target)
        self._set(reached, now, actor)
        return counts

    def reset(self, *, actor: User | None) -> None:
        """Go back to the machine's own time; raise RuleViolation where later things have been done already."""
        with transaction():
            demo_clock.reset_clock(real_now=clock.system_now(), now=clock.now(), actor=actor)
        self.clock.read()

    def _set(self, moment: datetime, now: datetime, actor: User | None) -> None:
        with transaction():
            demo_clock.set_clock(moment, real_now=clock.system_now(), now=now, actor=actor)
        self.clock.read()
