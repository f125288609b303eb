"""What an uploaded proof really is, told from its content, and whether it may be kept."""

from tracker.adapters.document_reader import Refusal, UnreadableDocument, read_document
from tracker.adapters.readers.sniff import Format, sniff
from tracker.domain.evidence import EvidenceKind, check_kind, check_size

_IMAGES = ((b"\x89PNG\r\n\x1a\n", EvidenceKind.PNG), (b"\xff\xd8\xff", EvidenceKind.JPEG))
_DOCUMENTS = {
    Format.PDF: EvidenceKind.PDF,
    Format.DOCX: EvidenceKind.DOCX,
    Format.XLSX: EvidenceKind.XLSX,
    Format.TXT: EvidenceKind.TXT,
}

#: A file that is only hard to read (a scan, a long table) is still a proof; one of these is not taken.
_NOT_TAKEN = {
    Refusal.SECRET,
    Refusal.MACRO,
    Refusal.BOMB,
    Refusal.XML_ENTITIES,
    Refusal.OVERLAPPING,
    Refusal.UNSAFE_PATH,
    Refusal.EXECUTABLE,
    Refusal.DAMAGED,
    Refusal.ENCRYPTED,
    Refusal.UNKNOWN_ENCODING,
}


def inspect_evidence(data: bytes, filename: str) -> EvidenceKind:
    """Return the kind of the file; raise RuleViolation, with a sentence for the user, where it is not taken."""
    check_size(len(data))
    kind = check_kind(_kind_of(data, filename), filename)
    if kind not in (EvidenceKind.PNG, EvidenceKind.JPEG):
        _check_content(data, filename)
    return kind


def _kind_of(data: bytes, filename: str) -> EvidenceKind | None:
    for head, kind in _IMAGES:
        if data.startswith(head):
            return kind
    try:
        return _DOCUMENTS.get(sniff(data, filename))
    except UnreadableDocument as refused:
        if refused.refusal in _NOT_TAKEN:
            raise
        return None


def _check_content(data: bytes, filename: str) -> None:
    try:
        read_document(data, filename)
    except UnreadableDocument as refused:
        if refused.refusal in _NOT_TAKEN:
            raise
