"""Mail is sent at least once, never lost, and with the same Message-ID on every try."""

from datetime import date, timedelta

import pytest

from tests.conftest import NOW
from tests.factories import make_unit, make_user
from tests.jobs.conftest import beijing
from tracker.adapters.mailer import DeliveryFailed, MemoryMailer
from tracker.db import transaction
from tracker.domain.outbox import LEASE, RETRY_DELAYS, OutboxStatus
from tracker.domain.roles import Role
from tracker.emails.message import Email
from tracker.jobs.outbox import send_waiting
from tracker.models import Membership
from tracker.services import outbox

NOTHING = {"sent": 0, "retried": 0, "failed": 0, "expired": 0}


def send(mailer, at=NOW):
    return send_waiting(mailer, sender="luoshi@example.gov.cn", clock=lambda: at)


def refusing(**how):
    def refuse(_letter):
        raise DeliveryFailed("不收", **how)

    return MemoryMailer(refuse)


class PowerCut(MemoryMailer):
    """The server has taken the letter; then the power goes, before anything is marked."""

    def send(self, letter):
        super().send(letter)
        raise KeyboardInterrupt


def test_what_is_due_is_sent_once(queue, mailer):
    row = queue()

    assert send(mailer) == {**NOTHING, "sent": 1}
    assert send(mailer) == NOTHING
    assert [letter.subject for letter in mailer.sent] == ["主题 letter"]
    assert (row.status, row.sent_at, row.attempts) == (OutboxStatus.DELIVERED, NOW, 1)


def test_nobody_is_written_to_after_the_last_role_ended_or_the_account_was_disabled(db, queue, mailer):
    there, disabled, ended = make_user(), make_user(), make_user()
    disabled.is_enabled = False
    ended.memberships[0].valid_to = date(2026, 6, 14)
    letters = [queue(f"letter/{user.id}", user=user) for user in (there, disabled, ended)]

    assert send(mailer)["sent"] == 1
    assert [letter.status for letter in letters] == [OutboxStatus.DELIVERED, *[OutboxStatus.CANCELLED] * 2]


def test_what_was_written_before_one_of_several_roles_ended_is_not_sent(db, queue, mailer):
    person = make_user()
    db.session.add(Membership(user=person, unit=make_unit(), role=Role.LIAISON, valid_to=date(2026, 6, 14)))
    before = queue("letter/before", user=person, now=NOW - timedelta(days=2))
    after = queue("letter/after", user=person)

    assert send(mailer)["sent"] == 1
    assert (before.status, after.status) == (OutboxStatus.CANCELLED, OutboxStatus.DELIVERED)


def test_what_is_not_due_waits(queue, mailer):
    queue(not_before=NOW + timedelta(seconds=1))

    assert send(mailer) == NOTHING
    assert send(mailer, NOW + timedelta(seconds=1))["sent"] == 1


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2026-06-15T07:59", 0),
        ("2026-06-15T08:00", 1),
        ("2026-06-15T17:59", 1),
        ("2026-06-15T18:00", 0),
        ("2026-06-20T10:00", 0),  # a Saturday
        ("2026-10-02T10:00", 0),  # 国庆
        ("2026-09-20T10:00", 1),  # a make-up Sunday
    ],
)
def test_nothing_leaves_outside_office_hours(queue, mailer, holidays, at, sent):
    queue(not_before=beijing("2026-06-01T08:30"))

    assert send(mailer, beijing(at))["sent"] == sent


def test_a_temporary_failure_is_tried_again_later_with_the_same_message_id(queue, mailer):
    row = queue()
    message_id = row.message_id

    assert send(refusing()) == {**NOTHING, "retried": 1}
    assert (row.status, row.not_before, row.last_error) == (OutboxStatus.RETRYING, NOW + RETRY_DELAYS[0], "不收")
    assert send(mailer) == NOTHING
    assert send(mailer, NOW + RETRY_DELAYS[0])["sent"] == 1
    assert [letter.message_id for letter in mailer.sent] == [message_id]


def test_after_every_delay_is_used_up_it_is_given_up(queue, db):
    row = queue()
    row.attempts = len(RETRY_DELAYS)
    db.session.commit()

    assert send(refusing()) == {**NOTHING, "failed": 1}
    assert row.status is OutboxStatus.FAILED


def test_a_permanent_failure_stops_at_once_and_others_go_on(queue):
    bad, good = queue("bad", "bad@example.gov.cn"), queue("good")

    def refuse(letter):
        if letter.recipient.startswith("bad"):
            raise DeliveryFailed("550 没有此人", is_permanent=True)

    mailer = MemoryMailer(refuse)
    assert send(mailer) == {**NOTHING, "sent": 1, "failed": 1}
    assert (bad.status, bad.last_error) == (OutboxStatus.FAILED, "550 没有此人")
    assert good.status is OutboxStatus.DELIVERED


def test_a_server_that_is_down_ends_the_round_and_nothing_is_used_up(queue):
    first, second = queue("first"), queue("second")

    assert send(refusing(is_down=True)) == {**NOTHING, "retried": 1}
    assert first.status is OutboxStatus.RETRYING
    assert (second.status, second.attempts) == (OutboxStatus.PENDING, 0)


def test_what_is_out_of_date_is_dropped_not_sent_late(queue, mailer):
    row = queue(expires_at=NOW + timedelta(hours=1))

    assert send(mailer, NOW + timedelta(hours=1)) == {**NOTHING, "expired": 1}
    assert row.status is OutboxStatus.EXPIRED


def test_a_cancelled_mail_stays(queue, mailer):
    queue("notice/1/2")
    with transaction():
        assert outbox.cancel("notice/1/") == 1

    assert send(mailer) == NOTHING


def test_killed_between_sending_and_marking_it_is_sent_again_with_the_same_message_id(queue):
    queue()

    killed, alive = PowerCut(), MemoryMailer()
    with pytest.raises(KeyboardInterrupt):
        send(killed)

    assert send(alive, NOW + LEASE - timedelta(seconds=1)) == NOTHING  # nobody knows yet that it died
    assert send(alive, NOW + LEASE)["sent"] == 1
    assert [letter.message_id for letter in alive.sent] == [letter.message_id for letter in killed.sent]


def test_more_than_one_round_is_sent(queue, mailer):
    for number in range(25):
        queue(f"letter {number}")

    assert send(mailer)["sent"] == 25
    assert [letter.subject for letter in mailer.sent] == [f"主题 letter {number}" for number in range(25)]


def test_the_same_key_is_never_queued_twice(queue, db):
    queue("digest:1:2026-06-15")

    email = Email("a@example.gov.cn", "再来一封", "正文")
    assert outbox.queue(email, kind="digest", key="digest:1:2026-06-15", user=None, not_before=NOW, now=NOW) is None
