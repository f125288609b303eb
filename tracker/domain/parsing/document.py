"""The order in which a document is read."""

from tracker.domain.parsing.clauses import read_clauses
from tracker.domain.parsing.metadata.reading import read_metadata
from tracker.domain.parsing.metadata.references import find_references
from tracker.domain.parsing.model import Flag, ParsedDocument, Part, PartKind
from tracker.domain.parsing.page.paragraphs import read_page
from tracker.domain.parsing.parts import tile
from tracker.domain.parsing.structure.layout import lay_out


def parse_document(text: str) -> ParsedDocument:
    """Return the reading of a text. Any text can be read; what is not found is empty and flagged.

    Offsets count characters of `text`. A text beyond the limits of paragraphs.read_page is read up to them and flagged.
    """
    page = read_page(text)
    layout = lay_out(page)
    metadata = read_metadata(page, layout)
    sections, clauses, goal_year = read_clauses(page, layout, metadata)
    parts = tile(page, layout, metadata)
    references = find_references(page.compact, metadata.spans.get("document_number"))
    flags = [*metadata.flags]
    if any(reference.flags for reference in references) and Flag.NUMBER_DAMAGED not in flags:
        flags.append(Flag.NUMBER_DAMAGED)
    if _has_web_noise(text, parts):
        flags.append(Flag.WEB_NOISE)
    if page.is_cut_off or layout.is_cut_off:
        flags.append(Flag.TOO_LONG)
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
        parts=parts,
        flags=tuple(flags),
        references=references,
        spans=metadata.spans,
    )


def _has_web_noise(text: str, parts: tuple[Part, ...]) -> bool:
    """Whether anything but page numbers was left out."""
    noise = (text[part.start : part.end] for part in parts if part.kind is PartKind.NOISE)
    return any(any(character.isalpha() for character in line) for line in noise)
