"""A reading as plain JSON values: the exchange schema of `flask parse`, with offsets, flags and parts added."""

from datetime import date
from typing import Any

from tracker.domain.parsing.model import DueKind, ParsedClause, ParsedDocument, ParsedGoal
from tracker.domain.parsing.text.compact import without_white_space

LONG_TERM = "long-term"
OPENING_LENGTH = 12


def to_json(document: ParsedDocument) -> dict[str, Any]:
    """Return the reading as JSON values; `start` and `end` index `text`."""
    return {
        "title": document.title,
        "doc_number": document.document_number,
        "issuer": document.issuing_authority,
        "issued_on": _iso(document.signed_on),
        "published_on": _iso(document.published_on),
        "effective_on": _iso(document.effective_on),
        "addressees": list(document.addressees),
        "goal_year": document.goal_year,
        "flags": [flag.value for flag in document.flags],
        "spans": {name: list(span) for name, span in document.spans.items()},
        "sections": [
            {
                "label": s.label,
                "number": s.number,
                "title": s.title,
                "start": s.start,
                "end": s.end,
                "flags": list(s.flags),
            }
            for s in document.sections
        ],
        "clauses": [_clause(clause) for clause in document.clauses],
        "references": [
            {"title": r.title, "doc_number": r.document_number, "start": r.start, "end": r.end, "flags": list(r.flags)}
            for r in document.references
        ],
        "parts": [{"kind": part.kind.value, "start": part.start, "end": part.end} for part in document.parts],
        "text": document.text,
    }


def _clause(clause: ParsedClause) -> dict[str, Any]:
    return {
        "path": list(clause.path),
        "label": clause.label,
        "section": clause.name_of_file_part,
        "title": clause.title,
        "text_starts_with": without_white_space(clause.body)[:OPENING_LENGTH],
        "start": clause.start,
        "end": clause.end,
        "flags": [flag.value for flag in clause.flags],
        "is_task": clause.is_task,
        "lead_units": [unit.name for unit in clause.lead_units],
        "support_units": [unit.name for unit in clause.supporting_units],
        "implied_units": [unit.name for unit in clause.implied_units],
        "lead_is_explicit": clause.lead_is_explicit,
        "deadline": _deadline(clause),
        "deadlines_all": [LONG_TERM if m.due_on is None else m.due_on.isoformat() for m in clause.milestones],
        "milestones": [
            {"due_on": _iso(m.due_on), "phrase": m.phrase, "start": m.start, "end": m.end} for m in clause.milestones
        ],
        "due_kind": clause.due_kind.value,
        "due_phrase": clause.due_phrase,
        "due_on": _iso(clause.due_on),
        "targets": [_goal(goal) for goal in clause.goals],
    }


def _deadline(clause: ParsedClause) -> str | None:
    if clause.due_kind is DueKind.EXPLICIT:
        return _iso(clause.due_on)
    return LONG_TERM if clause.due_kind is DueKind.ONGOING else None


def _goal(goal: ParsedGoal) -> dict[str, Any]:
    values: dict[str, Any] = {
        "indicator": goal.indicator,
        "op": goal.operator.value,
        "value": float(goal.value),
        "unit": goal.unit_of_measure,
        "by": None if goal.target_year is None else str(goal.target_year),
        "start": goal.start,
        "end": goal.end,
    }
    if goal.upper_value is not None:
        values["value_max"] = float(goal.upper_value)
    return values


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
