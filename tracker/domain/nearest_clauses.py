"""Which clauses speak of the same thing: BM25 over runs of two and three characters.

Weights are the usual ones of BM25 (Robertson and others, TREC-3); a clause's title counts three times.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from tracker.domain.ngrams import grams

SATURATION = 1.2
LENGTH_WEIGHT = 0.75
TITLE_WEIGHT = 3
MOST_OF_ONE_GRAM = 3


@dataclass(frozen=True)
class Neighbour:
    """A clause by its place in the collection; `similarity` is 1 for the text asked about itself, 0 for a stranger."""

    index: int
    similarity: float


class ClauseIndex:
    """A collection of clauses, each (title, body), that can be asked for the nearest to another."""

    def __init__(self, clauses: Sequence[tuple[str, str]]) -> None:
        self._count = len(clauses)
        self._holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for index, (title, body) in enumerate(clauses):
            profile = _profile(title, body)
            lengths.append(profile.total())
            for gram, times in profile.items():
                self._holders[gram].append((index, times))
        self._mean_length = sum(lengths) / len(lengths) if lengths and any(lengths) else 1.0
        self._penalties = [self._penalty(length) for length in lengths]

    def nearest(self, title: str, body: str, count: int) -> list[Neighbour]:
        """Return up to `count` clauses that share something with this one, the nearest first."""
        profile = _profile(title, body)
        own_penalty = self._penalty(profile.total())
        scores: dict[int, float] = defaultdict(float)
        own_score = 0.0
        for gram, asked in profile.items():
            holders = self._holders.get(gram, [])
            weight = self._rarity(len(holders)) * min(asked, MOST_OF_ONE_GRAM)
            own_score += weight * _saturated(asked, own_penalty)
            for index, times in holders:
                scores[index] += weight * _saturated(times, self._penalties[index])
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:count]
        return [Neighbour(index, min(1.0, score / own_score)) for index, score in ranked]

    def _rarity(self, holders: int) -> float:
        return log(1 + (self._count - holders + 0.5) / (holders + 0.5))

    def _penalty(self, length: int) -> float:
        return SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / self._mean_length)


def _saturated(times: int, penalty: float) -> float:
    return times * (SATURATION + 1) / (times + penalty)


def _profile(title: str, body: str) -> Counter[str]:
    profile = Counter(grams(body))
    for gram, times in grams(title).items():
        profile[gram] += TITLE_WEIGHT * times
    return profile
