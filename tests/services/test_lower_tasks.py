"""What becomes of a county's own task when the part it was made of is moved from above."""

import json
from dataclasses import replace as changed
from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_request, make_unit, make_user, saved
from tests.services.conftest import actions
from tracker.db import transaction
from tracker.domain.approvals import RequestKind
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, AssignmentStatus, TaskStatus
from tracker.models import AuditEntry, OutboxEmail
from tracker.queries.task_changes import changes_by_unit
from tracker.services import (
    assignment_lifecycle,
    reassignments,
    request_decisions,
    task_amendments,
    task_lifecycle,
)

CALENDAR = WorkCalendar()
A, T = AssignmentStatus, TaskStatus


@pytest.fixture
def part(county_part):
    return county_part


@pytest.fixture
def doing(city):
    return {"actor": make_user(Role.SUPERVISOR, government=city), "now": NOW, "reason": "政策调整"}


def statuses(task):
    return [part.status for part in task.assignments]


def last_entry(db, task):
    query = sa.select(AuditEntry).where(AuditEntry.subject_type == "Task", AuditEntry.subject_id == task.id)
    return db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(1)).one()


def replace(part, doing):
    unit = make_unit("市科技局", part.task.jurisdiction)
    values = task_amendments.values_of(part.task)
    wanted = changed(values, units=((unit.id, part.role),))
    task_amendments.amend(part.task, wanted, calendar=CALENDAR, **doing)


def reassign(part, doing):
    unit = make_unit("市科技局", part.task.jurisdiction)
    reassignments.reassign(part, unit=unit, request=1, calendar=CALENDAR, **doing)


ENDINGS = {
    "the part is ended": lambda part, doing: assignment_lifecycle.cancel(part, **doing),
    "the task is ended": lambda part, doing: task_lifecycle.cancel(part.task, **doing),
    "the unit is replaced": replace,
    "the part is given to another": reassign,
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_the_bureaus_work_ends_with_the_countys_part(db, part, lower, county_bureaus, doing, ending):
    with transaction(part):
        ending(part, doing)

    assert (lower.status, statuses(lower)) == (T.CANCELLED, [A.CANCELLED, A.CANCELLED])
    entry = last_entry(db, lower)
    assert json.loads(entry.changes)["above"] == part.id
    assert "政策调整" in json.loads(entry.changes)["reason"]
    assert set(db.session.scalars(sa.select(OutboxEmail.status))) <= {"cancelled"}  # what had not left is taken back


def test_the_bureaus_read_of_the_end_in_their_digest(part, lower, county_bureaus, doing):
    with transaction(part):
        assignment_lifecycle.cancel(part, **doing)

    told = changes_by_unit(NOW.replace(hour=0), NOW)

    assert {bureau.id for bureau in county_bureaus} <= set(told)


def test_a_pause_above_rests_the_bureaus_and_its_end_lets_them_go_on(part, lower, doing):
    with transaction(part):
        assignment_lifecycle.pause(part, **doing)
    assert lower.status is T.PAUSED

    with transaction(part):
        assignment_lifecycle.resume(part, actor=None, now=NOW)
    assert lower.status is T.ISSUED


def test_a_pause_of_the_whole_task_above_rests_the_bureaus_too(part, lower, doing):
    with transaction(part):
        task_lifecycle.pause(part.task, **doing)
    assert lower.status is T.PAUSED

    with transaction(part):
        task_lifecycle.resume(part.task, **doing)
    assert lower.status is T.ISSUED


def test_a_part_that_rests_by_itself_keeps_its_bureaus_resting_when_the_task_goes_on(part, lower, doing):
    with transaction(part):
        assignment_lifecycle.pause(part, **doing)
        task_lifecycle.pause(part.task, **doing)
        task_lifecycle.resume(part.task, **doing)

    assert lower.status is T.PAUSED


def test_a_pause_that_was_asked_for_rests_the_bureaus(part, lower, doing):
    request = make_request(part, kind=RequestKind.PAUSE, asked_for_on=date(2026, 12, 1))

    with transaction(part):
        request_decisions.approve(request, calendar=CALENDAR, actor=doing["actor"], now=NOW)

    assert lower.status is T.PAUSED


def test_what_the_county_paused_itself_stays_so(part, lower, doing):
    with transaction(part):
        task_lifecycle.pause(lower, **doing)
        assignment_lifecycle.pause(part, **doing)
        assignment_lifecycle.resume(part, **doing)

    assert lower.status is T.PAUSED


def accepted(part):
    """As an accepted closing leaves the county's part."""
    part.status, part.closed_at, part.task.status = A.CLOSED, NOW, T.CLOSED
    saved(part)


def test_a_closed_part_opened_again_opens_what_the_bureaus_had_closed(part, lower, doing):
    for own in lower.assignments:
        accepted(own)
    accepted(part)

    with transaction(part):
        assignment_lifecycle.reopen(part, **doing)

    assert (lower.status, statuses(lower)) == (T.ISSUED, [A.IN_PROGRESS, A.IN_PROGRESS])


def test_what_ended_with_the_closing_above_is_given_out_again_with_its_number(db, part, lower, doing):
    number = lower.number_serial
    accepted(part)
    with transaction(part):
        task_lifecycle.follow([part], AssignmentAction.CLOSE, actor=doing["actor"], now=NOW)
    assert lower.status is T.CANCELLED

    with transaction(part):
        task_lifecycle.reopen(part.task, **doing)

    assert (lower.status, statuses(lower), lower.number_serial) == (T.ISSUED, [A.ISSUED, A.ISSUED], number)
    assert actions(db, lower)[-3:] == ["reinstate", "open", "issue"]


def test_what_the_county_ended_itself_stays_ended(part, lower, doing):
    with transaction(part):
        task_lifecycle.cancel(lower, **doing)
    accepted(part)

    with transaction(part):
        task_lifecycle.reopen(part.task, **doing)

    assert lower.status is T.CANCELLED


def test_a_part_given_out_anew_is_broken_down_anew_once_it_is_signed_for(part, lower, break_down, doing):
    with transaction(part):
        task_lifecycle.cancel(lower, **doing)

    again = break_down()

    assert (again, again.status, statuses(again)) == (lower, T.ISSUED, [A.ISSUED, A.ISSUED])
