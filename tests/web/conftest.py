"""Records of three places and people of one of them, for the tests that go over every route."""

import pytest

from tests.factories import make_government, make_user
from tests.web.access_records import ELSEWHERE, NAMES, NEIGHBOUR, OWN, furnish, mail_to
from tracker.domain.roles import UNIT_ROLES


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
