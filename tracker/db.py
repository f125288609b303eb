"""The database: the model base class, our column types, and the only place that commits."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from inspect import iscoroutinefunction
from typing import Any, ClassVar, cast

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 10_000  # wait this long for another writer before giving up
CACHE_KB = 8_000  # of a connection to SQLite: a filter's thousand scattered rows are read once, not with every page


class UTCDateTime(TypeDecorator):
    """An aware datetime, stored as naive UTC so that SQLite and PostgreSQL agree."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base class of every model. Models name their table, so that a grep finds it."""

    # Named constraints, so that a migration can drop what an earlier one made.
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict] = {
        datetime: UTCDateTime,
        dict: sa.JSON(none_as_null=True),
        list: sa.JSON(none_as_null=True),
        # An enum is stored as its value, in a text column that refuses any other.
        Enum: sa.Enum(
            Enum,
            native_enum=False,
            create_constraint=True,
            length=40,
            values_callable=lambda enum: [member.value for member in enum],
        ),
    }


class Database(SQLAlchemy):
    """The library's own, without what closes asynchronous sessions: there are none, and it costs a thread a request."""

    def init_app(self, app: Any) -> None:
        """Make the database known to the app."""
        super().init_app(app)
        closing = app.teardown_appcontext_funcs
        closing[:] = [function for function in closing if not iscoroutinefunction(function)]


db = Database(engine_options={"pool_pre_ping": True})


@contextmanager
def transaction(*locked: Base) -> Iterator[Session]:
    """Keep everything done inside, or none of it. Entry points open one; services never do.

    Records read before are read again inside, under the write lock, so that two people who opened the same
    page cannot overwrite each other unseen. SQLite locks the whole file; on PostgreSQL the `locked` records
    are read again FOR UPDATE.
    """
    session = db.session
    session.rollback()
    session.info.pop("before_commit", None)
    try:
        session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        for record in locked:
            session.refresh(record, with_for_update={"of": type(record)})  # not what was read along with it
        yield session
        session.flush()
        for callback in session.info.pop("before_commit", {}).values():
            callback()
        session.commit()
    except BaseException:
        session.rollback()
        session.info.pop("before_commit", None)
        raise


def before_commit(name: str, callback: Callable[[], None]) -> None:
    """Call `callback` once, as the last act of the running transaction (the audit chain is sealed so)."""
    db.session.info.setdefault("before_commit", {})[name] = callback


def run_counted(statement: sa.Update | sa.Delete) -> int:
    """Run an UPDATE or DELETE in the running transaction and return how many rows it touched."""
    return cast("sa.CursorResult", db.session.execute(statement)).rowcount


def is_wal_safe(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite is free of the WAL-reset fault (fixed in 3.51.3, 3.50.7, 3.44.6; 3.52.0 withdrawn)."""
    if version == (3, 52, 0):
        return False
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def journal_mode() -> str:
    """Return the journal mode that is safe with the SQLite this Python is linked to."""
    return "WAL" if is_wal_safe(sqlite3.sqlite_version_info) else "DELETE"


@sa.event.listens_for(sa.Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # the driver must leave transactions to us: it breaks savepoints
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "foreign_keys = ON",
            f"journal_mode = {journal_mode()}",
            f"cache_size = -{CACHE_KB}",
            "synchronous = FULL",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")


@sa.event.listens_for(sa.Engine, "begin")
def _begin_sqlite(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
