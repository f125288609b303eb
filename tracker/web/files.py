"""The place of uploaded files, and how files leave: never run or shown by the browser, whatever they hold."""

from pathlib import Path

from tracker.adapters.file_store import FileStore
from tracker.web.settings import setting

DOWNLOAD_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def file_store() -> FileStore:
    """Return the place of uploaded files."""
    return FileStore(Path(setting("DATA_DIR")) / "files")
