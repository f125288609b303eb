"""Which figures are no goals: ceilings of payments, conditions, sizes, counts of what exists."""

import re

from tracker.domain.parsing.figures.goal_phrases import is_share_to_reach
from tracker.domain.parsing.figures.goal_words import (
    AIM_OF_SUM,
    BARE_COUNT,
    CEILING,
    CONDITION_AFTER,
    COUNTED_TIME,
    COUNTS,
    DURATIONS,
    EXISTING,
    HOLDERS,
    MADE_COUNT,
    MEASURED_PER,
    OF_NAMED,
    OFTEN,
    PAID_FOR,
    PEOPLE,
    QUANTITY,
    RATE_OF_PAY,
    SET_FOR_YEAR,
    SHORTENED,
    SIZED,
    SIZES,
    TERM_AIMED_AT,
    TO_BE_MADE,
    UP_TO_NOW,
)


def is_condition(text: str, start: int, match: re.Match[str], phrase: str, rest: str, stop: int) -> bool:
    """Return whether a figure is a ceiling, a condition, a count of what exists."""
    if match.start() > 0 and text[match.start() - 1] in "第〔（(“+.+-—" or _exists(match, phrase, rest):
        return True
    if UP_TO_NOW.search(text, max(start, match.start() - 80), match.start()):
        return True
    is_condition = CONDITION_AFTER.match(rest) and not HOLDERS.match(text, match.end(), stop)
    is_made = bool(match.re is QUANTITY and match["unit"] in COUNTS and MADE_COUNT.search(phrase))
    if is_condition and not is_made and not _holds_share(text, phrase, match, rest, stop):
        return True
    if match.re is QUANTITY and (MEASURED_PER.search(phrase) or (match["unit"] == "次" and OFTEN.search(phrase))):
        return True
    money = is_money(match) or (match.re is QUANTITY and match["unit"] == "%")
    if money and AIM_OF_SUM.search(phrase):
        return _is_size(match, phrase, rest)
    sentence = text[max(start, match.start() - 80) : min(stop, match.end() + 60)]
    if _has_ceiling(match, phrase, rest) or (money and RATE_OF_PAY.search(phrase)):
        return True
    is_paid = money and not SET_FOR_YEAR.match(phrase) and CEILING.search(sentence)
    return bool(is_paid) or _is_size(match, phrase, rest)


def _has_ceiling(match: re.Match[str], phrase: str, rest: str) -> bool:
    """Whether words of payment stand beside a figure; people who are funded (资助200名) are counted, not paid."""
    unit = match["unit"] if match.re is QUANTITY else ""
    of_people = unit.endswith(PEOPLE) and not unit.startswith("万")
    of_things = unit.startswith("万") and not unit.endswith(("元", "万"))
    free = PAID_FOR if of_things else {"资助"} if of_people else ()
    return any(word not in free for word in (*CEILING.findall(phrase), *CEILING.findall(rest)))


def _exists(match: re.Match[str], phrase: str, rest: str) -> bool:
    """Whether a figure counts what is there; 完成甲地、乙地等5个…建设 counts what is to be made."""
    if match.re is QUANTITY and match["unit"] in ("万", "亿") and not BARE_COUNT.search(phrase):
        return True
    is_made = OF_NAMED.search(phrase) and (match["after"] if match.re is QUANTITY else None)
    named = OF_NAMED.search(phrase)
    is_made = is_made or (named and (named["built"] or TO_BE_MADE.match(rest)))
    return bool(EXISTING.search(phrase)) and not is_made


def _is_size(match: re.Match[str], phrase: str, rest: str) -> bool:
    """Whether a figure tells the size of what is counted (5000万元以上项目60个), or a time that is not shortened."""
    if match.re is not QUANTITY:
        return False
    if match["unit"] in DURATIONS:
        return not (SHORTENED.search(phrase) or COUNTED_TIME.search(phrase) or TERM_AIMED_AT.match(rest))
    if match["unit"] in SIZES:
        return bool(match["after"] and rest)
    return bool(is_money(match) and match["after"] and SIZED.match(rest))


def is_money(match: re.Match[str]) -> bool:
    """Return whether a figure is a sum of money."""
    return match.re is QUANTITY and match["unit"].endswith("元")


def _holds_share(text: str, phrase: str, match: re.Match[str], rest: str, stop: int) -> bool:
    """Whether …以上的 is a share to reach something (40%以上的…达到), or a sum to be raised (设立30亿元的基金)."""
    is_share = match.re is QUANTITY and match["unit"] == "%" and re.search("达到|实现|建成", rest)
    is_share = is_share or is_share_to_reach(text, match, phrase, stop)
    is_reach = match.re is QUANTITY and match["unit"] == "%" and re.search("(?:通达|覆盖|连通)$", phrase)
    return bool(is_share or is_reach or re.search(r"(?:设立|组建)[^，]{0,8}规模$", phrase))
