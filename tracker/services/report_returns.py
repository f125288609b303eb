"""Writing to a unit whose report came back: at once, inside mailing hours, and not too often about one task."""

from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.mail_calendar import may_mail_again, next_sending_moment
from tracker.domain.periods import BEIJING
from tracker.domain.roles import Role
from tracker.emails import report_returned
from tracker.models import OutboxEmail, ProgressReport, User
from tracker.queries.calendar import work_calendar
from tracker.queries.recipients import holders_of
from tracker.services import outbox

KIND = "report_returned"


def tell_the_unit(report: ProgressReport, *, now: datetime, today: date) -> int:
    """Queue one mail for each of the unit's liaisons; return how many.

    Whoever was written to about the same task in the last three working days finds it in the next digest instead.
    """
    calendar = work_calendar()
    count = 0
    for person in holders_of(Role.LIAISON, [report.assignment.unit_id], today):
        if not may_mail_again(_last_mailed_on(report, person), today, calendar):
            continue
        queued = outbox.queue(
            report_returned.compose_for(report, person, today=today),
            kind=KIND,
            key=mail_key(report.id, person.id),
            user=person,
            not_before=next_sending_moment(now, calendar),
            now=now,
        )
        count += queued is not None
    return count


def mail_key(report_id: int, user_id: int) -> str:
    """Return the key under which a person is told once that this report came back."""
    return f"{KIND}/{report_id}/{user_id}"


def _last_mailed_on(report: ProgressReport, person: User) -> date | None:
    of_same_work = sa.select(ProgressReport.id).where(ProgressReport.assignment_id == report.assignment_id)
    keys = [mail_key(report_id, person.id) for report_id in db.session.scalars(of_same_work)]
    last = db.session.scalar(sa.select(sa.func.max(OutboxEmail.queued_at)).where(OutboxEmail.dedupe_key.in_(keys)))
    return last.astimezone(BEIJING).date() if last else None
