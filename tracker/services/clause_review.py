"""What a reviewer does to clauses and, at the end, to the document (条款审核)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, check_roles
from tracker.domain.clause_review import (
    ClauseAction,
    ClauseStatus,
    DocumentAction,
    DocumentStatus,
    next_clause_status,
    next_document_status,
    review_again,
)
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind
from tracker.domain.review_flags import clause_flags, needs_attention
from tracker.models import Clause, ClauseUnit, PolicyDocument, User
from tracker.queries import clauses as clause_queries
from tracker.services import audit, task_setup


class ClauseChangedMeanwhile(RuleViolation):
    """Somebody saved the clause after the form was opened. The form shows both texts."""


@dataclass(frozen=True)
class ClauseValues:
    """What a reviewer makes of a clause. Units are (id, role) in order; `due_on` is empty unless the limit is a day."""

    title: str
    is_task: bool
    units: tuple[tuple[int | None, AssignmentRole], ...]
    due_kind: DueKind
    due_on: date | None


def check_version(clause: Clause, version: int) -> None:
    """Raise ClauseChangedMeanwhile unless the clause is still as the form showed it."""
    if clause.version != version:
        raise ClauseChangedMeanwhile("这一条在您打开之后被别人修改了，请核对后再保存。")


def amend(clause: Clause, values: ClauseValues, *, version: int, actor: User, now: datetime) -> None:
    """Save a reviewer's values. Printed words and their places stay with the units they belong to."""
    check_version(clause, version)
    begin(clause, ClauseAction.AMEND)
    if values.due_kind in (DueKind.EXPLICIT, DueKind.INFERRED) and values.due_on is None:
        raise RuleViolation("请填写完成时限，或改为长期坚持。")
    before = _describe(clause)
    if [(unit.unit_id, unit.role) for unit in clause.units] != list(values.units):
        _set_units(clause, values.units)
        clause.lead_is_explicit = True  # a person has decided
    clause.title, clause.is_task = values.title, values.is_task
    clause.due_kind = values.due_kind
    clause.due_on = values.due_on if values.due_kind is not DueKind.ONGOING else None
    touch(clause, actor, now)
    db.session.flush()  # names of new units are read for the trail
    after = _describe(clause)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record(actor, ClauseAction.AMEND, clause, now, **changes)


def copy_units_from_above(clause: Clause, *, version: int, actor: User, now: datetime) -> None:
    """Give the clause the units of the one before it (同上条单位)."""
    check_version(clause, version)
    above = clause_queries.clause_before(clause)
    units = tuple((unit.unit_id, unit.role) for unit in above.units if unit.unit_id is not None) if above else ()
    if not units:
        raise RuleViolation("上一条没有已识别的责任单位，不能照用。")
    values = ClauseValues(clause.title, True, units, clause.due_kind, clause.due_on)
    amend(clause, values, version=version, actor=actor, now=now)


def confirm(clause: Clause, *, version: int | None = None, actor: User, now: datetime) -> None:
    """Take the clause as it stands: a task is confirmed, anything else is left out. Raise RuleViolation where the
    units are not complete."""
    if version is not None:
        check_version(clause, version)
    if not clause.is_task:
        _move(clause, ClauseAction.LEAVE_OUT, actor, now)
        return
    _check_units(clause)
    _move(clause, ClauseAction.CONFIRM, actor, now)


def confirm_all_clear(document: PolicyDocument, *, actor: User, now: datetime) -> int:
    """Confirm every waiting clause that carries no flag for a person's eyes; return how many."""
    waiting = [clause for clause in all_clauses(document) if clause.status is ClauseStatus.PARSED]
    clear = [clause for clause in waiting if not needs_attention(clause.flags)]
    for clause in clear:
        confirm(clause, actor=actor, now=now)
    return len(clear)


def leave_out(clause: Clause, *, version: int, actor: User, now: datetime) -> None:
    """Decide that no task comes of the clause (不作任务)."""
    check_version(clause, version)
    _move(clause, ClauseAction.LEAVE_OUT, actor, now)


def return_to_review(clause: Clause, *, version: int, actor: User, now: datetime) -> None:
    """Open a decided clause again."""
    check_version(clause, version)
    _move(clause, ClauseAction.RETURN_TO_REVIEW, actor, now)


def confirm_document(document: PolicyDocument, *, actor: User, now: datetime, today: date) -> int:
    """End the review and open a task for each confirmed clause; return how many tasks there are.

    Raise RuleViolation while a clause is undecided, or where none became a task.
    """
    status = next_document_status(document.status, DocumentAction.CONFIRM)
    clauses = all_clauses(document)
    if waiting := sum(clause.status is ClauseStatus.PARSED for clause in clauses):
        raise RuleViolation(f"还有 {waiting} 条没有审核，请逐条确认或列为不作任务。")
    confirmed = [clause for clause in clauses if clause.status is ClauseStatus.CONFIRMED]
    if not confirmed:
        raise RuleViolation("没有一条列为任务，不能确认文件。")
    audit.record(actor, DocumentAction.CONFIRM, document, now, status=[document.status, status], tasks=len(confirmed))
    document.status = status
    task_setup.open_tasks(document, confirmed, now=now, today=today)
    return len(confirmed)


def return_document_to_review(document: PolicyDocument, *, actor: User, now: datetime) -> None:
    """Take back the confirmation; the tasks, not issued yet, go. Clauses keep what was decided about each."""
    status = next_document_status(document.status, DocumentAction.RETURN_TO_REVIEW)
    removed = task_setup.remove_tasks(document)
    audit.record(
        actor, DocumentAction.RETURN_TO_REVIEW, document, now, status=[document.status, status], removed=removed
    )
    document.status = status


def refresh_flags(clauses: Iterable[Clause]) -> None:
    """Work out the flags of clauses anew from their units and limits."""
    for clause in clauses:
        clause.flags = clause_flags(
            clause.flags,
            [(unit.unit_id, unit.role) for unit in clause.units],
            is_task=clause.is_task,
            lead_is_explicit=clause.lead_is_explicit,
            due_kind=clause.due_kind,
        )


def all_clauses(document: PolicyDocument) -> Sequence[Clause]:
    """Return the clauses of the document in order, with their units."""
    return db.session.scalars(
        sa.select(Clause)
        .where(Clause.document_id == document.id)
        .options(sa.orm.selectinload(Clause.units))
        .order_by(Clause.position)
    ).all()


def begin(clause: Clause, action: ClauseAction) -> ClauseStatus:
    """Return the status after the action; raise RuleViolation unless the document is in review and it is allowed."""
    if clause.document.status is not DocumentStatus.IN_REVIEW:
        how = review_again(clause.document.status)
        raise RuleViolation(f"文件{clause.document.status.label}，不能再{action.label}条款；{how}")
    return next_clause_status(clause.status, action)


def _move(clause: Clause, action: ClauseAction, actor: User, now: datetime) -> None:
    status = begin(clause, action)
    audit.record(actor, action, clause, now, status=[clause.status, status])
    clause.status = status
    touch(clause, actor, now)


def touch(clause: Clause, by: User, now: datetime) -> None:
    """Note who worked on the clause, and work out its flags anew."""
    refresh_flags([clause])
    clause.reviewed_by, clause.reviewed_at = by, now
    sa.orm.attributes.flag_modified(clause, "reviewed_at")  # the version counts every save, also of units alone


def _check_units(clause: Clause) -> None:
    unknown = [unit.printed_name for unit in clause.units if unit.unit_id is None]
    if unknown:
        raise RuleViolation(f"{clause.label} 的责任单位“{'、'.join(unknown)}”还没有识别，请先选定单位。")
    try:
        check_roles([unit.unit_id or 0 for unit in clause.units], [unit.role for unit in clause.units])
    except RuleViolation as refusal:
        raise RuleViolation(f"{clause.label} {refusal}") from None


def _set_units(clause: Clause, units: Sequence[tuple[int | None, AssignmentRole]]) -> None:
    printed = {unit.unit_id: unit for unit in clause.units if unit.unit_id is not None}
    kept: list[ClauseUnit] = []
    for position, (unit_id, role) in enumerate(units):
        row = printed.get(unit_id) if unit_id is not None else None
        if row is None or row in kept:
            row = ClauseUnit(unit_id=unit_id, printed_name="")
        row.position, row.role = position, role
        kept.append(row)
    clause.units = kept


def _describe(clause: Clause) -> dict[str, object]:
    return {
        "title": clause.title,
        "is_task": clause.is_task,
        "units": [f"{unit.role.label} {unit.unit.name if unit.unit else unit.printed_name}" for unit in clause.units],
        "due_kind": clause.due_kind,
        "due_on": clause.due_on and clause.due_on.isoformat(),
    }
