"""Mornings after requests were decided, and mornings on which the office has something to decide."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_report, make_request, make_user
from tests.jobs.conftest import beijing
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.roles import Role
from tracker.models import Assignment, Membership, OutboxEmail

pytestmark = pytest.mark.usefixtures("holidays")


def mails_to(db, user):
    return db.session.scalars(sa.select(OutboxEmail).where(OutboxEmail.user_id == user.id)).all()


def test_what_was_granted_is_a_line_of_the_next_morning(db, run):
    liaison = make_user()
    run("2026-06-15T08:30")
    make_request(
        make_assignment(liaison.home_unit, title="完善孵化体系", status=AssignmentStatus.IN_PROGRESS),
        status=RequestStatus.APPROVED,
        granted_on=date(2027, 1, 29),
        decided_by=make_user(),
        decided_at=beijing("2026-06-15T15:00"),
    )

    run("2026-06-16T08:30")

    text = "\n".join(mail.body_text for mail in mails_to(db, liaison))
    assert "【申请已办理】" in text
    assert "延期申请已同意，到 2027-01-29：完善孵化体系" in text


def test_a_refusal_that_was_mailed_at_once_is_not_told_again(db, run, queue):
    liaison = make_user()
    run("2026-06-15T08:30")
    decided = {"decided_by": make_user(), "decided_at": beijing("2026-06-15T15:00")}
    told, untold = (
        make_request(make_assignment(liaison.home_unit, title=title), status=RequestStatus.REFUSED, **decided)
        for title in ("写过信的", "没有写信的")
    )
    queue(f"request_refused/{told.id}/{liaison.id}")

    run("2026-06-16T08:30")

    text = "\n".join(mail.body_text for mail in mails_to(db, liaison))
    assert "延期申请未获同意：没有写信的" in text
    assert "写过信的" not in text
    assert untold.status is RequestStatus.REFUSED


def test_the_office_reads_what_waits_in_one_mail(db, run):
    supervisor = make_user(Role.SUPERVISOR)
    run("2026-06-15T08:30")
    for _ in range(2):
        make_report(reported_at=beijing("2026-06-15T10:00"))
    make_request(kind=RequestKind.PAUSE, requested_at=beijing("2026-06-15T09:00"))

    run("2026-06-16T08:30")

    mail = mails_to(db, supervisor)[-1]
    assert mail.subject == "工作提醒：待办理 3 项"
    assert "进展 2 件，最早 2026-06-15 提交" in mail.body_text
    assert "/queue?kind=pause" in mail.body_text
    assert "的督查人员" in mail.body_text


def test_without_anything_to_decide_the_office_gets_no_mail(db, run):
    supervisor = make_user(Role.SUPERVISOR)

    run("2026-06-15T08:30")
    run("2026-06-16T08:30")

    assert mails_to(db, supervisor) == []


def test_who_works_for_a_unit_and_the_office_gets_one_mail_for_both(db, run):
    user = make_user(Role.SUPERVISOR)
    assignment = make_assignment(status=AssignmentStatus.ISSUED, issued_at=beijing("2026-06-10T09:00"))
    user.memberships.append(Membership(role=Role.LIAISON, unit=assignment.unit))
    db.session.commit()
    run("2026-06-12T08:30")
    make_report(reported_at=beijing("2026-06-12T10:00"))

    run("2026-06-15T08:30")

    (mail,) = [mail for mail in mails_to(db, user) if mail.queued_at == beijing("2026-06-15T08:30")]
    assert "【待办理】" in mail.body_text
    assert "【超时未签收】" in mail.body_text
    assert "的联络员、督查人员" in mail.body_text


def test_a_pause_ends_by_itself_in_the_night(db, run):
    run("2026-06-15T00:30")
    assignment_id = make_assignment(status=AssignmentStatus.PAUSED, resume_on=date(2026, 6, 16)).id

    run("2026-06-15T08:30")
    still = db.session.get(Assignment, assignment_id).status
    run("2026-06-16T00:30")

    assert still is AssignmentStatus.PAUSED
    assert db.session.get(Assignment, assignment_id).status is AssignmentStatus.IN_PROGRESS
