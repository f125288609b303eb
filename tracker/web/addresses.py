"""Addresses that stay the same while the program runs: pages of the menu, styles, symbols."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import request, url_for

STATIC = Path(__file__).parents[1] / "static"

#: The part of a file's address that changes with what is in it, so that browsers may keep the file for good.
VERSION = "v"


def fixed_url(endpoint: str, **values: Any) -> str:
    """Return the address of a page as `url_for` does; worked out once for each place the site is mounted at."""
    return _fixed_url(request.root_path, endpoint, tuple(values.items()))


def static_url(filename: str) -> str:
    """Return the address of one of our own files, with its version.

    Scripts that other scripts import go without: under two addresses they would be two modules.
    """
    return fixed_url("static", filename=filename, **{VERSION: _version(filename)})


@lru_cache(maxsize=512)
def _fixed_url(_mounted_at: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


@lru_cache(maxsize=512)
def _version(filename: str) -> str:
    return sha256((STATIC / filename).read_bytes()).hexdigest()[:12]
