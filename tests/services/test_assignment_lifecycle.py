"""What the office does to one unit's part by hand, in every state."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_report, make_request, make_task, make_unit
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentAction, TaskStatus, allowed_assignment_actions
from tracker.services import assignment_lifecycle as lifecycle

BY_HAND = {
    AssignmentAction.PAUSE: lifecycle.pause,
    AssignmentAction.RESUME: lifecycle.resume,
    AssignmentAction.CANCEL: lifecycle.cancel,
    AssignmentAction.REINSTATE: lifecycle.reinstate,
    AssignmentAction.REOPEN: lifecycle.reopen,
    AssignmentAction.ENTER_NEXT_STAGE: lifecycle.enter_next_stage,
}
COMES_TO = {
    AssignmentAction.PAUSE: AssignmentStatus.PAUSED,
    AssignmentAction.RESUME: AssignmentStatus.IN_PROGRESS,
    AssignmentAction.CANCEL: AssignmentStatus.CANCELLED,
    AssignmentAction.REINSTATE: AssignmentStatus.ISSUED,  # taken back, and given to the unit at once
    AssignmentAction.REOPEN: AssignmentStatus.IN_PROGRESS,
    AssignmentAction.ENTER_NEXT_STAGE: AssignmentStatus.IN_PROGRESS,
}


@pytest.mark.one_database
@pytest.mark.parametrize(("action", "status"), list(product(BY_HAND, AssignmentStatus)))
def test_each_act_by_hand_goes_where_the_table_says(db, supervisor, action, status):
    assignment = make_assignment(status=status)

    if action in allowed_assignment_actions(status):
        BY_HAND[action](assignment, reason="政策调整。", actor=supervisor, now=NOW)
        assert assignment.status is COMES_TO[action]
    else:
        with pytest.raises(ActionNotAllowed, match=f"不能{action.label}"):
            BY_HAND[action](assignment, reason="政策调整。", actor=supervisor, now=NOW)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (AssignmentAction.PAUSE, AssignmentStatus.IN_PROGRESS),
        (AssignmentAction.CANCEL, AssignmentStatus.IN_PROGRESS),
        (AssignmentAction.REINSTATE, AssignmentStatus.CANCELLED),
        (AssignmentAction.REOPEN, AssignmentStatus.CLOSED),
    ],
)
def test_what_sets_work_back_has_a_reason(db, supervisor, action, status):
    with pytest.raises(RuleViolation, match="请写明"):
        BY_HAND[action](make_assignment(status=status), reason=" ", actor=supervisor, now=NOW)


def test_a_pause_with_a_day_ends_by_itself_on_that_day(db, supervisor):
    early, late, without = (make_assignment() for _ in range(3))
    lifecycle.pause(early, reason="汛期。", resume_on=TODAY + timedelta(days=1), actor=supervisor, now=NOW)
    lifecycle.pause(late, reason="汛期。", resume_on=TODAY + timedelta(days=2), actor=supervisor, now=NOW)
    lifecycle.pause(without, reason="汛期。", actor=supervisor, now=NOW)

    assert lifecycle.resume_what_is_due(today=TODAY, now=NOW) == 0
    assert lifecycle.resume_what_is_due(today=TODAY + timedelta(days=1), now=NOW) == 1

    assert (early.status, early.resume_on) == (AssignmentStatus.IN_PROGRESS, None)
    assert late.status is without.status is AssignmentStatus.PAUSED


def test_a_part_of_a_task_that_rests_stays_paused(db, supervisor):
    assignment = make_assignment(status=AssignmentStatus.PAUSED, resume_on=TODAY)
    assignment.task.status = TaskStatus.PAUSED
    db.session.flush()

    assert lifecycle.resume_what_is_due(today=TODAY, now=NOW) == 0


def test_a_pause_does_not_end_before_it_begins(db, supervisor):
    with pytest.raises(RuleViolation, match="应当晚于今天"):
        lifecycle.pause(make_assignment(), reason="汛期。", resume_on=TODAY, actor=supervisor, now=NOW)


def test_opening_a_part_again_opens_its_closed_task(db, supervisor):
    task = make_task(supporting=(make_unit(),), status=TaskStatus.CLOSED)

    lifecycle.reopen(task.assignments[0], reason="核查未通过。", actor=supervisor, now=NOW)

    assert task.status is TaskStatus.ISSUED
    assert [part.status for part in task.assignments] == [AssignmentStatus.IN_PROGRESS, AssignmentStatus.CLOSED]
    assert task.assignments[0].closed_at is None


def test_a_part_that_is_opened_again_stands_where_its_reports_left_it(db, supervisor):
    part = make_assignment(status=AssignmentStatus.CLOSED, percent_complete=100)
    make_report(part, percent_complete=62, status=ReportStatus.ACCEPTED)

    lifecycle.reopen(part, reason="核查未通过。", actor=supervisor, now=NOW)

    assert part.percent_complete == 62


def test_a_part_of_a_task_that_was_ended_is_not_reinstated_alone(db, supervisor):
    task = make_task(status=TaskStatus.CANCELLED)

    with pytest.raises(ActionNotAllowed, match="任务已终止，不能撤销终止"):
        lifecycle.reinstate(task.assignments[0], reason="恢复。", actor=supervisor, now=NOW)


def test_a_reinstated_part_is_signed_for_anew(db, supervisor):
    task = make_task(supporting=(make_unit(),))
    part = task.assignments[1]
    lifecycle.cancel(part, reason="分工调整。", actor=supervisor, now=NOW)

    lifecycle.reinstate(part, reason="分工未变。", actor=supervisor, now=NOW)

    assert (part.status, part.acknowledged_at, part.issued_at) == (AssignmentStatus.ISSUED, None, NOW)


def test_pausing_lets_what_was_asked_lapse(db, supervisor):
    request = make_request(kind=RequestKind.EXTENSION)

    lifecycle.pause(request.assignment, reason="汛期。", resume_on=date(2026, 9, 1), actor=supervisor, now=NOW)

    assert request.status is RequestStatus.LAPSED
