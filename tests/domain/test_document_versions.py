from itertools import product

import pytest

from tracker.domain.document_versions import CHOICES, ENDS_A_TASK, VersionChoice, check_choice, choices
from tracker.domain.errors import RuleViolation

C = VersionChoice
ALLOWED = {
    (True, True): {C.CARRY_OVER, C.REPLACE, C.END},
    (True, False): {C.KEEP, C.END},
    (False, True): {C.OPEN, C.LEAVE_OUT},
    (False, False): set(),
}


@pytest.mark.parametrize(("tasks", "choice"), list(product(ALLOWED, VersionChoice)))
def test_every_choice_in_every_situation(tasks, choice):
    has_old, has_new = tasks
    offered = choices(has_old_task=has_old, has_new_task=has_new)
    if choice in ALLOWED[tasks]:
        check_choice(choice, offered, "新版本不再要求")
    else:
        with pytest.raises(RuleViolation, match="这一条不能选择"):
            check_choice(choice, offered, "新版本不再要求")


@pytest.mark.parametrize(
    ("has_old", "has_new", "expected"),
    [(True, True, {C.REPLACE}), (False, True, {C.OPEN}), (False, False, set())],
)
def test_a_new_task_that_has_been_issued_is_not_dropped(has_old, has_new, expected):
    assert set(choices(has_old_task=has_old, has_new_task=has_new, is_new_issued=True)) == expected


@pytest.mark.parametrize("choice", sorted(ENDS_A_TASK))
def test_stopping_work_needs_a_reason(choice):
    with pytest.raises(RuleViolation, match="须写明理由"):
        check_choice(choice, (choice,), " ")


def test_where_there_is_a_choice_work_goes_on_by_default_only_if_both_versions_ask_for_it():
    assert CHOICES[True, True][0] is C.CARRY_OVER
    assert CHOICES[False, True][0] is C.OPEN
