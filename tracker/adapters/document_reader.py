"""The front door for files: bytes of any allowed format become text, or one sentence says why not.

Plain text is decoded here. Everything else is parsed in a child process with little memory, little time and no
rights to write, because parsers are where hostile files strike.
"""

import zipfile
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tracker.adapters.readers import limits
from tracker.adapters.readers.child import ask_child
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.sniff import Format, mismatch_warning, sniff
from tracker.adapters.readers.zip_package import documents_in, open_package, read_member
from tracker.domain.secrecy import find_secrecy_mark

__all__ = ["ReadDocument", "Refusal", "UnreadableDocument", "read_archive", "read_document", "read_in_this_process"]

READERS = {  # module of tracker.adapters.readers, imported only where it is needed
    Format.TXT: "text",
    Format.DOCX: "docx",
    Format.DOC: "doc",
    Format.XLSX: "sheets",
    Format.XLS: "sheets",
    Format.PDF: "pdf",
    Format.HTML: "html",
}
REFUSALS = {refusal.value: refusal for refusal in Refusal}


@dataclass(frozen=True)
class ReadDocument:
    """The text of a file; table rows are lines with tabs between the cells. `warnings` are sentences for the user."""

    text: str
    format: str
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


def read_document(data: bytes, filename: str) -> ReadDocument:
    """Return the text of a file, told by its content; raise `UnreadableDocument` with one sentence for the user."""
    check_size(data)
    if sniff(data, filename) is Format.TXT:
        return read_in_this_process(data, filename)
    return _understood(ask_child(data, filename))


def read_archive(data: bytes, filename: str) -> list[tuple[str, ReadDocument | UnreadableDocument]]:
    """Return every file of a zip with what was read from it, or why it was not; a single document is a list of one.

    Raise `UnreadableDocument` where the archive itself is damaged, encrypted or made to do harm.
    """
    check_size(data)
    if sniff(data, filename) is not Format.ZIP:
        return [(filename, read_document(data, filename))]
    with open_package(data) as archive:
        members = documents_in(archive)
        if len(members) > limits.MAX_ARCHIVE_DOCUMENTS:
            raise UnreadableDocument(Refusal.TOO_MANY_MEMBERS)
        return [(name, _read_one(archive, member, name)) for name, member in members]


def read_in_this_process(data: bytes, filename: str) -> ReadDocument:
    """Read a file without the protection of a child process; this is what the child runs."""
    check_size(data)
    found = sniff(data, filename)
    if found is Format.ZIP:
        raise UnreadableDocument(Refusal.ARCHIVE)
    result: ReadResult = import_module(f"tracker.adapters.readers.{READERS[found]}").read(data)
    _check_result(result, filename)
    return ReadDocument(result.text, found.value, result.encoding, mismatch_warning(found, filename) + result.warnings)


def check_size(data: bytes) -> None:
    """Raise where the file is empty or larger than allowed."""
    if not data:
        raise UnreadableDocument(Refusal.EMPTY)
    if len(data) > limits.MAX_FILE_SIZE:
        raise UnreadableDocument(Refusal.TOO_LARGE)


def _read_one(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> ReadDocument | UnreadableDocument:
    try:
        if member.file_size > limits.MAX_FILE_SIZE:
            raise UnreadableDocument(Refusal.TOO_LARGE)
        return read_document(read_member(archive, member, limits.MAX_FILE_SIZE), name)
    except UnreadableDocument as refused:
        return UnreadableDocument(Refusal.NESTED_ARCHIVE) if refused.refusal is Refusal.ARCHIVE else refused


def _understood(reply: dict[str, Any]) -> ReadDocument:
    if "refusal" in reply:
        raise UnreadableDocument(REFUSALS[reply["refusal"]])
    fields = reply["document"]
    return ReadDocument(**{**fields, "warnings": tuple(fields["warnings"])})


def _check_result(result: ReadResult, filename: str) -> None:
    if not result.text.strip():
        raise UnreadableDocument(Refusal.NO_TEXT)
    if len(result.text) > limits.MAX_CHARACTERS:
        raise UnreadableDocument(Refusal.TOO_LONG)
    if any(find_secrecy_mark(text) for text in (result.text, result.margin_text, filename)):
        raise UnreadableDocument(Refusal.SECRET)
