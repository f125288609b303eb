"""The registry is walked a government at a time and searched from there down; the cost does not grow with the rows."""

from datetime import date

import pytest

from tests.conftest import TODAY
from tests.factories import make_assignment, make_government, make_group, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.roles import Role
from tracker.domain.units import UnitKind, UnitSection, UnitState
from tracker.domain.workflow import AssignmentStatus
from tracker.models import UnitAlias
from tracker.policies import viewer_of
from tracker.queries import unit_tree
from tracker.queries.unit_tree import UnitFilter

LAST, FIRST = date(2023, 7, 19), date(2023, 7, 20)


@pytest.fixture
def city(db):
    return make_government("甲市", parent=make_government("某省"))


@pytest.fixture
def county(city):
    return make_government("某县", parent=city)


@pytest.fixture
def viewer(city, county):
    return viewer_of(make_user(Role.SUPERVISOR, unit=make_unit("市政府督查室", city, UnitKind.OFFICE)), TODAY)


def found(viewer, city, **wanted):
    units, total = unit_tree.find_units(viewer, UnitFilter(**{"on": TODAY, "government": city} | wanted))
    assert total == len(units)
    return [unit.name for unit in units]


def test_a_governments_page_has_its_own_bodies_its_groups_and_the_governments_below(city, county, viewer):
    make_unit("县科技局", county)
    make_group(government=city)
    make_unit("市科技局", city)

    assert found(viewer, city) == ["市政府督查室", "市科技局", "各县（市、区）政府", "某县"]
    counts = unit_tree.section_counts(viewer, UnitFilter(on=TODAY, government=city))
    assert counts == {UnitSection.OWN: 2, UnitSection.GROUPS: 1, UnitSection.BELOW: 1}


@pytest.mark.parametrize(
    ("on", "state", "is_found"),
    [
        (TODAY, UnitState.IN_FORCE, False),
        (TODAY, UnitState.ENDED, True),
        (FIRST, UnitState.IN_FORCE, True),  # it may have been there
        (FIRST, UnitState.ENDED, False),
    ],
)
def test_a_body_taken_over_on_an_unknown_day_is_over_today_and_may_have_been_there_before(
    city, viewer, on, state, is_found
):
    old = make_unit("市金融办", city)
    old.successor_id = make_unit("市委金融办", city).id
    saved(old)

    assert ("市金融办" in found(viewer, city, on=on, state=state, today=TODAY)) is is_found


def test_a_search_goes_from_the_government_down_and_no_further(city, county, viewer):
    make_unit("县科技局", county)
    make_unit("市科技局", city)
    make_unit("市科技局", make_government("乙市", parent=city.parent))

    assert found(viewer, city, text="科技") == ["市科技局", "县科技局"]
    assert found(viewer, county, text="科技") == ["县科技局"]
    assert found(viewer, None, text="科技") == ["市科技局", "县科技局"]


@pytest.mark.parametrize("text", ["科技局", "甲市市科技", "科委", "科技 甲市", "100%"])
def test_a_unit_is_found_by_each_of_its_names(db, city, viewer, text):
    unit = make_unit("市科技局", city)
    unit.aliases += [UnitAlias(name="市科委"), UnitAlias(name="100%科技局")]
    make_unit("市财政局", city)
    db.session.commit()

    assert found(viewer, city, text=text) == ["市科技局"]


def test_kind_and_function_narrow_a_search(db, city, viewer):
    bureau, zone = make_unit("市科技局", city), make_unit("科技城", city, UnitKind.ZONE)
    bureau.function = zone.function = "科技"
    db.session.commit()

    assert found(viewer, city, function="科技") == ["市科技局", "科技城"]
    assert found(viewer, city, function="科技", kind=UnitKind.ZONE) == ["科技城"]
    assert unit_tree.functions_below(viewer, city) == ["科技"]


@pytest.mark.parametrize(
    ("state", "on", "names"),
    [
        (UnitState.IN_FORCE, LAST, ["旧局"]),
        (UnitState.IN_FORCE, FIRST, ["新局"]),
        (UnitState.ENDED, LAST, []),
        (UnitState.ENDED, FIRST, ["旧局"]),
        (UnitState.ANY, LAST, ["旧局", "新局"]),
    ],
)
def test_the_registry_shows_itself_as_it_was_on_a_day(db, city, viewer, state, on, names):
    make_unit("旧局", city).valid_to = LAST
    make_unit("新局", city).valid_from = FIRST
    db.session.commit()

    assert found(viewer, city, text="局", state=state, on=on) == names


def test_everyone_begins_at_the_highest_government_in_sight(city, viewer):
    admin = viewer_of(make_user(Role.SYSTEM_ADMIN, government=city), TODAY)

    assert unit_tree.home_government(viewer) == city
    assert unit_tree.home_government(admin) == city.parent
    assert unit_tree.home_government(viewer_of(make_user(None), TODAY)) is None
    assert [unit.name for unit in unit_tree.visible_trail(viewer, city)] == []
    assert [unit.name for unit in unit_tree.visible_trail(admin, city)] == ["某省"]


def test_open_work_counts_what_was_given_out_and_is_not_over(db, city, viewer):
    unit = make_unit("市科技局", city)
    for status in AssignmentStatus:
        make_assignment(unit, status=status)

    open_work = unit_tree.open_assignments(viewer, [unit.id])

    assert open_work == {unit.id: len(AssignmentStatus) - len(unit_tree.NOT_OPEN)}
    assert set(unit_tree.assignments_by_status(viewer, unit)) == set(AssignmentStatus)


def test_what_may_take_over_what_may_be_above_and_what_may_belong(city, county, viewer):
    bureau, centre = make_unit("市科技局", city), make_unit("市科技中心", city)
    group = make_group(government=city)
    names = [
        {unit.name for unit in units}
        for units in (
            unit_tree.colleagues_of(viewer, bureau),
            unit_tree.possible_parents(viewer, centre),
            unit_tree.possible_parents(viewer, county),
            unit_tree.possible_members(viewer, group),
        )
    ]

    office = "市政府督查室"
    assert names == [
        {office, "市科技中心", "各县（市、区）政府"},
        {"甲市", office, "市科技局"},
        {"甲市"},
        {"某县", office, "市科技局", "市科技中心"},
    ]


def test_the_number_of_statements_does_not_grow_with_the_units(city, viewer):
    def cost():
        with counted_statements() as statements:
            units, _ = unit_tree.find_units(viewer, UnitFilter(on=TODAY, government=city))
            for unit in units:
                assert unit.jurisdiction.name
                assert unit.aliases == []
        return len(statements)

    make_unit("甲局", city)
    few = cost()
    for number in range(20):
        make_unit(f"第{number}局", city)

    assert cost() == few
