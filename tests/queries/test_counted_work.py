"""Work that a government below broke down is counted once by who oversees both, and by its own office as its own."""

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_group, make_task, make_user, saved
from tracker.domain.roles import Role
from tracker.domain.work_lists import work_days
from tracker.models import BreakDown
from tracker.policies import viewer_of
from tracker.queries import boards, register
from tracker.queries.calendar import work_calendar
from tracker.queries.register_filters import RegisterFilter


@pytest.fixture
def broken_down(city, county, county_bureaus):
    """What the city gave the county, and the county's own task for its bureaus."""
    above = make_assignment(make_group("各县（市、区）政府", (county,), city))
    below = make_task(lead=county_bureaus[0], supporting=county_bureaus[1:])
    saved(BreakDown(assignment=above, task=below, made_by=make_user(unit=county), made_at=NOW))


def units_listed(viewer):
    days = work_days(TODAY, work_calendar())
    return sorted(row.unit_name for row in register.page(viewer, RegisterFilter(), days))


def test_who_oversees_both_counts_the_part_above(city, broken_down):
    viewer = viewer_of(make_user(Role.LEADER, government=city), TODAY)

    assert units_listed(viewer) == ["各县（市、区）政府"]
    assert boards.read_board(viewer).total == 1


def test_the_office_below_counts_what_it_gave_to_its_bureaus(county, broken_down):
    viewer = viewer_of(make_user(Role.SUPERVISOR, government=county), TODAY)

    assert units_listed(viewer) == ["县科技局", "县财政局"]
    assert boards.read_board(viewer).total == 2


def test_what_a_government_below_asked_of_its_bureaus_by_itself_is_counted_above_too(city, county_bureaus):
    make_assignment(county_bureaus[0])

    assert units_listed(viewer_of(make_user(Role.LEADER, government=city), TODAY)) == ["县科技局"]
