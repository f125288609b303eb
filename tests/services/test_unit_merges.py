"""Two entries become one body: what nobody acted on moves, history stays, and the trail lists every row."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_clause, make_document, make_government, make_group, make_task, make_unit, make_user
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.roles import Role
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, AuditEntry, ClauseUnit, UnitAlias
from tracker.queries import unit_records
from tracker.queries.unit_merges import plan_merge
from tracker.queries.units import name_registry
from tracker.services import unit_merges

YESTERDAY = date(2026, 6, 14)


@pytest.fixture
def city(db):
    return make_government("甲市")


@pytest.fixture
def pair(city):
    return make_unit("市科技局", city), make_unit("市科学技术局", city)


def merge(source, target, on=TODAY):
    actor = make_user(Role.SYSTEM_ADMIN)  # committing, with what the test has set up
    with transaction(source, target):
        return unit_merges.merge_units(source, target, on=on, actor=actor, now=NOW, today=TODAY)


def named_in(clause, *units):
    """Let the clause name these units, the first as its lead."""
    for position, unit in enumerate(units):
        role = AssignmentRole.SUPPORTING if position else AssignmentRole.LEAD
        clause.units.append(ClauseUnit(position=position, printed_name=unit.name, unit=unit, role=role))
    return clause


def roles_in(db, rows, unit):
    return [row.role for row in db.session.scalars(sa.select(rows).where(rows.unit_id == unit.id))]


def test_both_names_lead_to_the_body_that_stays(city, pair):
    target, source = pair
    source.aliases.append(UnitAlias(name="市科委"))

    merge(source, target)

    registry = name_registry(city)
    found = {
        registry.resolve(name, printed_on=day, today=TODAY)
        for name in ("市科技局", "市科学技术局", "甲市市科学技术局", "市科委")
        for day in (date(2020, 1, 1), TODAY)
    }
    assert found == {target.id}
    assert source.valid_to == YESTERDAY
    assert source.successor_id == target.id


def test_a_name_that_both_have_is_kept_once(pair):
    target, source = pair
    for unit in pair:
        unit.aliases.append(UnitAlias(name="市科委"))

    merge(source, target)

    assert [alias.name for alias in target.aliases] == ["市科委"]
    assert source.aliases == []


def test_clauses_and_assignments_that_nobody_acted_on_move(db, pair):
    target, source = pair
    task = make_task(lead=source, status=TaskStatus.DRAFT)
    named_in(task.clause, source)

    merge(source, target)

    assert [row.unit_id for row in task.clause.units] == [target.id]
    assert [row.unit_id for row in task.assignments] == [target.id]


@pytest.mark.parametrize("status", [status for status in AssignmentStatus if status is not AssignmentStatus.PENDING])
def test_what_was_given_out_stays_with_the_body_of_its_date(pair, status):
    target, source = pair
    task = make_task(lead=source, assignment_status=status)
    named_in(task.clause, source)

    merge(source, target)

    assert [row.unit_id for row in task.assignments] == [source.id]
    assert [row.unit_id for row in task.clause.units] == [source.id]


def test_a_clause_that_names_both_names_the_body_once_and_keeps_its_lead(db, pair):
    target, source = pair
    task = make_task(lead=source, supporting=(target,), status=TaskStatus.DRAFT)
    named_in(task.clause, source, target).flags = ["lead_default"]

    merge(source, target)

    assert [(row.unit_id, row.role) for row in task.clause.units] == [(target.id, AssignmentRole.LEAD)]
    assert [(row.unit_id, row.role) for row in task.assignments] == [(target.id, AssignmentRole.LEAD)]
    assert task.clause.flags == ["due_inferred"]  # one unit is left: nothing is assumed of its lead


def test_a_supporting_twin_leaves_the_lead_as_it_is(db, pair):
    target, source = pair
    task = make_task(lead=target, supporting=(source,), status=TaskStatus.DRAFT)
    named_in(task.clause, target, source)

    merge(source, target)

    assert roles_in(db, Assignment, target) == [AssignmentRole.LEAD]
    assert roles_in(db, ClauseUnit, target) == [AssignmentRole.LEAD]


def test_groups_and_what_is_below_go_along(city, pair):
    target, source = pair
    group, centre = make_group(members=(source,), government=city), make_unit("市科技中心", city)
    centre.parent = source
    centre.tree_path = f"{source.tree_path}{centre.id}/"

    merge(source, target)

    assert unit_records.members_on(group, TODAY) == [target]
    assert unit_records.members_on(group, YESTERDAY) == [source]
    assert centre.tree_path == f"{target.tree_path}{centre.id}/"


def test_people_keep_their_roles_where_they_were_given(pair):
    target, source = pair
    person = make_user(unit=source)

    plan = merge(source, target)

    assert plan.people == [person]
    assert [membership.unit_id for membership in person.memberships] == [source.id]


def test_the_trail_lists_every_row_that_moved(db, pair):
    target, source = pair
    source.aliases.append(UnitAlias(name="市科委"))
    task = make_task(lead=source, status=TaskStatus.DRAFT)
    row = named_in(task.clause, source).units[0]
    db.session.commit()

    merge(source, target)

    entries = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action.startswith("merge")))
    changes = {entry.subject_id: json.loads(entry.changes) for entry in entries}
    assert set(changes) == {source.id, target.id}
    assert changes[target.id]["names"] == "市科委"
    assert changes[target.id]["clause_units"] == str(row.id)
    assert changes[target.id]["assignments"] == str(task.assignments[0].id)
    assert changes[source.id]["target"] == target.full_name


def test_the_preview_says_what_would_move_and_changes_nothing(db, pair):
    target, source = pair
    document = make_document("关于创新的意见")
    for _ in range(2):
        named_in(make_clause(document, status=ClauseStatus.PARSED), source)
    make_task(lead=source)
    db.session.commit()

    plan = plan_merge(source, target)

    assert plan.documents == [("关于创新的意见", 2)]
    assert (len(plan.clause_units), plan.assignments_staying) == (2, 1)
    assert not db.session.dirty


def test_a_unit_is_not_merged_into_one_that_it_took_over(pair):
    target, source = pair
    target.successor_id = source.id

    with pytest.raises(UnitChangeRefused, match="不能再反过来"):
        merge(source, target)
