"""Reporting periods (期): months, quarters and years, their bounds, names and days that matter."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Self

from tracker.domain.errors import RuleViolation
from tracker.domain.workdays import WorkCalendar

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without summer time since 1992, so a fixed offset is exact."""

REPORTING_DAY = 25
LATE_AFTER_WORKDAYS = 3
ANALYSIS_WORKDAYS = 10
_QUARTER_NAMES = "一二三四"
_ONE_DAY = timedelta(days=1)


def beijing_midnight(day: date) -> datetime:
    """Return the moment the day begins in Beijing, as aware UTC."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month, and the reporting period that is closed on its 25th."""

    year: int
    month: int

    @classmethod
    @lru_cache(maxsize=1024)  # thousands of rows name the same few months
    def parse(cls, text: str) -> Self:
        """Return the month written as 2026-12; raise RuleViolation for anything else."""
        year, month = _numbers(r"(\d{4})-(\d{2})", text)
        if not 1 <= month <= 12:
            raise _unreadable(text)
        return cls(year, month)

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the calendar month the day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def reporting_on(cls, day: date) -> Self:
        """Return the period that a report of this day belongs to: from the 26th on, the next month's."""
        month = cls.containing(day)
        return month.next() if day.day > REPORTING_DAY else month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def label(self) -> str:
        """The Chinese name: 2026年12月."""
        return f"{self.year}年{self.month}月"

    @property
    def first_day(self) -> date:
        """The first day of the calendar month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the calendar month."""
        return self.next().first_day - _ONE_DAY

    @property
    def reporting_day(self) -> date:
        """The day by which this month's progress is reported: the 25th."""
        return date(self.year, self.month, REPORTING_DAY)

    @property
    def snapshot_moment(self) -> datetime:
        """The moment this period's lights are frozen: the 25th, 24:00 in Beijing, as aware UTC."""
        return beijing_midnight(self.reporting_day + _ONE_DAY)

    @property
    def quarter(self) -> "Quarter":
        """The quarter the month lies in."""
        return Quarter(self.year, (self.month + 2) // 3)

    def report_is_late_after(self, calendar: WorkCalendar, workdays: int = LATE_AFTER_WORKDAYS) -> date:
        """Return the last day on which this month's report does not count as late (the 25th + 3 working days)."""
        return calendar.add_workdays(self.reporting_day, workdays)

    def next(self) -> Self:
        """Return the month after."""
        return self.plus(1)

    def previous(self) -> Self:
        """Return the month before."""
        return self.plus(-1)

    def plus(self, months: int) -> Self:
        """Return the month that many later (negative: earlier)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(year, month + 1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quarter written as 2026-Q4; raise RuleViolation for anything else."""
        return cls(*_numbers(r"(\d{4})-Q([1-4])", text))

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the quarter the day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.quarter}"

    @property
    def label(self) -> str:
        """The Chinese name: 2026年第四季度."""
        return f"{self.year}年第{_QUARTER_NAMES[self.quarter - 1]}季度"

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """The three months, in order."""
        first = Month(self.year, self.quarter * 3 - 2)
        return first, first.plus(1), first.plus(2)

    @property
    def first_day(self) -> date:
        """The first day of the first month."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """The last day of the third month."""
        return self.months[2].last_day

    def analysis_due_on(self, calendar: WorkCalendar) -> date:
        """Return the day by which 季分析 is ready: 10 working days after the quarter's end."""
        return calendar.add_workdays(self.last_day, ANALYSIS_WORKDAYS)

    def next(self) -> Self:
        """Return the quarter after."""
        return self.plus(1)

    def previous(self) -> Self:
        """Return the quarter before."""
        return self.plus(-1)

    def plus(self, quarters: int) -> Self:
        """Return the quarter that many later (negative: earlier)."""
        year, quarter = divmod(self.year * 4 + self.quarter - 1 + quarters, 4)
        return type(self)(year, quarter + 1)


@dataclass(frozen=True, order=True)
class Year:
    """A calendar year."""

    year: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the year written as 2026; raise RuleViolation for anything else."""
        return cls(*_numbers(r"(\d{4})", text))

    @classmethod
    def containing(cls, day: date) -> Self:
        """Return the year the day lies in."""
        return cls(day.year)

    def __str__(self) -> str:
        return f"{self.year:04}"

    @property
    def label(self) -> str:
        """The Chinese name: 2026年."""
        return f"{self.year}年"

    @property
    def quarters(self) -> tuple[Quarter, Quarter, Quarter, Quarter]:
        """The four quarters, in order."""
        first = Quarter(self.year, 1)
        return first, first.plus(1), first.plus(2), first.plus(3)

    @property
    def first_day(self) -> date:
        """1 January."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December."""
        return date(self.year, 12, 31)

    @property
    def evaluation_due_on(self) -> date:
        """The day by which 年评价 is ready: 20 January of the year after."""
        return date(self.year + 1, 1, 20)

    def next(self) -> Self:
        """Return the year after."""
        return type(self)(self.year + 1)

    def previous(self) -> Self:
        """Return the year before."""
        return type(self)(self.year - 1)


Period = Month | Quarter | Year


def parse_period(text: str) -> Period:
    """Return the month (2026-12), quarter (2026-Q4) or year (2026) written so; raise RuleViolation otherwise."""
    if "Q" in text:
        return Quarter.parse(text)
    return Month.parse(text) if "-" in text else Year.parse(text)


def _numbers(pattern: str, text: str) -> tuple[int, ...]:
    match = re.fullmatch(pattern, text, re.ASCII)
    if match is None or match[1] == "0000":
        raise _unreadable(text)
    return tuple(int(number) for number in match.groups())


def _unreadable(text: str) -> RuleViolation:
    return RuleViolation(f"“{text}”不是有效的报告期，请写成 2026-12、2026-Q4 或 2026。")
