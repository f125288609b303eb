"""What holds for ten thousand documents composed of lines as papers print them, drawn a sheaf at a time."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.domain.parsing.documents import SHEAF, SHEAVES
from tracker.domain.parsing import ParsedDocument, parse_document
from tracker.domain.parsing.as_json import to_json
from tracker.domain.parsing.model import ParsedClause, PartKind, Span


def fields_of(clause: ParsedClause) -> list[Span]:
    """Where everything found in a clause stands."""
    found = [(each.start, each.end) for each in (*clause.units, *clause.implied_units, *clause.goals)]
    found += [(milestone.start, milestone.end) for milestone in clause.milestones]
    if clause.due_start is not None and clause.due_end is not None:
        found.append((clause.due_start, clause.due_end))
    return found


def table_rows(document: ParsedDocument) -> list[Span]:
    return [(part.start, part.end) for part in document.parts if part.kind is PartKind.TABLE]


def heads_others(document: ParsedDocument, clause: ParsedClause) -> bool:
    depth = len(clause.path)
    return any(other.path[:depth] == clause.path and len(other.path) > depth for other in document.clauses)


def check(text: str) -> None:
    """Fail where parts do not tile the text, or a field lies outside its clause."""
    document = parse_document(text)

    assert "".join(text[part.start : part.end] for part in document.parts) == text
    assert to_json(document)["text"] == text
    rows = table_rows(document)
    for clause in document.clauses:
        assert 0 <= clause.start <= clause.body_start <= clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text
        in_table = any(start < clause.end and clause.start < end for start, end in rows)
        # a merged cell of a table stands in a row above
        begin = 0 if in_table else clause.start
        # who answers for a whole heading may stand beneath the last of its clauses
        last = len(text) if heads_others(document, clause) else clause.end
        assert all(begin <= start < end <= last for start, end in fields_of(clause))
        assert len(clause.lead_units) + len(clause.supporting_units) == len({unit.name for unit in clause.units})
    assert all(0 <= start < end <= len(text) for start, end in document.spans.values())
    assert all(0 <= section.start < section.end <= len(text) for section in document.sections)


@pytest.mark.slow
@settings(
    max_examples=10_000 // SHEAF,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],  # a document of a page needs no shrinking, which took minutes
)
@given(SHEAVES)
def test_spans_tile_every_document_and_fields_lie_in_their_clause(sheaf: list[str]) -> None:
    for text in sheaf:
        check(text)
