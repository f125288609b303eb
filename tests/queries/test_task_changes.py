from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import NOW
from tests.factories import make_task, make_unit, make_user
from tracker.db import transaction
from tracker.domain.digests import DigestTopic
from tracker.domain.roles import Role
from tracker.domain.task_amendments import TaskValues
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.queries.task_changes import TOLD_BY_DIGEST, changes_by_unit
from tracker.services import task_amendments, task_lifecycle

BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.fixture
def office(db):
    return make_user(Role.SUPERVISOR)


def told(task, since=BEFORE, until=AFTER):
    lines = changes_by_unit(since, until)
    return {part.unit_id: [line.title for line in lines.get(part.unit_id, [])] for part in task.assignments}


def test_what_is_told_by_digest_is_what_the_table_says():
    assert {str(action) for action in TOLD_BY_DIGEST} == {
        "amend", "withdraw_issue", "pause", "close", "cancel", "resume", "reopen",
    }  # fmt: skip


def test_each_unit_reads_one_line_about_a_task_with_all_that_happened(office):
    task = make_task(supporting=(make_unit(),), title="建设平台")
    with transaction(task):
        task_lifecycle.pause(task, reason="政策修订", actor=office, now=NOW)
        task_lifecycle.resume(task, actor=office, now=NOW)

    assert list(told(task).values()) == [["建设平台（暂停、恢复）"]] * 2
    (line,) = changes_by_unit(BEFORE, AFTER)[task.assignments[0].unit_id]
    assert (line.topic, line.path) == (DigestTopic.CHANGED, f"/tasks/{task.id}")


def test_a_task_that_rests_is_told_without_its_limit(office):
    running, resting = make_task(), make_task()
    for task in (running, resting):
        with transaction(task):
            task_lifecycle.pause(task, reason="政策修订", actor=office, now=NOW)
    with transaction(running):
        task_lifecycle.resume(running, actor=office, now=NOW)

    lines = changes_by_unit(BEFORE, AFTER)

    limits = [lines[task.assignments[0].unit_id][0].due_on for task in (running, resting)]
    assert limits == [running.assignments[0].due_on, None]


@pytest.mark.parametrize(
    ("since", "until"), [(NOW, AFTER), (BEFORE, NOW - timedelta(seconds=1)), (AFTER, AFTER + timedelta(days=1))]
)
def test_what_happened_before_the_last_digest_or_after_this_one_is_not_said(office, since, until):
    task = make_task()
    with transaction(task):
        task_lifecycle.pause(task, reason="政策修订", actor=office, now=NOW)

    assert changes_by_unit(since, until) == {}


def test_backlog_stays_quiet(office):
    task = make_task(is_backlog=True)
    with transaction(task):
        task_lifecycle.cancel(task, reason="政策废止", actor=office, now=NOW)

    assert told(task) == {task.assignments[0].unit_id: []}


def test_a_unit_whose_task_was_taken_back_reads_so_and_opens_its_register(office):
    task = make_task(assignment_status=AssignmentStatus.ISSUED, title="建设平台")
    with transaction(task):
        task_lifecycle.withdraw_issue(task, reason="时限有误", actor=office, now=NOW)

    (line,) = changes_by_unit(BEFORE, AFTER)[task.assignments[0].unit_id]
    assert (line.title, line.path) == ("建设平台（撤回交办）", "/register")


def test_a_unit_that_left_reads_of_it_once_and_a_new_one_has_its_mail(office):
    gone, new = make_unit(), make_unit()
    task = make_task(supporting=(gone,), status=TaskStatus.ISSUED, title="建设平台")
    lead = task.assignments[0]
    values = task_amendments.values_of(task)
    units = (values.units[0], (new.id, values.units[1][1]))
    with transaction(task):
        changed = TaskValues(**{**values.__dict__, "units": units})
        task_amendments.amend(task, changed, actor=office, now=NOW, calendar=WorkCalendar())

    lines = changes_by_unit(BEFORE, AFTER)
    assert {unit_id: len(found) for unit_id, found in lines.items()} == {lead.unit_id: 1, gone.id: 1}

    with transaction(task):
        task_lifecycle.pause(task, reason="政策修订", actor=office, now=AFTER)
    assert gone.id not in changes_by_unit(NOW, AFTER)


def test_nothing_changed_is_nothing_said(db):
    assert changes_by_unit(datetime(2026, 1, 1, tzinfo=UTC), AFTER) == {}
