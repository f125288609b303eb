"""Which bodies a clause without responsible units should probably go to (责任单位建议), each with its reason.

Three witnesses are heard: the nearest clauses already assigned vote for their bodies; words that are usually a
function's business (研发 → 科技) speak for it; and how often a body is given work at all breaks ties. Bodies are
keys of `unit_functions.body_key`, so that what one city decided helps another. Nothing is ever assigned from this.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from tracker.domain.assignments import AssignmentRole
from tracker.domain.nearest_clauses import ClauseIndex, Neighbour
from tracker.domain.ngrams import plain
from tracker.domain.unit_functions import FUNCTION_WORDS, body_key

NEIGHBOURS = 10
LEADS, SUPPORTS = 1.0, 0.8
"""What a body's part in a neighbouring clause counts."""

VOTES, WORDS, PRIOR = 1.0, 1.2, 0.3
"""How much each witness weighs. Set on ten labelled documents, checked on thirty others; they move little around it."""

LIKE_ENOUGH = 0.08
"""Likeness below which a clause is no reason to name. Of suggestions without words that rested on a clause below it
15 % were right (986), of the prior's 18 %; from 8 to 20 % likeness 19 %, from half upwards 46 % (2,010 clauses of 200
documents). All such clauses together still order what is suggested better than the prior does, so they vote."""

HALF_CONVINCED = 5.0  # this much weight of words speaks for a function half as loud as can be
WORD_IN_TITLE = 2
MOST_OF_ONE_WORD = 3
SHOWN_WORDS = 3


@dataclass(frozen=True)
class AssignedUnit:
    """A responsible unit of a clause to learn from. `body` where the register knows its function; `unit` is its id."""

    name: str
    role: AssignmentRole
    body: str | None = None
    unit: int | None = None


@dataclass(frozen=True)
class AssignedClause:
    """A clause whose responsible units are settled, to learn from.

    `reference` is the caller's own name of it. `document_title` is None where the reader may not see the document.
    """

    reference: int
    document_id: int
    document_title: str | None
    label: str
    title: str
    body: str
    units: tuple[AssignedUnit, ...]


@dataclass(frozen=True)
class Source:
    """The clause a suggestion is drawn from, and the unit it names; `similarity` is 0–1."""

    clause: AssignedClause
    unit: AssignedUnit
    similarity: float


@dataclass(frozen=True)
class Suggestion:
    """A body, by its key, for a clause. `score` is 0–1; sources are those like enough, and may be none."""

    body: str
    score: float
    reason: str
    sources: tuple[Source, ...]
    words: tuple[str, ...]


class Suggester:
    """What is learnt from assigned clauses; ask it as often as needed."""

    def __init__(self, clauses: Sequence[AssignedClause]) -> None:
        self._clauses = clauses
        self._bodies = [_bodies_of(clause) for clause in clauses]
        texts = [_comparable(clause) for clause in clauses]
        self._index = ClauseIndex(texts)
        self._prior = _shares(clauses, self._bodies)
        self._word_weights = _word_weights([title + body for title, body in texts])

    def suggest(self, title: str, body: str, *, count: int = 5) -> list[Suggestion]:
        """Return up to `count` bodies for a clause without units, the likeliest first."""
        title, body = plain(title), plain(body)
        neighbours = self._index.nearest(title, body, NEIGHBOURS)
        votes, sources = self._votes(neighbours)
        spoken = _spoken_for(title, body, self._word_weights)
        strengths = {function: weight / (weight + HALF_CONVINCED) for function, (weight, _) in spoken.items()}
        scores = {
            key: VOTES * votes.get(key, 0) + WORDS * strengths.get(key, 0) + PRIOR * sqrt(self._prior.get(key, 0))
            for key in {*self._prior, *strengths}
        }
        ranked = sorted(scores, key=lambda key: (-scores[key], key))[:count]
        like = {key: tuple(one for one in sources[key] if one.similarity >= LIKE_ENOUGH) for key in ranked}
        return [
            Suggestion(
                key,
                scores[key] / (VOTES + WORDS + PRIOR),
                _reason(key, like[key], spoken.get(key, (0, ()))[1], self._prior.get(key, 0)),
                like[key],
                spoken.get(key, (0, ()))[1],
            )
            for key in ranked
        ]

    def _votes(self, neighbours: list[Neighbour]) -> tuple[dict[str, float], dict[str, list[Source]]]:
        votes: dict[str, float] = defaultdict(float)
        sources: dict[str, list[Source]] = defaultdict(list)
        weights = [neighbour.similarity**2 for neighbour in neighbours]
        confidence = sqrt(neighbours[0].similarity) / sum(weights) if neighbours else 0.0
        for neighbour, weight in zip(neighbours, weights, strict=True):
            for key, unit in self._bodies[neighbour.index].items():
                part = LEADS if unit.role is AssignmentRole.LEAD else SUPPORTS
                votes[key] += confidence * weight * part
                sources[key].append(Source(self._clauses[neighbour.index], unit, neighbour.similarity))
        return votes, sources


def _bodies_of(clause: AssignedClause) -> dict[str, AssignedUnit]:
    """The units of a clause by the body they are; the first of a body stands for it."""
    bodies: dict[str, AssignedUnit] = {}
    for unit in clause.units:
        if key := unit.body or body_key(unit.name):
            bodies.setdefault(key, unit)
    return bodies


def _comparable(clause: AssignedClause) -> tuple[str, str]:
    """Title and body without the units' own names: an unassigned clause has none to be compared by."""
    names = [unit.name for unit in clause.units]
    return plain(clause.title, names), plain(clause.body, names)


def _shares(clauses: Sequence[AssignedClause], bodies: list[dict]) -> dict[str, float]:
    """In what share of clauses each body stands, every document counting the same."""
    sizes = Counter(clause.document_id for clause in clauses)
    shares: dict[str, float] = defaultdict(float)
    for clause, keys in zip(clauses, bodies, strict=True):
        for key in keys:
            shares[key] += 1 / (sizes[clause.document_id] * len(sizes))
    return dict(shares)


def _word_weights(texts: list[str]) -> dict[str, float]:
    """A word that stands in every clause of the collection tells little, 0–1."""
    if not texts:
        return {word: 1.0 for words in FUNCTION_WORDS.values() for word in words}
    most = log(1 + len(texts))
    return {
        word: log(1 + len(texts) / (1 + sum(word in text for text in texts))) / most
        for words in FUNCTION_WORDS.values()
        for word in words
    }


def _spoken_for(title: str, body: str, weights: dict[str, float]) -> dict[str, tuple[float, tuple[str, ...]]]:
    """The weight of words for each function, and those words, the weightiest first."""
    spoken = {}
    for function, words in FUNCTION_WORDS.items():
        found = {
            word: weights[word] * (min(body.count(word), MOST_OF_ONE_WORD) + WORD_IN_TITLE * title.count(word))
            for word in words
            if word in title or word in body
        }
        if found:
            spoken[function] = (sum(found.values()), tuple(sorted(found, key=lambda word: -found[word])))
    return spoken


def _reason(key: str, sources: Sequence[Source], words: tuple[str, ...], share: float) -> str:
    reasons = [_drawn_from(sources[0])] if sources else []
    if words:
        reasons.append(f"文中有“{'”“'.join(words[:SHOWN_WORDS])}”，通常属{key}职能")
    return ("；".join(reasons) or f"没有足够相近的条款，仅因该职能常见（约{max(share, 0.01):.0%}的条款）") + "。"


def _drawn_from(source: Source) -> str:
    part = "牵头" if source.unit.role is AssignmentRole.LEAD else "配合"
    near = f"相近度{source.similarity:.0%}"
    if source.clause.document_title is None:
        return f"其他地区一相近条款由同职能单位{part}（{near}）"
    title = f"“{source.clause.title}”" if source.clause.title else ""
    return f"《{source.clause.document_title}》{source.clause.label}{title}由{source.unit.name}{part}（{near}）"
