"""Units and limits for several clauses, or one more unit for a clause: all by way of the ordinary amendment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.models import Clause, PolicyDocument, User
from tracker.services import clause_review
from tracker.services.clause_review import ClauseValues

Units = tuple[tuple[int | None, AssignmentRole], ...]


@dataclass(frozen=True)
class ClauseChange:
    """What several clauses are given; what is None stays as it is in each.

    A new lead makes the old one supporting; supporting units are added.
    """

    lead_id: int | None = None
    supporting_ids: tuple[int, ...] = ()
    due_on: date | None = None
    is_task: bool | None = None


def amend_many(
    document: PolicyDocument, versions: Mapping[int, int], change: ClauseChange, *, actor: User, now: datetime
) -> int:
    """Give these clauses (id → the version that was shown) the same values; return how many there are.

    All or none: raise RuleViolation, naming the clause, where one is decided or was changed meanwhile.
    """
    chosen = [clause for clause in clause_review.all_clauses(document) if clause.id in versions]
    if not chosen:
        raise RuleViolation("请先勾选条款。")
    if change == ClauseChange():
        raise RuleViolation("请选择要统一设置的内容。")
    for clause in chosen:
        if clause.status is not ClauseStatus.PARSED:
            raise RuleViolation(f"{clause.label} {clause.status.label}，请先取消勾选。")
        try:
            clause_review.amend(clause, _changed(clause, change), version=versions[clause.id], actor=actor, now=now)
        except RuleViolation as refusal:
            raise RuleViolation(f"{clause.label} {refusal}") from None
    return len(chosen)


def add_unit(clause: Clause, unit_id: int, *, version: int, actor: User, now: datetime) -> None:
    """Make the unit responsible for the clause as well: the lead where there is none, else supporting."""
    has_lead = any(row.role is AssignmentRole.LEAD for row in clause.units)
    change = ClauseChange(supporting_ids=(unit_id,)) if has_lead else ClauseChange(lead_id=unit_id)
    clause_review.amend(clause, _changed(clause, change), version=version, actor=actor, now=now)


def _changed(clause: Clause, change: ClauseChange) -> ClauseValues:
    units: Units = tuple((row.unit_id, row.role) for row in clause.units)
    if change.lead_id or change.supporting_ids:
        if any(unit_id is None for unit_id, _ in units):
            raise RuleViolation("还有没有识别的单位，请先对应。")
        units = _with_supporting(_with_lead(units, change.lead_id), change.supporting_ids)
    is_task = clause.is_task if change.is_task is None else change.is_task
    if change.due_on:
        return ClauseValues(clause.title, is_task, units, DueKind.EXPLICIT, change.due_on)
    return ClauseValues(clause.title, is_task, units, clause.due_kind, clause.due_on)


def _with_lead(units: Units, lead_id: int | None) -> Units:
    if lead_id is None:
        return units
    others = tuple((unit_id, AssignmentRole.SUPPORTING) for unit_id, _ in units if unit_id != lead_id)
    return ((lead_id, AssignmentRole.LEAD), *others)


def _with_supporting(units: Units, ids: tuple[int, ...]) -> Units:
    known = {unit_id for unit_id, _ in units}
    return (*units, *((unit_id, AssignmentRole.SUPPORTING) for unit_id in dict.fromkeys(ids) if unit_id not in known))
