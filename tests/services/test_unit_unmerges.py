"""A merger of what turned out to be two bodies is taken back row by row, as long as nobody has acted on it."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import (
    make_clause,
    make_document,
    make_government,
    make_group,
    make_task,
    make_unit,
    make_user,
    saved,
)
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.roles import Role
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, AuditEntry, ClauseUnit, Unit, UnitAlias
from tracker.queries import unit_records
from tracker.queries.unit_unmerges import last_merge
from tracker.services import unit_merges, unit_unmerges, units

UNTIL = date(2010, 12, 31)


@pytest.fixture
def city(db):
    return make_government("甲市")


@pytest.fixture
def target(city):
    return make_unit("市科技局", city)


@pytest.fixture
def source(city):
    """A unit with a dated name, a place in a group, a body below it, a clause and a task that is not given out."""
    source = make_unit("市科创办", city)
    source.aliases.append(UnitAlias(name="市科委", valid_to=UNTIL))
    make_group(members=(source,), government=city)
    saved(Unit(name="科创中心", full_name="甲市科创中心", kind=source.kind, parent=source, jurisdiction_id=city.id,
               tree_path=f"{source.tree_path}9/"))  # fmt: skip
    document = make_document(government=city)
    units_of_clause = (("市科创办", source, AssignmentRole.LEAD),)
    clause = make_clause(document, status=ClauseStatus.CONFIRMED, units=units_of_clause)
    make_task(clause=clause, lead=source, status=TaskStatus.DRAFT)
    return source


def merge(source, target):
    actor = make_user(Role.SYSTEM_ADMIN)
    with transaction(source, target):
        unit_merges.merge_units(source, target, on=TODAY, actor=actor, now=NOW, today=TODAY)


def undo(source):
    actor = make_user(Role.SYSTEM_ADMIN)
    with transaction(source):
        return unit_unmerges.undo_merge(source, actor=actor, now=NOW)


def belongings(db, unit):
    """What the registry and the desk know of the unit."""
    return (
        (unit.valid_to, unit.successor_id),
        {(alias.name, alias.valid_from, alias.valid_to) for alias in unit.aliases},
        {(m.group.name, m.valid_from, m.valid_to) for m in unit_records.memberships_of_unit(unit)},
        {child.name for child in unit_records.children_of(unit)},
        set(db.session.scalars(sa.select(ClauseUnit.id).where(ClauseUnit.unit_id == unit.id))),
        {part.id for part in _parts(db, unit)},
    )


def _parts(db, unit):
    return db.session.scalars(sa.select(Assignment).where(Assignment.unit_id == unit.id)).all()


def test_everything_that_moved_moves_back(db, source, target):
    before = belongings(db, source), belongings(db, target)
    merge(source, target)
    assert belongings(db, source) != before[0]

    assert undo(source) is target

    assert (belongings(db, source), belongings(db, target)) == before
    entries = db.session.scalars(sa.select(AuditEntry.subject_id).where(AuditEntry.action == "undo_merge")).all()
    assert set(entries) == {source.id, target.id}


def test_it_can_be_merged_again_afterwards(db, source, target):
    merge(source, target)
    undo(source)

    merge(source, target)

    assert source.successor_id == target.id
    assert last_merge(source).refusal is None


def test_once_a_moved_task_is_given_out_the_merger_stays(db, source, target):
    merge(source, target)
    (part,) = _parts(db, target)
    part.status = AssignmentStatus.ISSUED
    saved(part)

    with pytest.raises(UnitChangeRefused, match="已交办给“市科技局”"):
        undo(source)


def test_once_a_moved_clause_was_changed_the_merger_stays(db, source, target, city):
    merge(source, target)
    place = db.session.scalars(sa.select(ClauseUnit).where(ClauseUnit.unit_id == target.id)).one()
    place.unit_id = make_unit("市教育局", city).id
    saved(place)

    with pytest.raises(UnitChangeRefused, match="后来又改动过"):
        undo(source)


def test_what_was_joined_into_one_cannot_be_parted(source, target):
    target.aliases.append(UnitAlias(name="市科委"))
    saved(target)
    merge(source, target)

    with pytest.raises(UnitChangeRefused, match="已合为一处，分不开"):
        undo(source)


def test_after_the_target_has_ended_the_merger_stays(source, target):
    merge(source, target)
    with transaction(target):
        units.end_unit(target, on=TODAY, successor=None, actor=None, now=NOW)

    with pytest.raises(UnitChangeRefused, match="已登记撤销"):
        undo(source)


def test_a_unit_that_ended_otherwise_was_not_merged(source, target):
    with transaction(source):
        units.end_unit(source, on=TODAY, successor=target, actor=None, now=NOW)

    assert last_merge(source) is None
    with pytest.raises(UnitChangeRefused, match="没有并入其他单位"):
        undo(source)
