"""Writing to a unit whose request was turned down or whose closing came back: at once, and not too often."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.mail_calendar import may_mail_again, next_sending_moment
from tracker.domain.periods import BEIJING
from tracker.emails import request_refused
from tracker.models import Assignment, OutboxEmail, ProgressReport, UnitRequest, User
from tracker.queries.calendar import work_calendar
from tracker.queries.unit_people import users_of_units
from tracker.services import outbox, report_returns

KIND = "request_refused"


def tell_refused(request: UnitRequest, *, now: datetime) -> int:
    """Queue one mail for each of the unit's liaisons; return how many.

    Whoever was written to about the same work in the last three working days finds it in the next digest instead.
    """
    today, calendar = now.astimezone(BEIJING).date(), work_calendar()
    db.session.flush()  # a request that was made in this transaction gets its number
    count = 0
    for person in users_of_units(today, [request.assignment.unit_id]):
        if not may_mail_again(_last_mailed_on(request.assignment, person), today, calendar):
            continue
        queued = outbox.queue(
            request_refused.compose_for(request, person, today=today),
            kind=KIND,
            key=mail_key(request.id, person.id),
            user=person,
            not_before=next_sending_moment(now, calendar),
            now=now,
        )
        count += queued is not None
    return count


def mail_key(request_id: int, user_id: int) -> str:
    """Return the key under which a person is told once that this request was turned down."""
    return f"{KIND}/{request_id}/{user_id}"


def _last_mailed_on(assignment: Assignment, person: User) -> date | None:
    """Return the day the person was last written to about this work coming back, a report or a request."""
    reports = db.session.scalars(sa.select(ProgressReport.id).where(ProgressReport.assignment_id == assignment.id))
    requests = db.session.scalars(sa.select(UnitRequest.id).where(UnitRequest.assignment_id == assignment.id))
    keys = [report_returns.mail_key(id_, person.id) for id_ in reports]
    keys += [mail_key(id_, person.id) for id_ in requests]
    last = db.session.scalar(sa.select(sa.func.max(OutboxEmail.queued_at)).where(OutboxEmail.dedupe_key.in_(keys)))
    return last.astimezone(BEIJING).date() if last else None
