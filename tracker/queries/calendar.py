"""The working calendar, read from the holiday tables."""

from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.workdays import WorkCalendar
from tracker.models import Holiday, HolidayYear

_WORKED, _REST = "+", "-"
_SIGN = sa.case((Holiday.is_workday, _WORKED), else_=_REST)

#: The tables in two words, so that they are one row of one statement, alone or beside what else a verb has to know.
DAYS_IN_WORDS = sa.select(
    sa.func.aggregate_strings(_SIGN.concat(sa.cast(Holiday.day, sa.String)), ",")
).scalar_subquery()
YEARS_IN_WORDS = (
    sa.select(sa.func.aggregate_strings(sa.cast(HolidayYear.year, sa.String), ","))
    .where(HolidayYear.notice.is_not(None))
    .scalar_subquery()
)


def work_calendar() -> WorkCalendar:
    """Return the calendar as the tables hold it now. Equal tables give the very same object, its sums kept."""
    return calendar_from(*db.session.connection().execute(sa.select(DAYS_IN_WORDS, YEARS_IN_WORDS)).one())


@lru_cache(maxsize=4)
def calendar_from(days: str | None, years: str | None) -> WorkCalendar:
    """Return the calendar of DAYS_IN_WORDS (+2026-10-10,-2026-10-01) and YEARS_IN_WORDS (2026,2027)."""
    words = days.split(",") if days else []
    return WorkCalendar(
        rest_days=frozenset(date.fromisoformat(word[1:]) for word in words if word.startswith(_REST)),
        make_up_workdays=frozenset(date.fromisoformat(word[1:]) for word in words if word.startswith(_WORKED)),
        noticed_years=frozenset(map(int, years.split(","))) if years else frozenset(),
    )
