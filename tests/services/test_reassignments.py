"""Work that goes to another unit (调整责任单位): one lead at any moment, the old part ends with a trace."""

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.factories import make_request, make_task, make_unit, make_user
from tests.services.test_request_decisions import approve, asked
from tracker.domain.approvals import RequestKind
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.workflow import TaskStatus
from tracker.models import OutboxEmail


def test_work_goes_to_another_unit_with_the_lead_and_the_limit(db, supervisor):
    request = asked(RequestKind.REASSIGNMENT)
    liaison = make_user(unit=request.proposed_unit)
    task, old = request.assignment.task, request.assignment

    approve(request, supervisor)

    new = next(part for part in task.assignments if part.unit is request.proposed_unit)
    assert (old.status, old.role) == (AssignmentStatus.CANCELLED, AssignmentRole.SUPPORTING)
    assert (new.status, new.role) == (AssignmentStatus.ISSUED, AssignmentRole.LEAD)
    assert (new.due_on, new.original_due_on, new.start_on) == (old.due_on, old.original_due_on, TODAY)
    assert task.status is TaskStatus.ISSUED
    mail = db.session.scalars(sa.select(OutboxEmail)).one()
    assert (mail.kind, mail.recipient) == ("task_issued", liaison.email)


def test_the_office_may_choose_another_unit_than_was_proposed(db, supervisor):
    request = asked(RequestKind.REASSIGNMENT)
    chosen = make_unit(government=request.assignment.task.jurisdiction)

    approve(request, supervisor, unit=chosen)

    assert request.granted_unit is chosen
    assert [part.unit for part in request.assignment.task.assignments if part.role is AssignmentRole.LEAD] == [chosen]


def test_a_supporting_unit_may_take_the_lead_over(db, supervisor):
    task = make_task(supporting=(make_unit(),))
    lead, helper = task.assignments
    request = make_request(lead, RequestKind.REASSIGNMENT, proposed_unit_id=helper.unit_id)

    approve(request, supervisor)

    assert (lead.status, helper.role) == (AssignmentStatus.CANCELLED, AssignmentRole.LEAD)
    assert helper.status is AssignmentStatus.IN_PROGRESS
    assert len(task.assignments) == 2


def test_a_supporting_part_does_not_go_to_a_unit_that_has_one(db, supervisor):
    task = make_task(supporting=(make_unit(), make_unit()))
    request = make_request(task.assignments[1], RequestKind.REASSIGNMENT, proposed_unit_id=task.assignments[2].unit_id)

    with pytest.raises(ActionNotAllowed, match="已是本任务的责任单位"):
        approve(request, supervisor)


def test_a_unit_whose_part_had_ended_may_have_it_again(db, supervisor):
    task = make_task(supporting=(make_unit(), make_unit()))
    ended, asking = task.assignments[1:]
    ended.status = AssignmentStatus.CANCELLED
    request = make_request(asking, RequestKind.REASSIGNMENT, proposed_unit_id=ended.unit_id)

    approve(request, supervisor)

    assert (ended.status, asking.status) == (AssignmentStatus.ISSUED, AssignmentStatus.CANCELLED)


def test_without_a_unit_nothing_is_given_away(db, supervisor):
    request = make_request(kind=RequestKind.REASSIGNMENT)

    with pytest.raises(RuleViolation, match="请选择承接这项任务的单位"):
        approve(request, supervisor)
