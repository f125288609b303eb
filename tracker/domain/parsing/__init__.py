"""Reading a policy document: text → title, number, dates → chapters and clauses → units, limits, goals."""

from tracker.domain.parsing.document import parse_document
from tracker.domain.parsing.model import ParsedDocument

__all__ = ["ParsedDocument", "parse_document"]
