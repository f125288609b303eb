"""The jobs that keep the figures true and the house tidy. Each runs inside the transaction of its slot."""

from datetime import datetime, timedelta

from tracker import clock
from tracker.adapters.file_store import FileStore
from tracker.adapters.part_store import PartStore
from tracker.clock import beijing_date
from tracker.domain.audit_chain import first_fault
from tracker.domain.timetable import closed_period
from tracker.jobs.surroundings import ANCHORS_FILE, FILES_FOLDER, UPLOADS_FOLDER, Surroundings
from tracker.queries import audit_trail, stored_files
from tracker.queries.administrator_homes import CHECKED, FAULT
from tracker.queries.calendar import work_calendar
from tracker.services import accounts, assignment_lifecycle, evidence_uploads, rate_limits, reminders
from tracker.services.lights import refresh_lights
from tracker.services.snapshots import take_snapshot

KEEP_COUNTERS = timedelta(days=2)
NIGHTS_CHECKED = timedelta(days=2)
KEEP_LEFTOVERS = timedelta(hours=12)
"""Swept twice a day, so that nothing without a record lies about for longer than 24 hours."""


def read_lights(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Read every light as of the slot's day."""
    return {"lights": refresh_lights(None, today=beijing_date(slot))}


def freeze_month(slot: datetime, _now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Freeze how everything stood on the 25th, 24:00."""
    return {"snapshots": take_snapshot(closed_period(slot))}


def resume_pauses(slot: datetime, now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Resume the work whose pause was to last until the slot's day."""
    return {"resumed": assignment_lifecycle.resume_what_is_due(today=beijing_date(slot), now=now)}


def climb_ladder(slot: datetime, now: datetime, _outside: Surroundings) -> dict[str, int]:
    """Note the rungs of the ladder that were reached."""
    return {"reminders": reminders.note_rungs(today=beijing_date(slot), now=now, calendar=work_calendar())}


def sweep_files(_slot: datetime, _now: datetime, outside: Surroundings) -> dict[str, int]:
    """Remove what broken-off uploads left: half-written files, parts nobody went on with, files without a record.

    Files age by the machine's own time. What a record names is never touched.
    """
    oldest = (clock.system_now() - KEEP_LEFTOVERS).timestamp()
    files, parts = FileStore(outside.data_dir / FILES_FOLDER), PartStore(outside.data_dir / UPLOADS_FOLDER)

    def is_old(written: float) -> bool:
        return written < oldest

    return {
        "leftovers": files.remove_leftovers(is_old),
        "strays": files.remove_strays(stored_files.needed_digests(), is_old),
        "parts": parts.remove_old(is_old),
        "uploads": evidence_uploads.forget_lost(parts),
    }


def tidy_up(slot: datetime, now: datetime, outside: Surroundings) -> dict[str, int]:
    """Remove sessions that ran out, old counters and half-written files; check and witness the audit trail.

    Sessions and counters live by the machine's own time, whatever the clock of the demonstration says.
    """
    real_now = clock.system_now()
    counts = {
        "sessions": accounts.purge_sessions(
            idle_since=real_now - outside.session_idle, opened_before=real_now - outside.session_length
        ),
        "counters": rate_limits.purge(real_now - KEEP_COUNTERS),
        **sweep_files(slot, now, outside),
    }
    if head := audit_trail.head():
        with (outside.data_dir / ANCHORS_FILE).open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat(timespec='seconds')} {head[0]}:{head[1]}\n")
        counts["anchors"] = 1
    if slot < real_now - NIGHTS_CHECKED:
        return counts  # a night that was missed: the last one checks the whole trail
    fault = first_fault(audit_trail.chain())
    return counts | {CHECKED: head[0] if head else 0, FAULT: fault.entry_id if fault else 0}
