from itertools import product

import pytest

from tracker.domain.approvals import (
    RequestAction,
    RequestStatus,
    check_decider,
    check_withdrawer,
    next_request_status,
)
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation

DECISIONS = {"approve": "approved", "refuse": "refused", "withdraw": "withdrawn", "lapse": "lapsed"}


@pytest.mark.parametrize(("status", "action"), list(product(RequestStatus, RequestAction)))
def test_a_request_is_decided_exactly_once(status, action):
    if status is RequestStatus.PENDING:
        assert next_request_status(status, action) is RequestStatus(DECISIONS[action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^申请{status.label}，不能{action.label}。$"):
            next_request_status(status, action)


def test_nobody_decides_their_own_request():
    with pytest.raises(NotTheRightPerson, match="不能审批自己提出的申请"):
        check_decider(requester_id=7, decider_id=7)


def test_whoever_took_part_stands_back_from_the_review():
    with pytest.raises(NotTheRightPerson, match="应当回避"):
        check_decider(requester_id=7, decider_id=8, recused_ids=frozenset({8}))


def test_somebody_else_decides():
    check_decider(requester_id=7, decider_id=9, recused_ids=frozenset({8}))


def test_only_the_requester_withdraws():
    check_withdrawer(requester_id=7, actor_id=7)
    with pytest.raises(NotTheRightPerson, match="只有提出申请的人"):
        check_withdrawer(requester_id=7, actor_id=8)


def test_every_refusal_is_a_rule_violation_that_a_page_can_show():
    assert issubclass(NotTheRightPerson, RuleViolation)
    assert issubclass(ActionNotAllowed, RuleViolation)
