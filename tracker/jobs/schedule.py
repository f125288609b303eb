"""The timetable. One row a job: its name, when it is due (Beijing time), what it does. Rows of one moment run in order.

Mail is not in it: what waits is sent every minute.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from tracker.domain.mail_calendar import DIGEST_TIME
from tracker.domain.timetable import DIGEST_GOOD_FOR, Timing, after_the_reporting_day, daily, on_workdays
from tracker.jobs import letters, upkeep
from tracker.jobs.surroundings import Surroundings

Act = Callable[[datetime, datetime, Surroundings], dict[str, int]]
"""Does the job for a slot, at a moment, and returns counts; inside one transaction, with the claim on the slot."""


@dataclass(frozen=True)
class Job:
    name: str
    timing: Timing
    act: Act

    @property
    def does(self) -> str:
        """What the job does, in a sentence."""
        return (self.act.__doc__ or "").split("\n")[0]


SCHEDULE = (
    Job("snapshot", Timing(after_the_reporting_day(time(0, 0)), every_slot=True), upkeep.freeze_month),
    Job("notices", Timing(after_the_reporting_day(time(0, 0)), every_slot=True), letters.compile_lists),
    Job("lights", Timing(daily(time(0, 5))), upkeep.read_lights),
    Job("ladder", Timing(daily(time(0, 10))), upkeep.climb_ladder),
    Job("housekeeping", Timing(daily(time(3, 0))), upkeep.tidy_up),
    Job("digests", Timing(on_workdays(DIGEST_TIME), good_for=DIGEST_GOOD_FOR), letters.write_digests),
    Job("leader-digests", Timing(on_workdays(DIGEST_TIME), good_for=DIGEST_GOOD_FOR), letters.write_leader_digests),
)
