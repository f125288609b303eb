"""Settings, for views: the one place of the web layer that asks the running application."""

from typing import Any

from flask import current_app  # noqa: TID251  # settings are read at the edge


def setting(name: str) -> Any:
    """Return the setting of that name (see config.py)."""
    return current_app.config[name]


def extension(name: str) -> Any:
    """Return what the factory handed to the pages under that name, or None: see Flask's `app.extensions`."""
    return current_app.extensions.get(name)
