"""The clock of the demonstration: kept as seconds ahead of the real time, so that every process agrees."""

from datetime import datetime, timedelta

from tracker.domain.clock_moves import check_move
from tracker.models import User
from tracker.queries.job_runs import last_slot
from tracker.services import audit, job_runs

FACT = "demonstration_clock"


def set_clock(target: datetime, *, real_now: datetime, now: datetime, actor: User | None) -> timedelta:
    """Let it be `target` now; return how far ahead of the real time that is. Raise RuleViolation if it cannot be."""
    check_move(target, now=now, last_done=last_slot())
    ahead = target - real_now
    job_runs.set_fact(FACT, str(ahead.total_seconds()))
    _leave_trace(actor, now, target)
    return ahead


def reset_clock(*, real_now: datetime, now: datetime, actor: User | None) -> None:
    """Go back to the real time; raise RuleViolation where later things have been done already."""
    check_move(real_now, now=now, last_done=last_slot())
    job_runs.delete_fact(FACT)
    _leave_trace(actor, now, real_now)


def _leave_trace(actor: User | None, now: datetime, target: datetime) -> None:
    if actor is not None:
        audit.record(actor, "advance_clock", actor, now, moment=[now.isoformat(), target.isoformat()])
