"""The timetable. One row a job: its name, when it is due (Beijing time), what it does. Rows of one moment run in order.

Mail is not in it: what waits is sent every minute.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from tracker.domain.mail_calendar import DIGEST_TIME
from tracker.domain.timetable import DIGEST_GOOD_FOR, JobName, Timing, after_the_reporting_day, daily, on_workdays
from tracker.jobs import letters, upkeep
from tracker.jobs.surroundings import Surroundings

Act = Callable[[datetime, datetime, Surroundings], dict[str, int]]
"""Does the job for a slot, at a moment, and returns counts; inside one transaction, with the claim on the slot."""


@dataclass(frozen=True)
class Job:
    name: JobName
    timing: Timing
    act: Act


SCHEDULE = (
    Job(JobName.SNAPSHOT, Timing(after_the_reporting_day(time(0, 0)), every_slot=True), upkeep.freeze_month),
    Job(JobName.NOTICES, Timing(after_the_reporting_day(time(0, 0)), every_slot=True), letters.compile_lists),
    Job(JobName.RESUMPTIONS, Timing(daily(time(0, 5))), upkeep.resume_pauses),
    Job(JobName.LIGHTS, Timing(daily(time(0, 5))), upkeep.read_lights),
    Job(JobName.LADDER, Timing(daily(time(0, 10))), upkeep.climb_ladder),
    Job(JobName.HOUSEKEEPING, Timing(daily(time(3, 0))), upkeep.tidy_up),
    Job(JobName.STRAY_FILES, Timing(daily(time(15, 0))), upkeep.sweep_files),
    Job(JobName.DIGESTS, Timing(on_workdays(DIGEST_TIME), good_for=DIGEST_GOOD_FOR), letters.write_digests),
    Job(
        JobName.LEADER_DIGESTS, Timing(on_workdays(DIGEST_TIME), good_for=DIGEST_GOOD_FOR), letters.write_leader_digests
    ),
)
