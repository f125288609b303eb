"""The order in which a document is read."""

from tracker.domain.parsing.clauses import read_clauses
from tracker.domain.parsing.layout import lay_out
from tracker.domain.parsing.metadata import read_metadata
from tracker.domain.parsing.model import ParsedDocument
from tracker.domain.parsing.paragraphs import read_page
from tracker.domain.parsing.parts import tile


def parse_document(text: str) -> ParsedDocument:
    """Return the reading of a text. Any text can be read; what is not found is empty and flagged."""
    page = read_page(text)
    layout = lay_out(page)
    metadata = read_metadata(page, layout)
    sections, clauses, goal_year = read_clauses(page, layout, metadata)
    return ParsedDocument(
        text=text,
        title=metadata.title,
        document_number=metadata.document_number,
        issuing_authority=metadata.issuing_authority,
        addressees=metadata.addressees,
        signed_on=metadata.signed_on,
        published_on=metadata.published_on,
        effective_on=metadata.effective_on,
        goal_year=goal_year,
        sections=sections,
        clauses=clauses,
        parts=tile(page, layout, metadata),
        flags=tuple(metadata.flags),
        spans=metadata.spans,
    )
