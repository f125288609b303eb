"""Writing to a unit whose work came back, a report or a request: at once, in mailing hours, and not too often."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from itertools import product

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.mail_calendar import may_mail_again, next_sending_moment
from tracker.domain.periods import BEIJING
from tracker.emails import report_returned, request_refused
from tracker.emails.message import Email
from tracker.models import Assignment, OutboxEmail, ProgressReport, UnitRequest, User
from tracker.queries.calendar import work_calendar
from tracker.queries.unit_people import readers_of_units, users_of
from tracker.services import outbox

REPORT, REQUEST = "report_returned", "request_refused"


def tell_of_report(report: ProgressReport, *, now: datetime) -> int:
    """Tell the unit's liaisons that a report came back; return how many mails were queued.

    Whoever was written to about the same work in the last three working days finds it in the next digest instead.
    """
    compose = partial(report_returned.compose_for, report, today=now.astimezone(BEIJING).date())
    return _tell(report.assignment, REPORT, report.id, compose, now)


def tell_of_request(request: UnitRequest, *, now: datetime) -> int:
    """Tell the unit's liaisons that a request was turned down, or a closing came back; as `tell_of_report`."""
    db.session.flush()  # a request that was made in this transaction gets its number
    compose = partial(request_refused.compose_for, request, today=now.astimezone(BEIJING).date())
    return _tell(request.assignment, REQUEST, request.id, compose, now)


def mail_key(kind: str, record_id: int, user_id: int) -> str:
    """Return the key under which a person is told once that this report or request came back."""
    return f"{kind}/{record_id}/{user_id}"


def _tell(assignment: Assignment, kind: str, record_id: int, compose: Callable[[User], Email], now: datetime) -> int:
    today, calendar = now.astimezone(BEIJING).date(), work_calendar()
    people = users_of(readers_of_units(today, [assignment.unit_id]))
    last_told = _last_told(assignment, [person.id for person in people])
    to_tell = [person for person in people if may_mail_again(last_told.get(person.id), today, calendar)]
    queued = [
        outbox.queue(
            compose(person),
            kind=kind,
            key=mail_key(kind, record_id, person.id),
            user=person,
            not_before=next_sending_moment(now, calendar),
            now=now,
        )
        for person in to_tell
    ]
    return sum(mail is not None for mail in queued)


def _last_told(assignment: Assignment, people: Collection[int]) -> dict[int | None, date]:
    """Return, by person, the day they were last written to about this work coming back, a report or a request."""
    keys = []
    for kind, model in ((REPORT, ProgressReport), (REQUEST, UnitRequest)):
        ids = db.session.scalars(sa.select(model.id).where(model.assignment_id == assignment.id)).all()
        keys += [mail_key(kind, record_id, person) for record_id, person in product(ids, people)]
    told = sa.select(OutboxEmail.user_id, sa.func.max(OutboxEmail.queued_at)).where(OutboxEmail.dedupe_key.in_(keys))
    rows = db.session.execute(told.group_by(OutboxEmail.user_id))
    return {user_id: last.astimezone(BEIJING).date() for user_id, last in rows}
