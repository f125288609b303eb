"""Changing what a task is described by (调整任务), before it is given out and afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.task_amendments import (
    CriterionValues,
    MilestoneValues,
    TaskValues,
    check_values,
    criteria_in_words,
    milestones_in_words,
)
from tracker.domain.transition_effects import check_reason, effect_of
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, TaskAction, TaskStatus
from tracker.models import Assignment, ClosingCriterion, CriterionAnswer, Milestone, Task, User
from tracker.services import audit, task_letters, task_lifecycle, task_limits, task_units
from tracker.services.lights import refresh_lights
from tracker.services.task_units import active_parts


class TaskChangedMeanwhile(RuleViolation):
    """Somebody saved the task after the form was opened. The form shows both texts."""


def amend(
    task: Task,
    values: TaskValues,
    *,
    reason: str = "",
    version: int | None = None,
    actor: User,
    now: datetime,
    calendar: WorkCalendar,
) -> dict[str, Any]:
    """Give the task this description; return what changed, each as [old, new], and record it.

    Raise TaskChangedMeanwhile where `version` is not the task's own any more, RuleViolation for what cannot stand.
    Units of a task that is out read of it in their digest; new ones get a mail; a mail that waits is rewritten.
    """
    check_version(task, version)
    changes, joined = _change(task, values, reason, actor, now)
    refresh_lights([part.id for part in task.assignments], today=now.astimezone(BEIJING).date())
    if task.status is TaskStatus.ISSUED:
        task_letters.tell_of(task.document, joined, now=now, calendar=calendar)
        task_letters.retell(task.document, now=now)
    return changes


def amend_drafts(wanted: Sequence[tuple[Task, TaskValues]], *, actor: User, now: datetime) -> int:
    """Give tasks that are not out yet their descriptions, all at once; return how many changed."""
    changed = 0
    for task, values in wanted:
        if task.status is TaskStatus.ISSUED:
            raise ActionNotAllowed(f"任务“{task.title}”已经交办，请在任务页面逐项调整。")
        changes, _joined = _change(task, values, "", actor, now)
        changed += bool(changes)
    parts = [part.id for task, _values in wanted for part in task.assignments]
    refresh_lights(parts, today=now.astimezone(BEIJING).date())
    return changed


def _change(
    task: Task, values: TaskValues, reason: str, actor: User, now: datetime
) -> tuple[dict[str, Any], list[Assignment]]:
    effect_of(task.status, TaskAction.AMEND)
    text = check_reason(TaskAction.AMEND, reason)
    check_values(values, criteria_needed=task.status is not TaskStatus.DRAFT and bool(task.criteria))
    before, joined = describe(task), []
    if values == values_of(task):
        return {}, []
    units, leader = values_of(task).units, task.responsible_leader_id
    _set_plain_values(task, values, now.astimezone(BEIJING).date())
    _set_criteria(task, values.criteria)
    _set_milestones(task, values.milestones)
    if values.units != units:
        why = text or "调整责任单位"
        moved = task_units.set_units(task, values.units, reason=why, actor=actor, now=now)
        joined = moved.joined
        task_lifecycle.follow(moved.left, AssignmentAction.CANCEL, reason=why, actor=actor, now=now)
        db.session.flush()  # names of new units are read for the trail
    if values.responsible_leader_id != leader:
        db.session.flush()  # the leader's name is read for the trail
        db.session.expire(task, ["responsible_leader"])
    after = describe(task)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if changes:
        audit.record(actor, TaskAction.AMEND, task, now, reason=text or None, **changes)
    if "due_on" in changes:
        task_limits.follow_limits(active_parts(task), reason=text, actor=actor, now=now)
    return changes, joined


def check_version(task: Task, version: int | None) -> None:
    """Raise TaskChangedMeanwhile unless the task is still as the form showed it."""
    if version is not None and task.version != version:
        raise TaskChangedMeanwhile("这项任务在您打开之后被别人修改了，请核对后再保存。")


def values_of(task: Task) -> TaskValues:
    """Return the task's description as it stands."""
    return TaskValues(
        title=task.title,
        due_on=task.due_on,
        start_on=task.start_on,
        category=task.category,
        plan=task.plan,
        responsible_leader_id=task.responsible_leader_id,
        cadence=task.cadence,
        evidence_required=task.evidence_required,
        criteria=tuple(CriterionValues(c.text, c.requires_evidence, c.for_lead_only, c.id) for c in task.criteria),
        milestones=tuple(MilestoneValues(m.title, m.due_on, m.weight, m.id) for m in task.milestones),
        units=tuple((part.unit_id, part.role) for part in active_parts(task)),
    )


def describe(task: Task) -> dict[str, Any]:
    """Return the task's description in words and plain values, as the audit trail keeps it."""
    values = values_of(task)
    return {
        "title": task.title,
        "due_on": task.due_on and task.due_on.isoformat(),
        "start_on": task.start_on and task.start_on.isoformat(),
        "category": task.category.label,
        "plan": task.plan,
        "responsible_leader": task.responsible_leader.display_name if task.responsible_leader else None,
        "cadence": task.cadence.label,
        "evidence_required": task.evidence_required,
        "criteria": criteria_in_words(values.criteria),
        "milestones": milestones_in_words(values.milestones),
        "units": "、".join(f"{part.unit.name}（{part.role.label}）" for part in active_parts(task)),
    }


def _set_plain_values(task: Task, values: TaskValues, today: date) -> None:
    task.title, task.category, task.plan = values.title.strip(), values.category, values.plan.strip()
    task.responsible_leader_id = values.responsible_leader_id
    task.cadence, task.evidence_required = values.cadence, values.evidence_required
    if values.start_on != task.start_on:
        for part in active_parts(task):
            if part.start_on is not None and part.start_on == task.start_on:  # none: never given out
                part.start_on = values.start_on
        task.start_on = values.start_on
    if values.due_on != task.due_on:
        task_limits.check_below(task, values.due_on)
        task_limits.move_limit(task, values.due_on, today=today)


def _set_criteria(task: Task, wanted: Sequence[CriterionValues]) -> None:
    standing = {criterion.id: criterion for criterion in task.criteria}
    gone = [standing[id_] for id_ in standing.keys() - {values.id for values in wanted}]
    _check_unanswered(gone)
    kept = []
    for position, values in enumerate(wanted):
        row = standing.get(values.id) if values.id is not None else None
        row = row or ClosingCriterion()
        row.position, row.text = position, values.text.strip()
        row.requires_evidence, row.for_lead_only = values.requires_evidence, values.for_lead_only
        kept.append(row)
    task.criteria = kept


def _check_unanswered(gone: Sequence[ClosingCriterion]) -> None:
    answered = sa.select(CriterionAnswer.criterion_text).where(
        CriterionAnswer.criterion_id.in_([criterion.id for criterion in gone])
    )
    if gone and (text := db.session.scalar(answered.limit(1))):
        raise ActionNotAllowed(f"“{text}”在办结申请中已有说明，不能删去；可以修改文字。")


def _set_milestones(task: Task, wanted: Sequence[MilestoneValues]) -> None:
    standing = {stage.id: stage for stage in task.milestones}
    kept = []
    for position, values in enumerate(sorted(wanted, key=lambda one: one.due_on)):
        row = standing.get(values.id) if values.id is not None else None
        row = row or Milestone()
        row.position, row.title, row.due_on, row.weight = position, values.title.strip(), values.due_on, values.weight
        kept.append(row)
    task.milestones = kept
