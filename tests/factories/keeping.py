"""Keeping what a factory makes."""

from itertools import count
from typing import TypeVar

from tracker.db import Base, db

serial = count(1)
_Record = TypeVar("_Record", bound=Base)


def saved(record: _Record) -> _Record:
    """Commit the record (it only releases a savepoint; the test's outer transaction still undoes it)."""
    db.session.add(record)
    db.session.commit()
    return record
