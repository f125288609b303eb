"""How many SQL statements something costs, leaving out what only opens and closes transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from tracker.db import db

_FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Give a list that fills with the statements run inside."""
    statements: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest) -> None:  # type: ignore[no-untyped-def]
        if not statement.startswith(_FRAME):
            statements.append(statement)

    engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
