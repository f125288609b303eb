"""A group stands for its members of the paper's date; who works on it today is said beside."""

from datetime import date

import pytest

from tests.conftest import TODAY
from tests.factories import make_document, make_government, make_group, make_task, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.workflow import TaskStatus
from tracker.models import UnitGroupMember
from tracker.queries.issuing import preview_issue
from tracker.queries.unit_groups import members_by_group

PAPER = date(2022, 5, 20)


@pytest.fixture
def city(db):
    return make_government("甲市")


@pytest.fixture
def counties(city):
    return {name: make_government(name, parent=city) for name in ("东区", "西区", "南县", "新区")}


@pytest.fixture
def group(city, counties):
    """东区 took over 西区 in 2024, 新区 came in 2023."""
    group = make_group(members=(counties["东区"], counties["南县"]), government=city)
    west, new = counties["西区"], counties["新区"]
    saved(UnitGroupMember(group=group, member=west, valid_to=date(2023, 12, 31)))
    saved(UnitGroupMember(group=group, member=new, valid_from=date(2023, 6, 1)))
    west.valid_to, west.successor_id = date(2023, 12, 31), counties["东区"].id
    saved(west)
    return group


def names(units):
    return {unit.name for unit in units}


def test_a_group_stands_for_the_members_in_force_on_the_papers_date(group):
    found = members_by_group([group], on=PAPER, today=TODAY)[group.id]

    assert names(found.then) == {"东区", "西区", "南县"}
    assert names(found.now) == {"东区", "南县", "新区"}


@pytest.mark.parametrize(
    ("day", "is_in"),
    [(date(2023, 12, 30), True), (date(2023, 12, 31), True), (date(2024, 1, 1), False)],
    ids=["the day before the last", "the last day", "the day after"],
)
def test_a_member_counts_to_its_last_day(group, day, is_in):
    assert ("西区" in names(members_by_group([group], on=day, today=TODAY)[group.id].then)) is is_in


def test_units_without_a_group_cost_no_statement(city):
    unit = make_unit("市科技局", city)
    assert unit.kind  # read before counting

    with counted_statements() as statements:
        assert members_by_group([unit], on=PAPER, today=TODAY) == {}

    assert len(statements) == 0


def test_only_people_of_the_members_of_today_are_told_when_a_task_is_given_to_the_group(city, counties, group):
    people = {name: make_user(unit=unit) for name, unit in counties.items()}
    document = make_document(government=city)
    make_task(document, lead=group, status=TaskStatus.DRAFT)

    told = {recipient.user.id for recipient in preview_issue(document, TODAY).recipients}

    assert told == {people[name].id for name in ("东区", "南县", "新区")}
