"""A letter that asks for something is not sent once that is done; one about several tasks names what is left."""

from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.factories import make_assignment, make_notice, make_report, make_request, make_task, make_user, saved
from tests.jobs.test_outbox import send
from tracker.db import transaction
from tracker.domain.approvals import RequestStatus
from tracker.domain.notices import NoticeStatus
from tracker.domain.outbox import OutboxStatus
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.services import task_opening

CALENDAR = WorkCalendar()
EVENING = NOW + timedelta(hours=12)  # nobody is written to before the morning
MORNING = NOW + timedelta(days=1)


@pytest.fixture
def leader(db):
    return make_user(Role.LEADER)


@pytest.fixture
def office(db):
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def submitted(leader, office):
    tasks = [make_task(status=TaskStatus.DRAFT, title=title) for title in ("建设平台", "培育企业")]
    with transaction():
        task_opening.submit_opening(
            tasks, basis="《意见》", leader=leader, actor=office, now=EVENING, calendar=CALENDAR
        )
    return tasks


def test_a_leader_is_not_asked_for_what_was_decided_in_the_evening(submitted, leader, mailer):
    with transaction(*submitted):
        task_opening.approve_opening(submitted, actor=leader, now=EVENING)

    assert send(mailer, MORNING)["sent"] == 0


def test_a_leader_is_asked_for_what_is_left(submitted, leader, mailer):
    with transaction(*submitted):
        task_opening.approve_opening(submitted[:1], actor=leader, now=EVENING)

    send(mailer, MORNING)

    [letter] = mailer.sent
    assert letter.subject == "立项待批：1 项任务"
    assert "培育企业" in letter.text
    assert "建设平台" not in letter.text


def test_what_came_back_and_was_asked_for_anew_is_told_to_the_leader_alone(submitted, leader, office, mailer):
    with transaction(*submitted):
        task_opening.return_opening(submitted, reason="请补充", actor=leader, now=EVENING, calendar=CALENDAR)
    send(mailer, EVENING)  # the leader's letter is taken back: nothing waits there now
    later = EVENING + timedelta(minutes=1)
    with transaction(*submitted):
        task_opening.submit_opening(
            submitted, basis="《意见》", leader=leader, actor=office, now=later, calendar=CALENDAR
        )

    send(mailer, MORNING)

    assert [letter.recipient for letter in mailer.sent] == [leader.email]


def refused(assignment=None):
    return make_request(assignment, status=RequestStatus.REFUSED, decided_by=make_user(), decided_at=EVENING)


def asked_again():
    first = refused(make_assignment())
    make_request(first.assignment)
    return first


SUBJECTS = {
    "notice_waiting": (
        lambda: make_notice(status=NoticeStatus.SUBMITTED),
        lambda: make_notice(status=NoticeStatus.DRAFT, period="2026-04"),
    ),
    "report_returned": (
        lambda: make_report(status=ReportStatus.RETURNED),
        lambda: make_report(status=ReportStatus.SUPERSEDED),
    ),
    "request_refused": (refused, asked_again),
}


@pytest.mark.parametrize("kind", SUBJECTS)
def test_a_letter_leaves_only_while_its_matter_waits(queue, mailer, kind):
    waits, settled = (saved(make()) for make in SUBJECTS[kind])
    letters = [queue(f"{kind}/{record.id}/1", kind=kind) for record in (waits, settled)]

    assert send(mailer)["sent"] == 1
    assert [letter.status for letter in letters] == [OutboxStatus.DELIVERED, OutboxStatus.CANCELLED]
