"""Time limits: what a limit looks like, which date it means, and what only looks like one.

A month means its last day, 上旬 the 10th, 中旬 the 20th, 上半年 30 June, a quarter its last day, a year 31 December.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from tracker.domain.numerals import to_number
from tracker.domain.parsing.figures.due_words import (
    AFTER_NO_LIMIT,
    BEFORE,
    BEFORE_EVENT,
    CASE_AFTER,
    DAYS_OF_THIRDS,
    DUE,
    EACH_TIME,
    EFFORT_BEFORE,
    EFFORT_MADE,
    FIGURES,
    GOES_ON,
    HOLDS_UNTIL,
    HOLDS_UNTIL_RELIEF,
    LASTS_UNTIL,
    LISTED_AFTER,
    LISTED_BEFORE,
    LONGEST_BEFORE,
    LONGEST_QUOTE,
    MADE_FOLLOWS,
    MOST_DATES,
    NO_LIMIT_AFTER,
    NUMERIC,
    OF_CASE,
    ONGOING,
    ONGOING_AT_END,
    PERIOD_DONE,
    PHRASE_END,
    PLAN_ENDS,
    PLAN_PERIOD,
    RANGE_BEFORE,
    RANGE_WORK,
    RECURRING,
    RELATIVE,
    SENTENCE_END,
    THIS_MONTH,
    WORK_BEGINS,
    WORK_FOLLOWS,
    YEARS_BACK,
)
from tracker.domain.parsing.model import DueKind
from tracker.domain.parsing.text.dates import ZEROES, last_day, make_day


@dataclass(frozen=True)
class Limit:
    """A limit at compact positions start:end. `is_arrival`: the date a state is reached at (到某年), without 前."""

    kind: DueKind
    due_on: date | None
    start: int
    end: int
    is_arrival: bool = False


def limits_in_field(text: str, start: int, end: int, *, year: int | None, signed_on: date | None = None) -> list[Limit]:
    """Return the limits of a field or a cell made for them: any date counts, and so does 持续推进."""
    recurring = RECURRING.search(text, start, end)
    found = []
    for match, year_here in _dates(text, start, end, year):
        is_recurring = recurring is not None and recurring.start() < match.start() <= recurring.end()
        is_recurring = is_recurring or bool(match["yearend"] == "年内" and GOES_ON.match(text, match.end(), end))
        if not is_recurring and not _is_year_of_event(text, match, end) and (day := resolve(match, year_here)):
            before = BEFORE.match(text, match.end(), end)
            found.append(Limit(DueKind.EXPLICIT, day, match.start(), before.end() if before else match.end()))
    found.extend(_numeric_dates(text, start, end))
    found.extend(_relative_limits(text, start, end, signed_on))
    periods = PLAN_PERIOD.finditer(text, start, end)
    found.extend(Limit(DueKind.EXPLICIT, date(PLAN_ENDS[p["plan"]], 12, 31), *p.span()) for p in periods)
    if ongoing := ONGOING.search(text, start, end):
        stop = PHRASE_END.search(text, ongoing.end(), end)
        found.append(Limit(DueKind.ONGOING, None, ongoing.start(), stop.start() if stop else end))
    if recurring and not found:
        found.append(Limit(DueKind.RECURRING, None, recurring.start(), recurring.end()))
    return found


def _is_year_of_event(text: str, match: re.Match[str], end: int) -> bool:
    return bool(_is_bare_year(match) and BEFORE_EVENT.match(text, match.end(), end))


def _numeric_dates(text: str, start: int, end: int) -> Iterator[Limit]:
    for match in NUMERIC.finditer(text, start, end):
        year, month = int(match[1]), int(match[3])
        if day := make_day(year, month, int(match[4])) if match[4] else last_day(year, month):
            yield Limit(DueKind.EXPLICIT, day, match.start(), match.end())


def limits_in_text(text: str, start: int, end: int, *, year: int | None, signed_on: date | None) -> list[Limit]:
    """Return the limits that sentences state; dates at which a goal is reached are marked as arrivals."""
    found = [*_relative_limits(text, start, end, signed_on)]
    dates = islice(_dates(text, start, end, year), MOST_DATES)
    limits = (_limit(text, match, end, year_here) for match, year_here in dates)
    earliest = signed_on.year - YEARS_BACK if signed_on else 0
    found.extend(limit for limit in limits if limit and (limit.due_on is None or limit.due_on.year >= earliest))
    ongoing = ONGOING_AT_END.search(text, start, end)
    if ongoing and (found or text[ongoing.start() - 1] in "，。；" or ongoing[0][0] in "并且"):
        found.append(Limit(DueKind.ONGOING, None, ongoing.start(), ongoing.end()))
    return found


def _dates(text: str, start: int, end: int, year: int | None) -> Iterator[tuple[re.Match[str], int | None]]:
    """Yield what looks like a date, and its year if it names none: of a date before it in its sentence, else `year`."""
    year_here, position = year, start
    for match in DUE.finditer(text, start, end):
        if not match[0] or (match.start() > start and _is_span_of_years(text, match)):
            continue
        if SENTENCE_END.search(text, position, match.start()):
            year_here = year
        yield match, year_here
        named = _named_year(match)
        is_later = named and named >= (year or 0) and (match["month"] or match["half"])
        year_here = named if is_later else year_here
        position = match.end()


def _is_span_of_years(text: str, match: re.Match[str]) -> bool:
    """Whether 年内 is a stretch of time (3年内, 近三年内) and not this year."""
    return match[0].startswith("年") and text[match.start() - 1] in FIGURES


def _relative_limits(text: str, start: int, end: int, signed_on: date | None) -> list[Limit]:
    """印发之日起30日内 counts from the day of signing; working days need the calendar of holidays and are left out."""
    if signed_on is None:
        return []
    dated = [(match, _later(signed_on, match)) for match in RELATIVE.finditer(text, start, end)]
    found = [Limit(DueKind.EXPLICIT, day, match.start("count"), match.end()) for match, day in dated if day]
    end_of_month = last_day(signed_on.year, signed_on.month)
    months = THIS_MONTH.finditer(text, start, end)
    return found + [Limit(DueKind.EXPLICIT, end_of_month, *match.span()) for match in months]


def _limit(text: str, match: re.Match[str], end: int, year: int | None) -> Limit | None:
    start, stop = match.span()
    head = match["head"]
    ends_range = _ends_range(text, start)
    day = None if _stands_after_no_limit(text, start, start + len(head)) and not ends_range else resolve(match, year)
    if day is None:
        return None
    before = BEFORE.match(text, stop, end)
    stop = before.end() if before else stop
    if _holds_for_cases(text, match, stop, end):
        return None
    if before or LISTED_BEFORE.match(text, stop, end):
        return Limit(DueKind.EXPLICIT, day, start, stop)
    if NO_LIMIT_AFTER.match(text, stop, end):
        return None
    if head and not ends_range:
        return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=head[0] in "到至")
    if not (RANGE_WORK.match(text, stop, end) if ends_range else _is_stated(text, match, end, year)):
        return None
    return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=_is_bare_year(match) or bool(match["plan"]))


def _holds_for_cases(text: str, match: re.Match[str], stop: int, end: int) -> bool:
    """Whether a relief or grant lasts until a date, or a date tells which cases are meant; it ends at `stop`."""
    holds_until = HOLDS_UNTIL if match["year"] else HOLDS_UNTIL_RELIEF
    if holds_until.match(text, stop, end):
        return True
    if stop == match.end():
        return False
    return bool(CASE_AFTER.match(text, stop, end))


def _is_bare_year(match: re.Match[str]) -> bool:
    """Whether a date is a year and nothing more."""
    parts = ("month", "half", "quarter", "middle", "yearend", "to")
    return bool(match["year"]) and not any(match[part] for part in parts)


def _ends_range(text: str, start: int) -> bool:
    """Whether 至 or a dash right before a date, or at its head, joins it to another: 9月至12月, 9月—12月."""
    before = start if text[start] in "至到" else start - 1
    return before > 0 and text[before] in "至到-—–~～" and bool(RANGE_BEFORE.search(text, max(0, before - 1), before))


def _stands_after_no_limit(text: str, start: int, head_end: int) -> bool:
    """Whether the words before a date, its own 到 or 至 included, say that it is a start, the past or comes back."""
    if any(AFTER_NO_LIMIT.search(text, max(0, end - LONGEST_BEFORE), end) for end in {start, head_end}):
        return True
    if text[start] in "至到" and LASTS_UNTIL.search(text, max(0, start - LONGEST_QUOTE), start):
        return True
    is_listed = LISTED_AFTER.search(text, max(0, start - 1), start)
    return bool(is_listed and EACH_TIME.search(text, max(0, start - LONGEST_QUOTE), start))


def _is_stated(text: str, match: re.Match[str], end: int, year: int | None) -> bool:
    """Whether a date without 前 is a limit: 年内…, 12月完成…, and a year to come at the head: 。2027年，出台…"""
    if match["yearend"] == "全年":
        return text[match.start() - 1] in "，；" and text[match.end() : match.end() + 1] in tuple("）〕")
    if match["yearend"]:
        before = max(0, match.start() - LONGEST_QUOTE)
        is_case = match["yearend"] == "年内" and OF_CASE.search(text, before, match.start())
        if match[0] == "年度内" and text[match.start() - 1] not in "，。；在":
            return False
        return not is_case and not _is_in_saying(text, match)
    if match["to"] and text[match.start() - 1] == "（" and PERIOD_DONE.match(text, match.end(), end):
        return True
    is_at_head = match.start() > 0 and text[match.start() - 1] in "。；"
    if match["plan"]:
        return is_at_head
    if text[match.start() - 1] == "对":
        return False
    if match["month"] or match["half"] or match["quarter"]:
        begins = is_at_head and WORK_BEGINS.match(text, match.end(), end)
        return bool(begins or WORK_FOLLOWS.match(text, match.end(), end))
    return _is_year_to_come(text, match, end, year, is_at_head=is_at_head)


def _is_year_to_come(text: str, match: re.Match[str], end: int, year: int | None, *, is_at_head: bool) -> bool:
    """Whether a bare year is the one something is to be made in: 。2027年，出台…, 力争2027年建成."""
    named = _named_year(match)
    if named is None or year is None or named < year:
        return False
    if EFFORT_BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start()):
        return bool(EFFORT_MADE.match(text, match.end(), end))
    is_at_head = is_at_head or text[match.start() - 1] == "，"
    return is_at_head and bool(MADE_FOLLOWS.match(text, match.end(), end))


def _is_in_saying(text: str, match: re.Match[str]) -> bool:
    """Whether a date without a year stands in a quoted saying: “年初建账、年底交账”."""
    before = text[max(0, match.start() - LONGEST_QUOTE) : match.start()]
    return not match["year"] and before.rfind("“") > before.rfind("”")


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
        return last_day(named, 3 * (to_number(match["quarter"]) or 4))
    says_year = match["year"] and "年" in match[0]
    alone = match["yearend"] in ("底", "末", "内") and not (match["year"] or match["this"] or match["next"])
    return date(named, 12, 31) if (match["yearend"] or says_year) and not alone else None


def _year(match: re.Match[str], year: int | None) -> int | None:
    if match["to"]:
        return int(match["to"][1:5])
    if named := _named_year(match):
        return named
    return year + 1 if year is not None and match["next"] else year


def _named_year(match: re.Match[str]) -> int | None:
    """The year a date names, in figures or as 二〇二四年."""
    year = match["year"]
    return int(year) if year and year.isdecimal() else to_number((year or "").translate(ZEROES))


def _in_month(match: re.Match[str], year: int) -> date | None:
    month = to_number(match["month"]) or 0
    if match["day"]:
        return make_day(year, month, int(match["day"]))
    third = match["third"]
    return date(year, month, DAYS_OF_THIRDS[third]) if third in DAYS_OF_THIRDS else last_day(year, month)


def _later(base: date, match: re.Match[str]) -> date | None:
    """The base moved on by a number of calendar days, months or years; 30 January + 1 month is the end of February."""
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
