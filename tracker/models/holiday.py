"""The working calendar."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db import Base


class Holiday(Base):
    """A day that is not what its weekday says: a rest day, or a make-up workday (调休)."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]
    is_workday: Mapped[bool]


class HolidayYear(Base):
    """A year of the calendar; without the State Council's notice it is provisional (暂定)."""

    __tablename__ = "holiday_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    notice: Mapped[str | None] = mapped_column(sa.Text)
