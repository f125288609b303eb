"""Working-day arithmetic (工作日) over a table of rest days and make-up workdays that is handed in.

Weekdays are counted in closed form and corrected by two sorted lists, so any span costs two bisections and
there is no last year after which the calendar stops.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked.

    `rest_days` are public holidays (weekends need not be listed), `make_up_workdays` (调休) win over both.
    `noticed_years` are the years whose State Council notice is in the table; other years are provisional (暂定).
    """

    rest_days: frozenset[date] = frozenset()
    make_up_workdays: frozenset[date] = frozenset()
    noticed_years: frozenset[int] = frozenset()

    @cached_property
    def _weekdays_off(self) -> list[int]:
        off = self.rest_days - self.make_up_workdays
        return sorted(day.toordinal() for day in off if day.weekday() < _SATURDAY)

    @cached_property
    def _weekends_on(self) -> list[int]:
        return sorted(day.toordinal() for day in self.make_up_workdays if day.weekday() >= _SATURDAY)

    def is_workday(self, day: date) -> bool:
        """Return whether the day is worked."""
        if day.weekday() >= _SATURDAY:
            return day in self.make_up_workdays
        return day not in self.rest_days or day in self.make_up_workdays

    def is_provisional(self, day: date) -> bool:
        """Return whether the day's year has no State Council notice yet (暂定)."""
        return day.year not in self.noticed_years

    def next_workday(self, day: date) -> date:
        """Return the day itself if it is worked, else the first worked day after it."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def previous_workday(self, day: date) -> date:
        """Return the day itself if it is worked, else the last worked day before it."""
        while not self.is_workday(day):
            day -= _ONE_DAY
        return day

    def add_workdays(self, day: date, workdays: int) -> date:
        """Return the working day that many after (negative: before) a day that is not itself counted.

        0 gives the day back, worked or not.
        """
        ordinal = day.toordinal()
        if workdays > 0:
            target = self._worked_through(ordinal) + workdays
            while missing := target - self._worked_through(ordinal):
                ordinal += missing
        elif workdays < 0:
            target = self._worked_through(ordinal - 1) + workdays
            while missing := self._worked_through(ordinal - 1) - target:
                ordinal -= missing
        return date.fromordinal(ordinal)

    def workdays_between(self, after: date, up_to: date) -> int:
        """Return how many working days lie after the first day, up to and with the second; 0 if none are ahead."""
        if up_to <= after:
            return 0
        return self._worked_through(up_to.toordinal()) - self._worked_through(after.toordinal())

    def _worked_through(self, ordinal: int) -> int:
        """Count the working days from 0001-01-01, a Monday, through the day with this ordinal."""
        weeks, weekday = divmod(ordinal, 7)
        weekdays = weeks * 5 + min(weekday, 5)
        return weekdays - bisect_right(self._weekdays_off, ordinal) + bisect_right(self._weekends_on, ordinal)
