"""The text of a document as pages show it: parts, clauses, and the words that fields were read from."""

from collections.abc import Iterator, Sequence

from tracker.domain.source_marks import Block, Mark, lay_out, stretches
from tracker.models import Clause, PolicyDocument

#: Fields of the document's head and foot that are marked in the text.
METADATA = ("title", "document_number", "issuing_authority", "signed_on", "published_on", "effective_on")

#: Characters of a text's beginning and end in which its title, number and dates stand.
HEAD, FOOT = 500, 300


def source_stretches(document: PolicyDocument, clauses: Sequence[Clause]) -> list[list[Block]]:
    """Return the blocks of the document's text in groups of whole lines; joined, their pieces are the text."""
    parts = [(kind, start, end) for kind, start, end in document.parts]
    spans = [(clause.position, clause.start_offset, clause.end_offset) for clause in clauses]
    return stretches(lay_out(document.text, parts, spans, _marks(document, clauses)))


def head_and_foot(document: PolicyDocument) -> list[tuple[str, str]]:
    """Return where a paper says what it is, each with its name: how it begins and ends, a short one whole."""
    text = document.text
    if len(text) <= HEAD + FOOT:
        return [("原文", text)]
    return [("原文开头", text[:HEAD] + "……"), ("原文结尾", "……" + text[-FOOT:])]


def _marks(document: PolicyDocument, clauses: Sequence[Clause]) -> Iterator[Mark]:
    for name in METADATA:
        if name in document.spans:
            yield Mark("metadata", *document.spans[name])
    for clause in clauses:
        for unit in clause.units:
            if unit.start_offset is not None and unit.end_offset is not None:
                yield Mark("units", unit.start_offset, unit.end_offset)
        if clause.due_start_offset is not None and clause.due_end_offset is not None:
            yield Mark("limit", clause.due_start_offset, clause.due_end_offset)
        for goal in clause.goals:
            yield Mark("goal", goal.start_offset, goal.end_offset)
