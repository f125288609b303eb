"""Calendar dates as documents print them."""

import calendar
import re
from datetime import date

from tracker.domain.numerals import to_number

_CHINESE_YEAR = "[二一][零〇○Ｏ0OoΟО〇oO一二三四五六七八九]{3}"
DAY_PATTERN = (
    r"(?P<year>(?:19|20)[0-9]{2}|" + _CHINESE_YEAR + r")年(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
ANY_DAY = r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"
DAY = re.compile(DAY_PATTERN)
DASHED_DAY = re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9])")
ZEROES = str.maketrans(dict.fromkeys("零○Ｏ0OoΟО", "〇"))


NAMED_DAY = re.compile(r"(?:(?P<year>20[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
LEAP_YEAR = 2000


def names_impossible_day(text: str, start: int, end: int) -> bool:
    """Return whether a range names a day that the calendar does not have, such as 9月31日; 2月29日 needs a year."""
    days = NAMED_DAY.finditer(text, start, end)
    return any(make_day(int(day["year"] or LEAP_YEAR), int(day["month"]), int(day["day"])) is None for day in days)


LOST_DAY = re.compile(r"（?(?P<year>20[0-9]{2})(?P<rest>[0-9]{2,4})")
"""A date that lost 年, 月 and 日 on the way to a web page: 2020628."""


def to_lost_day(match: re.Match[str]) -> date | None:
    """Return the one date that figures without 年, 月 and 日 can mean, or None where they can mean none or several."""
    rest = match["rest"]
    days = (make_day(int(match["year"]), int(rest[:cut]), int(rest[cut:])) for cut in range(1, len(rest)))
    found = [day for cut, day in enumerate(days, 1) if day and "0" not in (rest[0], rest[cut])]
    return found[0] if len(found) == 1 else None


def to_day(match: re.Match[str]) -> date | None:
    """Return the date of a match with groups year, month, day, or None if the calendar has no such day."""
    year = match["year"] if match["year"].isdecimal() else match["year"].translate(ZEROES)
    numbers = [to_number(year), to_number(match["month"]), to_number(match["day"])]
    return make_day(*numbers)


def make_day(year: int | None, month: int | None, day: int | None) -> date | None:
    """Return the date, or None if a part is missing or out of range."""
    if year is None or month is None or day is None or not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
