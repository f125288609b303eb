"""Names that a document prints and nobody is known by: settled once, for the document and for later ones."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.unit_names import name_key
from tracker.domain.units import UnitKind
from tracker.models import Clause, ClauseUnit, PolicyDocument, Unit, UnitAlias, User
from tracker.services import audit, clause_review, units


@dataclass(frozen=True)
class SettledName:
    """Which unit a printed name means, in how many clauses, and the alias that was made of it, if one was."""

    unit: Unit
    clause_count: int
    alias: UnitAlias | None


def settle_name(document: PolicyDocument, printed_name: str, unit: Unit, *, actor: User, now: datetime) -> SettledName:
    """Say once which unit a printed name means, for the whole document and every later one; return what was done.

    The name becomes an alias. Decided clauses are not touched. Raise RuleViolation once the document has left review.
    """
    if document.status is not DocumentStatus.IN_REVIEW:
        raise RuleViolation(f"文件{document.status.label}，不能再修改责任单位。")
    waiting = db.session.scalars(
        sa.select(ClauseUnit)
        .join(ClauseUnit.clause)
        .where(Clause.document_id == document.id, Clause.status == ClauseStatus.PARSED, ClauseUnit.unit_id.is_(None))
        .options(sa.orm.contains_eager(ClauseUnit.clause).selectinload(Clause.units))
    ).all()
    meant = [row for row in waiting if name_key(row.printed_name) == name_key(printed_name)]
    for row in meant:
        row.unit, row.unit_id = unit, unit.id
    clauses = list(dict.fromkeys(row.clause for row in meant))
    clause_review.refresh_flags(clauses)
    known = _is_called(unit, printed_name)
    alias = None if known else units.add_alias(unit, name=printed_name, actor=actor, now=now)
    audit.record(actor, "settle_name", document, now, name=printed_name, unit=unit.full_name, clauses=len(clauses))
    return SettledName(unit, len(clauses), alias)


def settle_by_new_unit(
    document: PolicyDocument,
    printed_name: str,
    *,
    name: str,
    full_name: str,
    kind: UnitKind,
    actor: User,
    now: datetime,
) -> SettledName:
    """Add the body that a printed name means to the document's government, and settle the name by it."""
    unit = units.create_unit(
        document.jurisdiction, kind=kind, name=name, full_name=full_name or name, actor=actor, now=now
    )
    return settle_name(document, printed_name, unit, actor=actor, now=now)


def _is_called(unit: Unit, name: str) -> bool:
    known = (unit.name, unit.full_name, *(alias.name for alias in unit.aliases))
    return name_key(name) in {name_key(each) for each in known}
