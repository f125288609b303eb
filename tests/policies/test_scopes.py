"""Lists show exactly what may be viewed: the scope in SQL and the permission in Python say the same."""

from datetime import timedelta

import pytest

from tests.conftest import TODAY
from tests.factories import (
    make_government,
    make_group,
    make_instruction,
    make_request,
    make_task,
    make_unit,
    make_user,
    saved,
    the_government,
)
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Task, Unit, UnitRequest
from tracker.policies import Permission, can, viewer_of
from tracker.policies.scopes import SAID_BY_SCOPE, SCOPES

VIEWED_BY = {
    **SAID_BY_SCOPE,
    UnitRequest: Permission.REQUEST_VIEW,
    Unit: Permission.UNIT_MANAGE,  # whoever sees a unit in the registry may change it
}


@pytest.fixture
def viewers(db):
    province = make_government("某省")
    city, other_city = make_government("甲市", parent=province), make_government("乙市", parent=province)
    bureau, other_bureau = make_unit("市科技局", city), make_unit("市科技局", other_city)
    county = make_unit("某县", city)
    group = make_group(members=(county,), government=city)
    task = make_task(lead=bureau, supporting=(group,))
    for part in (*task.assignments, *make_task(lead=other_bureau).assignments):
        make_request(part)
    make_instruction(task)
    make_instruction(task, unit=bureau)
    return {
        "province supervisor": make_user(Role.SUPERVISOR, government=province),
        "city supervisor": make_user(Role.SUPERVISOR, government=city),
        "leader": make_user(Role.LEADER, government=other_city),
        "liaison": make_user(unit=bureau),
        "same name elsewhere": make_user(unit=other_bureau),
        "county of the group": make_user(unit=county),
        "administrator": make_user(Role.SYSTEM_ADMIN, government=province),
        "nobody": make_user(None),
    }


@pytest.mark.parametrize("model", VIEWED_BY)
def test_a_scope_shows_exactly_what_may_be_viewed(db, viewers, model):
    everything = db.session.query(model).all()
    for who, user in viewers.items():
        viewer = viewer_of(user, TODAY)
        listed = set(db.session.scalars(SCOPES[model](viewer)))
        assert listed == {record for record in everything if can(viewer, VIEWED_BY[model], record)}, who


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("province supervisor", 3),
        ("city supervisor", 2),
        ("leader", 1),
        ("liaison", 1),
        ("same name elsewhere", 1),
        ("county of the group", 1),
        ("administrator", 0),
        ("nobody", 0),
    ],
)
def test_how_much_each_person_sees(db, viewers, who, count):
    assert len(db.session.scalars(SCOPES[Assignment](viewer_of(viewers[who], TODAY))).all()) == count


def test_a_unit_does_not_see_what_has_not_been_issued(db):
    bureau = make_unit()
    user = make_user(unit=bureau)
    task = make_task(lead=bureau)
    task.assignments[0].status = AssignmentStatus.PENDING
    db.session.commit()

    viewer = viewer_of(user, TODAY)

    assert db.session.scalars(SCOPES[Assignment](viewer)).all() == []
    assert db.session.scalars(SCOPES[Task](viewer)).all() == []


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, 0, True), (-1, 1, True), (1, None, False), (None, -1, False), (None, None, True)],
)
def test_a_membership_counts_only_between_its_dates(db, starts, ends, holds):
    user = make_user(Role.SUPERVISOR, government=the_government())
    membership = user.memberships[0]
    membership.valid_from = None if starts is None else TODAY + timedelta(days=starts)
    membership.valid_to = None if ends is None else TODAY + timedelta(days=ends)
    saved(membership)

    assert (Role.SUPERVISOR in viewer_of(user, TODAY).roles) is holds
