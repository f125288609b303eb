"""Bodies come, end and move; papers go on finding them."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.factories import make_government, make_group, make_unit, saved
from tracker.db import transaction
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.units import UnitKind
from tracker.models import AuditEntry, Unit
from tracker.queries import unit_records
from tracker.queries.units import name_registry
from tracker.services import units

LAST, FIRST = date(2026, 5, 31), date(2026, 6, 1)


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


def resolved(city, name, printed_on=TODAY, today=TODAY):
    return name_registry(city).resolve(name, printed_on=printed_on, today=today)


def ends_someday(old, new, acting):
    with transaction():
        units.end_unit(old, on=None, successor=new, **acting)


def trace_of(db, unit, action):
    entry = db.session.scalar(
        sa.select(AuditEntry).where(AuditEntry.action == action, AuditEntry.subject_id == unit.id)
    )
    return json.loads(entry.changes)


def create(parent, name, acting, **values):
    with transaction():
        return units.create_unit(
            parent, **{"kind": UnitKind.BUREAU, "name": name, "full_name": f"甲市{name}"} | values, **acting
        )


def test_a_new_body_stands_in_the_tree_and_is_found_by_the_next_paper(db, city, acting):
    unit = create(city, "市科技局", acting, full_name="甲市科学技术局")

    assert unit.tree_path == f"{city.tree_path}{unit.id}/"
    assert unit.jurisdiction_id == city.id
    assert unit.function == "科技"
    assert resolved(city, "甲市科学技术局") == unit.id
    assert trace_of(db, unit, "create_unit")["name"] == "市科技局"


def test_a_body_below_a_bureau_belongs_to_the_bureaus_government(city, acting):
    centre = create(make_unit("市科技局", city), "市科技中心", acting)

    assert centre.jurisdiction_id == city.id


def test_a_new_government_is_its_own_jurisdiction(city, acting):
    county = create(city, "某县", acting, kind=UnitKind.GOVERNMENT, full_name="某县人民政府", letter_prefix="某")

    assert county.jurisdiction_id == county.id
    assert county.letter_prefix == "某"
    assert resolved(city, "某县") == county.id


def test_the_first_government_stands_at_the_top(db, acting):
    top = create(None, "国务院", acting, kind=UnitKind.GOVERNMENT, full_name="中华人民共和国国务院")

    assert top.tree_path == f"/{top.id}/"
    with pytest.raises(UnitChangeRefused, match="已是“中华人民共和国国务院”"):
        create(None, "国务院", acting, kind=UnitKind.GOVERNMENT, full_name="另一国务院")


@pytest.mark.parametrize("name", ["市科技局", "市 科技局", "甲市科技局", "市科学技术局"])
def test_a_name_that_another_body_bears_is_refused_with_that_body(city, acting, name):
    bureau = make_unit("市科技局", city)
    with transaction(bureau):
        units.add_alias(bureau, name="市科学技术局", **acting)

    with pytest.raises(UnitChangeRefused, match="已是“甲市市科技局”的名称"):
        create(city, name, acting, full_name="甲市另一单位")


def test_the_short_name_of_a_body_that_ended_is_not_given_again(city, acting):
    make_unit("市金融办", city).valid_to = LAST
    saved(city)

    with pytest.raises(UnitChangeRefused, match="已是“甲市市金融办”的名称"):
        create(city, "市金融办", acting, valid_from=FIRST, full_name="甲市金融工作办公室")


def test_the_same_name_in_another_city_is_another_body(city, acting):
    other = make_government("乙市", parent=city.parent)
    make_unit("市科技局", other)

    assert create(city, "市科技局", acting).jurisdiction_id == city.id


def test_a_body_that_ended_stands_for_its_successor_from_that_day_on(db, city, acting):
    unit, successor = make_unit("嘉银监分局", city), make_unit("金融监管分局", city)

    with transaction(unit):
        units.end_unit(unit, on=FIRST, successor=successor, **acting)

    assert unit.valid_to == LAST
    assert resolved(city, "嘉银监分局", today=LAST) == unit.id
    assert resolved(city, "嘉银监分局", today=FIRST) == successor.id
    assert unit_records.predecessors_of(successor) == [unit]
    assert trace_of(db, unit, "end_unit")["successor"] == successor.full_name


@pytest.mark.parametrize("on", [date(2026, 6, 14), TODAY, date(2026, 7, 1)])
def test_an_end_may_lie_ahead(city, acting, on):
    unit = make_unit("市临时办", city)

    with transaction(unit):
        units.end_unit(unit, on=on, successor=None, **acting)

    assert unit.valid_to < on


def test_a_body_does_not_end_twice_nor_before_it_began(city, acting):
    unit = make_unit("市临时办", city)
    unit.valid_from = FIRST
    with pytest.raises(UnitChangeRefused, match="不能早于开始日期"):
        units.end_unit(unit, on=FIRST, successor=None, **acting)

    units.end_unit(unit, on=TODAY, successor=None, **acting)

    with pytest.raises(UnitChangeRefused, match="已登记撤销"):
        units.end_unit(unit, on=TODAY, successor=None, **acting)


def test_the_end_of_a_member_passes_its_place_on_and_can_be_taken_back(city, acting):
    old, new = make_unit("旧县", city), make_unit("新区", city)
    group = make_group(members=(old,), government=city)

    with transaction(old):
        units.end_unit(old, on=FIRST, successor=new, **acting)
    assert unit_records.members_on(group, LAST) == [old]
    assert unit_records.members_on(group, FIRST) == [new]

    with transaction(old):
        units.reopen_unit(old, **acting)
    assert (old.valid_to, old.successor_id) == (None, None)
    assert unit_records.members_on(group, FIRST) == [old]


def test_a_body_that_has_not_ended_cannot_be_reopened(city, acting):
    with pytest.raises(UnitChangeRefused, match="没有登记撤销"):
        units.reopen_unit(make_unit("市科技局", city), **acting)


def test_a_moved_body_takes_everything_below_along(db, city, acting):
    other = make_government("乙市", parent=city.parent)
    county = make_government("某县", parent=city)
    bureau = make_unit("县科技局", county)

    with transaction(county):
        units.move_unit(county, other, **acting)

    assert county.tree_path == f"{other.tree_path}{county.id}/"
    assert bureau.tree_path == f"{county.tree_path}{bureau.id}/"
    assert db.session.get(Unit, city.id).tree_path == f"{city.parent.tree_path}{city.id}/"
    assert trace_of(db, county, "move_unit")["parent"] == ["甲市人民政府", "乙市人民政府"]


def test_a_body_may_be_taken_over_on_a_day_that_nobody_knows_and_the_day_be_given_later(db, city, acting):
    old, new = make_unit("市金融办", city), make_unit("市委金融办", city)
    ends_someday(old, new, acting)

    assert (old.valid_to, old.successor_id) == (None, new.id)
    assert resolved(city, "市金融办", printed_on=date(2020, 1, 1)) == new.id
    assert trace_of(db, old, "end_unit")["on"] == "日期不详"
    with pytest.raises(UnitChangeRefused, match="已登记撤销"):
        ends_someday(old, new, acting)
    with transaction():
        units.end_unit(old, on=FIRST, successor=new, **acting)
    assert (old.valid_to, old.successor_id) == (LAST, new.id)


def test_nobody_knows_the_day_is_no_answer_without_a_successor(db, city, acting):
    with pytest.raises(UnitChangeRefused, match="须选择承接单位"):
        ends_someday(make_unit("市金融办", city), None, acting)


def test_an_end_without_a_day_can_be_taken_back(db, city, acting):
    old = make_unit("市金融办", city)
    ends_someday(old, make_unit("市委金融办", city), acting)

    with transaction():
        units.reopen_unit(old, **acting)

    assert old.successor_id is None
    assert resolved(city, "市金融办") == old.id
