"""The life of a task through the verbs: every status × action, and what each leaves behind."""

from dataclasses import replace
from itertools import product

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_task, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.db import transaction
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.lights import LightReason
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TASK_TRANSITIONS, AssignmentStatus, TaskAction, TaskStatus
from tracker.models import AuditEntry
from tracker.services import task_amendments, task_lifecycle, task_opening, task_workflow

S, A = TaskStatus, AssignmentStatus
CALENDAR = WorkCalendar()


@pytest.fixture
def office(db):
    return make_user(Role.SUPERVISOR)


def acts(task, office):
    """How each action is done; a leader of their own decides on openings."""
    who = {"actor": office, "now": NOW}
    why = {"reason": "上级政策调整", **who}
    leader = make_user(Role.LEADER, government=task.jurisdiction)
    mail = {"calendar": CALENDAR}
    return {
        TaskAction.SUBMIT_OPENING: lambda: task_opening.submit_opening(
            [task], basis="《意见》", leader=leader, **who, **mail
        ),
        TaskAction.RETURN_OPENING: lambda: task_opening.return_opening(
            [task], reason="请补充", actor=leader, now=NOW, **mail
        ),
        TaskAction.OPEN: lambda: task_opening.open_all([task], basis="《意见》", approving_leader="沈市长", **who),
        TaskAction.ISSUE: lambda: task_workflow.issue_tasks([task], start_on=task.start_on, **who, **mail),
        TaskAction.WITHDRAW_ISSUE: lambda: task_lifecycle.withdraw_issue(task, **why),
        TaskAction.AMEND: lambda: task_amendments.amend(task, task_amendments.values_of(task), **who, **mail),
        TaskAction.PAUSE: lambda: task_lifecycle.pause(task, **why),
        TaskAction.RESUME: lambda: task_lifecycle.resume(task, **who),
        TaskAction.CLOSE: lambda: task_lifecycle.close(task, **who),
        TaskAction.REOPEN: lambda: task_lifecycle.reopen(task, **why),
        TaskAction.CANCEL: lambda: task_lifecycle.cancel(task, **why),
        TaskAction.REINSTATE: lambda: task_lifecycle.reinstate(task, **why),
    }


#: The units' state in which an action goes through, where the usual one of the task's state would not do.
UNITS_STATE = {TaskAction.WITHDRAW_ISSUE: A.ISSUED, TaskAction.CLOSE: A.CLOSED}


@pytest.mark.one_database
@pytest.mark.parametrize(("status", "action"), list(product(TaskStatus, TaskAction)))
def test_a_task_goes_where_the_table_says_and_nowhere_else(status, action, office):
    may_be_set = status is S.ISSUED and action in UNITS_STATE
    task = make_task(status=status, assignment_status=UNITS_STATE[action] if may_be_set else None)
    version = task.version
    act = acts(task, office)[action]

    if (status, action) in TASK_TRANSITIONS:
        with transaction(task):
            act()
        assert task.status is TASK_TRANSITIONS[status, action]
    else:
        with pytest.raises(ActionNotAllowed, match=f"不能{action.label}"), transaction(task):
            act()
        assert (task.status, task.version) == (status, version)


@pytest.mark.parametrize(
    "action",
    [TaskAction.WITHDRAW_ISSUE, TaskAction.PAUSE, TaskAction.CANCEL],
)
def test_setting_work_back_needs_a_reason(action, office):
    task = make_task(assignment_status=A.ISSUED)
    verb = {
        TaskAction.WITHDRAW_ISSUE: task_lifecycle.withdraw_issue,
        TaskAction.PAUSE: task_lifecycle.pause,
        TaskAction.CANCEL: task_lifecycle.cancel,
    }[action]

    with pytest.raises(RuleViolation, match="请写明"), transaction(task):
        verb(task, reason=" ", actor=office, now=NOW)

    assert task.status is S.ISSUED


def statuses(task):
    return [part.status for part in task.assignments]


def test_what_a_unit_has_signed_is_not_taken_back(office):
    task = make_task(lead=make_unit(), supporting=(make_unit(),), assignment_status=A.ISSUED)
    task.assignments[1].status = A.IN_PROGRESS
    saved(task)

    with pytest.raises(ActionNotAllowed, match="已有 1 个单位签收"), transaction(task):
        task_lifecycle.withdraw_issue(task, reason="重复交办", actor=office, now=NOW)


def test_a_task_that_was_taken_back_is_out_of_the_units_sight_and_given_out_anew(office):
    task = make_task(assignment_status=A.ISSUED)

    with transaction(task):
        task_lifecycle.withdraw_issue(task, reason="时限有误", actor=office, now=NOW)
    assert (statuses(task), task.assignments[0].issued_at, task.issued_at) == ([A.PENDING], None, None)

    with transaction(task):
        task_workflow.issue_tasks([task], start_on=task.start_on, actor=office, now=NOW, calendar=CALENDAR)
    assert (task.status, statuses(task), task.assignments[0].issued_at) == (S.ISSUED, [A.ISSUED], NOW)


def test_a_pause_leaves_each_unit_where_it_is_and_turns_the_lights_grey(office):
    task = make_task(supporting=(make_unit(),))
    task.assignments[1].status = A.ISSUED
    saved(task)

    with transaction(task):
        task_lifecycle.pause(task, reason="上级政策修订", actor=office, now=NOW)
    assert statuses(task) == [A.IN_PROGRESS, A.ISSUED]
    assert {part.light_reason for part in task.assignments} == {LightReason.PAUSED}

    with transaction(task):
        task_lifecycle.resume(task, actor=office, now=NOW)
    assert statuses(task) == [A.IN_PROGRESS, A.ISSUED]
    assert LightReason.PAUSED not in {part.light_reason for part in task.assignments}


def test_a_task_closes_only_after_its_units(office):
    task = make_task(supporting=(make_unit(),))
    task.assignments[0].status = A.CLOSED
    saved(task)

    with pytest.raises(ActionNotAllowed, match="还有 1 个责任单位未办结"), transaction(task):
        task_lifecycle.close(task, actor=office, now=NOW)


def test_reopening_names_the_units_that_work_again(office):
    task = make_task(supporting=(make_unit(),), status=S.CLOSED)

    with transaction(task):
        again = task_lifecycle.reopen(
            task, reason="核查发现未落实", unit_ids={task.assignments[1].unit_id}, actor=office, now=NOW
        )

    assert [part.id for part in again] == [task.assignments[1].id]
    assert (task.status, statuses(task)) == (S.ISSUED, [A.CLOSED, A.IN_PROGRESS])
    assert task.assignments[1].closed_at is None


def test_a_task_is_not_reopened_for_nobody(office):
    task = make_task(status=S.CLOSED)

    with pytest.raises(RuleViolation, match="至少选择一个"), transaction(task):
        task_lifecycle.reopen(task, reason="核查发现未落实", unit_ids=set(), actor=office, now=NOW)


def test_ending_a_task_ends_its_open_parts_and_leaves_the_finished_ones(office):
    task = make_task(supporting=(make_unit(), make_unit()))
    task.assignments[1].status = A.CLOSED
    task.assignments[2].status = A.ISSUED
    saved(task)

    with transaction(task):
        task_lifecycle.cancel(task, reason="政策废止", actor=office, now=NOW)

    assert (task.status, statuses(task)) == (S.CANCELLED, [A.CANCELLED, A.CLOSED, A.CANCELLED])


def test_taking_an_end_back_revives_those_that_ended_with_the_task_only(office):
    task = make_task(supporting=(make_unit(), make_unit()))
    task.assignments[2].status = A.CANCELLED  # had left before
    saved(task)

    with transaction(task):
        task_lifecycle.cancel(task, reason="政策废止", actor=office, now=NOW)
    with transaction(task):
        task_lifecycle.reinstate(task, reason="政策恢复", actor=office, now=NOW)

    assert (task.status, statuses(task)) == (S.DRAFT, [A.PENDING, A.PENDING, A.CANCELLED])
    assert task.issued_at is None


def test_the_end_of_a_task_that_was_never_out_stays_unknown_to_its_units(office):
    task = make_task(status=S.OPENED)

    with transaction(task):
        task_lifecycle.cancel(task, reason="不再立项", actor=office, now=NOW)

    assert (task.status, statuses(task)) == (S.CANCELLED, [A.PENDING])


def test_each_act_leaves_its_entry_with_the_reason(db, office):
    task = make_task()

    with transaction(task):
        task_lifecycle.pause(task, reason="上级政策修订", actor=office, now=NOW)

    entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.subject_type, entry.subject_id) == ("pause", "Task", task.id)
    assert '"status":["issued","paused"]' in entry.changes
    assert "上级政策修订" in entry.changes


def test_a_decision_on_what_somebody_else_moved_is_refused(office):
    task = make_task(status=S.PAUSED)

    task_lifecycle.check_seen(task, S.PAUSED)
    task_lifecycle.check_seen(task, None)
    with pytest.raises(ActionNotAllowed, match="刚刚由他人办理过，现在是“已暂停”"):
        task_lifecycle.check_seen(task, S.ISSUED)


def test_a_unit_that_was_never_given_the_task_leaves_it_without_a_trace_any_other_with_its_history(office):
    task = make_task(supporting=(make_unit(), make_unit()), assignment_status=A.ISSUED)
    with transaction(task):
        task_lifecycle.withdraw_issue(task, reason="单位有误", actor=office, now=NOW)
    lead, given, never = task.assignments
    never.start_on = None
    saved(never)
    values = task_amendments.values_of(task)

    with transaction(task):
        only_lead = replace(values, units=values.units[:1])
        task_amendments.amend(task, only_lead, actor=office, now=NOW, calendar=CALENDAR)

    assert [(part.id, part.status) for part in task.assignments] == [(lead.id, A.PENDING), (given.id, A.CANCELLED)]


def test_a_unit_that_left_may_come_back_and_signs_anew(office):
    task = make_task(supporting=(make_unit(),))
    task.assignments[1].returned_on = TODAY
    values = task_amendments.values_of(saved(task))
    for wanted in (values.units[:1], values.units):
        with transaction(task):
            changed = replace(values, units=wanted)
            task_amendments.amend(task, changed, actor=office, now=NOW, calendar=CALENDAR)

    assert statuses(task) == [A.IN_PROGRESS, A.ISSUED]
    assert task.assignments[1].acknowledged_at is task.assignments[1].returned_on is None


def test_ending_a_task_costs_one_statement_more_for_each_unit_more(office):
    costs = []
    for others in (1, 6):
        task = make_task(supporting=tuple(make_unit() for _ in range(others)))
        with transaction(task), counted_statements() as statements:
            assert len(task.assignments) == 1 + others
            task_lifecycle.cancel(task, reason="政策废止", actor=office, now=NOW)
        costs.append(len(statements))

    assert costs[1] - costs[0] <= 5
