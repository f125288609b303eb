"""Addresses that stay the same while the program runs: pages of the menu, styles, symbols."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory, url_for

STATIC = Path(__file__).parents[1] / "static"
SCRIPTS = STATIC / "js"

#: The part of a file's address that changes with what is in it, so that browsers may keep the file for good.
VERSION = "v"

#: The endpoints of our own files.
FILES = frozenset({"static", "scripts"})


def fixed_url(endpoint: str, **values: Any) -> str:
    """Return the address of a page as `url_for` does; worked out once for each place the site is mounted at."""
    return _fixed_url(request.root_path, endpoint, tuple(values.items()))


def static_url(filename: str) -> str:
    """Return the address of one of our own files, with its version."""
    return fixed_url("static", filename=filename, **{VERSION: _version(filename)})


def script_url(name: str) -> str:
    """Return the address of one of our own scripts; all have one version, so that each finds those it imports."""
    return fixed_url("scripts", name=name, **{VERSION: scripts_version()})


@lru_cache(maxsize=512)
def _fixed_url(_mounted_at: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def is_of_this_version() -> bool:
    """Say whether the file that is asked for was asked for by its version; a script of an older page was not."""
    if request.endpoint == "scripts":
        return (request.view_args or {})[VERSION] == scripts_version()
    return VERSION in request.args


@lru_cache(maxsize=1)
def scripts_version() -> str:
    """Return what changes with any of our scripts."""
    return sha256(b"".join(path.read_bytes() for path in sorted(SCRIPTS.glob("*.js")))).hexdigest()[:12]


@lru_cache(maxsize=512)
def _version(filename: str) -> str:
    return sha256((STATIC / filename).read_bytes()).hexdigest()[:12]


def register(app: Flask) -> None:
    """Serve our scripts below their version: imports are relative, so that a script and all it imports are kept."""

    @app.get(f"/static/<string(length=12):{VERSION}>/js/<string:name>", endpoint="scripts")
    def send_script(name: str, **_version: str) -> Response:
        return send_from_directory(SCRIPTS, name)
