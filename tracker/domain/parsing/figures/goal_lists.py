"""Figures that go on after another: lists of counts, and measures named one after the other."""

import re

from tracker.domain.parsing.figures.goal_phrases import LONGEST_BEFORE, may_be_listed
from tracker.domain.parsing.figures.goal_words import (
    NAMES_MEASURE,
    NEXT_AFTER_NOUN,
    NEXT_IN_LIST,
    NEXT_MEASURE,
    NEXT_NOUN,
    PART_OF_COUNT,
    QUANTITY,
    TELLS_EFFECT,
    VERBS,
)


def is_listed(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """Return whether a figure stands in a list with the figure before: 引进100名…、200名…，不少于50名…"""
    if not before.re is match.re is QUANTITY or before["unit"] != match["unit"] or match["unit"] == "%":
        return False
    return bool(NEXT_IN_LIST.fullmatch(text, before.end(), match.start()))


def names_measure(text: str, start: int, end: int) -> bool:
    """Return whether only the name of a measure stands between the goal before and a figure: …达2%，专利拥有量18件."""
    return bool(NEXT_MEASURE.fullmatch(text, start, end) and NAMES_MEASURE.search(text, start, end))


def counts_on(text: str, end: int, unit: str, match: re.Match[str], stop: int) -> bool:
    """Return whether only a noun stands between a count that is a goal and the next: 市场5个，示范企业20家。"""
    counts = match.re is QUANTITY and may_be_listed(unit, match["unit"])
    if not counts:
        return False
    part = PART_OF_COUNT.fullmatch(text, end, match.start())
    after_noun = NEXT_AFTER_NOUN.fullmatch(text, end, match.start())
    if ends := text[match.end() : match.end() + 1] in ("", "，", "、", "；", "。") or match.end() == stop:
        between = part or NEXT_NOUN.fullmatch(text, end, match.start())
    else:
        between = after_noun
        ends = not TELLS_EFFECT.search(rest_of(text, match.end(), stop))
    return bool(between and ends and not VERBS.search(between["noun"]) and not TELLS_EFFECT.search(between["noun"]))


def rest_of(text: str, position: int, stop: int) -> str:
    """Return the words after a figure up to the next comma."""
    return re.split("[，；、]|[和及与](?=[0-9])", text[position : min(stop, position + LONGEST_BEFORE)], maxsplit=1)[0]
