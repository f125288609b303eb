"""Goals: figures to be reached, told from ceilings, conditions and what already exists."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from heapq import merge
from itertools import islice

from tracker.domain.numerals import to_number
from tracker.domain.parsing.figures.goal_conditions import is_condition, is_money
from tracker.domain.parsing.figures.goal_lists import counts_on, is_listed, names_measure, rest_of
from tracker.domain.parsing.figures.goal_phrases import (
    comparison_after,
    comparison_of_all,
    indicator_of,
    is_count,
    is_part_of_figure,
    is_share_to_reach,
    is_to_be_made,
    noun_before,
    plain_phrase,
    unit_of,
    year_of_each,
)
from tracker.domain.parsing.figures.goal_words import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    CONDITION_AFTER,
    EACH_HAS,
    EFFORT,
    GOAL_YEAR,
    HALF,
    IDLE_VERB,
    IS_VALUE,
    LEAST_NUMBER,
    LOWERED,
    MEASURE_AT_END,
    NAMES_MEASURE,
    PLACES,
    QUANTITY,
    RANK,
    RATIO,
    REACHED,
    SCOPE,
    VERBS,
)
from tracker.domain.parsing.model import GoalOperator

SENTENCE = re.compile(r"[^。！？]+")
MAY_COUNT = re.compile("[0-9亿半前]")
"""What every figure has at least one of: 20, 亿元, 一半, 前三名."""
MOST_GOALS = 200
MOST_SENTENCES = 5_000
MOST_FIGURES = 5_000
LONGEST_PHRASE = 80


@dataclass(frozen=True)
class Goal:
    """A figure at compact positions start:end."""

    indicator: str
    operator: GoalOperator
    value: Decimal
    upper_value: Decimal | None
    unit: str
    year: int | None
    scope: str | None
    is_best_effort: bool
    is_rank: bool
    start: int
    end: int


def find_goals(text: str, start: int, end: int, *, announced: bool) -> list[Goal]:
    """Return the goals of a stretch of text. `announced`: it stands under a heading such as 主要目标."""
    found: list[Goal] = []
    year: int | None = None
    for sentence in islice(SENTENCE.finditer(text, start, end), MOST_SENTENCES):
        begin, stop = sentence.span()
        year = year if announced else None
        before: re.Match[str] | None = None
        for match in islice(_figures(text, begin, stop), MOST_FIGURES):
            if match.re is GOAL_YEAR:
                year = int(match["year"])
                continue
            after_goal = bool(found) and before is not None and found[-1].start == before.start()
            goes_in_list = before is not None and is_listed(text, before, match)
            if goes_in_list and not after_goal:
                continue
            goes_on = after_goal and (goes_in_list or names_measure(text, found[-1].end, match.start()))
            in_sentence = bool(found) and found[-1].start >= begin
            goes_on = goes_on or (in_sentence and bool(MEASURE_AT_END.search(text, begin, match.start())))
            goes_in_list = goes_in_list or (after_goal and counts_on(text, found[-1].end, found[-1].unit, match, stop))
            goal = _goal(text, begin, stop, match, year, announced or goes_on, is_listed=goes_in_list)
            before = match
            if goal:
                found.append(goal)
            if len(found) == MOST_GOALS:
                return found
    return found


def _figures(text: str, start: int, end: int) -> Iterable[re.Match[str]]:
    """Figures and the years that goals are set for, in order."""
    if not MAY_COUNT.search(text, start, end):
        return ()
    patterns = (GOAL_YEAR, QUANTITY, HALF, RANK)
    return merge(*(pattern.finditer(text, start, end) for pattern in patterns), key=lambda match: match.start())


def _phrase(text: str, start: int, position: int) -> str:
    """The words before a figure back to the last comma."""
    begin = max(start, position - LONGEST_PHRASE)
    words = text[begin:position]
    words = words[:-1] if words.endswith("：") else words
    return words[max(words.rfind(mark) for mark in "，；：。") + 1 :]


def _goal(
    text: str, start: int, stop: int, match: re.Match[str], year: int | None, announced: bool, *, is_listed: bool
) -> Goal | None:
    phrase, rest = _phrase(text, start, match.start()), rest_of(text, match.end(), stop)
    if rest.startswith("半径"):
        return None
    if match.re is RANK:
        return _rank(text, match, year, announced, rest)
    is_part = is_part_of_figure(text, match, phrase, stop, announced=announced)
    if is_part or is_condition(text, start, match, phrase, rest, stop):
        return None
    phrase, is_each = plain_phrase(phrase, "%" if match.re is HALF else match["unit"])
    is_listed = is_listed and not is_each
    year = year_of_each(text, start, match.start()) or year if is_each else year
    after = comparison_after(text, match, stop) or (comparison_of_all(text, match.end(), stop) if is_each else None)
    operator, is_stated = _operator(phrase, after)
    if operator is GoalOperator.AT_MOST and not announced and not LOWERED.search(phrase):
        return None
    is_aimed_at = (
        is_listed
        or is_to_be_made(match, phrase, rest)
        or is_share_to_reach(text, match, phrase, stop)
        or bool(year and (EACH_HAS.search(phrase) or IS_VALUE.search(phrase)))
        or bool(year and match.re is QUANTITY and _is_state_of_year(phrase, rest, match["unit"]))
        or bool(match.re is QUANTITY and not rest and match["unit"] in PLACES and LEAST_NUMBER.search(phrase))
    )
    if not is_aimed_at and not _is_aimed_at(
        phrase, rest, year, is_stated=is_stated, announced=announced, of_money=is_money(match)
    ):
        return None
    is_half = match.re is HALF
    return Goal(
        indicator=indicator_of("" if is_listed and rest else _after_last_comma(phrase), rest)
        or noun_before(text, start, match.start()),
        operator=operator,
        value=Decimal(50) if is_half else _decimal(match["value"] or "1"),
        upper_value=_decimal(match["upper"]) if not is_half and match["upper"] else None,
        unit="%" if is_half else unit_of(text, match),
        year=year,
        scope=_scope(phrase),
        is_best_effort=bool(re.search("力争|争取", phrase)),
        is_rank=False,
        start=match.start(),
        end=match.end(),
    )


def _is_aimed_at(phrase: str, rest: str, year: int | None, *, is_stated: bool, announced: bool, of_money: bool) -> bool:
    """Whether the words around a figure say that it is to be reached."""
    verbs = VERBS.findall(phrase)
    is_effort = bool(EFFORT.search(phrase))
    if announced:
        return bool(is_stated or is_effort or verbs or year or NAMES_MEASURE.search(phrase))
    if any(not IDLE_VERB.fullmatch(verb) for verb in verbs) or ((verbs or is_effort) and (is_stated or year)):
        return True
    if verbs and not rest and not phrase.endswith(verbs[-1]) and not of_money:
        return True
    if REACHED.search(phrase) or (is_stated and (year is not None or RATIO.search(phrase))):
        return True
    return bool(re.match(r"[^，]{0,20}(?:实现(?!零)|全面建成|建成投[用运])", rest))


def _is_state_of_year(phrase: str, rest: str, unit: str) -> bool:
    """Whether a count, or the value of a measure, tells how things stand in a year: 到2026年底，…各类标准100项."""
    return not rest and (is_count(unit) or bool(NAMES_MEASURE.search(phrase)))


def _after_last_comma(phrase: str) -> str:
    """The words after the last 、 outside brackets, or in the bracket that a figure stands in."""
    phrase = phrase[phrase.rfind("（") + 1 :] if phrase.rfind("（") > phrase.rfind("）") else phrase
    for position in range(len(phrase) - 1, -1, -1):
        before = phrase[:position]
        if phrase[position] == "、" and before.count("（") == before.count("）"):
            return phrase[position + 1 :]
    return phrase


def _scope(phrase: str) -> str | None:
    scope = SCOPE.search(phrase)
    return scope[0] if scope else None


def _operator(phrase: str, after: str | None) -> tuple[GoalOperator, bool]:
    if after in ("左右", "上下") or ABOUT.search(phrase):
        return GoalOperator.ABOUT, True
    if after in ("以下", "以内", "之内") or AT_MOST.search(phrase):
        return GoalOperator.AT_MOST, True
    if after in ("以上", "及以上") or AT_LEAST.search(phrase):
        return GoalOperator.AT_LEAST, True
    return GoalOperator.EQUAL, False


def _rank(text: str, match: re.Match[str], year: int | None, announced: bool, rest: str) -> Goal | None:
    rank = to_number(match["value"])
    before = text[max(0, match.start() - 12) : match.start()]
    if rank is None or CONDITION_AFTER.match(rest) or not (announced or year or "力争" in before):
        return None
    return Goal(
        indicator="位次",
        operator=GoalOperator.AT_MOST,
        value=Decimal(rank),
        upper_value=None,
        unit="位",
        year=year,
        scope=None,
        is_best_effort="力争" in before,
        is_rank=True,
        start=match.start(),
        end=match.end(),
    )


def _decimal(figure: str) -> Decimal:
    """The value of a printed figure; a glyph lost between digits (private use character) was the decimal point."""
    return Decimal(re.sub("[\ue000-\uf8ff]", ".", figure.replace("，", "")))
