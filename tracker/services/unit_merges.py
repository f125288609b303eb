"""Merging two entries of the registry that are one body, with a trace of all that moved."""

from datetime import date, datetime

from tracker.db import db
from tracker.domain import unit_changes as rules
from tracker.domain.assignments import AssignmentRole
from tracker.domain.review_flags import clause_flags
from tracker.models import Assignment, ClauseUnit, Unit, UnitAlias, User
from tracker.queries.unit_merges import MergePlan, clause_unit_of, plan_merge, why_not
from tracker.services import audit, units
from tracker.services.unit_groups import hand_over_groups


def merge_units(source: Unit, target: Unit, *, on: date, actor: User | None, now: datetime, today: date) -> MergePlan:
    """Merge `source` into `target` from that day on and return what moved; raise UnitChangeRefused where it may not.

    The source stays as a body that ended the day before and stands for the target: its names lead there.
    """
    if refusal := why_not(source, target, on=on, today=today):
        raise rules.UnitChangeRefused(refusal)
    plan = plan_merge(source, target)
    trace = _trace(plan)
    _move_names(plan)
    _move_clauses(plan)
    _move_assignments(plan)
    hand_over_groups(source, target, on=on)
    for child in plan.children:
        units.move_unit(child, target, actor=actor, now=now)
    source.valid_to, source.successor_id = rules.day_before(on), target.id
    audit.record(actor, "merge_unit", target, now, source=source.full_name, on=on.isoformat(), **trace)
    audit.record(actor, "merged_into_unit", source, now, target=target.full_name, on=on.isoformat(), **trace)
    return plan


def _trace(plan: MergePlan) -> dict[str, str]:
    """Return what moves, row by row, for the audit trail; what nothing of moves is left out."""
    rows: dict[str, list[object]] = {
        "names": [alias.name for alias in plan.aliases],
        "names_known": [alias.name for alias in plan.known_aliases],
        "clause_units": [row.id for row in plan.clause_units],
        "clause_units_joined": [
            f"{row.id}（条款 {row.clause_id}，{row.printed_name}）" for row in plan.clause_units_shared
        ],
        "assignments": [row.id for row in plan.pending],
        "assignments_joined": [f"{row.id}（任务 {row.task_id}）" for row in plan.pending_shared],
        "groups": list(plan.groups),
        "children": [f"{child.id}（{child.name}）" for child in plan.children],
        "ended": [plan.source.valid_to] if plan.source.valid_to else [],
    }
    return {name: "；".join(map(str, values)) for name, values in rows.items() if values}


def _move_names(plan: MergePlan) -> None:
    for alias in (*plan.aliases, *plan.known_aliases):
        plan.source.aliases.remove(alias)
    plan.target.aliases += [
        UnitAlias(name=alias.name, valid_from=alias.valid_from, valid_to=alias.valid_to) for alias in plan.aliases
    ]


def _move_clauses(plan: MergePlan) -> None:
    for row in plan.clause_units:
        row.unit_id = plan.target.id
    for row in plan.clause_units_shared:
        _join_in_clause(row, plan.target)


def _join_in_clause(row: ClauseUnit, target: Unit) -> None:
    """A clause that names both names the body once; it leads where either did."""
    clause = row.clause
    kept = clause_unit_of(clause.id, target)
    if kept is not None and row.role is AssignmentRole.LEAD:
        kept.role = AssignmentRole.LEAD
    clause.units.remove(row)
    clause.flags = clause_flags(
        clause.flags,
        [(unit.unit_id, unit.role) for unit in clause.units],
        is_task=clause.is_task,
        lead_is_explicit=clause.lead_is_explicit,
        due_kind=clause.due_kind,
    )


def _move_assignments(plan: MergePlan) -> None:
    for row in plan.pending:
        row.unit_id = plan.target.id
    for row in plan.pending_shared:
        _join_in_task(row, plan.target)


def _join_in_task(row: Assignment, target: Unit) -> None:
    task, was_lead = row.task, row.role is AssignmentRole.LEAD
    task.assignments.remove(row)
    db.session.flush()  # the place of the lead must be free before it is taken: one lead a task
    kept = next(each for each in task.assignments if each.unit_id == target.id)
    if was_lead:
        kept.role = AssignmentRole.LEAD
