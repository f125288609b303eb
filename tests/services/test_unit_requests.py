"""What may be asked in which state, and what is refused: from the tables, refused pairs included."""

from datetime import date, timedelta
from itertools import product

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_government, make_request, make_task, make_unit, make_user
from tracker.db import transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, LimitReached, NotTheRightPerson, RuleViolation
from tracker.domain.unit_requests import ASKING
from tracker.domain.workflow import TaskStatus, allowed_assignment_actions
from tracker.models import AuditEntry, UnitRequest
from tracker.queries.calendar import work_calendar
from tracker.services import unit_requests

LATER = date(2027, 3, 31)
KINDS = [kind for kind in RequestKind if kind is not RequestKind.CLOSURE]


def ask(assignment, kind=RequestKind.EXTENSION, actor=None, key="form-1", **changes):
    asking = ASKING[kind]
    words = {
        "reason": "上级资金计划调整。",
        "measures": "每周调度一次。" if asking.measures else "",
        "asked_for_on": LATER if asking.day else None,
        "submission_key": key,
    }
    return unit_requests.ask(
        assignment,
        kind=kind,
        **(words | changes),
        calendar=work_calendar(),
        actor=actor or make_user(unit=assignment.unit),
        now=NOW,
    )


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "status"), list(product(KINDS, AssignmentStatus)))
def test_a_unit_asks_exactly_where_its_table_lets_it(db, kind, status):
    assignment = make_assignment(status=status)

    if ASKING[kind].action in allowed_assignment_actions(status):
        request = ask(assignment, kind)
        assert (request.status, request.kind) == (RequestStatus.PENDING, kind)
        assert assignment.status is status
    else:
        with pytest.raises(ActionNotAllowed, match=f"不能{ASKING[kind].action.label}"):
            ask(assignment, kind)


@pytest.mark.one_database
@pytest.mark.parametrize(("kind", "status"), list(product(KINDS, sorted(set(TaskStatus) - {TaskStatus.ISSUED}))))
def test_nothing_is_asked_about_a_task_that_does_not_go_on(db, kind, status):
    assignment = make_task(status=status, assignment_status=AssignmentStatus.IN_PROGRESS).assignments[0]

    with pytest.raises(ActionNotAllowed, match=f"^任务{status.label}，不能"):
        ask(assignment, kind)


def test_a_request_keeps_what_was_asked_and_the_limit_as_it_stood(db):
    assignment = make_assignment()

    request = ask(assignment, reason=" 资金未到位。 ", measures="每周调度。")

    assert (request.reason, request.measures, request.asked_for_on) == ("资金未到位。", "每周调度。", LATER)
    assert request.due_on_before == assignment.due_on == date(2026, 12, 31)


def test_one_form_sent_twice_gives_one_request(db):
    assignment = make_assignment()
    actor = make_user(unit=assignment.unit)

    first, second = ask(assignment, actor=actor), ask(assignment, actor=actor)

    assert first is second
    assert db.session.scalar(sa.select(sa.func.count()).select_from(UnitRequest)) == 1


def test_a_form_of_one_task_cannot_be_sent_for_another(db):
    ask(make_assignment())

    with pytest.raises(ActionNotAllowed, match="已用于另一项任务"):
        ask(make_assignment())


def test_a_second_request_of_the_kind_waits_for_the_first(db):
    assignment = make_assignment()
    ask(assignment)

    with pytest.raises(ActionNotAllowed, match="已有一份延期申请等待审批"):
        ask(assignment, key="form-2")
    assert ask(assignment, RequestKind.COORDINATION, key="form-3").status is RequestStatus.PENDING


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (RequestKind.EXTENSION, {"reason": " "}, "请填写延期理由。"),
        (RequestKind.EXTENSION, {"measures": ""}, "请填写采取的措施。"),
        (RequestKind.EXTENSION, {"asked_for_on": None}, "请填写“申请延期到”的日期。"),
        (RequestKind.EXTENSION, {"asked_for_on": date(2026, 12, 31)}, "新的完成时限应当晚于原时限"),
        (RequestKind.EXCUSE, {"asked_for_on": TODAY}, "应当晚于今天。"),
        (RequestKind.PAUSE, {"asked_for_on": TODAY - timedelta(days=1)}, "应当晚于今天。"),
        (RequestKind.CANCELLATION, {"asked_for_on": LATER}, "不需要填写日期。"),
        (RequestKind.STAGE_CLOSURE, {"measures": " "}, "请填写下一阶段安排。"),
        (RequestKind.COORDINATION, {"reason": "长" * 3001}, "请控制在 3000 字以内。"),
    ],
)
def test_what_is_missing_or_wrong_is_said(db, kind, changes, words):
    with pytest.raises(RuleViolation, match=words):
        ask(make_assignment(), kind, **changes)


def test_an_extension_is_asked_three_working_days_before_the_limit(db):
    in_time, late = make_assignment(due_on=date(2026, 6, 18)), make_assignment(due_on=date(2026, 6, 17))

    assert ask(in_time).asked_for_on == LATER
    with pytest.raises(LimitReached, match="最迟 2026-06-12，现已超过"):
        ask(late, key="form-2")


def test_a_limit_is_put_off_twice_at_most(db):
    assignment = make_assignment()
    for _ in range(2):
        make_request(assignment, status=RequestStatus.APPROVED, decided_by=make_user())

    with pytest.raises(LimitReached, match="已延期 2 次，最多 2 次"):
        ask(assignment)


def test_extensions_that_were_refused_do_not_count(db):
    assignment = make_assignment()
    for _ in range(3):
        make_request(assignment, status=RequestStatus.REFUSED, decided_by=make_user())

    assert ask(assignment).status is RequestStatus.PENDING


def test_work_may_go_only_to_another_unit_of_the_same_government(db):
    assignment = make_assignment()
    stranger = make_unit(government=make_government("外市"))

    for unit, words in ((assignment.unit, "请选择另一个单位"), (stranger, "不是本级政府的单位")):
        with pytest.raises(RuleViolation, match=words):
            ask(assignment, RequestKind.REASSIGNMENT, proposed_unit=unit)
    neighbour = make_unit(government=assignment.task.jurisdiction)
    assert ask(assignment, RequestKind.REASSIGNMENT, proposed_unit=neighbour).proposed_unit is neighbour


def test_only_who_asked_takes_a_request_back(db):
    request = make_request()

    with pytest.raises(NotTheRightPerson, match="只有提出申请的人"):
        unit_requests.withdraw(request, actor=make_user(unit=request.assignment.unit), now=NOW)
    unit_requests.withdraw(request, actor=request.requested_by, now=NOW)
    assert request.status is RequestStatus.WITHDRAWN


def test_taking_a_closing_back_lets_the_work_go_on(db):
    request = make_request(kind=RequestKind.CLOSURE)

    unit_requests.withdraw(request, actor=request.requested_by, now=NOW)

    assert request.assignment.status is AssignmentStatus.IN_PROGRESS


@pytest.mark.parametrize("status", sorted(set(RequestStatus) - {RequestStatus.PENDING}))
def test_what_was_dealt_with_is_not_taken_back(db, status):
    request = make_request(status=status, decided_by=make_user())

    with pytest.raises(ActionNotAllowed, match=f"申请{status.label}，不能撤回。"):
        unit_requests.withdraw(request, actor=request.requested_by, now=NOW)


def test_asking_leaves_its_words_in_the_audit_trail(db):
    assignment = make_assignment()

    with transaction():
        request = ask(assignment)

    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.action, entry.subject_type, entry.subject_id) == ("request_extension", "UnitRequest", request.id)
    assert "2027-03-31" in entry.changes
