"""Reading policy documents: lists, and how much there is in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.review_flags import needs_attention
from tracker.models import Assignment, Clause, ClauseUnit, PolicyDocument, Task
from tracker.policies.scopes import counted_filter, visible_documents, visible_tasks
from tracker.policies.viewer import Viewer


@dataclass(frozen=True)
class ClauseCounts:
    """How many clauses a document has, how many are tasks, name units, are decided, and wait for a person's look."""

    clauses: int = 0
    tasks: int = 0
    units: int = 0
    decided: int = 0
    flagged: int = 0


@dataclass(frozen=True)
class DocumentRow:
    """A document in the list; `assignments` counts task × unit once there are tasks. Both as far as one may see."""

    document: PolicyDocument
    counts: ClauseCounts
    tasks: int
    assignments: int


#: What every paper should say of itself.
DETAILS = {"document_number": "文号", "issuing_authority": "发文机关", "signed_on": "成文日期"}


@dataclass(frozen=True)
class DocumentFilter:
    """What is looked for; None and empty are no filter, but for what was withdrawn: that is asked for by its status."""

    text: str = ""
    status: DocumentStatus | None = None
    government_id: int | None = None


def missing_details(document: PolicyDocument) -> list[str]:
    """Return what was not found in a document's head and foot, by the names people call it."""
    return [words for name, words in DETAILS.items() if not getattr(document, name)]


def clause_counts(document: PolicyDocument) -> ClauseCounts:
    """Return the figures of one document."""
    return _counts([document.id]).get(document.id, ClauseCounts())


def find_documents(
    viewer: Viewer, wanted: DocumentFilter, *, offset: int, limit: int
) -> tuple[Sequence[DocumentRow], int]:
    """Return one page of the documents the viewer may see, newest import first, and how many there are.

    A handful of statements whatever the page holds.
    """
    query = visible_documents(viewer)
    if wanted.text:
        columns = (PolicyDocument.title, PolicyDocument.document_number, PolicyDocument.issuing_authority)
        query = query.where(sa.or_(*(column.contains(wanted.text, autoescape=True) for column in columns)))
    if wanted.status:
        query = query.where(PolicyDocument.status == wanted.status)
    else:
        query = query.where(PolicyDocument.status != DocumentStatus.WITHDRAWN)
    if wanted.government_id:
        query = query.where(PolicyDocument.jurisdiction_id == wanted.government_id)
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    found = db.session.scalars(
        query.options(sa.orm.joinedload(PolicyDocument.jurisdiction), sa.orm.defer(PolicyDocument.text))
        .order_by(PolicyDocument.imported_at.desc(), PolicyDocument.id.desc())
        .offset(offset)
        .limit(limit)
    ).all()
    ids = [document.id for document in found]
    counts = _counts(ids)
    tasks = _count_of(Task, ids, visible_tasks(viewer))
    assignments = _count_of(Assignment, ids, sa.select(Assignment).where(counted_filter(viewer)))
    rows = [
        DocumentRow(d, counts.get(d.id, ClauseCounts()), tasks.get(d.id, 0), assignments.get(d.id, 0)) for d in found
    ]
    return rows, total


def tasks_by_clause(document: PolicyDocument, viewer: Viewer) -> dict[int, int]:
    """Return the id of each clause's task that the viewer may see, by the clause's id."""
    query = visible_tasks(viewer).where(
        Task.document_id == document.id, Task.jurisdiction_id == document.jurisdiction_id
    )
    return {row.clause_id: row.id for row in db.session.execute(query.with_only_columns(Task.clause_id, Task.id))}


def _counts(document_ids: Collection[int]) -> dict[int, ClauseCounts]:
    clauses = db.session.execute(
        sa.select(Clause.document_id, Clause.is_task, Clause.status, Clause.flags).where(
            Clause.document_id.in_(document_ids)
        )
    ).all()
    named = sa.select(Clause.document_id, sa.func.count(ClauseUnit.id)).join(ClauseUnit.clause)
    units = _by_document(_grouped(named, Clause.document_id, document_ids))
    return {
        id_: _sum([row for row in clauses if row.document_id == id_], units.get(id_, 0))
        for id_ in {row.document_id for row in clauses}
    }


def _sum(rows: Sequence[sa.Row], units: int) -> ClauseCounts:
    waiting = [row for row in rows if row.status is ClauseStatus.PARSED]
    return ClauseCounts(
        clauses=len(rows),
        tasks=sum(row.is_task for row in rows),
        units=units,
        decided=len(rows) - len(waiting),
        flagged=sum(needs_attention(row.flags) for row in waiting),
    )


def _count_of(
    model: type[Task] | type[Assignment], document_ids: Collection[int], visible: sa.Select
) -> dict[int, int]:
    query = visible.with_only_columns(model.document_id, sa.func.count(model.id))
    return _by_document(_grouped(query, model.document_id, document_ids))


def _grouped(query: sa.Select, column: sa.orm.InstrumentedAttribute, document_ids: Collection[int]) -> sa.Select:
    return query.where(column.in_(document_ids)).group_by(column)


def _by_document(query: sa.Select) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}
