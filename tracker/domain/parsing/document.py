"""The order in which a document is read."""

from tracker.domain.parsing.model import ParsedDocument, Part, PartKind


def parse_document(text: str) -> ParsedDocument:
    """Return the reading of a text. Any text can be read; what is not found is empty and flagged."""
    return ParsedDocument(text=text, parts=(Part(PartKind.OTHER, 0, len(text)),) if text else ())
