"""The jobs that keep the figures true and the house tidy. Each runs inside the transaction of its slot."""

from datetime import datetime, timedelta

from tracker import clock
from tracker.adapters.file_store import FileStore
from tracker.clock import beijing_date
from tracker.domain.timetable import closed_period
from tracker.jobs.surroundings import ANCHORS_FILE, FILES_FOLDER, Surroundings
from tracker.queries import audit_trail
from tracker.queries.calendar import work_calendar
from tracker.services import accounts, rate_limits, reminders
from tracker.services.lights import refresh_lights
from tracker.services.snapshots import take_snapshot

KEEP_COUNTERS = timedelta(days=2)
KEEP_LEFTOVERS = timedelta(days=1)


def read_lights(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Read every light as of the slot's day."""
    return {"lights": refresh_lights(None, today=beijing_date(slot))}


def freeze_month(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Freeze how everything stood on the 25th, 24:00."""
    return {"snapshots": take_snapshot(closed_period(slot))}


def climb_ladder(slot: datetime, now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Note the rungs of the ladder that were reached."""
    return {"reminders": reminders.note_rungs(today=beijing_date(slot), now=now, calendar=work_calendar())}


def tidy_up(_slot: datetime, now: datetime, outside: Surroundings) -> dict[str, int]:
    """Remove sessions that ran out, old counters and half-written files; witness the head of the audit trail.

    Sessions and counters live by the machine's own time, whatever the clock of the demonstration says.
    """
    real_now = clock.system_now()
    oldest = (real_now - KEEP_LEFTOVERS).timestamp()
    counts = {
        "sessions": accounts.purge_sessions(
            idle_since=real_now - outside.session_idle, opened_before=real_now - outside.session_length
        ),
        "counters": rate_limits.purge(real_now - KEEP_COUNTERS),
        "leftovers": FileStore(outside.data_dir / FILES_FOLDER).remove_leftovers(lambda written: written < oldest),
    }
    if head := audit_trail.head():
        with (outside.data_dir / ANCHORS_FILE).open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat(timespec='seconds')} {head[0]}:{head[1]}\n")
        counts["anchors"] = 1
    return counts
