"""Telling units what a new version ended, added or changed for them: one mail a person, next working morning."""

from datetime import date, datetime, timedelta

from tracker.db import db
from tracker.domain.mail_calendar import next_digest_moment
from tracker.emails import version_changed
from tracker.models import User, VersionDecision
from tracker.queries.calendar import work_calendar
from tracker.queries.unit_people import readers_of_units
from tracker.queries.version_changes import changes_by, part_changes
from tracker.services import outbox

KIND = "version_changed"
LONGEST_REST = timedelta(days=14)  # no holiday between two working mornings is longer


def tell_units(decision: VersionDecision, *, now: datetime, today: date) -> int:
    """Queue a mail for each liaison of the units that the decision touches; return how many people are told.

    Decisions come one by one: what leaves on one morning is one mail, rewritten with each of them until it leaves.
    """
    db.session.flush()  # the mail is written from the tables
    touched = {change.assignment.unit_id for change in changes_by(decision)}
    if not touched:
        return 0
    calendar, document = work_calendar(), decision.document
    not_before = next_digest_moment(now, calendar)
    changes = [
        change
        for change in part_changes(document, since=now - LONGEST_REST)
        if next_digest_moment(change.decided_at, calendar) == not_before
    ]
    people = readers_of_units(today, {change.assignment.unit_id for change in changes})
    told = [person for person in people if person.unit_ids & touched]
    for person in told:
        user = db.session.get_one(User, person.user_id)
        rows = [change for change in changes if change.assignment.unit_id in person.unit_ids]
        email = version_changed.compose_for(document, user, rows, today=today)
        key = f"{KIND}/{document.id}/{user.id}/{not_before.isoformat()}"
        if row := outbox.waiting(key):
            outbox.rewrite(row, email)
        else:
            outbox.queue(email, kind=KIND, key=key, user=user, not_before=not_before, now=now)
    return len(told)
