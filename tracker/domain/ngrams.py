"""Texts as bags of neighbouring characters. Chinese needs no word list this way, and 发改委/发展改革委 still meet."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from tracker.domain.parsing.text.compact import fold, without_white_space

_BETWEEN_WORDS = re.compile(r"\W+")


def plain(text: str, without: Iterable[str] = ()) -> str:
    """Return the text in one form of digits and brackets, without white space and without the given names."""
    folded = _in_one_form(text)
    for name in sorted({_in_one_form(name) for name in without}, key=len, reverse=True):
        folded = folded.replace(name, "") if name else folded
    return folded


@lru_cache(maxsize=8192)
def _in_one_form(text: str) -> str:
    return fold(without_white_space(text))


@lru_cache(maxsize=8192)
def grams(text: str, shortest: int = 2, longest: int = 3) -> Counter[str]:
    """Return how often each run of `shortest` to `longest` characters occurs within the text's words.

    The answer is kept for later calls: read it, do not change it.
    """
    counted: Counter[str] = Counter()
    for word in _BETWEEN_WORDS.split(text):
        for length in range(shortest, longest + 1):
            counted.update(word[start : start + length] for start in range(len(word) - length + 1))
    return counted


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """Return how much two bags share, 0–1 (Dice); two empty ones are the same."""
    total = one.total() + other.total()
    if not total:
        return 1.0
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return 2 * sum(min(times, many[gram]) for gram, times in few.items() if gram in many) / total
