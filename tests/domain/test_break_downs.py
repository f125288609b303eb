from datetime import date, timedelta

import pytest

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.break_downs import (
    FOLLOWS,
    TAKES_BACK,
    check_break_down,
    check_bureaus,
    check_limit_below,
    followed_reason,
    limit_below,
    may_be_broken_down,
    moved_limit_reason,
    roll_up,
)
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.units import UnitKind
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus, next_status

TODAY = date(2026, 6, 10)
DUE = TODAY + timedelta(days=30)


@pytest.mark.parametrize("status", AssignmentStatus)
def test_only_work_that_is_under_way_is_broken_down(status):
    def check():
        check_break_down(status, due_on=DUE, wanted_due_on=DUE, today=TODAY, already=False)

    if status is AssignmentStatus.IN_PROGRESS:
        check()
    else:
        with pytest.raises(ActionNotAllowed):
            check()


@pytest.mark.parametrize("kind", UnitKind)
def test_only_who_has_bureaus_is_offered_it_and_only_while_the_work_goes_on(kind):
    has_bureaus = kind in (UnitKind.GOVERNMENT, UnitKind.GROUP)

    offered = {status for status in AssignmentStatus if may_be_broken_down(kind, status)}

    assert offered == ({AssignmentStatus.IN_PROGRESS} if has_bureaus else set())


def test_a_government_breaks_a_task_down_once():
    with pytest.raises(ActionNotAllowed):
        check_break_down(AssignmentStatus.IN_PROGRESS, due_on=DUE, wanted_due_on=DUE, today=TODAY, already=True)


@pytest.mark.parametrize(
    ("days", "limit", "allowed"),
    [(30, DUE, True), (31, DUE, False), (0, DUE, True), (-1, DUE, False), (None, DUE, True), (900, None, True)],
)
def test_the_bureaus_limit_is_not_past_and_not_later_than_the_governments(days, limit, allowed):
    wanted = None if days is None else TODAY + timedelta(days=days)

    def check():
        check_break_down(AssignmentStatus.IN_PROGRESS, due_on=limit, wanted_due_on=wanted, today=TODAY, already=False)

    if allowed:
        check()
    else:
        with pytest.raises(RuleViolation):
            check()


@pytest.mark.parametrize(
    ("own", "above", "until"),
    [
        (DUE, DUE - timedelta(days=1), DUE - timedelta(days=1)),
        (DUE, DUE, DUE),
        (DUE, DUE + timedelta(days=1), DUE),
        (DUE, None, DUE),
        (None, DUE, DUE),
        (None, None, None),
    ],
)
def test_a_part_below_goes_on_until_its_own_limit_and_never_beyond_the_one_above(own, above, until):
    assert limit_below(own, above) == until


@pytest.mark.parametrize(
    ("wanted", "above", "allowed"),
    [
        (DUE, DUE, True),
        (DUE + timedelta(days=1), DUE, False),
        (None, DUE, False),
        (DUE, None, True),
        (None, None, True),
    ],
)
def test_a_limit_below_is_given_within_the_one_above(wanted, above, allowed):
    if allowed:
        check_limit_below(wanted, above)
    else:
        with pytest.raises(RuleViolation, match=f"不能晚于上级给本级的时限 {above}"):
            check_limit_below(wanted, above)


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "上级任务的完成时限提前到 2026-07-10。"), (" 提前考核 ", "上级任务的完成时限提前到 2026-07-10：提前考核")],
)
def test_the_trace_of_a_limit_says_the_day_above_and_why(reason, words):
    assert moved_limit_reason(DUE, reason) == words


@pytest.mark.parametrize(
    ("lead", "supporting", "allowed"),
    [(1, [2, 3], True), (1, [], True), (9, [], False), (1, [9], False), (1, [1], False), (1, [2, 2], False)],
)
def test_bureaus_are_the_governments_own_and_stand_once(lead, supporting, allowed):
    if allowed:
        check_bureaus({1, 2, 3}, lead, supporting)
    else:
        with pytest.raises(RuleViolation):
            check_bureaus({1, 2, 3}, lead, supporting)


@pytest.mark.parametrize(("percents", "total"), [([], None), ([40], 40), ([0, 50, 100], 50), ([10, 10, 15], 11.7)])
def test_progress_rolls_up_as_the_mean(percents, total):
    assert roll_up(percents) == total


FOLLOWED = {
    # above      draft     pending   opened    issued    paused    closed    cancelled
    "cancel": ("cancel", "cancel", "cancel", "cancel", "cancel", "", ""),
    "close":  ("cancel", "cancel", "cancel", "cancel", "cancel", "", ""),
    "pause":  ("", "", "", "pause", "", "", ""),
    "resume": ("", "", "", "", "resume", "", ""),
    "reopen": ("", "", "", "", "", "reopen", "reinstate open issue"),
}  # fmt: skip


@pytest.mark.parametrize("action", AssignmentAction)
def test_what_a_lower_task_does_when_this_is_done_above(action):
    done = tuple(" ".join(FOLLOWS.get((action, status), ())) for status in TaskStatus)

    assert done == FOLLOWED.get(action, ("",) * len(TaskStatus))


@pytest.mark.parametrize(("above", "status"), FOLLOWS)
def test_a_lower_task_goes_only_where_its_own_table_leads(above, status):
    for action in FOLLOWS[above, status]:
        status = next_status(status, action)

    assert status in (TaskStatus.CANCELLED, TaskStatus.PAUSED, TaskStatus.ISSUED)


def test_only_what_followed_from_above_is_taken_back():
    assert TAKES_BACK == {TaskAction.RESUME: TaskAction.PAUSE, TaskAction.REINSTATE: TaskAction.CANCEL}


@pytest.mark.parametrize(
    ("action", "reason", "words"),
    [
        ("cancel", " 政策调整 ", "上级任务不再由本级办理：政策调整"),
        ("close", "", "上级任务已经销号。"),
        ("reopen", "核查不实", "上级任务重新打开：核查不实"),
    ],
)
def test_the_trace_says_what_was_done_above_and_why(action, reason, words):
    assert followed_reason(AssignmentAction(action), reason) == words
