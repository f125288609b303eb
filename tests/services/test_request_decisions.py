"""Who decides what units ask for, when, and what comes of it."""

from datetime import UTC, date, datetime
from itertools import product

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import (
    make_assignment,
    make_report,
    make_request,
    make_task,
    make_unit,
    make_user,
    saved,
)
from tracker.db import transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, LimitReached, NotTheRightPerson, RuleViolation
from tracker.domain.roles import Role
from tracker.domain.unit_requests import ASKING
from tracker.domain.workflow import TaskStatus
from tracker.models import Membership, OutboxEmail
from tracker.queries.calendar import work_calendar
from tracker.services import progress_reports, request_decisions
from tracker.services.request_decisions import Grant

KINDS = [kind for kind in RequestKind if kind is not RequestKind.CLOSURE]
GRANTED = date(2027, 2, 26)


def approve(request, actor, comment="同意。", **grant):
    request_decisions.approve(
        request, comment=comment, grant=Grant(**grant), calendar=work_calendar(), actor=actor, now=NOW
    )


def refuse(request, actor, comment="理由不充分。"):
    request_decisions.refuse(request, comment=comment, actor=actor, now=NOW)


def asked(kind, status=AssignmentStatus.IN_PROGRESS, **changes):
    """Make a request of this kind, with a unit to go to where one is wanted."""
    assignment = make_assignment(status=status, **changes)
    unit = make_unit(government=assignment.task.jurisdiction) if ASKING[kind].proposes_unit else None
    return make_request(assignment, kind, proposed_unit_id=unit and unit.id)


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "status"), list(product(KINDS, AssignmentStatus)))
def test_a_request_is_decided_exactly_while_it_stands(db, supervisor, kind, status):
    request = asked(kind, status)

    if status in ASKING[kind].stands_in:
        approve(request, supervisor)
        assert (request.status, request.decided_by, request.decided_at) == (RequestStatus.APPROVED, supervisor, NOW)
    else:
        with pytest.raises(ActionNotAllowed, match="不再适用"):
            approve(request, supervisor)


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "status"), list(product(KINDS, sorted(set(TaskStatus) - {TaskStatus.ISSUED}))))
def test_nothing_is_decided_while_the_task_rests(db, supervisor, kind, status):
    request = asked(kind)
    request.assignment.task.status = status

    with pytest.raises(ActionNotAllowed):
        approve(request, supervisor)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("status", "verb"), list(product(sorted(set(RequestStatus) - {RequestStatus.PENDING}), (approve, refuse)))
)
def test_what_was_dealt_with_is_not_decided_again(db, supervisor, status, verb):
    request = make_request(kind=RequestKind.EXCUSE, status=status, decided_by=make_user(Role.SUPERVISOR))

    with pytest.raises(ActionNotAllowed, match=f"申请{status.label}，不能"):
        verb(request, supervisor)


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "verb"), list(product(KINDS, (approve, refuse))))
def test_nobody_decides_their_own_or_their_units_request(db, supervisor, kind, verb):
    own = asked(kind)
    own.requested_by = supervisor
    of_unit = asked(kind)
    colleague = make_user(Role.SUPERVISOR)
    colleague.memberships.append(Membership(role=Role.LIAISON, unit=of_unit.assignment.unit))
    saved(colleague)

    with pytest.raises(NotTheRightPerson, match="不能审批自己提出的申请"):
        verb(own, supervisor)
    with pytest.raises(NotTheRightPerson, match="不能审批本单位的申请"):
        verb(of_unit, colleague)


def test_a_refusal_says_why_and_writes_to_the_unit_at_once(db, supervisor):
    request = asked(RequestKind.EXTENSION)

    with pytest.raises(RuleViolation, match="请写明理由"):
        refuse(request, supervisor, comment=" ")
    refuse(request, supervisor)

    assert (request.status, request.decision_comment) == (RequestStatus.REFUSED, "理由不充分。")
    assert request.assignment.due_on == date(2026, 12, 31)
    mail = db.session.scalars(sa.select(OutboxEmail)).one()
    assert (mail.kind, mail.recipient) == ("request_refused", request.requested_by.email)


def test_a_unit_is_not_written_to_again_about_the_same_work_within_three_working_days(db, supervisor):
    request = asked(RequestKind.EXTENSION)
    refuse(request, supervisor)
    again = make_request(request.assignment, RequestKind.EXCUSE, requested_by=request.requested_by)

    refuse(again, supervisor)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxEmail)) == 1


def test_a_report_that_comes_back_after_a_request_was_turned_down_is_left_to_the_digest(db, supervisor):
    request = asked(RequestKind.EXTENSION)
    refuse(request, supervisor)
    report = make_report(request.assignment, reported_by=request.requested_by)

    with transaction(report):
        progress_reports.return_report(report, comment="请补充数据。", actor=supervisor, now=NOW, today=TODAY)

    assert db.session.scalars(sa.select(OutboxEmail.kind)).all() == ["request_refused"]


@pytest.mark.parametrize(("granted", "expected"), [(None, date(2027, 3, 31)), (GRANTED, GRANTED)])
def test_an_extension_moves_the_limit_and_keeps_the_original(db, supervisor, granted, expected):
    request = asked(RequestKind.EXTENSION)

    approve(request, supervisor, on=granted)

    assignment = request.assignment
    assert (assignment.due_on, request.granted_on, assignment.task.due_on) == (expected,) * 3
    assert assignment.original_due_on == assignment.task.original_due_on == date(2026, 12, 31)


def test_a_supporting_units_extension_leaves_the_task_its_limit(db, supervisor):
    task = make_task()
    request = make_request(make_assignment(task=task))

    approve(request, supervisor)

    assert request.assignment.due_on == date(2027, 3, 31)
    assert task.due_on == task.assignments[0].due_on == date(2026, 12, 31)


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2026, 11, 30)])
def test_an_extension_granted_is_one(db, supervisor, day):
    with pytest.raises(RuleViolation, match="应当晚于现在的时限 2026-12-31"):
        approve(asked(RequestKind.EXTENSION), supervisor, on=day)


def test_a_third_extension_is_not_granted(db, supervisor):
    request = asked(RequestKind.EXTENSION)
    for _ in range(2):
        make_request(request.assignment, status=RequestStatus.APPROVED, decided_by=make_user())

    with pytest.raises(LimitReached, match="已延期 2 次"):
        approve(request, supervisor)


def test_an_excuse_counts_from_the_day_it_was_asked_for(db, supervisor):
    request = asked(RequestKind.EXCUSE)

    approve(request, supervisor, on=GRANTED)

    assert (request.assignment.excused_from, request.assignment.excused_until) == (date(2026, 6, 10), GRANTED)


def test_a_pause_lasts_until_the_day_that_is_granted(db, supervisor):
    request = asked(RequestKind.PAUSE)

    approve(request, supervisor, on=GRANTED)

    assert (request.assignment.status, request.assignment.resume_on) == (AssignmentStatus.PAUSED, GRANTED)


@pytest.mark.parametrize("kind", [RequestKind.EXCUSE, RequestKind.PAUSE, RequestKind.EXTENSION])
def test_a_day_that_is_over_is_not_granted(db, supervisor, kind):
    with pytest.raises(RuleViolation, match="应当晚于今天"):
        approve(asked(kind), supervisor, on=TODAY)


def test_a_stage_is_closed_and_no_longer_lit(db, supervisor):
    request = asked(RequestKind.STAGE_CLOSURE)

    approve(request, supervisor)

    assert request.assignment.status is AssignmentStatus.STAGE_CLOSED
    assert request.assignment.light.value == "grey"


def test_the_only_unit_that_ends_ends_the_task(db, supervisor):
    request = asked(RequestKind.CANCELLATION)

    approve(request, supervisor)

    assert request.assignment.status is AssignmentStatus.CANCELLED
    assert request.assignment.task.status is TaskStatus.CANCELLED


def test_a_lead_does_not_end_while_others_work_on(db, supervisor):
    task = make_task(supporting=(make_unit(),))
    request = make_request(task.assignments[0], RequestKind.CANCELLATION)

    with pytest.raises(ActionNotAllowed, match="还有 1 个配合单位在办"):
        approve(request, supervisor)


def test_when_the_last_open_part_ends_a_task_with_closed_parts_is_closed(db, supervisor):
    task = make_task(supporting=(make_unit(),))
    task.assignments[0].status = AssignmentStatus.CLOSED
    request = make_request(task.assignments[1], RequestKind.CANCELLATION)

    approve(request, supervisor)

    assert task.status is TaskStatus.CLOSED


def test_help_is_answered_in_words(db, supervisor):
    request = asked(RequestKind.COORDINATION)

    with pytest.raises(RuleViolation, match="请写明协调的结果"):
        approve(request, supervisor, comment="")
    approve(request, supervisor, comment="已请市财政局先行拨付。")

    assert request.decision_comment == "已请市财政局先行拨付。"
    assert request.assignment.status is AssignmentStatus.IN_PROGRESS


def test_what_is_asked_about_work_that_moved_on_lapses(db, supervisor):
    pause = asked(RequestKind.PAUSE)
    extension = make_request(pause.assignment, RequestKind.EXTENSION)
    help_wanted = make_request(pause.assignment, RequestKind.COORDINATION)

    approve(pause, supervisor)

    assert extension.status is help_wanted.status is RequestStatus.LAPSED
    assert extension.decided_by is None


def test_closing_is_not_decided_here(db, supervisor):
    request = make_request(kind=RequestKind.CLOSURE)

    with pytest.raises(ActionNotAllowed, match="逐条核对"):
        approve(request, supervisor)
    with pytest.raises(ActionNotAllowed, match="重新报送的日期"):
        refuse(request, supervisor)


def test_a_decision_at_night_leaves_in_the_morning(db, supervisor):
    request = asked(RequestKind.EXTENSION)

    request_decisions.refuse(
        request, comment="请先用足现有时间。", actor=supervisor, now=datetime(2026, 6, 15, 14, 0, tzinfo=UTC)
    )

    assert db.session.scalar(sa.select(OutboxEmail.not_before)) == datetime(2026, 6, 16, 0, 30, tzinfo=UTC)
