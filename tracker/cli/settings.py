"""The settings, for commands."""

from pathlib import Path
from typing import Any

from flask import current_app  # noqa: TID251  # settings are read at the edge

from tracker.adapters.file_store import FileStore


def setting(name: str) -> Any:
    """Return a setting by its name."""
    return current_app.config[name]


def extension(name: str) -> Any:
    """Return what the factory handed to the commands under that name: see Flask's `app.extensions`."""
    return current_app.extensions[name]


def file_store() -> FileStore:
    """Return the place of uploaded files."""
    return FileStore(Path(setting("DATA_DIR")) / "files")
