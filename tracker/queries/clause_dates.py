"""The dates that the words of a clause name: what its milestones (阶段性目标) can be made of."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.parsing.model import DueKind
from tracker.models import Clause


class ClauseDate(NamedTuple):
    """A date as it was read, its words (6月底前), and where these stand in the document's text."""

    due_on: date
    phrase: str
    start: int
    end: int


def clause_dates(clause: Clause) -> list[ClauseDate]:
    """Return the dates read between the ends of the clause, earliest first, each day once; one statement.

    The reading of the whole document is searched, so that a clause that was split off or merged finds its own.
    Where that reading kept no dates, the limit itself is returned if it is printed in the clause. 长期 is no date.
    """
    readings = db.session.scalars(sa.select(Clause.parsed).where(Clause.document_id == clause.document_id)).all()
    whole = [part for reading in readings for part in (reading, *reading.get("merged", ()))]
    found = {
        date.fromisoformat(each["due_on"]): ClauseDate(
            date.fromisoformat(each["due_on"]), each["phrase"], each["start"], each["end"]
        )
        for part in whole
        for each in reversed(part.get("milestones", ()))
        if each["due_on"] and clause.start_offset <= each["start"] < clause.end_offset
    }
    return [found[day] for day in sorted(found)] or _printed_limit(clause)


def _printed_limit(clause: Clause) -> list[ClauseDate]:
    start, end = clause.due_start_offset, clause.due_end_offset
    if clause.due_kind is not DueKind.EXPLICIT or clause.due_on is None or start is None or end is None:
        return []
    return [ClauseDate(clause.due_on, clause.due_phrase or "", start, end)]
