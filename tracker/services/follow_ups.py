"""Looking back (回头看): drawing closed tasks at random, and noting what looking again has shown."""

from datetime import date, datetime

from tracker.db import db
from tracker.domain.approvals import check_decider
from tracker.domain.errors import RuleViolation
from tracker.domain.follow_up import FollowUpOutcome, check_due, check_outcome, draw_sample, sample_size
from tracker.domain.periods import Month
from tracker.models import FollowUpCheck, FollowUpSample, Unit, User
from tracker.queries.follow_ups import closing_requests, population
from tracker.services import audit, task_lifecycle


def draw(government: Unit, month: Month, *, seed: str, actor: User, now: datetime, today: date) -> FollowUpSample:
    """Draw from the tasks closed in a month, a tenth and at least one, and return the sample.

    Ids, seed and sample are kept, so that anybody can draw again. Raise RuleViolation for a month that is not half
    a year back, or with nothing to draw; the database refuses a second sample of one month.
    """
    check_due(month, today)
    ids = population(government, month)
    if not ids:
        raise RuleViolation(f"{month.label}没有已销号的任务，不需要抽取。")
    drawn = draw_sample(ids, sample_size(len(ids)), seed)
    sample = FollowUpSample(
        jurisdiction_id=government.id,
        period=str(month),
        seed=seed.strip(),
        population=ids,
        drawn_by=actor,
        drawn_at=now,
        checks=[
            FollowUpCheck(task_id=task_id, position=position, outcome=FollowUpOutcome.PENDING)
            for position, task_id in enumerate(drawn, 1)
        ],
    )
    db.session.add(sample)
    audit.record(actor, "draw_follow_up", sample, now, period=str(month), seed=seed, population=ids, drawn=drawn)
    return sample


def conclude(check: FollowUpCheck, *, outcome: FollowUpOutcome, comment: str, actor: User, now: datetime) -> None:
    """Note what looking again has shown; a failure opens the task again for the units that had finished.

    Raise NotTheRightPerson for whoever asked for the closing or accepted it, ActionNotAllowed once it is concluded.
    """
    check_outcome(check.outcome, outcome, comment)
    for request in closing_requests(check.task):
        took_part = frozenset({request.decided_by_id}) if request.decided_by_id else frozenset()
        check_decider(request.requested_by_id, actor.id, took_part)
    old = check.outcome
    check.outcome, check.comment = outcome, comment.strip()
    check.checked_by, check.checked_at = actor, now
    audit.record(actor, "conclude_follow_up", check, now, outcome=[old, outcome], comment=comment.strip())
    if outcome is FollowUpOutcome.FAILED:
        task_lifecycle.reopen(check.task, reason=f"回头看核查不实：{comment.strip()}", actor=actor, now=now)
