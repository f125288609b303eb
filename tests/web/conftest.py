"""A unit's liaison and an office's supervisor, each at a browser; and records of three places for whole grids."""

import pytest

from tests.factories import make_assignment, make_government, make_unit, make_user
from tests.web.access_records import ELSEWHERE, NAMES, NEIGHBOUR, OWN, furnish, mail_to
from tracker.domain.roles import UNIT_ROLES, Role


@pytest.fixture
def liaison(db):
    return make_user(unit=make_unit("市科技局"))


@pytest.fixture
def assignment(liaison):
    """What the liaison's unit has to do."""
    return make_assignment(liaison.home_unit)


@pytest.fixture
def browser(client_of, liaison):
    """The liaison's."""
    return client_of(liaison)


@pytest.fixture
def supervisor(db):
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def office(client_of, supervisor):
    """The supervisor's browser."""
    return client_of(supervisor)


@pytest.fixture
def places(app, db):
    """Two units of one government and one of another, each with one of every record."""
    government, other = make_government("甲府"), make_government("乙府")
    data_dir = app.config["DATA_DIR"]
    return {
        OWN: furnish(NAMES[OWN], government, "2026-03", data_dir),
        NEIGHBOUR: furnish(NAMES[NEIGHBOUR], government, "2026-04", data_dir),
        ELSEWHERE: furnish(NAMES[ELSEWHERE], other, "2026-04", data_dir),
    }


@pytest.fixture
def person(places):
    """`person(role)` makes somebody of the own unit, or of its government; one mail is theirs."""

    def person(role):
        unit = places[OWN].unit
        user = make_user(role, unit=unit if role in UNIT_ROLES else None, government=unit.jurisdiction)
        places[OWN].ids["outbox_email_id"] = mail_to(user, NAMES[OWN]).id
        return user

    return person
