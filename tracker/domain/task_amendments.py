"""What a task is described by, as a supervisor types it, and how one description differs from another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.assignments import AssignmentRole
from tracker.domain.closing_criteria import LONGEST_CRITERION, check_set
from tracker.domain.errors import RuleViolation
from tracker.domain.task_opening import (
    LONGEST_PLAN,
    ReportCadence,
    StageDraft,
    TaskCategory,
    check_dates,
    check_milestones,
)

LONGEST_TITLE = 200


@dataclass(frozen=True)
class CriterionValues:
    """A closing criterion as it is typed; `id` names the one it stands for, none for a new one."""

    text: str
    requires_evidence: bool = True
    for_lead_only: bool = False
    id: int | None = None


@dataclass(frozen=True)
class MilestoneValues:
    """A milestone as it is typed; `id` names the one it stands for, none for a new one."""

    title: str
    due_on: date
    weight: float = 1
    id: int | None = None


@dataclass(frozen=True)
class TaskValues:
    """The whole description of a task. Without a limit it goes on (长期). `units`: (id, role) in order; lead first."""

    title: str
    due_on: date | None
    start_on: date | None
    category: TaskCategory
    plan: str
    responsible_leader_id: int | None
    cadence: ReportCadence
    evidence_required: bool
    criteria: tuple[CriterionValues, ...]
    milestones: tuple[MilestoneValues, ...]
    units: tuple[tuple[int, AssignmentRole], ...]


def check_values(values: TaskValues, *, criteria_needed: bool) -> None:
    """Raise RuleViolation for what cannot stand. A draft may lack criteria: opening gives it one (默认)."""
    if not values.title.strip() or len(values.title) > LONGEST_TITLE:
        raise RuleViolation(f"请填写任务名称，不超过 {LONGEST_TITLE} 字。")
    if len(values.plan) > LONGEST_PLAN:
        raise RuleViolation(f"督查方案请控制在 {LONGEST_PLAN} 字以内。")
    if values.start_on is not None:
        check_dates(values.start_on, values.due_on)
    if values.criteria or criteria_needed:
        check_set([criterion.text for criterion in values.criteria])
    stages = [StageDraft(stage.title, stage.due_on, stage.weight) for stage in values.milestones]
    check_milestones(stages, values.start_on, values.due_on)


def criteria_in_words(criteria: Sequence[CriterionValues]) -> str:
    """Return the criteria as one line of the audit trail."""
    return "；".join(f"{one.text}（{_demands(one)}）" for one in criteria)


def milestones_in_words(stages: Sequence[MilestoneValues]) -> str:
    """Return the milestones as one line of the audit trail."""
    return "；".join(f"{stage.title} {stage.due_on.isoformat()} 权重 {stage.weight:g}" for stage in stages)


def _demands(criterion: CriterionValues) -> str:
    evidence = "须有佐证" if criterion.requires_evidence else "可无佐证"
    return f"{evidence}，仅牵头单位" if criterion.for_lead_only else evidence


def adopted(
    standing: Sequence[CriterionValues], suggestions: Sequence[str], *, requires_evidence: bool
) -> tuple[CriterionValues, ...]:
    """Return the criteria with these suggestions behind them, those that stand there already left out."""
    known = {criterion.text.strip() for criterion in standing}
    new = dict.fromkeys(text.strip()[:LONGEST_CRITERION] for text in suggestions)
    return (*standing, *(CriterionValues(text, requires_evidence) for text in new if text and text not in known))
