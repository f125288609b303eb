"""Bodies are renamed and get further names; old and new papers go on finding them."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.factories import make_government, make_unit
from tracker.db import transaction
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.models import AuditEntry
from tracker.queries import unit_records
from tracker.queries.units import name_registry
from tracker.services import units

LAST, FIRST = date(2026, 5, 31), date(2026, 6, 1)


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


def resolved(city, name, printed_on=TODAY, today=TODAY):
    return name_registry(city).resolve(name, printed_on=printed_on, today=today)


def trace_of(db, unit, action):
    entry = db.session.scalar(
        sa.select(AuditEntry).where(AuditEntry.action == action, AuditEntry.subject_id == unit.id)
    )
    return json.loads(entry.changes)


def test_a_renamed_body_is_found_by_both_names(db, city, acting):
    unit = make_unit("市金融办", city)

    with transaction(unit):
        units.rename_unit(unit, name="市委金融办", full_name="中共甲市委金融办", on=FIRST, today=TODAY, **acting)

    assert resolved(city, "市委金融办") == unit.id
    assert resolved(city, "市金融办", printed_on=LAST) == unit.id
    assert unit_records.former_names(unit, LAST) == ("市金融办", "甲市市金融办")
    assert unit_records.former_names(unit, FIRST) == ()
    assert trace_of(db, unit, "rename_unit")["on"] == "2026-06-01"


def test_a_second_new_name_begins_where_the_first_ended(city, acting):
    unit = make_unit("市金融办", city)
    for name, day in (("市金融局", date(2019, 1, 1)), ("市委金融办", FIRST)):
        with transaction(unit):
            units.rename_unit(unit, name=name, full_name=f"甲{name}", on=day, today=TODAY, **acting)

    former = [unit_records.former_names(unit, day) for day in (date(2018, 12, 31), date(2019, 1, 1), LAST)]

    assert [names[0] for names in former] == ["市金融办", "市金融局", "市金融局"]


def test_another_name_that_becomes_the_name_is_no_other_name_any_more(city, acting):
    unit = make_unit("市金融办", city)
    with transaction(unit):
        units.add_alias(unit, name="市地方金融监管局", **acting)
        units.rename_unit(unit, name="市地方金融监管局", full_name=unit.full_name, on=FIRST, today=TODAY, **acting)

    assert [alias.name for alias in unit.aliases] == ["市金融办"]


def test_a_name_borne_twice_is_remembered_once(city, acting):
    unit = make_unit("甲办", city)
    for name, day in (("乙办", date(2020, 1, 1)), ("甲办", date(2022, 1, 1)), ("丙办", date(2024, 1, 1))):
        with transaction(unit):
            units.rename_unit(unit, name=name, full_name=unit.full_name, on=day, today=TODAY, **acting)

    assert sorted(alias.name for alias in unit.aliases) == ["乙办", "甲办"]
    assert resolved(city, "甲办") == unit.id


@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("市金融办", FIRST, "与现名称相同"),
        ("市财政局", FIRST, "已是“甲市市财政局”的名称"),
        ("市新办", date(2026, 6, 16), "不能晚于今天"),
    ],
)
def test_a_renaming_that_is_none_is_refused(city, acting, name, on, said):
    make_unit("市财政局", city)
    unit = make_unit("市金融办", city)

    with pytest.raises(UnitChangeRefused, match=said), transaction(unit):
        units.rename_unit(unit, name=name, full_name=unit.full_name, on=on, today=TODAY, **acting)


def test_a_renaming_before_the_last_one_is_refused(city, acting):
    unit = make_unit("甲办", city)
    with transaction(unit):
        units.rename_unit(unit, name="乙办", full_name="甲市乙办", on=FIRST, today=TODAY, **acting)

    with pytest.raises(UnitChangeRefused, match="不能早于开始日期"), transaction(unit):
        units.rename_unit(unit, name="丙办", full_name="甲市丙办", on=FIRST, today=TODAY, **acting)


def test_a_correction_leaves_no_former_name(db, city, acting):
    unit = make_unit("市课技局", city)

    with transaction(unit):
        changed = units.correct_unit(
            unit, name="市科技局", full_name="甲市科技局", function="科技", letter_prefix="",
            valid_from=date(2020, 1, 1), **acting,
        )  # fmt: skip

    assert changed
    assert unit.aliases == []
    assert unit.function == "科技"
    assert trace_of(db, unit, "correct_unit")["name"] == ["市课技局", "市科技局"]
    assert trace_of(db, unit, "correct_unit")["valid_from"] == [None, "2020-01-01"]


def test_a_correction_that_changes_nothing_leaves_no_trace(db, city, acting):
    unit = make_unit("市科技局", city)

    with transaction(unit):
        changed = units.correct_unit(
            unit, name=unit.name, full_name=unit.full_name, function=None, letter_prefix=None, valid_from=None, **acting
        )

    assert not changed
    assert db.session.scalars(sa.select(AuditEntry.action)).all() == []


def test_a_further_name_is_found_by_the_next_paper_until_it_is_taken_back(city, acting):
    unit = make_unit("市科技局", city)
    with transaction(unit):
        alias = units.add_alias(unit, name="市科委", **acting)
    assert resolved(city, "市科委") == unit.id

    with transaction(unit):
        units.remove_alias(alias, **acting)

    assert resolved(city, "市科委") is None


@pytest.mark.parametrize("name", ["市科技局", "甲市市科技局", "市科委"])
def test_a_name_that_is_its_own_already_is_refused(city, acting, name):
    unit = make_unit("市科技局", city)
    with transaction(unit):
        units.add_alias(unit, name="市科委", **acting)

    with pytest.raises(UnitChangeRefused, match="已经是本单位的名称"), transaction(unit):
        units.add_alias(unit, name=name, **acting)


def test_cities_may_all_be_called_the_citys_government(city, acting):
    for government in (city, make_government("乙市", parent=city.parent)):
        with transaction(government):
            units.add_alias(government, name="市政府", **acting)
        assert resolved(government, "市政府") == government.id


def test_two_bodies_may_bear_a_name_one_after_the_other(city, acting):
    old, new = make_unit("原办", city), make_unit("新办", city)
    with transaction(old):
        units.add_alias(old, name="市口岸办", valid_to=LAST, **acting)
    with transaction(new):
        units.add_alias(new, name="市口岸办", valid_from=FIRST, **acting)

    assert resolved(city, "市口岸办", printed_on=LAST) == old.id
    assert resolved(city, "市口岸办", printed_on=FIRST) == new.id
