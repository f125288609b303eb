"""Every status × action × role, from the two tables together; refusals included."""

from itertools import product

import pytest

from tracker.domain.approvals import RequestKind
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.roles import OFFICE_ROLES, UNIT_ROLES, Role
from tracker.domain.transition_effects import (
    ASSIGNMENT_ACTORS,
    LONGEST_REASON,
    NOT_DECIDED_BY_THE_UNIT,
    TASK_EFFECTS,
    Audience,
    Means,
    Need,
    actions_for,
    check_reason,
    check_withdrawal,
    effect_of,
    may_act,
)
from tracker.domain.unit_requests import ASKING
from tracker.domain.workflow import (
    NEEDS_REASON,
    TASK_TRANSITIONS,
    AssignmentAction,
    TaskAction,
    TaskStatus,
    allowed_actions,
)

LEADERS = {("opening_pending", "open"), ("opening_pending", "return_opening")}
TOLD = {
    # from               action               who is told, and how
    ("draft",            "submit_opening"):   ("leader", "mail"),
    ("opening_pending",  "return_opening"):   ("submitter", "mail"),
    ("opened",           "issue"):            ("units", "mail"),
    ("issued",           "amend"):            ("units", "digest"),
    ("issued",           "withdraw_issue"):   ("units", "digest"),
    ("issued",           "pause"):            ("units", "digest"),
    ("issued",           "close"):            ("units", "digest"),
    ("issued",           "cancel"):           ("units", "digest"),
    ("paused",           "resume"):           ("units", "digest"),
    ("paused",           "cancel"):           ("units", "digest"),
    ("closed",           "reopen"):           ("units", "digest"),
}  # fmt: skip


def test_each_transition_has_its_row_of_effects():
    assert set(TASK_EFFECTS) == set(TASK_TRANSITIONS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "action"), list(product(TaskStatus, TaskAction)))
def test_who_may_take_which_action_in_which_status(status, action, role):
    if (status, action) not in TASK_TRANSITIONS:
        expected = False
    elif (status, action) in LEADERS:
        expected = role is Role.LEADER
    else:
        expected = role in (Role.SUPERVISOR, Role.OFFICE_HEAD)

    assert may_act({role}, status, action) is expected
    assert (action in actions_for({role}, status)) is expected


@pytest.mark.parametrize(("status", "action"), TASK_TRANSITIONS)
def test_whom_a_transition_tells(status, action):
    told = TASK_EFFECTS[status, action].tells

    assert [(str(who), str(how)) for who, how in told] == ([TOLD[status, action]] if (status, action) in TOLD else [])


@pytest.mark.parametrize(("status", "action"), TASK_TRANSITIONS)
def test_units_are_told_only_of_what_they_were_given(status, action):
    tells_units = any(who is Audience.UNITS for who, _how in TASK_EFFECTS[status, action].tells)
    was_out = status in (TaskStatus.ISSUED, TaskStatus.PAUSED, TaskStatus.CLOSED)

    assert tells_units is (was_out or action is TaskAction.ISSUE)


@pytest.mark.parametrize(("status", "action"), TASK_TRANSITIONS)
def test_immediate_mail_is_kept_for_new_work_returned_work_and_approvals(status, action):
    by_mail = any(how is Means.MAIL for _who, how in TASK_EFFECTS[status, action].tells)

    assert by_mail is (action in (TaskAction.ISSUE, TaskAction.SUBMIT_OPENING, TaskAction.RETURN_OPENING))


@pytest.mark.parametrize(("status", "action"), TASK_TRANSITIONS)
def test_a_reason_is_needed_exactly_where_the_workflow_says(status, action):
    assert (Need.REASON in TASK_EFFECTS[status, action].needs) is (action in NEEDS_REASON)


@pytest.mark.parametrize(("status", "action"), TASK_TRANSITIONS)
def test_what_undoes_a_transition_is_allowed_right_after_it(status, action):
    undone_by = TASK_EFFECTS[status, action].undone_by

    assert undone_by is None or undone_by in allowed_actions(TASK_TRANSITIONS[status, action])


def test_only_reopening_cannot_be_undone():
    assert {action for (_status, action), effect in TASK_EFFECTS.items() if effect.undone_by is None} == {
        TaskAction.REOPEN
    }


@pytest.mark.parametrize("action", [*TaskAction, *AssignmentAction])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_setting_work_back_without_a_reason_is_refused(action, reason):
    if action in NEEDS_REASON:
        with pytest.raises(RuleViolation, match=f"请写明{action.label}的理由"):
            check_reason(action, reason)
    else:
        assert check_reason(action, reason) == ""


@pytest.mark.parametrize(("length", "is_refused"), [(LONGEST_REASON, False), (LONGEST_REASON + 1, True)])
def test_a_reason_has_a_length(length, is_refused):
    if is_refused:
        with pytest.raises(RuleViolation, match="1000 字以内"):
            check_reason(TaskAction.PAUSE, "理" * length)
    else:
        assert check_reason(TaskAction.PAUSE, "理" * length) == "理" * length


@pytest.mark.parametrize("action", AssignmentAction)
def test_a_units_part_is_moved_by_the_office_or_by_the_unit_never_by_both(action):
    assert ASSIGNMENT_ACTORS[action] in (OFFICE_ROLES, UNIT_ROLES)


@pytest.mark.parametrize("kind", RequestKind)
def test_what_is_asked_for_is_asked_by_the_unit(kind):
    assert ASSIGNMENT_ACTORS[ASKING[kind].action] == UNIT_ROLES


def test_what_decides_on_a_units_work_is_never_the_units_own():
    decisions = {"close", "close_stage", "return_closure", "pause", "resume", "reopen", "cancel", "reinstate"}

    assert decisions <= {str(action) for action in NOT_DECIDED_BY_THE_UNIT}
    assert all(ASSIGNMENT_ACTORS[action] == OFFICE_ROLES for action in NOT_DECIDED_BY_THE_UNIT)


def test_a_state_that_forbids_an_action_says_so():
    with pytest.raises(ActionNotAllowed, match="任务已销号，不能暂停。"):
        effect_of(TaskStatus.CLOSED, TaskAction.PAUSE)


def test_issuing_is_taken_back_only_while_nobody_has_signed():
    check_withdrawal(0)
    with pytest.raises(ActionNotAllowed, match="已有 2 个单位签收"):
        check_withdrawal(2)
