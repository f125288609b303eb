"""The place of uploaded files, and how files leave: never run or shown by the browser, whatever they hold."""

from pathlib import Path, PurePath
from typing import TypeVar
from urllib.parse import quote

from flask import send_file
from werkzeug.wrappers import Response

from tracker.adapters.file_store import FileStore
from tracker.adapters.part_store import PartStore
from tracker.models import EvidenceFile
from tracker.web.settings import setting

_Answer = TypeVar("_Answer", bound=Response)

DOWNLOAD_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def file_store() -> FileStore:
    """Return the place of uploaded files."""
    return FileStore(Path(setting("DATA_DIR")) / "files")


def part_store() -> PartStore:
    """Return the place of files on their way in."""
    return PartStore(Path(setting("DATA_DIR")) / "uploads")


def as_download(response: _Answer, filename: str) -> _Answer:
    """Make the answer a file of that name; names in Chinese are written so that every server passes them on."""
    disposition = (
        f"attachment; filename=download{PurePath(filename).suffix}; filename*=UTF-8''{quote(filename, safe='')}"
    )
    response.headers["Content-Disposition"] = disposition
    return response


def send_evidence(evidence: EvidenceFile, *, as_attachment: bool = True) -> Response:
    """Send a stored file as a download; a picture may also be shown in a page, where nothing in it can act."""
    response = send_file(
        file_store().open(evidence.sha256),
        mimetype=evidence.media_type,
        as_attachment=as_attachment,
        download_name=evidence.filename,
    )
    response.headers.update(DOWNLOAD_HEADERS)
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
