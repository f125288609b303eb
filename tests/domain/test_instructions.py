from datetime import date, timedelta

import pytest

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.instructions import LONGEST_TEXT, InstructionState, check_instruction, check_reply, state_of
from tracker.domain.workflow import TaskStatus

TODAY = date(2026, 6, 10)
WORKED_ON = {TaskStatus.ISSUED, TaskStatus.PAUSED, TaskStatus.CLOSED}


@pytest.mark.parametrize(
    ("addressed", "replied", "state"),
    [
        ({1, 2}, set(), InstructionState.WAITING),
        ({1, 2}, {2}, InstructionState.PARTLY),
        ({1, 2}, {1, 2}, InstructionState.ANSWERED),
        ({1}, {3}, InstructionState.WAITING),  # somebody who has left the task since
        (set(), set(), InstructionState.ANSWERED),
    ],
)
def test_how_far_an_instruction_is_answered(addressed, replied, state):
    assert state_of(addressed, replied) is state


@pytest.mark.parametrize("status", TaskStatus)
def test_only_a_task_that_was_given_out_is_written_on(status):
    def check():
        check_instruction("请抓紧。", status=status, reply_due_on=None, today=TODAY)

    if status in WORKED_ON:
        check()
    else:
        with pytest.raises(ActionNotAllowed):
            check()


@pytest.mark.parametrize(
    ("text", "days", "allowed"),
    [("请抓紧。", 0, True), ("请抓紧。", -1, False), (" \n", 1, False), ("长" * LONGEST_TEXT, 1, True),
     ("长" * (LONGEST_TEXT + 1), 1, False)],
)  # fmt: skip
def test_words_and_the_day_of_the_answer(text, days, allowed):
    def check():
        check_instruction(text, status=TaskStatus.ISSUED, reply_due_on=TODAY + timedelta(days=days), today=TODAY)

    if allowed:
        check()
    else:
        with pytest.raises(RuleViolation):
            check()


def test_an_answer_has_words():
    check_reply("已办。")
    with pytest.raises(RuleViolation):
        check_reply("　")
