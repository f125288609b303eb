import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_user
from tracker.db import transaction
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.workflow import AssignmentStatus
from tracker.models import AuditEntry
from tracker.services.acknowledgements import acknowledge, acknowledge_waiting


def test_signing_several_at_once_notes_who_and_when_for_each(db):
    user = make_user()
    waiting = [make_assignment(user.home_unit, status=AssignmentStatus.ISSUED) for _ in range(3)]

    with transaction(*waiting):
        count = acknowledge(waiting, actor=user, now=NOW)

    assert count == 3
    assert {(a.status, a.acknowledged_by, a.acknowledged_at) for a in waiting} == {
        (AssignmentStatus.IN_PROGRESS, user, NOW)
    }
    assert db.session.scalars(sa.select(AuditEntry.action)).all() == ["acknowledge"] * 3


def test_one_that_cannot_be_signed_leaves_all_unsigned(db):
    user = make_user()
    waiting = make_assignment(user.home_unit, status=AssignmentStatus.ISSUED)
    signed = make_assignment(user.home_unit)

    with pytest.raises(ActionNotAllowed, match="推进中，不能签收"), transaction(waiting, signed):
        acknowledge([waiting, signed], actor=user, now=NOW)

    assert waiting.status is AssignmentStatus.ISSUED


def test_of_many_that_are_ticked_those_a_colleague_signed_meanwhile_are_left_alone(db):
    user = make_user()
    waiting = make_assignment(user.home_unit, status=AssignmentStatus.ISSUED)
    signed = make_assignment(user.home_unit, acknowledged_by_id=make_user(unit=user.home_unit).id)

    with transaction(waiting, signed):
        count = acknowledge_waiting([waiting, signed], actor=user, now=NOW)

    assert (count, waiting.acknowledged_by) == (1, user)
    assert signed.acknowledged_by != user
