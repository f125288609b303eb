"""The map of rights as people read it says what the predicates say."""

from types import SimpleNamespace

import pytest

from tracker.domain.roles import OFFICE_ROLES, UNIT_ROLES, Role
from tracker.policies import Permission, Viewer, can
from tracker.policies.permission_words import PERMISSION_WORDS
from tracker.policies.rights import Scope, is_for_everybody, rights_of, unknown_predicates

ME, MY_UNIT, MY_GOVERNMENT = 1, 2, 3


def viewer(role: Role) -> Viewer:
    mine = frozenset({MY_GOVERNMENT})
    return Viewer(
        ME,
        roles=frozenset({role}),
        unit_ids=frozenset({MY_UNIT}) if role in UNIT_ROLES else frozenset(),
        office_government_ids=mine if role in OFFICE_ROLES else frozenset(),
        led_government_ids=mine if role is Role.LEADER else frozenset(),
    )


def record(user=ME, unit=MY_UNIT, government=MY_GOVERNMENT):
    parts = [SimpleNamespace(unit_id=unit)]
    task = SimpleNamespace(assignments=parts)
    return SimpleNamespace(user_id=user, unit_id=unit, jurisdiction_id=government, assignments=parts, task=task)


@pytest.mark.parametrize("permission", Permission)
def test_a_role_is_shown_exactly_where_it_may(permission):
    shown = rights_of(permission)

    assert set(shown) == {role for role in Role if can(viewer(role), permission, record())}
    assert is_for_everybody(permission) is can(Viewer(ME), permission, record())


@pytest.mark.parametrize("permission", Permission)
def test_the_scope_shown_is_as_wide_as_the_predicates_let_through(permission):
    further = {
        Scope.OWN_UNIT: record(user=9),
        Scope.OWN_GOVERNMENTS: record(user=9, unit=9),
        Scope.EVERYTHING: record(user=9, unit=9, government=9),
    }
    for role, right in rights_of(permission).items():
        who = viewer(role)
        if can(who, permission, further[Scope.EVERYTHING]) and right.scope is not Scope.EVERYTHING:
            continue  # the predicates leave it to the scope in SQL, which test_scopes holds
        reached = [scope for scope, one in further.items() if can(who, permission, one)]
        assert (reached or [Scope.SELF])[-1] is right.scope, role


def test_every_permission_has_words_and_every_predicate_an_explanation():
    assert set(PERMISSION_WORDS) == set(Permission)
    assert len({words for _group, words in PERMISSION_WORDS.values()}) == len(Permission)
    assert unknown_predicates() == set()
