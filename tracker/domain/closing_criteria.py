"""What is shown before work is closed (销号): criteria set at 立项, each answered with evidence or openly without."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.errors import RuleViolation
from tracker.domain.labelled_enum import LabelledEnum

LONGEST_CRITERION = 300  # characters


class EvidenceLevel(LabelledEnum):
    """What an answer to a criterion rests on."""

    EVIDENCED = "evidenced", "有佐证"
    NOT_EVIDENCED = "not_evidenced", "无佐证"


@dataclass(frozen=True)
class Answer:
    """What a unit says to one criterion. `has_accepted_evidence`: at least one file or link that was accepted."""

    criterion: str
    statement: str
    level: EvidenceLevel
    requires_evidence: bool = True
    has_evidence: bool = False
    has_accepted_evidence: bool = False
    is_met: bool | None = None


def check_set(criteria: Sequence[str]) -> None:
    """Raise RuleViolation unless there is at least one criterion and none is empty, too long or said twice."""
    if not criteria:
        raise RuleViolation("请至少写一条办结标准，单位据此申请办结。")
    if any(not criterion.strip() for criterion in criteria):
        raise RuleViolation("办结标准不能是空的，请填写或删去。")
    if any(len(criterion) > LONGEST_CRITERION for criterion in criteria):
        raise RuleViolation(f"每条办结标准不超过 {LONGEST_CRITERION} 字。")
    if len({criterion.strip() for criterion in criteria}) < len(criteria):
        raise RuleViolation("有两条办结标准完全相同，请删去一条。")


def check_application(answers: Sequence[Answer]) -> None:
    """Raise RuleViolation unless every criterion is answered, and with evidence where it is said to have some."""
    if not answers:
        raise RuleViolation("本任务还没有办结标准，请联系督查机构补充后再申请办结。")
    for answer in answers:
        if not answer.statement.strip():
            raise RuleViolation(f"请说明“{answer.criterion}”的完成情况。")
        if answer.level is EvidenceLevel.EVIDENCED and not answer.has_evidence:
            raise RuleViolation(f"“{answer.criterion}”标为有佐证，请选择佐证材料，或改为“无佐证”。")


def check_acceptance(answers: Sequence[Answer]) -> None:
    """Raise RuleViolation unless each criterion was checked and met.

    A criterion rests on accepted evidence, or openly on none (无佐证); one that requires evidence cannot do without.
    """
    if not answers:
        raise RuleViolation("没有办结标准，不能销号。")
    for answer in answers:
        if answer.is_met is None:
            raise RuleViolation(f"请先核对“{answer.criterion}”是否达到。")
        if not answer.is_met:
            raise RuleViolation(f"“{answer.criterion}”未达到，不能销号，请退回。")
        if answer.level is EvidenceLevel.EVIDENCED and not answer.has_accepted_evidence:
            raise RuleViolation(f"“{answer.criterion}”的佐证材料还没有采纳，不能销号。")
        if answer.level is EvidenceLevel.NOT_EVIDENCED and answer.requires_evidence:
            raise RuleViolation(f"“{answer.criterion}”要求佐证材料，不能以“无佐证”销号，请退回。")
