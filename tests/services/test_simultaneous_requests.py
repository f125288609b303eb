"""Several people at once about one request, on really committed rows: one row a form, one decision a request."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_answer, make_assignment, make_criterion, make_request, make_task, make_unit, make_user
from tracker.db import db, transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.roles import Role
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, Task, UnitRequest, User
from tracker.queries.calendar import work_calendar
from tracker.services import closing, request_decisions, unit_requests

pytestmark = pytest.mark.slow

TRIALS, SENDS = 8, 5


def decide(request_id, supervisor_id, verb, **words):
    """Return an act that decides the request as its page does, and says what became of it."""

    def act():
        request = db.session.get(UnitRequest, request_id)
        with transaction(request.assignment.task, request.assignment, request):
            verb(request, actor=db.session.get(User, supervisor_id), now=NOW, **words)
        return request.status

    return act


def test_one_form_sent_five_times_at_once_makes_one_request_each_time(crowd):
    with crowd.app.app_context():
        user = make_user()
        assignment_ids = [make_assignment(user.home_unit).id for _ in range(TRIALS)]
        user_id = user.id

    def sending(assignment_id):
        def send():
            assignment = db.session.get(Assignment, assignment_id)
            with transaction(assignment.task, assignment):
                return unit_requests.ask(
                    assignment,
                    kind=RequestKind.EXTENSION,
                    reason="资金未到位。",
                    measures="每周调度。",
                    asked_for_on=date(2027, 3, 31),
                    submission_key=f"form-{assignment_id}",
                    calendar=work_calendar(),
                    actor=db.session.get(User, user_id),
                    now=NOW,
                ).submission_key

        return send

    for assignment_id in assignment_ids:
        results = crowd.act_at_once(*[sending(assignment_id)] * SENDS)
        assert results == [f"form-{assignment_id}"] * SENDS

    with crowd.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(UnitRequest)) == TRIALS


def test_granting_and_refusing_at_once_lets_one_of_them_win(crowd):
    with crowd.app.app_context():
        request_ids = [make_request(kind=RequestKind.EXTENSION).id for _ in range(TRIALS)]
        supervisor_ids = [make_user(Role.SUPERVISOR).id for _ in range(2)]
        calendar = work_calendar()

    for request_id in request_ids:
        results = crowd.act_at_once(
            decide(request_id, supervisor_ids[0], request_decisions.approve, calendar=calendar),
            decide(request_id, supervisor_ids[1], request_decisions.refuse, comment="先用足时间。"),
        )

        assert Counter(result is ActionNotAllowed for result in results) == {True: 1, False: 1}
        with crowd.app.app_context():
            request = db.session.get(UnitRequest, request_id)
            refused = request.status is RequestStatus.REFUSED
            assert request.decided_by_id == supervisor_ids[refused]
            assert request.assignment.due_on == (date(2026, 12, 31) if refused else date(2027, 3, 31))


def test_the_last_two_parts_accepted_at_once_close_the_task(crowd):
    with crowd.app.app_context():
        task = make_task(supporting=(make_unit(),))
        criterion = make_criterion(task, requires_evidence=False)
        task_id, met, request_ids = task.id, {}, []
        for part in task.assignments:
            request = make_request(part, RequestKind.CLOSURE)
            met[make_answer(request, criterion).id] = True
            request_ids.append(request.id)
        supervisor_ids = [make_user(Role.SUPERVISOR).id for _ in range(2)]

    crowd.act_at_once(
        *(
            decide(request_id, supervisor_id, closing.accept_closure, met=met)
            for request_id, supervisor_id in zip(request_ids, supervisor_ids, strict=True)
        ),
    )

    with crowd.app.app_context():
        task = db.session.get(Task, task_id)
        assert {part.status for part in task.assignments} == {AssignmentStatus.CLOSED}
        assert task.status is TaskStatus.CLOSED


def test_taking_back_and_deciding_at_once_lets_one_of_them_win(crowd):
    with crowd.app.app_context():
        request = make_request(kind=RequestKind.PAUSE)
        request_id, requester_id = request.id, request.requested_by_id
        supervisor_id, calendar = make_user(Role.SUPERVISOR).id, work_calendar()

    results = crowd.act_at_once(
        decide(request_id, supervisor_id, request_decisions.approve, calendar=calendar),
        decide(request_id, requester_id, unit_requests.withdraw),
    )

    assert Counter(result is ActionNotAllowed for result in results) == {True: 1, False: 1}
    with crowd.app.app_context():
        request = db.session.get(UnitRequest, request_id)
        is_paused = request.assignment.status is AssignmentStatus.PAUSED
        assert is_paused is (request.status is RequestStatus.APPROVED)
