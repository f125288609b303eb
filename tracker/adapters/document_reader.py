"""The front door for files: bytes of any allowed format become text, or one sentence says why not.

Plain text is decoded here. Everything else is parsed in a child process with little memory, little time and no
rights to write, because parsers are where hostile files strike.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tracker.adapters.readers import limits
from tracker.adapters.readers.child import ask_child
from tracker.adapters.readers.refusals import Refusal, UnreadableDocument
from tracker.adapters.readers.result import ReadResult
from tracker.adapters.readers.sniff import Format, mismatch_warning, sniff
from tracker.adapters.readers.zip_package import documents_in, open_package, read_member
from tracker.domain.secrecy import find_mark_in_name, find_secrecy_mark

__all__ = [
    "Archive",
    "ReadDocument",
    "Refusal",
    "UnreadableDocument",
    "is_archive",
    "read_document",
    "read_in_this_process",
]

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


class Archive:
    """The documents that somebody packed into one zip, handed out one at a time; `len()` tells how many they are.

    Raise `UnreadableDocument` where the archive itself is damaged, encrypted or made to do harm.
    """

    def __init__(self, data: bytes) -> None:
        check_size(data)
        self._package = open_package(data)
        self._members = documents_in(self._package)
        if not self._members:
            raise UnreadableDocument(Refusal.NO_DOCUMENTS)
        if len(self._members) > limits.MAX_ARCHIVE_DOCUMENTS:
            raise UnreadableDocument(Refusal.TOO_MANY_MEMBERS)

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
        """Yield each name, as the person who packed it saw it, with the bytes or why there are none."""
        for name, member in self._members:
            yield name, self._content(member)

    def _content(self, member: zipfile.ZipInfo) -> bytes | UnreadableDocument:
        if member.file_size > limits.MAX_FILE_SIZE:
            return UnreadableDocument(Refusal.TOO_LARGE)
        try:
            content = read_member(self._package, member, limits.MAX_FILE_SIZE)
            is_nested = is_archive(content, member.filename)
        except UnreadableDocument as refused:
            return refused
        return UnreadableDocument(Refusal.NESTED_ARCHIVE) if is_nested else content


def is_archive(data: bytes, filename: str) -> bool:
    """Tell whether the file is a zip of documents; raise `UnreadableDocument` where it is nothing that can be read."""
    check_size(data)
    return sniff(data, filename) is Format.ZIP


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
    if find_mark_in_name(filename) or any(map(find_secrecy_mark, (result.text, result.margin_text))):
        raise UnreadableDocument(Refusal.SECRET)
