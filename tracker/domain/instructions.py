"""A leader's instruction on a task (批示) and what the units answer: when it is answered, what may be written."""

from collections.abc import Collection
from datetime import date

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.workflow import TaskStatus

LONGEST_TEXT = 2000  # characters

#: A task that was never given out, or was ended, has nobody to write to.
_NOBODY_WORKS = frozenset({TaskStatus.DRAFT, TaskStatus.OPENING_PENDING, TaskStatus.OPENED, TaskStatus.CANCELLED})


class InstructionState(LabelledEnum):
    """How far an instruction has been answered."""

    WAITING = "waiting", "待反馈"
    PARTLY = "partly", "部分反馈"
    ANSWERED = "answered", "已反馈"


def state_of(addressed: Collection[int], replied: Collection[int]) -> InstructionState:
    """Return the state by the ids of the units it was addressed to and of those that have answered."""
    missing = set(addressed) - set(replied)
    if not missing:
        return InstructionState.ANSWERED
    return InstructionState.PARTLY if set(addressed) & set(replied) else InstructionState.WAITING


def check_instruction(text: str, *, status: TaskStatus, reply_due_on: date | None, today: date) -> None:
    """Raise RuleViolation for no words or a day gone by, ActionNotAllowed where nobody works on the task."""
    if status in _NOBODY_WORKS:
        raise ActionNotAllowed(f"任务{status.label}，还没有单位在办理，不能批示。")
    _check_words(text, "请写明批示内容。")
    if reply_due_on is not None and reply_due_on < today:
        raise RuleViolation("反馈日期已经过去，请改为今天或以后的日期。")


def check_reply(text: str) -> None:
    """Raise RuleViolation for an answer without words, or with too many."""
    _check_words(text, "请写明批示的办理情况。")


def _check_words(text: str, missing: str) -> None:
    if not text.strip():
        raise RuleViolation(missing)
    if len(text) > LONGEST_TEXT:
        raise RuleViolation(f"请控制在 {LONGEST_TEXT} 字以内。")
