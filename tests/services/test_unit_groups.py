"""A group stands for its members of the day."""

from datetime import date

import pytest

from tests.factories import make_government, make_group, make_unit
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.queries import unit_records
from tracker.services import unit_groups

LAST, FIRST = date(2026, 5, 31), date(2026, 6, 1)


@pytest.fixture
def county(db):
    return make_government("某县", parent=make_government("甲市"))


@pytest.fixture
def group(county):
    return make_group(government=county.parent)


def names_on(db, group, day):
    db.session.flush()
    return [unit.name for unit in unit_records.members_on(group, day)]


def test_a_member_belongs_from_the_day_it_joins_to_the_day_before_it_leaves(db, group, county, acting):
    unit_groups.add_member(group, county, on=LAST, **acting)
    db.session.flush()
    (membership,) = unit_records.memberships_of_group(group)
    unit_groups.remove_member(membership, on=date(2026, 6, 10), **acting)

    days = [date(2026, 5, 30), LAST, date(2026, 6, 9), date(2026, 6, 10)]
    assert [bool(names_on(db, group, day)) for day in days] == [False, True, True, False]


def test_a_member_that_exists_no_more_does_not_count(db, group, county, acting):
    unit_groups.add_member(group, county, on=None, **acting)
    county.valid_to = LAST

    assert names_on(db, group, LAST) == ["某县"]
    assert names_on(db, group, FIRST) == []


@pytest.mark.parametrize("on", [None, LAST, date(2027, 1, 1)])
def test_a_member_does_not_join_twice(db, group, county, acting, on):
    unit_groups.add_member(group, county, on=None, **acting)
    db.session.flush()

    with pytest.raises(UnitChangeRefused, match="已是“各县（市、区）政府”的成员"):
        unit_groups.add_member(group, county, on=on, **acting)


def test_a_member_that_left_may_come_back_without_a_gap_only(db, group, county, acting):
    unit_groups.add_member(group, county, on=None, **acting)
    db.session.flush()
    (membership,) = unit_records.memberships_of_group(group)
    unit_groups.remove_member(membership, on=FIRST, **acting)

    with pytest.raises(UnitChangeRefused, match="从退出次日起"):
        unit_groups.add_member(group, county, on=date(2026, 6, 2), **acting)
    unit_groups.add_member(group, county, on=FIRST, **acting)

    assert names_on(db, group, date(2026, 6, 2)) == ["某县"]


def test_a_member_leaves_once(db, group, county, acting):
    unit_groups.add_member(group, county, on=None, **acting)
    db.session.flush()
    (membership,) = unit_records.memberships_of_group(group)
    unit_groups.remove_member(membership, on=FIRST, **acting)

    with pytest.raises(UnitChangeRefused, match="已经退出"):
        unit_groups.remove_member(membership, on=FIRST, **acting)


def test_a_body_of_another_government_is_no_member(group, acting):
    stranger = make_unit("市科技局", make_government("乙市"))

    with pytest.raises(UnitChangeRefused, match="本政府"):
        unit_groups.add_member(group, stranger, on=None, **acting)
