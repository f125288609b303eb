"""Looking back (回头看): a random sample of closed tasks half a year later, which anybody can draw again."""

import hashlib
import math
from collections.abc import Collection
from datetime import date

from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.periods import Month

MONTHS_AFTER_CLOSING = 6
SHARE = 0.1
"""Share of the closed tasks that is looked at again, at least one."""


class FollowUpOutcome(LabelledEnum):
    """What looking at a closed task again has shown."""

    PENDING = "pending", "待核查"
    CONFIRMED = "confirmed", "核查属实"
    FAILED = "failed", "核查不实，重新打开"


def check_due(month: Month, today: date) -> None:
    """Raise RuleViolation unless half a year has gone by since the month."""
    if month > Month.containing(today).plus(-MONTHS_AFTER_CLOSING):
        raise RuleViolation(f"{month.label}销号的任务还不满半年，{month.plus(MONTHS_AFTER_CLOSING).label}起可以抽取。")


def sample_size(population: int, share: float = SHARE) -> int:
    """Return how many of so many tasks are drawn: the share, rounded up, at least one where there is any."""
    return min(population, math.ceil(round(population * share, 6)))


def draw_sample(ids: Collection[int], size: int, seed: str) -> list[int]:
    """Return the drawn ids in the order drawn: those whose hash with the seed is smallest.

    The same ids and seed give the same sample, whatever the order they come in and whatever runs the program.
    Raise RuleViolation for an empty seed.
    """
    if not seed.strip():
        raise RuleViolation("请填写随机种子，以便他人重复抽取、核对结果。")
    ranked = sorted(set(ids), key=lambda id_: (hashlib.sha256(f"{seed.strip()}/{id_}".encode()).hexdigest(), id_))
    return ranked[:size]


def check_outcome(old: FollowUpOutcome, new: FollowUpOutcome, comment: str) -> None:
    """Raise ActionNotAllowed where it was decided before, RuleViolation where a failure is not explained."""
    if old is not FollowUpOutcome.PENDING or new is FollowUpOutcome.PENDING:
        raise ActionNotAllowed(f"本项回头看已有结论（{old.label}），不能再改。")
    if not comment.strip():
        raise RuleViolation("请写明核查的情况和依据。")
