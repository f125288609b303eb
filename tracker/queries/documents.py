"""Reading policy documents: how much there is in them, lists and pages."""

from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.review_flags import needs_attention
from tracker.models import Clause, ClauseUnit, PolicyDocument


@dataclass(frozen=True)
class ClauseCounts:
    """How many clauses a document has, how many of them are tasks, name units, and need a person's look."""

    clauses: int
    tasks: int
    units: int
    flagged: int


def clause_counts(document: PolicyDocument) -> ClauseCounts:
    """Return the figures of one document."""
    rows = db.session.execute(sa.select(Clause.is_task, Clause.flags).where(Clause.document_id == document.id)).all()
    units = db.session.scalar(
        sa.select(sa.func.count(ClauseUnit.id)).join(ClauseUnit.clause).where(Clause.document_id == document.id)
    )
    return ClauseCounts(
        clauses=len(rows),
        tasks=sum(is_task for is_task, _ in rows),
        units=units or 0,
        flagged=sum(needs_attention(flags) for _, flags in rows),
    )
