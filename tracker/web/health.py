"""Is the installation well? A bare answer for probes, a page for the administrator."""

from flask import Blueprint

from tracker.db import db, journal_mode

bp = Blueprint("health", __name__)


@bp.get("/health/live")
def live() -> dict:
    """Say that the process answers and reaches its database; nothing about its content."""
    db.session.connection().exec_driver_sql("SELECT 1")
    return {"status": "ok"}


def database_mode() -> str:
    """Return the kind of database and, for SQLite, its journal mode."""
    name = db.engine.dialect.name
    return f"SQLite（{journal_mode()}）" if name == "sqlite" else "PostgreSQL"
