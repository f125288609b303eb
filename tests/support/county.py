"""A city, a county below it with two bureaus, and the county's part of a task, broken down to them (分解到下级)."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.factories import make_assignment, make_government, make_group, make_unit, make_user
from tracker.db import transaction
from tracker.domain.workdays import WorkCalendar
from tracker.models import Assignment, Task, Unit
from tracker.services import break_downs


@pytest.fixture
def city(db):
    return make_government("某市")


@pytest.fixture
def county(city):
    return make_government("某县", parent=city)


@pytest.fixture
def county_bureaus(county):
    return make_unit("县科技局", county), make_unit("县财政局", county)


@pytest.fixture
def county_part(city: Unit, county: Unit) -> Assignment:
    """The part of a task of the city's that a group of counties, this one, is responsible for."""
    return make_assignment(make_group("各县（市、区）政府", (county,), city))


@pytest.fixture
def break_down(county_part: Assignment, county: Unit, county_bureaus: tuple[Unit, Unit]) -> Callable[[], Task]:
    """Give the county's part to its two bureaus, as often as it is called; return their task."""

    def break_down() -> Task:
        with transaction(county_part):
            return break_downs.break_down(
                county_part,
                government=county,
                lead=county_bureaus[0],
                supporting=county_bureaus[1:],
                due_on=None,
                approving_leader="王县长",
                actor=make_user(unit=county),
                now=NOW,
                calendar=WorkCalendar(),
            )

    return break_down


@pytest.fixture
def lower(break_down: Callable[[], Task]) -> Task:
    """The bureaus' task."""
    return break_down()
