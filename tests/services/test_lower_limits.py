"""What becomes of the limits of a county's own task when the limit above moves."""

import json
from dataclasses import replace as changed
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_request, make_stages, make_user, saved
from tracker.db import transaction
from tracker.domain.digests import DigestTopic
from tracker.domain.errors import RuleViolation
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import AuditEntry
from tracker.queries.followed_tasks import followed_for_offices
from tracker.queries.task_changes import changes_by_unit
from tracker.services import request_decisions, task_amendments, task_lifecycle

CALENDAR = WorkCalendar()
LIMIT, EARLIER, LATER = date(2026, 12, 31), date(2026, 10, 31), date(2027, 6, 30)
TODAY = date(2026, 6, 15)


@pytest.fixture
def part(county_part):
    return county_part


@pytest.fixture
def office(city):
    return {"actor": make_user(Role.SUPERVISOR, government=city), "now": NOW, "reason": "提前考核"}


@pytest.fixture
def county_office(county):
    return {"actor": make_user(Role.SUPERVISOR, government=county), "now": NOW, "reason": "县里另有安排"}


def move(task, day, doing):
    with transaction(task):
        task_amendments.amend(task, changed(task_amendments.values_of(task), due_on=day), calendar=CALENDAR, **doing)


def entries(db, action):
    query = sa.select(AuditEntry.subject_type, AuditEntry.changes).where(AuditEntry.action == action)
    return [(kind, json.loads(changes)) for kind, changes in db.session.execute(query.order_by(AuditEntry.id))]


def test_a_limit_that_comes_earlier_above_comes_earlier_below_and_leaves_its_trace(db, part, lower, office):
    make_stages(lower, ("方案", date(2026, 9, 1), 1), ("验收", LIMIT, 1))

    move(part.task, EARLIER, office)

    assert (lower.due_on, [own.due_on for own in lower.assignments]) == (EARLIER, [EARLIER, EARLIER])
    assert [stage.due_on for stage in lower.milestones] == [date(2026, 9, 1), EARLIER]
    kind, changes = entries(db, "amend")[-1]
    assert (kind, changes["due_on"]) == ("Task", ["2026-12-31", "2026-10-31"])
    assert changes["reason"] == "上级任务的完成时限提前到 2026-10-31：提前考核"
    assert lower.original_due_on == LIMIT


def test_the_bureaus_and_the_countys_office_read_of_it_in_their_digest(part, lower, office, county_office):
    move(part.task, EARLIER, {**office, "now": NOW + timedelta(hours=1)})

    told = changes_by_unit(NOW, NOW + timedelta(hours=2))
    at_the_office = followed_for_offices(NOW, NOW + timedelta(hours=2), TODAY)

    assert {own.unit_id for own in lower.assignments} <= set(told)
    [line] = at_the_office[county_office["actor"].id]
    assert (line.topic, line.path, line.due_on) == (DigestTopic.FOLLOWED, f"/tasks/{lower.id}", EARLIER)
    assert "提前考核" in line.title
    assert office["actor"].id not in at_the_office


@pytest.mark.parametrize("day", [LATER, None])
def test_a_limit_that_comes_later_above_moves_nothing_below(db, part, lower, office, day):
    move(part.task, day, office)

    assert (lower.due_on, [own.due_on for own in lower.assignments]) == (LIMIT, [LIMIT, LIMIT])
    assert entries(db, "follow_above") == []


def test_a_bureau_that_was_granted_more_time_is_held_to_the_new_limit_too(db, part, lower, office):
    lower.assignments[1].due_on = date(2026, 11, 30)
    lower.due_on = lower.assignments[0].due_on = date(2026, 9, 30)
    saved(lower)

    move(part.task, EARLIER, office)

    assert (lower.due_on, [own.due_on for own in lower.assignments]) == (
        date(2026, 9, 30),
        [date(2026, 9, 30), EARLIER],
    )
    [(kind, changes)] = entries(db, "change_due_on")
    assert (kind, changes["due_on"]) == ("Assignment", ["2026-11-30", "2026-10-31"])


def test_a_county_gives_its_bureaus_no_more_time_than_it_has(part, lower, county_office):
    with pytest.raises(RuleViolation, match="先向上级申请延期"):
        move(lower, LATER, county_office)

    with pytest.raises(RuleViolation, match="先向上级申请延期"):
        move(lower, None, county_office)


def test_nor_by_granting_an_extension(part, lower, county_office):
    request = make_request(lower.assignments[0], asked_for_on=LATER)

    with pytest.raises(RuleViolation, match="先向上级申请延期"), transaction(request):
        request_decisions.approve(request, calendar=CALENDAR, actor=county_office["actor"], now=NOW)


def test_what_is_taken_up_again_is_brought_within_a_limit_that_moved_meanwhile(part, lower, office, county_office):
    with transaction(lower):
        task_lifecycle.cancel(lower, **county_office)
    move(part.task, EARLIER, office)
    assert lower.due_on == LIMIT

    with transaction(lower):
        task_lifecycle.reinstate(lower, **county_office)

    assert (lower.status, lower.due_on) == (TaskStatus.DRAFT, EARLIER)
