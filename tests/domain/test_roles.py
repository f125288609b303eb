from datetime import date, timedelta
from itertools import combinations

import pytest

from tracker.domain.errors import RuleViolation
from tracker.domain.roles import (
    ADMIN_ROLES,
    OFFICE_ROLES,
    Role,
    RolesConflict,
    TermState,
    check_place,
    check_roles,
    check_term,
    term_state,
)
from tracker.domain.units import UnitKind

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize("pair", sorted(combinations(sorted(Role), 2)))
def test_no_two_administrator_roles_meet_in_one_person(pair):
    if set(pair) <= ADMIN_ROLES:
        with pytest.raises(RolesConflict):
            check_roles(set(pair))
    else:
        check_roles(set(pair))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", UnitKind)
def test_who_sees_a_whole_government_is_not_of_one_of_its_bureaus(role, kind):
    allowed = kind is UnitKind.GOVERNMENT or role not in OFFICE_ROLES | {Role.LEADER}

    if allowed or (role in OFFICE_ROLES and kind is UnitKind.OFFICE):
        check_place(role, kind)
    else:
        with pytest.raises(RuleViolation, match="只能在"):
            check_place(role, kind)


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (None, None, None),
        (-30, None, None),
        (30, None, None),
        (None, 0, None),
        (5, 5, None),
        (None, -1, "已经过去"),
        (-9, -1, "已经过去"),
        (5, 4, "不能早于"),
    ],
)
def test_a_role_does_not_end_before_it_begins_or_in_the_past(first, last, reason):
    days = [None if shift is None else TODAY + timedelta(days=shift) for shift in (first, last)]

    if reason is None:
        check_term(*days, TODAY)
    else:
        with pytest.raises(RuleViolation, match=reason):
            check_term(*days, TODAY)


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (None, None, TermState.IN_OFFICE),
        (0, 0, TermState.IN_OFFICE),
        (1, None, TermState.TO_COME),
        (None, -1, TermState.OVER),
        (1, 5, TermState.TO_COME),
        (-5, -1, TermState.OVER),
    ],
)
def test_a_role_holds_on_its_first_day_and_its_last(first, last, state):
    days = [None if shift is None else TODAY + timedelta(days=shift) for shift in (first, last)]

    assert term_state(*days, TODAY) is state
