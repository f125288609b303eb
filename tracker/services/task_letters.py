"""Mail about work that is given out: one a person and document, rewritten or taken back while it waits."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import OPEN_STATUSES
from tracker.domain.mail_calendar import IMMEDIATE_MAIL_WORKDAYS, digest_moment, next_digest_moment
from tracker.domain.outbox import OutboxStatus
from tracker.domain.periods import BEIJING
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskAction
from tracker.emails import task_issued
from tracker.models import Assignment, AuditEntry, OutboxEmail, PolicyDocument, Task
from tracker.queries.issuing import recipients_of
from tracker.services import outbox

KIND = "task_issued"


def tell_of(document: PolicyDocument, parts: Iterable[Assignment], *, now: datetime, calendar: WorkCalendar) -> int:
    """Queue one mail a liaison about parts that were just given out; return how many. Backlog (存量) stays quiet.

    A mail that waits still is rewritten. What a person was already told of within three working days is left to the
    digest.
    """
    db.session.flush()  # mails and parts are read from the tables
    today = now.astimezone(BEIJING).date()
    recipients = recipients_of([part for part in parts if not part.is_backlog], today)
    letters = _letters(document)
    told_lately = _told_lately(document, letters, digest_moment(calendar.add_workdays(today, -IMMEDIATE_MAIL_WORKDAYS)))
    count = 0
    for recipient in recipients:
        own = [mail for mail in letters if mail.user_id == recipient.user.id]
        if any(mail.status is OutboxStatus.PENDING for mail in own):
            count += 1  # it is rewritten below, with the new parts
            continue
        rows = [row for row in recipient.assignments if (recipient.user.id, row.task_id) not in told_lately]
        if rows:
            stem = f"{KIND}/{document.id}/{recipient.user.id}"
            queued = outbox.queue(
                task_issued.compose_for(document, recipient.user, rows, today=today),
                kind=KIND,
                key=f"{stem}/{now.isoformat()}" if own else stem,
                user=recipient.user,
                not_before=next_digest_moment(now, calendar),
                now=now,
            )
            count += int(queued is not None)
    if letters:
        retell(document, now=now)
    return count


def retell(document: PolicyDocument, *, now: datetime) -> None:
    """Let the document's mails that wait say what is true now; take back those with nothing left to say."""
    db.session.flush()  # the mails are written from the tables
    today = now.astimezone(BEIJING).date()
    waiting = [mail for mail in _letters(document) if mail.status is OutboxStatus.PENDING]
    if not waiting:
        return
    recipients = {recipient.user.id: recipient for recipient in recipients_of(_open_parts(document), today)}
    for mail in waiting:
        recipient = recipients.get(mail.user_id or 0)
        if recipient and (rows := _given_out_since(recipient.assignments, mail.queued_at)):
            outbox.rewrite(mail, task_issued.compose_for(document, recipient.user, rows, today=today))
        else:
            mail.status = OutboxStatus.CANCELLED


def _open_parts(document: PolicyDocument) -> Sequence[Assignment]:
    return db.session.scalars(
        sa.select(Assignment)
        .where(
            Assignment.document_id == document.id,
            Assignment.status.in_(OPEN_STATUSES),
            Assignment.is_backlog.is_(False),
        )
        .options(sa.orm.joinedload(Assignment.unit), sa.orm.joinedload(Assignment.task).joinedload(Task.clause))
        .order_by(Assignment.task_id, Assignment.position)
    ).all()


def _letters(document: PolicyDocument) -> Sequence[OutboxEmail]:
    begins = OutboxEmail.dedupe_key.startswith(f"{KIND}/{document.id}/", autoescape=True)
    return db.session.scalars(sa.select(OutboxEmail).where(begins).order_by(OutboxEmail.id)).all()


def _told_lately(
    document: PolicyDocument, letters: Sequence[OutboxEmail], since: datetime
) -> frozenset[tuple[int, int]]:
    """Return (person, task) where the task was given out before since then, and the person's mail about it has left."""
    people = {mail.user_id for mail in letters if mail.sent_at is not None and mail.sent_at >= since}
    if not people:
        return frozenset()
    issued = (
        sa.select(AuditEntry.subject_id)
        .join(Task, Task.id == AuditEntry.subject_id)
        .where(
            Task.document_id == document.id,
            AuditEntry.subject_type == "Task",
            AuditEntry.action == TaskAction.ISSUE,
            AuditEntry.recorded_at >= since,
        )
    )
    return frozenset((person or 0, task_id) for task_id in db.session.scalars(issued) for person in people)


def _given_out_since(rows: Iterable[Assignment], moment: datetime) -> list[Assignment]:
    return [row for row in rows if row.issued_at is not None and row.issued_at >= moment]
