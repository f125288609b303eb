"""How Alembic reaches our database. Logging is left alone, so that tests can still capture it."""

import sqlalchemy as sa
from alembic import context

from tracker.db import Base, UTCDateTime, db

_MIGRATION_LOCK = 742_000  # PostgreSQL advisory lock: one upgrade at a time


def write_plain_types(kind, value, _context):
    """Keep our own types out of migrations: an old migration must not break when the code changes."""
    return "sa.DateTime()" if kind == "type" and isinstance(value, UTCDateTime) else False


with db.engine.connect() as connection:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        # SQLite alters a table by copying and dropping it, which must not cascade to its children.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        connection = connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=write_plain_types,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not is_sqlite:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        context.run_migrations()
    if is_sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        connection.rollback()
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")
        if broken:
            raise RuntimeError(f"The migration left rows without their parents: {broken[:5]}")
