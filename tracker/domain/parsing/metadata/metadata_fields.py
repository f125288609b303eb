"""The record that the readers of head and ending fill in."""

from dataclasses import dataclass, field
from datetime import date

from tracker.domain.parsing.model import Flag, PartKind, Span


@dataclass
class Metadata:
    """The fields of a document's head and ending, with where they stand."""

    title: str | None = None
    document_number: str | None = None
    issuing_authority: str | None = None
    addressees: tuple[str, ...] = ()
    signed_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    kinds: dict[int, PartKind] = field(default_factory=dict)
    goes_on_at: int | None = None
    """Where the text goes on after a title that shares its paragraph with number and addressees."""
