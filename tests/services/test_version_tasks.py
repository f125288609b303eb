"""What a new version (换版) does to a task goes the way of the same act by hand, with all that follows from it."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_government, make_request, make_unit, make_user, saved
from tests.services.new_versions import decide, new_version, row_of, with_units
from tracker.db import transaction
from tracker.domain.approvals import RequestStatus
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.document_versions import VersionChoice
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.outbox import OutboxStatus
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import OutboxEmail
from tracker.services import break_downs, task_letters, task_lifecycle, task_opening

S, R = AssignmentStatus, AssignmentRole
CHANGED, REMOVED = "亩均效益", "人才服务"


def parts_of(task):
    return {part.unit: (part.role, part.status) for part in task.assignments}


def test_a_task_that_is_ended_leaves_nothing_that_waits(db, actor, bureau):
    document = new_version([bureau], [bureau])
    task = row_of(document, REMOVED).old_task
    request = make_request(task.assignments[0])
    make_user(unit=bureau)
    with transaction(task):
        task_letters.tell_of(task.document, task.assignments, now=NOW, calendar=WorkCalendar())

    decide(document, REMOVED, VersionChoice.END, actor, reason="新版本不再要求")

    letters = {mail.kind: mail.status for mail in db.session.scalars(sa.select(OutboxEmail))}
    assert request.status is RequestStatus.LAPSED
    assert letters == {"task_issued": OutboxStatus.CANCELLED, "version_changed": OutboxStatus.PENDING}


def test_a_task_that_was_ended_comes_back_with_the_units_it_ended_with(actor, bureau):
    document = new_version([bureau], [bureau])
    task = row_of(document, REMOVED).old_task
    left_before = make_assignment(task=task, status=S.CANCELLED)

    decide(document, REMOVED, VersionChoice.END, actor, reason="新版本不再要求")
    with transaction(task):
        task_lifecycle.reinstate(task, reason="误操作", actor=actor, now=NOW)

    assert parts_of(task) == {bureau: (R.LEAD, S.PENDING), left_before.unit: (R.SUPPORTING, S.CANCELLED)}


def test_what_a_unit_asked_for_lapses_where_the_new_version_no_longer_names_it(actor, bureau):
    document = new_version([bureau], [make_unit("市数据局")])
    request = make_request(row_of(document, CHANGED).old_task.assignments[0])

    decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)

    assert request.status is RequestStatus.LAPSED


def test_a_unit_that_had_left_is_given_the_task_anew_where_the_new_version_names_it(actor, bureau):
    returning = make_unit("市数据局")
    document = new_version([bureau], [returning, bureau])
    task = row_of(document, CHANGED).old_task
    make_assignment(returning, task, status=S.CANCELLED)

    decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)

    assert parts_of(task) == {returning: (R.LEAD, S.ISSUED), bureau: (R.SUPPORTING, S.IN_PROGRESS)}


def test_a_unit_that_has_finished_keeps_its_part_though_it_is_no_longer_named(actor, bureau):
    document = new_version([bureau], [bureau])
    task = row_of(document, CHANGED).old_task
    finished = make_assignment(task=task, status=S.CLOSED)

    row = decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)

    assert parts_of(task)[finished.unit] == (R.SUPPORTING, S.CLOSED)
    assert (row.added_units, row.dropped_units) == ((), ())


def test_units_of_a_task_that_rests_are_given_it_as_it_goes_on(actor, bureau):
    newcomer = make_unit("市数据局")
    document = new_version([bureau], [bureau, newcomer])
    task = row_of(document, CHANGED).old_task
    task.status = TaskStatus.PAUSED
    saved(task)

    decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)
    assert parts_of(task)[newcomer] == (R.SUPPORTING, S.PENDING)
    with transaction(task):
        task_lifecycle.resume(task, actor=actor, now=NOW)

    assert parts_of(task) == {bureau: (R.LEAD, S.IN_PROGRESS), newcomer: (R.SUPPORTING, S.ISSUED)}


def test_a_clause_that_names_nobody_takes_the_task_from_nobody(actor, bureau):
    document = new_version([bureau], [bureau])
    with_units(row_of(document, CHANGED).new_clause, [])

    with pytest.raises(RuleViolation, match="没有写明责任单位"):
        decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_units=True)


@pytest.fixture
def countys(bureau):
    """A new version that gives a county less time, and what the county had made of its part."""
    county = make_government("某县", parent=bureau.jurisdiction)
    document = new_version([county], [county], new_limit=date(2026, 10, 31))
    part = row_of(document, CHANGED).old_task.assignments[0]
    with transaction(part):
        lower = break_downs.break_down(
            part,
            government=county,
            lead=make_unit("县科技局", county),
            supporting=(),
            due_on=None,
            approving_leader="王县长",
            actor=make_user(unit=county),
            now=NOW,
            calendar=WorkCalendar(),
        )
    return document, part, lower


def test_what_a_county_made_of_a_task_goes_with_it_to_the_new_text(actor, countys):
    document, part, lower = countys

    decide(document, CHANGED, VersionChoice.CARRY_OVER, actor)

    assert (lower.document, lower.clause) == (document, part.task.clause)
    assert [own.document for own in lower.assignments] == [document]
    assert lower.due_on == date(2026, 12, 31)


def test_and_is_held_to_an_earlier_limit_where_the_new_text_gives_one(actor, countys):
    document, part, lower = countys

    decide(document, CHANGED, VersionChoice.CARRY_OVER, actor, take_limit=True)

    assert (part.due_on, lower.due_on) == (date(2026, 10, 31), date(2026, 10, 31))
    assert [own.due_on for own in lower.assignments] == [date(2026, 10, 31)]


def test_a_new_text_is_not_given_out_while_the_old_task_is_undecided(db, actor, bureau):
    document = new_version([bureau], [bureau])
    draft = row_of(document, CHANGED).new_task

    with pytest.raises(ActionNotAllowed, match="新旧版本"):
        task_opening.check_openable([draft])

    decide(document, CHANGED, VersionChoice.REPLACE, actor, reason="另设")
    task_opening.check_openable([draft])


def test_a_change_of_who_leads_is_a_change_of_units(actor, bureau):
    other = make_unit("市经信局", bureau.jurisdiction)

    row = row_of(new_version([bureau, other], [other, bureau]), CHANGED)

    old, new = row.changed_lead
    assert (old.unit, new.unit) == (bureau, other)
    assert (row.units_differ, row.added_units, row.dropped_units) == (True, (), ())
    assert row_of(new_version([bureau], [bureau]), CHANGED).changed_lead is None
