"""The family of a document among those the viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.document_family import DocumentRegister, FamilyNode, KnownDocument
from tracker.domain.document_names import DocumentName, NameMatch, is_about_itself, number_key, title_key
from tracker.domain.parsing.model import Flag, PartKind
from tracker.models import PolicyDocument, Unit
from tracker.policies.scopes import visible_documents
from tracker.policies.viewer import Viewer


@dataclass(frozen=True)
class NamedDocument:
    """A document that a paper names, as printed; `document` is its id where it is known and may be seen."""

    name: DocumentName
    document: int | None
    match: NameMatch | None


@dataclass(frozen=True)
class DocumentFamily:
    """The trees that a document stands in, and every other document its text names, once each, in order.

    `parents` are the known documents above it, the highest first; `children` the nearest known ones below.
    """

    trees: tuple[FamilyNode, ...]
    named: tuple[NamedDocument, ...]
    parents: tuple[int, ...]
    children: tuple[FamilyNode, ...]


def family_of(viewer: Viewer, document: PolicyDocument) -> DocumentFamily:
    """Return the family of a document inside what the viewer may see: one statement.

    Withdrawn documents are nobody's relations; one of its own still has those that it names.
    """
    known = [_known(row) for row in _rows(viewer, document.id)]
    register = DocumentRegister(known)
    own = next(entry for entry in known if entry.reference == document.id)
    trees = register.family_of(document.id)
    return DocumentFamily(
        trees,
        tuple(_named(register, name, document.id) for name in _others(own)),
        tuple(_above(trees, document.id)),
        tuple(_below(trees, document.id)),
    )


def _rows(viewer: Viewer, own_id: int) -> Sequence[sa.Row[Any]]:
    in_use = sa.or_(PolicyDocument.status != DocumentStatus.WITHDRAWN, PolicyDocument.id == own_id)
    wanted = visible_documents(viewer).where(in_use).with_only_columns(PolicyDocument.id)
    return db.session.execute(
        sa.select(
            PolicyDocument.id,
            PolicyDocument.title,
            PolicyDocument.document_number,
            PolicyDocument.issuing_authority,
            PolicyDocument.references,
            PolicyDocument.parts,
            Unit.full_name.label("government"),
        )
        .join(Unit, Unit.id == PolicyDocument.jurisdiction_id)
        .where(PolicyDocument.id.in_(wanted))
        .order_by(PolicyDocument.id)
    ).all()


def _known(row: sa.Row[Any]) -> KnownDocument:
    """What the text of a page around the paper (疑似网页噪声) names is no relation."""
    noise = [(start, end) for kind, start, end in row.parts if kind == PartKind.NOISE]
    return KnownDocument(
        row.id,
        DocumentName(row.title, row.document_number, row.issuing_authority or row.government),
        tuple(
            DocumentName(r["title"], r["doc_number"], None, Flag.NUMBER_DAMAGED in r["flags"])
            for r in row.references
            if not any(start <= r["start"] < end for start, end in noise)
        ),
    )


def _others(own: KnownDocument) -> list[DocumentName]:
    """The documents that a paper names, without itself; one named twice counts once."""
    others = [name for name in own.rests_on if not is_about_itself(name, own.name)]
    return list({number_key(n.document_number) or title_key(n.title): n for n in reversed(others)}.values())[::-1]


def _named(register: DocumentRegister, name: DocumentName, asking: int) -> NamedDocument:
    found = register.find(name, asking)
    return NamedDocument(name, found[0].reference if found else None, found[1] if found else None)


def _above(nodes: Sequence[FamilyNode], document_id: int) -> list[int]:
    """The known documents on the way from the root to this one, the highest first."""
    for node in nodes:
        if node.document == document_id:
            return []
        if any(_holds(child, document_id) for child in node.children):
            return [*([node.document] if node.document else []), *_above(node.children, document_id)]
    return []


def _holds(node: FamilyNode, document_id: int) -> bool:
    return node.document == document_id or any(_holds(child, document_id) for child in node.children)


def _below(nodes: Sequence[FamilyNode], document_id: int) -> list[FamilyNode]:
    """The known documents below this one, through those that are only named, the nearest."""
    for node in nodes:
        if node.document == document_id:
            return _nearest_known(node.children)
        if found := _below(node.children, document_id):
            return found
    return []


def _nearest_known(nodes: Sequence[FamilyNode]) -> list[FamilyNode]:
    return [known for node in nodes for known in ([node] if node.document else _nearest_known(node.children))]
