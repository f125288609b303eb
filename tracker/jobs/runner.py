"""Running what is due. The database decides it, so that a restart, a jumping clock, a second scheduler do no harm."""

import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from tracker.clock import beijing_date
from tracker.db import transaction
from tracker.domain.mail_calendar import is_sending_time
from tracker.domain.periods import beijing_midnight
from tracker.domain.timetable import due_slots
from tracker.jobs.outbox import send_waiting
from tracker.jobs.schedule import SCHEDULE, Job
from tracker.jobs.surroundings import Surroundings
from tracker.queries import job_runs as recorded
from tracker.queries.calendar import work_calendar
from tracker.services import job_runs

log = logging.getLogger(__name__)

Counts = dict[str, dict[str, int]]
Progress = Callable[[datetime], bool]


def run_due(at: datetime, outside: Surroundings) -> Counts:
    """Do everything due by `at` that is not recorded as done, in order of time; then send mail. Return the counts.

    A second call with the same moment changes nothing. A job that fails is logged, its transaction undone, and tried
    again at the next call; the other jobs go on.
    """
    counts: Counts = defaultdict(lambda: defaultdict(int))
    with_faults = set()
    for slot, job in pending(at):
        if job.name not in with_faults and not _run(job, slot, at, outside, counts):
            with_faults.add(job.name)
    _send(at, outside, counts)
    return {name: dict(found) for name, found in counts.items()}


def play(at: datetime, outside: Surroundings, *, since: datetime, goes_on: Progress) -> tuple[Counts, datetime]:
    """Do everything between `since` and `at` as if the scheduler had been alive at each moment, mail included.

    Stops early where `goes_on(moment reached)` says no. Return the counts and the moment reached; going on from
    there gives the same as having gone through.
    """
    counts: Counts = defaultdict(lambda: defaultdict(int))
    reached, calendar = since, work_calendar()
    due = pending(at, since=since, as_if_alive=True)
    if is_sending_time(since, calendar):
        _send(since, outside, counts)
    for place, (slot, job) in enumerate(due):
        _run(job, slot, slot, outside, counts)
        reached = max(slot, since)
        if place + 1 == len(due) or due[place + 1][0] != slot:
            if is_sending_time(slot, calendar):
                _send(slot, outside, counts)
            if not goes_on(slot):
                break
    else:
        reached = at
        _send(at, outside, counts)
    return {name: dict(found) for name, found in counts.items()}, reached


def pending(at: datetime, *, since: datetime | None = None, as_if_alive: bool = False) -> list[tuple[datetime, Job]]:
    """Return the slots to be run by `at` with their jobs, in order of time, then of the timetable."""
    calendar, last = work_calendar(), recorded.last_slots()
    start = since or recorded.first_issue() or at
    start = min(start, at)
    first = beijing_midnight(beijing_date(start)) - timedelta(microseconds=1)
    due = [
        (slot, place)
        for place, job in enumerate(SCHEDULE)
        for slot in due_slots(
            job.timing, after=last.get(job.name, first), at=at, calendar=calendar, as_if_alive=as_if_alive
        )
    ]
    return [(slot, SCHEDULE[place]) for slot, place in sorted(due)]


def _run(job: Job, slot: datetime, now: datetime, outside: Surroundings, counts: Counts) -> bool:
    """Do one slot of a job in one transaction; return False where it failed."""
    try:
        with transaction():
            if not job_runs.claim(job.name, slot, now=now):
                return True
            done = job.act(slot, now, outside)
            job_runs.note_counts(job.name, slot, done)
    except Exception:
        log.exception("job %s of %s failed", job.name, slot.isoformat())
        counts[job.name]["errors"] += 1
        return False
    counts[job.name]["runs"] += 1
    for name, number in done.items():
        counts[job.name][name] += number
    return True


def _send(now: datetime, outside: Surroundings, counts: Counts) -> None:
    for name, number in send_waiting(outside.make_mailer(), sender=outside.sender, clock=lambda: now).items():
        counts["mail"][name] += number
