"""The jobs that write to people, and that compile what a person will have to approve. Inside the slot's transaction."""

from datetime import datetime, timedelta

from tracker.clock import beijing_date
from tracker.domain.mail_calendar import is_leader_digest_day
from tracker.domain.timetable import DIGEST_GOOD_FOR, JobName, closed_period
from tracker.jobs.surroundings import Surroundings
from tracker.queries.calendar import work_calendar
from tracker.queries.job_runs import last_slot
from tracker.queries.snapshots import governments_in
from tracker.services import digests
from tracker.services.notice_compiling import compile_notices

FIRST_LOOK_BACK = timedelta(days=1)


def compile_lists(slot: datetime, now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Compile the lists of the month as drafts, from the lights as the snapshot has just read them."""
    period, calendar = closed_period(slot), work_calendar()
    drafts = [
        compile_notices(government, period, today=period.reporting_day, calendar=calendar, now=now)
        for government in governments_in(period)
    ]
    return {"drafts": sum(drafts)}


def write_digests(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Write to each unit's people what asks for something this morning, if anything does."""
    since = last_slot(JobName.DIGESTS, before=slot) or slot - FIRST_LOOK_BACK
    written = digests.write_unit_digests(
        since=since,
        slot=slot,
        today=beijing_date(slot),
        after=beijing_date(since),
        expires_at=slot + DIGEST_GOOD_FOR,
        calendar=work_calendar(),
    )
    return {"written": written}


def write_leader_digests(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Write the leaders' weekly page, on the first working day of a week."""
    today, calendar = beijing_date(slot), work_calendar()
    if not is_leader_digest_day(today, calendar):
        return {"written": 0}
    expires_at = slot + DIGEST_GOOD_FOR
    return {"written": digests.write_leader_digests(slot=slot, today=today, expires_at=expires_at, calendar=calendar)}
