"""OLE compound files: the container of .doc and .xls, and of encrypted .docx and .xlsx."""

from io import BytesIO

import olefile

from tracker.adapters.readers.refusals import Refusal, UnreadableDocument

MACRO_STORAGES = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project"})
ENCRYPTED_STREAMS = frozenset({"encryptedpackage", "encryptioninfo"})


def open_ole(data: bytes) -> olefile.OleFileIO:
    """Return the opened container; raise where it is damaged, encrypted as a whole, or holds macros."""
    try:
        container = olefile.OleFileIO(BytesIO(data))  # never the bytes: short ones are taken for a file name
        names = {name.lower() for path in container.listdir(streams=True, storages=True) for name in path}
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    if names & ENCRYPTED_STREAMS:
        raise UnreadableDocument(Refusal.ENCRYPTED)
    if names & MACRO_STORAGES:
        raise UnreadableDocument(Refusal.MACRO)
    return container


def stream(container: olefile.OleFileIO, name: str) -> bytes:
    """Return the bytes of a stream; raise where it is missing or broken."""
    try:
        with container.openstream(name) as opened:
            content: bytes = opened.read()
    except (OSError, ValueError, IndexError) as error:
        raise UnreadableDocument(Refusal.DAMAGED) from error
    return content
