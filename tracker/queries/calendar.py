"""The working calendar, read from the holiday tables."""

from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.workdays import WorkCalendar
from tracker.models import Holiday, HolidayYear


def work_calendar() -> WorkCalendar:
    """Return the calendar as the tables hold it now. Equal tables give the very same object, its sums kept."""
    days = db.session.execute(sa.select(Holiday.day, Holiday.is_workday).order_by(Holiday.day))
    years = db.session.scalars(
        sa.select(HolidayYear.year).where(HolidayYear.notice.is_not(None)).order_by(HolidayYear.year)
    )
    return _calendar(tuple((row.day, row.is_workday) for row in days), tuple(years))


@lru_cache(maxsize=4)
def _calendar(days: tuple[tuple[date, bool], ...], noticed_years: tuple[int, ...]) -> WorkCalendar:
    return WorkCalendar(
        rest_days=frozenset(day for day, is_workday in days if not is_workday),
        make_up_workdays=frozenset(day for day, is_workday in days if is_workday),
        noticed_years=frozenset(noticed_years),
    )
