"""Putting right what the parser read from a document's head and foot, and whose paper it is."""

from dataclasses import dataclass, fields
from datetime import date, datetime

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus, review_again
from tracker.domain.errors import RuleViolation
from tracker.domain.parsing.model import Flag
from tracker.models import Clause, PolicyDocument, Unit, User
from tracker.queries.units import name_registry
from tracker.services import audit, clause_review
from tracker.services.document_import import same_file

#: A flag goes once the field it is about has been filled by a person.
_SETTLED_BY = {
    "title": Flag.NO_TITLE,
    "document_number": Flag.NUMBER_DAMAGED,
    "issuing_authority": Flag.NO_ISSUER,
}


@dataclass(frozen=True)
class DocumentDetails:
    """What a reviewer says about the paper itself."""

    title: str
    document_number: str | None
    issuing_authority: str | None
    signed_on: date | None
    published_on: date | None
    effective_on: date | None


def amend_details(
    document: PolicyDocument, details: DocumentDetails, *, government: Unit, actor: User, now: datetime, today: date
) -> None:
    """Save the details. Another government means other bodies: waiting clauses look their units up anew.

    Raise RuleViolation once the document has left review, and where the other government has the same file.
    """
    if document.status is not DocumentStatus.IN_REVIEW:
        raise RuleViolation(f"文件{document.status.label}，不能再修改文件信息；{review_again(document.status)}")
    changes: dict[str, list] = {}
    for name in (field.name for field in fields(details)):
        old, new = getattr(document, name), getattr(details, name)
        if old != new:
            changes[name] = [_plain(old), _plain(new)]
            setattr(document, name, new)
            document.flags = [flag for flag in document.flags if flag != _SETTLED_BY.get(name)]
    if government.id != document.jurisdiction_id:
        changes["government"] = [document.jurisdiction.full_name, government.full_name]
        _move(document, government, today)
    if changes:
        audit.record(actor, "amend_details", document, now, **changes)


def _move(document: PolicyDocument, government: Unit, today: date) -> None:
    if twin := same_file(government, document.source_sha256):
        raise RuleViolation(f"{government.name}已有同一份文件：《{twin.title}》；这一份如属重复导入，可以撤下。")
    names = name_registry(government)
    document.jurisdiction = government
    clauses = db.session.scalars(
        sa.select(Clause).where(Clause.document_id == document.id).options(sa.orm.selectinload(Clause.units))
    ).all()
    if any(clause.status is not ClauseStatus.PARSED for clause in clauses):
        raise RuleViolation("已有条款审核完毕，不能再更换所属政府；请先把这些条款退回审核。")
    for clause in clauses:
        for unit in clause.units:
            unit.unit_id = names.resolve(unit.printed_name, printed_on=document.signed_on or today, today=today)
    clause_review.refresh_flags(clauses)


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
