"""Sending what waits in the outbox: leased, handed over one by one, marked one by one."""

import logging
from collections.abc import Callable
from datetime import datetime

from tracker.adapters.mailer import DeliveryFailed, Letter, Mailer
from tracker.db import transaction
from tracker.domain.mail_calendar import is_sending_time
from tracker.domain.outbox import OutboxStatus
from tracker.domain.periods import BEIJING
from tracker.models import OutboxEmail
from tracker.queries.calendar import work_calendar
from tracker.services import outbox, settled_letters

log = logging.getLogger(__name__)

ROUND = 10  # mails leased at a time: at 30 s each they are through before the lease runs out


def send_waiting(mailer: Mailer, *, sender: str, clock: Callable[[], datetime]) -> dict[str, int]:
    """Drop what is out of date, settled, or goes to people who left; within office hours send what is due.

    Return {sent, retried, failed, expired}.

    A mail is handed over first and marked afterwards: a crash in between sends it twice, never not at all.
    """
    counts = dict.fromkeys(("sent", "retried", "failed", "expired"), 0)
    if outbox.is_empty():
        return counts
    with transaction():
        counts["expired"] = outbox.drop_expired(clock())
        outbox.cancel_for_people_gone(clock().astimezone(BEIJING).date())
        settled_letters.take_back_settled()
        is_time = is_sending_time(clock(), work_calendar())
    try:
        while is_time and _send_round(mailer, sender, clock, counts):
            continue
    finally:
        mailer.close()
    return counts


def _send_round(mailer: Mailer, sender: str, clock: Callable[[], datetime], counts: dict[str, int]) -> bool:
    """Send one round; return whether another one is worth trying."""
    with transaction():
        leased = [(row, _letter(row, sender)) for row in outbox.lease(clock(), ROUND)]
    for place, (row, letter) in enumerate(leased):
        try:
            mailer.send(letter)
        except DeliveryFailed as failure:
            log.warning("mail %s was not taken: %s", letter.message_id, failure)
            counts[_note_failure(row, failure, clock())] += 1
            if failure.is_down:
                _give_back([row for row, _ in leased[place + 1 :]])
                return False
        else:
            with transaction(row):
                outbox.mark_delivered(row, now=clock())
            counts["sent"] += 1
    return len(leased) == ROUND


def _note_failure(row: OutboxEmail, failure: DeliveryFailed, now: datetime) -> str:
    with transaction(row):
        outbox.mark_failed(row, str(failure), is_permanent=failure.is_permanent, now=now)
        is_over = row.status is OutboxStatus.FAILED
    return "failed" if is_over else "retried"


def _give_back(rows: list[OutboxEmail]) -> None:
    with transaction(*rows):
        for row in rows:
            outbox.give_back(row)


def _letter(row: OutboxEmail, sender: str) -> Letter:
    return Letter(
        message_id=row.message_id,
        sender=sender,
        recipient=row.recipient,
        subject=row.subject,
        text=row.body_text,
        html=row.body_html,
        written_at=max(row.queued_at, row.not_before),  # the morning it may leave, not the evening it was decided
    )
