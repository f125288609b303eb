"""What the words around a date say: whether it is a limit, a start, the life of a policy, or a case."""

import re

from tracker.domain.parsing.figures.due_days import is_bare_year, is_this_year, named_year
from tracker.domain.parsing.figures.due_words import (
    AFTER_NO_LIMIT,
    AFTER_YEAR_END,
    BEFORE_PERIOD,
    CASE_AFTER,
    CASE_BEFORE,
    EACH_TIME,
    EFFORT_BEFORE,
    EFFORT_MADE,
    FIRST_OF_PERIOD,
    HOLDS_UNTIL,
    HOLDS_UNTIL_RELIEF,
    LASTS_UNTIL,
    LISTED_AFTER,
    LONGEST_BEFORE,
    LONGEST_QUOTE,
    MADE_FOLLOWS,
    OF_CASE,
    ON_DAY,
    PERIOD_DONE,
    PERIOD_WORK,
    RANGE_BEFORE,
    REACHES_ALL,
    STAGE_BEFORE,
    THIS_YEAR_MADE,
    WHOSE_CASE,
    WORK_AT_HEAD,
    WORK_BEGINS,
    WORK_FOLLOWS,
)


def holds_for_cases(text: str, match: re.Match[str], stop: int, end: int) -> bool:
    """Return whether a relief or grant lasts until a date, or a date tells which cases are meant; it ends at `stop`."""
    holds_until = HOLDS_UNTIL if match["year"] else HOLDS_UNTIL_RELIEF
    if holds_until.match(text, stop, end):
        return True
    if stop == match.end():
        return False
    is_whose = CASE_BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start())
    return bool(CASE_AFTER.match(text, stop, end) or (is_whose and WHOSE_CASE.match(text, stop, end)))


def ends_range(text: str, start: int) -> bool:
    """Return whether 至 or a dash before a date, or at its head, joins it to another: 9月至12月, 9月—12月, 9—12月."""
    before = start if text[start] in "至到" else start - 1
    return before > 0 and text[before] in "至到-—–~～" and bool(RANGE_BEFORE.search(text, max(0, before - 3), before))


def stands_after_no_limit(text: str, start: int, head_end: int) -> bool:
    """Return whether the words before a date, its 到 or 至 included, say that it is a start, the past or comes back."""
    if any(AFTER_NO_LIMIT.search(text, max(0, end - LONGEST_BEFORE), end) for end in {start, head_end}):
        return True
    if text[start] in "至到" and LASTS_UNTIL.search(text, max(0, start - LONGEST_QUOTE), start):
        return True
    is_listed = LISTED_AFTER.search(text, max(0, start - 1), start)
    return bool(is_listed and EACH_TIME.search(text, max(0, start - LONGEST_QUOTE), start))


def is_period_of_stage(text: str, start: int, stop: int) -> bool:
    """Return whether a period that ends at `stop` is that of a stage: 第二阶段（6月—9月）."""
    return text[stop : stop + 1] == "）" and bool(STAGE_BEFORE.search(text, max(0, start - LONGEST_QUOTE), start))


def is_period_of_work(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """Return whether a period at the head of a sentence is one of work: 9月18日—26日期间，由某局牵头，…开展整治."""
    first = FIRST_OF_PERIOD.search(text, max(begin, match.start() - LONGEST_BEFORE * 2), match.start())
    head = match.start() if match["until"] or first is None else first.start()
    is_at_head = BEFORE_PERIOD.search(text[max(begin, head - LONGEST_BEFORE * 2) : head])
    return bool(is_at_head and PERIOD_WORK.match(text, match.end(), end))


def is_stated(text: str, match: re.Match[str], begin: int, end: int, year: int | None) -> bool:
    """Return whether a date without 前 is a limit: 年内…, 12月完成…, and a year to come at the head: 。2027年，出台…"""
    if match["yearend"]:
        return _ends_with_year(text, match, end)
    if match["to"] and text[match.start() - 1] == "（" and PERIOD_DONE.match(text, match.end(), end):
        return True
    is_at_head = match.start() == begin or text[match.start() - 1] in "。；"
    if match["plan"]:
        return is_at_head
    if text[match.start() - 1] == "对":
        return False
    if match["month"] or match["half"] or match["quarter"] or match["middle"]:
        pattern = WORK_AT_HEAD if is_at_head else ON_DAY if text[match.start() - 1] == "于" else WORK_FOLLOWS
        begins = is_at_head and WORK_BEGINS.match(text, match.end(), end)
        return bool(begins or pattern.match(text, match.end(), end) or WORK_FOLLOWS.match(text, match.end(), end))
    if is_this_year(match):
        return bool(THIS_YEAR_MADE.match(text, match.end(), end))
    return _is_year_to_come(text, match, end, year, is_at_head=is_at_head)


def _ends_with_year(text: str, match: re.Match[str], end: int) -> bool:
    """Whether 年底, 年内, 全年 without 前 is a limit: no balance (年末余额), no case (对年内…的), no saying."""
    before = text[match.start() - 1]
    if match["yearend"] == "全年":
        return before in "，；" and text[match.end() : match.end() + 1] in tuple("）〕")
    if AFTER_YEAR_END.match(text, match.end(), end):
        return False
    begin = max(0, match.start() - LONGEST_QUOTE)
    is_case = match["yearend"] == "年内" and OF_CASE.search(text, begin, match.start())
    if match[0] == "年度内" and before not in "，。；在":
        return False
    return not is_case and not _is_in_saying(text, match)


def _is_year_to_come(text: str, match: re.Match[str], end: int, year: int | None, *, is_at_head: bool) -> bool:
    """Whether a bare year is the one something is to be made in: 。2027年，出台…, 力争2027年建成, …，2027年扩大到…"""
    named = named_year(match)
    if named is None or named < (year or 0):
        return False
    if EFFORT_BEFORE.search(text, max(0, match.start() - LONGEST_BEFORE), match.start()):
        return bool(EFFORT_MADE.match(text, match.end(), end))
    reaches_all = is_bare_year(match) and REACHES_ALL.match(text, match.end(), end)
    if not is_at_head and text[match.start() - 1] != "，":
        return False
    return bool(reaches_all or MADE_FOLLOWS.match(text, match.end(), end))


def _is_in_saying(text: str, match: re.Match[str]) -> bool:
    """Whether a date without a year stands in a quoted saying: “年初建账、年底交账”."""
    before = text[max(0, match.start() - LONGEST_QUOTE) : match.start()]
    return not match["year"] and before.rfind("“") > before.rfind("”")
