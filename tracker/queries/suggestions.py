"""Which units a clause without responsible units should probably go to, drawn from clauses already assigned.

What is learnt: clauses whose units are settled, of the documents the viewer may see and of documents issued
anywhere in the system. Of the latter nothing is shown but the function and how near the clause is. Nothing is learnt
from a document that was withdrawn.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.suggestions import AssignedClause, AssignedUnit, Suggester, Suggestion
from tracker.domain.unit_changes import is_over
from tracker.domain.unit_functions import body_key
from tracker.domain.units import UnitKind
from tracker.models import Clause, ClauseUnit, PolicyDocument, Unit
from tracker.policies.scopes import visible_documents
from tracker.policies.viewer import Viewer
from tracker.queries.clause_alignment import compared, printed_title
from tracker.queries.heading_units import HeadingUnit, units_of_headings
from tracker.queries.units import units_of

MOST_LEARNT = 600  # clauses, the newest documents first
MOST_SHOWN = 5
_LOOKED_THROUGH = 20  # bodies asked for, since a government does not have every one
_NEVER_RESPONSIBLE = (UnitKind.GOVERNMENT, UnitKind.OFFICE)
_PUBLIC = (DocumentStatus.ISSUED, DocumentStatus.ARCHIVED)


@dataclass(frozen=True)
class UnitSuggestion:
    """A unit of the document's own government, its score 0–1, and the reason in words.

    `source_clause_id` is the clause it is drawn from, where the viewer may open that.
    """

    unit: Unit
    score: float
    reason: str
    source_clause_id: int | None
    source_document_id: int | None


def suggest_units(
    viewer: Viewer, document: PolicyDocument, clause_ids: Collection[int], today: date
) -> dict[int, list[UnitSuggestion]]:
    """Return up to five units for each of these clauses of the document, the likeliest first.

    The units of the clause's own heading come before any that is only likely, however many they are. A constant
    number of statements. Nothing is assigned by this.
    """
    learnt = _learnt(tuple(_assigned_clauses(viewer, document.id)))
    bodies = _bodies_of(document.jurisdiction_id, today)
    clauses = [clause for clause in compared([document.id])[document.id].clauses if clause.reference in clause_ids]
    named = units_of_headings(document, clause_ids)
    return {
        clause.reference: _with_first(
            [_of_heading(one) for one in named.get(clause.reference, ()) if not is_over(one.unit, today)],
            _shown(learnt.suggest(clause.title, clause.body, count=_LOOKED_THROUGH), bodies),
        )
        for clause in clauses
    }


def _with_first(first: list[UnitSuggestion], others: list[UnitSuggestion]) -> list[UnitSuggestion]:
    units = {one.unit.id for one in first}
    rest = [one for one in others if one.unit.id not in units]
    return first + rest[: max(0, MOST_SHOWN - len(first))]


def _of_heading(one: HeadingUnit) -> UnitSuggestion:
    part = "牵头" if one.role is AssignmentRole.LEAD else "配合"
    reason = f"本条所属的{one.heading.label}写明由{one.printed_name}{part}。"
    return UnitSuggestion(one.unit, 1.0, reason, one.heading.id, one.heading.document_id)


def _assigned_clauses(viewer: Viewer, except_document: int) -> list[AssignedClause]:
    visible = set(db.session.scalars(visible_documents(viewer).with_only_columns(PolicyDocument.id)))
    length = Clause.end_offset - Clause.body_offset
    rows = db.session.execute(
        sa.select(
            Clause.id,
            Clause.document_id,
            Clause.label,
            Clause.title,
            PolicyDocument.title.label("document_title"),
            sa.func.substr(PolicyDocument.text, Clause.body_offset + 1, length).label("body"),
        )
        .join(Clause.document)
        .where(
            sa.or_(Clause.document_id.in_(visible), PolicyDocument.status.in_(_PUBLIC)),
            Clause.document_id != except_document,
            PolicyDocument.status != DocumentStatus.WITHDRAWN,
            Clause.is_task,
            Clause.status != ClauseStatus.LEFT_OUT,
            Clause.units.any(),
        )
        .order_by(PolicyDocument.imported_at.desc(), Clause.id)
        .limit(MOST_LEARNT)
    ).all()
    units = _units_of_clauses([row.id for row in rows])
    return [
        AssignedClause(
            reference=row.id,
            document_id=row.document_id,
            document_title=row.document_title if row.document_id in visible else None,
            label=row.label,
            title=printed_title(row.title, row.body),
            body=row.body,
            units=units.get(row.id, ()),
        )
        for row in rows
    ]


def _units_of_clauses(clause_ids: Collection[int]) -> dict[int, tuple[AssignedUnit, ...]]:
    rows = db.session.execute(
        sa.select(ClauseUnit.clause_id, ClauseUnit.printed_name, ClauseUnit.role, Unit.id, Unit.name, Unit.function)
        .outerjoin(ClauseUnit.unit)
        .where(ClauseUnit.clause_id.in_(clause_ids))
        .order_by(ClauseUnit.clause_id, ClauseUnit.position)
    )
    found: dict[int, tuple[AssignedUnit, ...]] = {}
    for clause_id, printed, role, unit_id, name, function in rows:
        unit = AssignedUnit(printed or name, role, function, unit_id)
        found[clause_id] = (*found.get(clause_id, ()), unit)
    return found


@lru_cache(maxsize=8)
def _learnt(clauses: tuple[AssignedClause, ...]) -> Suggester:
    return Suggester(clauses)


def _bodies_of(government_id: int, today: date) -> dict[str, list[Unit]]:
    """The government's own units in force, by the body each is; groups stand for the governments they hold."""
    bodies: dict[str, list[Unit]] = {}
    for unit in units_of(government_id):
        key = unit.function or body_key(unit.name)
        if key and not is_over(unit, today) and unit.kind not in _NEVER_RESPONSIBLE:
            bodies.setdefault(key, []).append(unit)
    return bodies


def _shown(suggestions: Sequence[Suggestion], bodies: dict[str, list[Unit]]) -> list[UnitSuggestion]:
    shown = []
    for suggestion in suggestions:
        if units := bodies.get(suggestion.body):
            source = suggestion.sources[0].clause if suggestion.sources else None
            may_open = source is not None and source.document_title is not None
            shown.append(
                UnitSuggestion(
                    _same_or_first(suggestion, units),
                    suggestion.score,
                    suggestion.reason,
                    source.reference if source and may_open else None,
                    source.document_id if source and may_open else None,
                )
            )
    return shown[:MOST_SHOWN]


def _same_or_first(suggestion: Suggestion, units: list[Unit]) -> Unit:
    """Of several bodies with one function (two zones) the very one that the sources name."""
    named = [source.unit.unit for source in suggestion.sources]
    return next((unit for unit in units if unit.id in named), units[0])
