"""Time limits: what a limit looks like, which date it means, and what only looks like one.

A month means its last day, 上旬 the 10th, 中旬 the 20th, 上半年 30 June, a quarter its last day, a year 31 December.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.domain.numerals import to_number
from tracker.domain.parsing.figures.due_days import is_bare_year, is_this_year, later, named_year, resolve
from tracker.domain.parsing.figures.due_signs import (
    ends_range,
    holds_for_cases,
    is_period_of_stage,
    is_period_of_work,
    is_stated,
    stands_after_no_limit,
)
from tracker.domain.parsing.figures.due_words import (
    BEFORE,
    BEFORE_EVENT,
    DUE,
    FIGURES,
    GOES_ON,
    LATE_IN_YEAR,
    LISTED_BEFORE,
    MADE_IN_YEARS,
    MONTHS_FOLLOW,
    MOST_DATES,
    NO_LIMIT_AFTER,
    NUMERIC,
    ONGOING,
    ONGOING_AT_END,
    OVER,
    PHRASE_END,
    PLAN_ENDS,
    PLAN_PERIOD,
    RANGE_WORK,
    RECURRING,
    RELATIVE,
    SENTENCE_END,
    SOME_PAPER,
    START_AFTER,
    STARTS_PERIOD,
    THIS_MONTH,
    YEARS_BACK,
)
from tracker.domain.parsing.model import DueKind
from tracker.domain.parsing.text.dates import last_day, make_day


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
    for match, year_here in _dates(text, start, end, year, signed_on):
        is_recurring = recurring is not None and recurring.start() < match.start() <= recurring.end()
        is_recurring = is_recurring or bool(
            match["yearend"] in ("年内", "全年") and GOES_ON.match(text, match.end(), end)
        )
        is_other = is_recurring or _is_year_of_event(text, match, end) or _is_start_or_past(text, match, end)
        if not is_other and (day := resolve(match, year_here)):
            before = BEFORE.match(text, match.end(), end)
            found.append(Limit(DueKind.EXPLICIT, day, match.start(), before.end() if before else match.end()))
    found.extend(_numeric_dates(text, start, end))
    found.extend(_limits_of_years(text, start, end))
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
    return bool(is_bare_year(match) and BEFORE_EVENT.match(text, match.end(), end))


def _is_start_or_past(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a date of a field tells when something begins (6月起, 2024年开始) or was done (已于1月完成)."""
    return bool(START_AFTER.match(text, match.end(), end) or text[match.start() - 2 : match.start()] == "已于")


def _numeric_dates(text: str, start: int, end: int) -> Iterator[Limit]:
    for match in NUMERIC.finditer(text, start, end):
        year, month = int(match["year"]), int(match["month"] or match["month8"])
        day = match["day"] or match["day8"]
        if due_on := make_day(year, month, int(day)) if day else last_day(year, month):
            yield Limit(DueKind.EXPLICIT, due_on, match.start(), match.end())


def limits_in_text(text: str, start: int, end: int, *, year: int | None, signed_on: date | None) -> list[Limit]:
    """Return the limits that sentences state; dates at which a goal is reached are marked as arrivals."""
    found = [*_relative_limits(text, start, end, signed_on), *_limits_of_years(text, start, end)]
    dates = islice(_dates(text, start, end, year, signed_on), MOST_DATES)
    limits = (_limit(text, match, start, end, year_here, signed_on) for match, year_here in dates)
    earliest = signed_on.year - YEARS_BACK if signed_on else 0
    found.extend(limit for limit in limits if limit and (limit.due_on is None or limit.due_on.year >= earliest))
    ongoing = ONGOING_AT_END.search(text, start, end)
    if ongoing and (found or text[ongoing.start() - 1] in "，。；" or ongoing[0][0] in "并且"):
        found.append(Limit(DueKind.ONGOING, None, ongoing.start(), ongoing.end()))
    return found


def _dates(
    text: str, start: int, end: int, year: int | None, signed_on: date | None
) -> Iterator[tuple[re.Match[str], int | None]]:
    """Yield what looks like a date, and its year if it names none: of a date before it in its sentence, else `year`."""
    year_here, position = year, start
    for match in DUE.finditer(text, start, end):
        if not match[0] or (match.start() > start and _is_span_of_years(text, match)):
            continue
        if SENTENCE_END.search(text, position, match.start()):
            year_here = year
        named = named_year(match)
        if is_bare_year(match) and MONTHS_FOLLOW.match(text, match.end(), end):
            year_here, position = named, match.end()
            continue
        if not STARTS_PERIOD.match(text, match.end(), end):
            yield match, year_here if named else _year_to_come(match, year_here, signed_on)
        is_later = named and named >= (year or 0) and (match["month"] or match["half"])
        year_here = named if is_later else year_here
        position = match.end()


def _year_to_come(match: re.Match[str], year: int | None, signed_on: date | None) -> int | None:
    """The next year, for a month without a year in a paper signed at the end of one: in December 3月底前 lies ahead."""
    if signed_on is None or year != signed_on.year or signed_on.month < LATE_IN_YEAR or is_this_year(match):
        return year
    day = resolve(match, year)
    return year + 1 if day and day < signed_on.replace(day=1) else year


def _is_span_of_years(text: str, match: re.Match[str]) -> bool:
    """Whether 年内 is a stretch of time (3年内, 近三年内) and not this year."""
    return match[0].startswith("年") and text[match.start() - 1] in FIGURES


def _relative_limits(text: str, start: int, end: int, signed_on: date | None) -> list[Limit]:
    """印发之日起30日内 counts from the day of signing; working days need the calendar of holidays and are left out."""
    if signed_on is None:
        return []
    matches = [match for match in RELATIVE.finditer(text, start, end) if not _is_of_other_paper(text, match)]
    dated = [(match, later(signed_on, match)) for match in matches]
    found = [Limit(DueKind.EXPLICIT, day, match.start("count"), match.end()) for match, day in dated if day]
    end_of_month = last_day(signed_on.year, signed_on.month)
    months = THIS_MONTH.finditer(text, start, end)
    return found + [Limit(DueKind.EXPLICIT, end_of_month, *match.span()) for match in months]


def _is_of_other_paper(text: str, match: re.Match[str]) -> bool:
    """Whether a term counts from the day of some other paper: 清单发布后6个月内."""
    return bool(SOME_PAPER.search(text, max(0, match.start() - 6), match.start()))


def _limit(
    text: str, match: re.Match[str], begin: int, end: int, year: int | None, signed_on: date | None
) -> Limit | None:
    start, stop = match.span()
    head = match["head"]
    is_range = bool(match["until"]) or ends_range(text, start)
    if is_range and is_period_of_stage(text, start, stop) and (day := resolve(match, year)):
        return Limit(DueKind.EXPLICIT, day, start, stop)
    is_none = stands_after_no_limit(text, start, start + len(head)) and not is_range
    is_up_to = "截" in text[max(0, start - 2) : start] and OVER.match(text, stop, end)
    day = resolve(match, year) if not is_none or is_up_to else None
    if day is None:
        return None
    before = BEFORE.match(text, stop, end)
    stop = before.end() if before else stop
    if holds_for_cases(text, match, stop, end):
        return None
    if before or LISTED_BEFORE.match(text, stop, end):
        return Limit(DueKind.EXPLICIT, day, start, stop)
    if signed_on and day < signed_on.replace(day=1) and not (head or match["plan"]):
        return None
    return _limit_without_before(text, match, begin, end, year, day)


def _limit_without_before(
    text: str, match: re.Match[str], begin: int, end: int, year: int | None, day: date
) -> Limit | None:
    """The limit of a date that no 前 follows."""
    (start, stop), head = match.span(), match["head"]
    is_range = bool(match["until"]) or ends_range(text, start)
    if is_range and is_period_of_work(text, match, begin, end):
        return Limit(DueKind.EXPLICIT, day, start, stop)
    if NO_LIMIT_AFTER.match(text, stop, end):
        return None
    if head and not is_range:
        return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=head[0] in "到至")
    if not (RANGE_WORK.match(text, stop, end) if is_range else is_stated(text, match, begin, end, year)):
        return None
    is_end_of_year = bool(match["year"] and match["yearend"])
    is_arrival = is_bare_year(match) or is_end_of_year or is_this_year(match) or bool(match["plan"])
    return Limit(DueKind.EXPLICIT, day, start, stop, is_arrival=is_arrival)


def _limits_of_years(text: str, start: int, end: int) -> Iterator[Limit]:
    """2024年开始，3年内完成 ends with the last of the three years."""
    for match in MADE_IN_YEARS.finditer(text, start, end):
        last = int(match["year"]) + (to_number(match["count"]) or 1) - 1
        yield Limit(DueKind.EXPLICIT, date(last, 12, 31), *match.span())
