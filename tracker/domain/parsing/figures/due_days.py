"""The day that a date word means: a month its last day, 上旬 the 10th, a quarter its last day, a year 31 December."""

import re
from datetime import date, timedelta

from tracker.domain.numerals import to_number
from tracker.domain.parsing.figures.due_words import DAYS_OF_THIRDS, PLAN_ENDS
from tracker.domain.parsing.text.dates import ZEROES, last_day, make_day

QUARTERS = "ⅠⅡⅢⅣ"
CENTURY = 2000


def is_bare_year(match: re.Match[str]) -> bool:
    """Return whether a date is a year named in figures and nothing more."""
    return bool(match["year"]) and not (_has_part(match) or match["to"])


def is_this_year(match: re.Match[str]) -> bool:
    """Return whether a date is 今年, 本年度, 明年 and nothing more."""
    return bool(match["this"] or match["next"]) and not _has_part(match)


def _has_part(match: re.Match[str]) -> bool:
    return any(match[part] for part in ("month", "half", "quarter", "middle", "yearend"))


def resolve(match: re.Match[str], year: int | None) -> date | None:
    """Return the last day of what a DUE match names; `year` stands in for a missing year."""
    if match["plan"]:
        return date(PLAN_ENDS[match["plan"]], 12, 31)
    named = _year(match, year)
    if named is None:
        return None
    if match["month"]:
        return _in_month(match, named)
    if match["half"] or match["middle"]:
        return date(named, 12, 31) if match["half"] == "下半年" else date(named, 6, 30)
    if match["quarter"]:
        return last_day(named, 3 * (QUARTERS.find(match["quarter"]) + 1 or to_number(match["quarter"]) or 4))
    says_year = (match["year"] and "年" in match[0]) or is_this_year(match)
    alone = match["yearend"] in ("底", "末", "内") and not (match["year"] or match["this"] or match["next"])
    return date(named, 12, 31) if (match["yearend"] or says_year) and not alone else None


def _year(match: re.Match[str], year: int | None) -> int | None:
    if match["to"]:
        return int(match["to"][1:5])
    if named := named_year(match):
        return named
    return year + 1 if year is not None and match["next"] else year


def named_year(match: re.Match[str]) -> int | None:
    """Return the year a date names, in figures or as 二〇二四年."""
    year = match["year"]
    if year and year.isdecimal():
        return int(year) if len(year) > len("25") else CENTURY + int(year)
    return to_number((year or "").translate(ZEROES))


def _in_month(match: re.Match[str], year: int) -> date | None:
    month = to_number(match["month"]) or 0
    if day := match["until"] or match["day"]:
        return make_day(year, month, int(day))
    third = match["third"]
    return date(year, month, DAYS_OF_THIRDS[third]) if third in DAYS_OF_THIRDS else last_day(year, month)


def later(base: date, match: re.Match[str]) -> date | None:
    """Return the base moved on by a number of calendar days, months or years.

    30 January and a month is the end of February.
    """
    unit = match["unit"].removeprefix("个")
    if match["count"] == "半":
        return _months_later(base, 6) if unit == "年" else None
    count = to_number(match["count"])
    if count is None:
        return None
    if unit in ("日", "天"):
        return base + timedelta(days=count)
    return _months_later(base, count * 12 if unit == "年" else count)


def _months_later(base: date, months: int) -> date:
    years, month = divmod(base.month - 1 + months, 12)
    end_of_month = last_day(base.year + years, month + 1)
    return min(end_of_month, end_of_month.replace(day=min(base.day, end_of_month.day)))
