from datetime import date, timedelta
from itertools import product

import pytest

from tracker.domain.approvals import RequestAction, RequestKind
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.queue import QueueKind
from tracker.domain.unit_requests import (
    ASKING,
    askable,
    asked,
    check_day,
    check_resubmit_on,
    check_words,
    recorded_as,
    still_stands,
)
from tracker.domain.workflow import NEEDS_REASON, TaskStatus

TODAY = date(2026, 6, 15)

#: kind: (where it may be asked, where it still stands), by the first letters of the states of a unit's part:
#: Issued, in Progress, Closure pending, Stage closed, pauSed → R(esting)
MAY = {
    "extension": ("IP", "IPC"),
    "excuse": ("IP", "IPC"),
    "pause": ("P", "P"),
    "cancellation": ("IP", "IP"),
    "stage_closure": ("P", "P"),
    "closure": ("PS", "C"),
    "reassignment": ("IP", "IP"),
    "coordination": ("IP", "IPC"),
}
LETTER = {
    AssignmentStatus.ISSUED: "I",
    AssignmentStatus.IN_PROGRESS: "P",
    AssignmentStatus.CLOSURE_PENDING: "C",
    AssignmentStatus.STAGE_CLOSED: "S",
    AssignmentStatus.PAUSED: "R",
}


@pytest.mark.parametrize(("kind", "status"), list(product(RequestKind, AssignmentStatus)))
def test_each_kind_is_asked_and_stands_exactly_where_the_table_says(kind, status):
    may_ask, stands = (LETTER.get(status, "-") in letters for letters in MAY[kind])

    assert (kind in askable(status)) is may_ask
    assert still_stands(kind, status) is stands
    if may_ask:
        after = AssignmentStatus.CLOSURE_PENDING if kind is RequestKind.CLOSURE else status
        assert asked(kind, status) is after
        assert still_stands(kind, after)
    else:
        with pytest.raises(ActionNotAllowed):
            asked(kind, status)


@pytest.mark.parametrize(("kind", "task_status"), list(product(RequestKind, TaskStatus)))
def test_a_task_that_rests_keeps_questions_open_and_takes_no_new_ones(kind, task_status):
    status = AssignmentStatus.CLOSURE_PENDING if kind is RequestKind.CLOSURE else AssignmentStatus.IN_PROGRESS

    assert still_stands(kind, status, task_status) is (task_status in (TaskStatus.ISSUED, TaskStatus.PAUSED))
    assert bool(askable(AssignmentStatus.IN_PROGRESS, task_status)) is (task_status is TaskStatus.ISSUED)


@pytest.mark.parametrize("kind", RequestKind)
def test_each_kind_says_what_it_asks_for(kind):
    asking = ASKING[kind]

    with pytest.raises(RuleViolation, match=f"请填写{asking.reason}。"):
        check_words(kind, " ")
    check_words(kind, "理由", "措施" if asking.measures else "")
    if asking.measures:
        with pytest.raises(RuleViolation, match=f"请填写{asking.measures}。"):
            check_words(kind, "理由", " ")


@pytest.mark.parametrize("kind", RequestKind)
def test_a_day_is_given_exactly_where_one_is_asked_for_and_lies_ahead(kind):
    tomorrow = TODAY + timedelta(days=1)

    if ASKING[kind].day:
        check_day(kind, tomorrow, TODAY)
        for day in (None, TODAY):
            with pytest.raises(RuleViolation, match=ASKING[kind].day):
                check_day(kind, day, TODAY)
    else:
        check_day(kind, None, TODAY)
        with pytest.raises(RuleViolation, match="不需要填写日期"):
            check_day(kind, tomorrow, TODAY)


@pytest.mark.parametrize(("days", "words"), [(None, "请填写重新报送的日期"), (0, "应当晚于今天"), (1, None)])
def test_what_comes_back_has_a_day_ahead(days, words):
    day = None if days is None else TODAY + timedelta(days=days)

    if words is None:
        check_resubmit_on(day, TODAY)
    else:
        with pytest.raises(RuleViolation, match=words):
            check_resubmit_on(day, TODAY)


def test_every_kind_of_request_is_a_kind_of_the_queue():
    assert {kind.request_kind for kind in QueueKind} == {None, *RequestKind}


def test_what_burdens_others_needs_a_written_reason():
    free = {RequestKind.CLOSURE, RequestKind.STAGE_CLOSURE}  # they say what was achieved instead
    assert {kind for kind in RequestKind if ASKING[kind].action not in NEEDS_REASON} == free


def test_decisions_are_recorded_under_names_of_their_own():
    assert {recorded_as(action) for action in RequestAction} == {
        "approve_request",
        "refuse_request",
        "withdraw_request",
        "lapse_request",
    }
