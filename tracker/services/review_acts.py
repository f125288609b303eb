"""Keeping what was done at the review desk, and taking it back (撤销)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import DueKind, GoalOperator
from tracker.models import Clause, ClauseUnit, Goal, PolicyDocument, ReviewAct, UnitAlias, User
from tracker.services import audit, units

State = dict[str, Any]

_NOT_STATE = {"id", "document_id", "version"}
_CLAUSE = tuple(column.name for column in Clause.__table__.columns if column.name not in _NOT_STATE)
_UNIT = ("printed_name", "unit_id", "role", "start_offset", "end_offset")
_GOAL = tuple(column.name for column in Goal.__table__.columns if column.name not in {"id", "clause_id", "position"})
#: How a stored value becomes the column's own again.
_READ: dict[str, Callable[[Any], Any]] = {
    "status": ClauseStatus,
    "due_kind": DueKind,
    "role": AssignmentRole,
    "operator": GoalOperator,
    "due_on": date.fromisoformat,
    "reviewed_at": datetime.fromisoformat,
}


@dataclass
class Kept:
    """What an act made besides its changes to clauses, to be named inside the block: names given to units."""

    aliases: list[UnitAlias] = field(default_factory=list)


@contextmanager
def undoable(
    document: PolicyDocument, words: str, clauses: Sequence[Clause] | None = None, *, reviewer: User, now: datetime
) -> Iterator[Kept]:
    """Keep what the block does to these clauses (all of the document where none are named), so that it can be undone.

    `words` say what was done. An exception goes through and nothing is kept.
    """
    chosen = None if clauses is None else [clause.id for clause in clauses]
    parts, before, kept = document.parts, _states(document, chosen), Kept()
    yield kept
    db.session.flush()
    changes: dict[str, Any] = {"clauses": _differences(before, _states(document, chosen))}
    if document.parts != parts:
        changes["parts"] = [parts, document.parts]
    if kept.aliases:
        changes["aliases"] = [alias.id for alias in kept.aliases]
    db.session.add(ReviewAct(document=document, actor=reviewer, words=words, changes=changes, done_at=now))


def undo(document: PolicyDocument, *, actor: User, now: datetime) -> str:
    """Take back the last act of this person on the document; return what it was.

    Raise RuleViolation where there is none, or where somebody has worked on the same clauses since.
    """
    if document.status is not DocumentStatus.IN_REVIEW:
        raise RuleViolation(f"文件{document.status.label}，不能再撤销审核操作。")
    act = db.session.scalars(
        sa.select(ReviewAct)
        .where(ReviewAct.document_id == document.id, ReviewAct.actor_id == actor.id)
        .order_by(ReviewAct.id.desc())
        .limit(1)
    ).one_or_none()
    if act is None:
        raise RuleViolation("没有可以撤销的操作。")
    clauses = {clause.id: clause for clause in _clauses(document)}
    changes = {int(number): pair for number, pair in act.changes["clauses"].items()}
    _check_untouched(act, clauses, changes)
    _restore(document, clauses, changes)
    if "parts" in act.changes:
        document.parts = act.changes["parts"][0]
    for alias in db.session.scalars(sa.select(UnitAlias).where(UnitAlias.id.in_(act.changes.get("aliases", ())))):
        units.remove_alias(alias, actor=actor, now=now)
    audit.record(actor, "undo", document, now, words=act.words)
    db.session.delete(act)
    return act.words


def _clauses(document: PolicyDocument, ids: list[int] | None = None) -> Sequence[Clause]:
    query = sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    if ids is not None:
        query = query.where(Clause.id.in_(ids))
    return db.session.scalars(query.options(sa.orm.selectinload(Clause.units), sa.orm.selectinload(Clause.goals))).all()


def _states(document: PolicyDocument, ids: list[int] | None) -> dict[int, State]:
    return {clause.id: _state(clause) for clause in _clauses(document, ids)}


def _state(clause: Clause) -> State:
    state = {name: _plain(getattr(clause, name)) for name in _CLAUSE}
    state["units"] = [{name: _plain(getattr(row, name)) for name in _UNIT} for row in clause.units]
    state["goals"] = [{name: _plain(getattr(row, name)) for name in _GOAL} for row in clause.goals]
    return state


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _own(values: State) -> State:
    return {
        name: _READ[name](value) if value is not None and name in _READ else value for name, value in values.items()
    }


def _differences(before: dict[int, State], after: dict[int, State]) -> dict[str, list[State | None]]:
    pairs: dict[str, list[State | None]] = {}
    for number in {**before, **after}:
        old, new = before.get(number), after.get(number)
        if old is None or new is None:
            pairs[str(number)] = [old, new]
        elif changed := [name for name in old if old[name] != new[name]]:
            pairs[str(number)] = [{name: state[name] for name in changed} for state in (old, new)]
    return pairs


def _check_untouched(act: ReviewAct, clauses: dict[int, Clause], changes: dict[int, list[State | None]]) -> None:
    for number, (_, after) in changes.items():
        clause = clauses.get(number)
        now_there = _state(clause) if clause else {}
        if after and any(now_there.get(name) != value for name, value in after.items()):
            where = clause.label if clause else "所涉条款"
            raise RuleViolation(f"“{act.words}”之后，{where} 又被修改过，不能撤销。")


def _restore(document: PolicyDocument, clauses: dict[int, Clause], changes: dict[int, list[State | None]]) -> None:
    for number, (before, _) in changes.items():
        if before is None:
            db.session.delete(clauses[number])
        elif number in clauses and "position" in before:
            clauses[number].position = -number  # out of the way: two may not share a place even for a moment
    db.session.flush()
    for number, (before, _) in changes.items():
        if before is not None:
            clause = clauses.get(number) or Clause(id=number, document=document)
            _fill(clause, before)
            db.session.add(clause)
    db.session.flush()


def _fill(clause: Clause, state: State) -> None:
    values = _own(state)
    units, goals = values.pop("units", None), values.pop("goals", None)
    for name, value in values.items():
        setattr(clause, name, value)
    if units is not None:
        clause.units = [ClauseUnit(position=place, **_own(row)) for place, row in enumerate(units)]
    if goals is not None:
        clause.goals = [Goal(position=place, **_own(row)) for place, row in enumerate(goals)]
    sa.orm.attributes.flag_modified(clause, "status")  # the version counts what changed in units alone, too
