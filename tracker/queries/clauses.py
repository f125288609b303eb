"""Reading the clauses of a document for the review desk."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.adapters.name_matching import closest_names
from tracker.db import db
from tracker.domain.clause_review import ClauseStatus
from tracker.domain.ledgers import SHEET_FORMATS
from tracker.domain.review_flags import needs_attention
from tracker.domain.unit_names import name_key
from tracker.models import Clause, ClauseUnit, PolicyDocument, ReviewAct, Unit, User
from tracker.queries.units import name_registry, units_of


@dataclass(frozen=True)
class UnknownName:
    """A printed name that no unit is known by, in how many clauses it stands, and units that are called alike."""

    name: str
    clause_count: int
    suggestions: tuple[Unit, ...]


@dataclass(frozen=True)
class ReviewProgress:
    """How far the review of a document is."""

    total: int
    decided: int
    tasks: int
    flagged: int
    clear: int

    @property
    def waiting(self) -> int:
        return self.total - self.decided

    @property
    def is_complete(self) -> bool:
        return self.waiting == 0 and self.tasks > 0


_LONG = sa.orm.defer(Clause.parsed)
_AS_SHOWN = (
    sa.orm.selectinload(Clause.section),
    sa.orm.selectinload(Clause.units).selectinload(ClauseUnit.unit),
    sa.orm.selectinload(Clause.goals),
    sa.orm.selectinload(Clause.reviewed_by),
)


def clauses_of(document: PolicyDocument) -> Sequence[Clause]:
    """Return the clauses in order with sections, units and goals: a few statements, whatever the length."""
    query = sa.select(Clause).where(Clause.document_id == document.id).order_by(Clause.position)
    query = query.options(*_AS_SHOWN)
    if document.source_format not in SHEET_FORMATS:  # there, further columns of a ledger are kept with the reading
        query = query.options(_LONG)
    return db.session.scalars(query).all()


def grouped(clauses: Sequence[Clause], *, flags_first: bool) -> list[tuple[str, Sequence[Clause]]]:
    """Return the clauses in groups with headings: one without a heading, or those that a person must look at first."""
    if not flags_first:
        return [("", clauses)]
    flagged = [clause for clause in clauses if clause.status is ClauseStatus.PARSED and needs_attention(clause.flags)]
    first = {clause.id for clause in flagged}
    others = [clause for clause in clauses if clause.id not in first]
    groups = [(f"有提示的 {len(flagged)} 条", flagged), (f"其余 {len(others)} 条", others)]
    return [(heading, members) for heading, members in groups if members]


def last_act(document: PolicyDocument, reviewer: User) -> str | None:
    """Return what this person did last on the document's desk and may take back, in words; None where nothing."""
    return db.session.scalar(
        sa.select(ReviewAct.words)
        .where(ReviewAct.document_id == document.id, ReviewAct.actor_id == reviewer.id)
        .order_by(ReviewAct.id.desc())
        .limit(1)
    )


def clause_as_shown(clause_id: int) -> Clause:
    """Return one clause with all that the desk shows of it, read anew."""
    query = sa.select(Clause).where(Clause.id == clause_id).options(*_AS_SHOWN)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def clause_before(clause: Clause) -> Clause | None:
    """Return the clause that stands before this one in its document, or None."""
    return db.session.scalar(
        sa.select(Clause)
        .where(Clause.document_id == clause.document_id, Clause.position < clause.position)
        .order_by(Clause.position.desc())
        .limit(1)
    )


def lacks_units(clause: Clause) -> bool:
    """Say whether the clause waits for units: a task nobody is responsible for yet."""
    return clause.status is ClauseStatus.PARSED and clause.is_task and not clause.units


def positions(clause_ids: Collection[int]) -> dict[int, int]:
    """Return where in their documents these clauses stand; one statement."""
    rows = db.session.execute(sa.select(Clause.id, Clause.position).where(Clause.id.in_(clause_ids)))
    return {row.id: row.position for row in rows}


def clause_after(clause: Clause) -> Clause | None:
    """Return the clause that stands after this one in its document, or None."""
    return db.session.scalar(
        sa.select(Clause)
        .where(Clause.document_id == clause.document_id, Clause.position > clause.position)
        .order_by(Clause.position)
        .limit(1)
    )


def review_progress(document: PolicyDocument) -> ReviewProgress:
    """Return the figures of the document's review; one statement."""
    return progress_of(
        db.session.execute(sa.select(Clause.status, Clause.flags).where(Clause.document_id == document.id)).all()
    )


def progress_of(clauses: Sequence[Clause | sa.Row]) -> ReviewProgress:
    """Return the figures of the review whose clauses (status, flags) are all in hand."""
    waiting = [clause for clause in clauses if clause.status is ClauseStatus.PARSED]
    flagged = sum(needs_attention(clause.flags) for clause in waiting)
    return ReviewProgress(
        total=len(clauses),
        decided=len(clauses) - len(waiting),
        tasks=sum(clause.status is ClauseStatus.CONFIRMED for clause in clauses),
        flagged=flagged,
        clear=len(waiting) - flagged,
    )


def unknown_names(document: PolicyDocument, clauses: Sequence[Clause]) -> list[UnknownName]:
    """Return the names that undecided clauses print and nobody is known by, most frequent first."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for clause in clauses:
        names = {u.printed_name for u in clause.units if u.unit_id is None and clause.status is ClauseStatus.PARSED}
        for name in names:
            printed.setdefault(name_key(name), name)
            counts[name_key(name)] += 1
    if not counts:
        return []
    registry = name_registry(document.jurisdiction)
    units = {unit.id: unit for unit in units_of(document.jurisdiction_id)}
    owners = {known.name: units[known.unit_id] for known in registry.names}

    def alike(name: str) -> tuple[Unit, ...]:
        return tuple(dict.fromkeys(owners[found] for found, _ in closest_names(name, owners)))

    return [UnknownName(printed[key], count, alike(printed[key])) for key, count in counts.most_common()]
