import pytest

from tracker.domain.assignments import (
    AssignmentRole,
    AssignmentStatus,
    Part,
    check_roles,
    confirmed_percent,
    proposed_roles,
    task_percent,
    unit_percent,
    weighted_percent,
)
from tracker.domain.errors import RuleViolation

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING


def part(role: AssignmentRole, percent: float, status=AssignmentStatus.IN_PROGRESS) -> Part:
    return Part(role, status, percent)


@pytest.mark.parametrize(
    ("unit_count", "roles"), [(0, []), (1, [LEAD]), (2, [LEAD, SUPPORTING]), (3, [LEAD, SUPPORTING, SUPPORTING])]
)
def test_the_first_unit_named_is_the_proposed_lead(unit_count, roles):
    assert proposed_roles(unit_count) == roles


@pytest.mark.parametrize(
    ("unit_ids", "roles", "refusal"),
    [
        ([7], [LEAD], None),
        ([7, 8, 9], [SUPPORTING, LEAD, SUPPORTING], None),
        ([], [], "还没有责任单位"),
        ([7, 8], [SUPPORTING, SUPPORTING], "现在有 0 个"),
        ([7, 8], [LEAD, LEAD], "现在有 2 个"),
        ([7, 7], [LEAD, SUPPORTING], "只能出现一次"),
    ],
)
def test_a_task_has_one_lead_and_each_unit_once(unit_ids, roles, refusal):
    if refusal is None:
        check_roles(unit_ids, roles)
    else:
        with pytest.raises(RuleViolation, match=refusal):
            check_roles(unit_ids, roles)


def test_the_leads_progress_is_the_tasks():
    assert task_percent([part(SUPPORTING, 90), part(LEAD, 40)]) == 40
    assert task_percent([part(SUPPORTING, 90)]) == 0


def test_supporting_parts_weigh_half_in_a_units_own_figures():
    assert unit_percent([part(LEAD, 60), part(SUPPORTING, 0)]) == 40.0
    assert unit_percent([part(SUPPORTING, 33.3)]) == 33.3


def test_what_a_database_counted_comes_to_the_same():
    parts = [part(LEAD, 60), part(LEAD, 20), part(SUPPORTING, 15)]

    assert weighted_percent({LEAD: (2, 80.0), SUPPORTING: (1, 15.0)}) == unit_percent(parts) == 35.0
    assert weighted_percent({}) is None


def test_what_was_ended_does_not_count_for_a_unit():
    assert unit_percent([part(LEAD, 60), part(LEAD, 0, AssignmentStatus.CANCELLED)]) == 60.0
    assert unit_percent([part(LEAD, 0, AssignmentStatus.CANCELLED)]) is None
    assert unit_percent([]) is None


@pytest.mark.parametrize("status", AssignmentStatus)
def test_a_closed_part_is_complete_and_any_other_stands_as_reported(status):
    counted = [confirmed_percent(status, accepted) for accepted in (None, 80, 100)]

    assert counted == ([100, 100, 100] if status is AssignmentStatus.CLOSED else [0, 80, 100])
