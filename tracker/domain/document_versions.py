"""What may be decided about tasks when a document is replaced by a new version (文件换版)."""

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.version_difference import ChangeKind


class VersionAction(LabelledEnum):
    """What can be done about the version of a document as a whole."""

    SUPERSEDE = "supersede", "设为新版本"
    SEPARATE = "separate", "撤销版本关系"
    END = "end_version", "旧版办理完毕"


class VersionChoice(LabelledEnum):
    """What becomes of a task when its clause changes with the version."""

    CARRY_OVER = "carry_over", "沿用原任务，改用新文本"
    REPLACE = "replace", "终止原任务，另设新任务"
    KEEP = "keep", "原任务照旧文本继续"
    END = "end", "终止原任务"
    OPEN = "open", "设为新任务"
    LEAVE_OUT = "leave_out", "不设任务"


class PartChangeKind(LabelledEnum):
    """What a decision about a new version means to a unit that has a part in the task, as its mail says it."""

    ENDED = "ended", "终止"
    JOINED = "joined", "新交办"
    AMENDED = "amended", "要求调整"


#: (the earlier version has an open task, the new one makes a task) → what may be chosen, the usual first.
CHOICES: dict[tuple[bool, bool], tuple[VersionChoice, ...]] = {
    (True, True): (VersionChoice.CARRY_OVER, VersionChoice.REPLACE, VersionChoice.END),
    (True, False): (VersionChoice.END, VersionChoice.KEEP),
    (False, True): (VersionChoice.OPEN, VersionChoice.LEAVE_OUT),
    (False, False): (),
}

_DROPS_THE_NEW_TASK = frozenset({VersionChoice.CARRY_OVER, VersionChoice.END, VersionChoice.LEAVE_OUT})
"""Not possible any more once the new version's own task has been issued."""

ENDS_A_TASK = frozenset({VersionChoice.REPLACE, VersionChoice.END})
"""These stop work that was ordered: they need a written reason."""

SAME_WORDS = frozenset({ChangeKind.UNCHANGED, ChangeKind.RENUMBERED, ChangeKind.MOVED})
"""Changes after which a task can be carried over without reading: the clause says what it said."""


def choices(*, has_old_task: bool, has_new_task: bool, is_new_issued: bool = False) -> tuple[VersionChoice, ...]:
    """Return what may be chosen for a change, the usual first."""
    offered = CHOICES[has_old_task, has_new_task]
    if not is_new_issued:
        return offered
    return tuple(choice for choice in offered if choice not in _DROPS_THE_NEW_TASK)


def check_choice(choice: VersionChoice, offered: tuple[VersionChoice, ...], reason: str) -> None:
    """Raise RuleViolation unless this is offered, and given with a reason where work is stopped."""
    if choice not in offered:
        raise RuleViolation(f"这一条不能选择“{choice.label}”。")
    if choice in ENDS_A_TASK and not reason.strip():
        raise RuleViolation(f"选择“{choice.label}”须写明理由。")
