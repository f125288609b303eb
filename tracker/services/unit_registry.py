"""The register of units as reviewers extend it: names that papers use, and bodies that were missing."""

from datetime import datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.unit_names import name_key
from tracker.domain.units import UnitKind
from tracker.models import Clause, ClauseUnit, PolicyDocument, Unit, UnitAlias, User
from tracker.services import audit, clause_review


def add_unit(government: Unit, *, name: str, full_name: str, kind: UnitKind, actor: User, now: datetime) -> Unit:
    """Return a new unit of the government; raise RuleViolation where the government has one of that name."""
    name, full_name = name.strip(), full_name.strip() or name.strip()
    if not name:
        raise RuleViolation("请填写单位名称。")
    if db.session.scalar(sa.select(Unit.id).where(Unit.jurisdiction_id == government.id, Unit.name == name)):
        raise RuleViolation(f"{government.name}已有单位“{name}”，请直接选择。")
    last = db.session.scalar(sa.select(sa.func.max(Unit.position)).where(Unit.jurisdiction_id == government.id))
    unit = Unit(
        name=name,
        full_name=full_name,
        kind=kind,
        parent_id=government.id,
        jurisdiction_id=government.id,
        position=(last or 0) + 1,
    )
    db.session.add(unit)
    db.session.flush()  # a unit's own id stands in its place in the tree
    unit.tree_path = f"{government.tree_path}{unit.id}/"
    audit.record(actor, "add_unit", unit, now, name=name, full_name=full_name, kind=kind)
    return unit


def add_alias(unit: Unit, name: str, *, actor: User, now: datetime) -> None:
    """Let the unit be found under another name from now on; a name it has already changes nothing."""
    known = {name_key(known) for known in (unit.name, unit.full_name, *(alias.name for alias in unit.aliases))}
    if name_key(name) not in known:
        unit.aliases.append(UnitAlias(name=name))
        audit.record(actor, "add_alias", unit, now, alias=name)


def settle_name(document: PolicyDocument, printed_name: str, unit: Unit, *, actor: User, now: datetime) -> int:
    """Say once which unit a printed name means, for the whole document and every later one; return how many clauses.

    The name becomes an alias. Decided clauses are not touched.
    """
    if document.status is not DocumentStatus.IN_REVIEW:
        raise RuleViolation(f"文件{document.status.label}，不能再修改责任单位。")
    rows = db.session.scalars(
        sa.select(ClauseUnit)
        .join(ClauseUnit.clause)
        .where(
            Clause.document_id == document.id,
            Clause.status == ClauseStatus.PARSED,
            ClauseUnit.unit_id.is_(None),
        )
        .options(sa.orm.contains_eager(ClauseUnit.clause))
    ).all()
    meant = [row for row in rows if name_key(row.printed_name) == name_key(printed_name)]
    for row in meant:
        row.unit = unit
        row.unit_id = unit.id
    clauses = list(dict.fromkeys(row.clause for row in meant))
    clause_review.refresh_flags(clauses)
    add_alias(unit, printed_name, actor=actor, now=now)
    audit.record(actor, "settle_name", document, now, name=printed_name, unit=unit.full_name, clauses=len(clauses))
    return len(clauses)
