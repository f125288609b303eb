"""The working calendar, read from the holiday tables."""

from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.workdays import WorkCalendar
from tracker.models import Holiday, HolidayYear

#: Days as the database hands them over (text on SQLite): they are read as dates only where something changed.
_DAYS = sa.select(sa.type_coerce(Holiday.day, sa.String), Holiday.is_workday).order_by(Holiday.day)
_YEARS = sa.select(HolidayYear.year).where(HolidayYear.notice.is_not(None)).order_by(HolidayYear.year)


def work_calendar() -> WorkCalendar:
    """Return the calendar as the tables hold it now. Equal tables give the very same object, its sums kept."""
    connection = db.session.connection()
    return _calendar(tuple(connection.execute(_DAYS)), tuple(connection.execute(_YEARS).scalars()))


@lru_cache(maxsize=4)
def _calendar(days: tuple[tuple[date | str, bool], ...], noticed_years: tuple[int, ...]) -> WorkCalendar:
    return WorkCalendar(
        rest_days=frozenset(_as_date(day) for day, is_workday in days if not is_workday),
        make_up_workdays=frozenset(_as_date(day) for day, is_workday in days if is_workday),
        noticed_years=frozenset(noticed_years),
    )


def _as_date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day
