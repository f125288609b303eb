"""Which clause of one document answers to which of another: a parent and its child, or two versions.

Pairs are found by what titles and bodies share, helped by where the clauses stand; equal texts come first. Every
clause is in one pair at most. Texts are compared as sets of neighbouring characters kept in the bits of an integer,
so that two documents of 300 clauses (90,000 comparisons) take a fraction of a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.ngrams import grams, plain

TITLE, BODY, PLACE = 0.35, 0.55, 0.1
"""What agreement of titles, bodies and places counts; without titles, bodies take their part."""

SAME_SUBJECT = 0.2
"""From here on two clauses of different documents are shown beside each other."""

SAME_CLAUSE = 0.45
"""From here on two clauses of two versions are one clause that was changed."""


@dataclass(frozen=True)
class ComparedClause:
    """A clause as far as it is compared; `reference` is the caller's own name of it."""

    reference: int
    label: str
    title: str
    body: str


@dataclass(frozen=True)
class AlignedPair:
    """Two clauses that answer to each other; `similarity` is 0–1, 1 for the same words."""

    first: ComparedClause
    second: ComparedClause
    similarity: float


@dataclass(frozen=True)
class Alignment:
    """Pairs in the order of the second document, and the clauses that are left over in either, in order.

    `further` pairs what is left over with the likest clause that has its partner already: a parent's one clause is
    often carried out by several of its child's.
    """

    pairs: tuple[AlignedPair, ...]
    only_first: tuple[ComparedClause, ...]
    only_second: tuple[ComparedClause, ...]
    further: tuple[AlignedPair, ...] = ()

    @property
    def alone_first(self) -> tuple[ComparedClause, ...]:
        """Clauses of the first document that nothing in the second is like."""
        near = {pair.first.reference for pair in self.further}
        return tuple(clause for clause in self.only_first if clause.reference not in near)

    @property
    def alone_second(self) -> tuple[ComparedClause, ...]:
        """Clauses of the second document that nothing in the first is like."""
        near = {pair.second.reference for pair in self.further}
        return tuple(clause for clause in self.only_second if clause.reference not in near)


@dataclass(frozen=True)
class _Profile:
    """A clause made comparable: bits of title and body, how many there are, and its place 0–1 in the document."""

    title: int
    title_count: int
    body: int
    body_count: int
    place: float
    words: str


def align(
    first: Sequence[ComparedClause], second: Sequence[ComparedClause], *, least: float = SAME_SUBJECT
) -> Alignment:
    """Return the pairs of at least that similarity, and what is left over on both sides."""
    places: dict[str, int] = {}
    left, right = _profiles(first, places), _profiles(second, places)
    found: dict[int, tuple[int, float]] = {}  # second's index → first's index and similarity
    for i, j in _equal_texts(left, right):
        found[j] = (i, 1.0)
    candidates = _join_similar(left, right, found, least)
    taken = {i for i, _ in found.values()}
    return Alignment(
        pairs=tuple(AlignedPair(first[found[j][0]], second[j], found[j][1]) for j in sorted(found)),
        only_first=tuple(clause for i, clause in enumerate(first) if i not in taken),
        only_second=tuple(clause for j, clause in enumerate(second) if j not in found),
        further=tuple(
            AlignedPair(first[i], second[j], score) for i, j, score in _further(candidates, taken, set(found))
        ),
    )


def _profiles(clauses: Sequence[ComparedClause], places: dict[str, int]) -> list[_Profile]:
    last = max(1, len(clauses) - 1)
    profiles = []
    for index, clause in enumerate(clauses):
        title, body = _bits(plain(clause.title), places), _bits(plain(clause.body), places)
        words = plain(clause.title + "\n" + clause.body)
        profiles.append(_Profile(title, title.bit_count(), body, body.bit_count(), index / last, words))
    return profiles


def _bits(text: str, places: dict[str, int]) -> int:
    """The text as an integer: one bit a pair of characters, at the place that pair has in both documents."""
    held = [places.setdefault(gram, len(places)) for gram in grams(text, 2, 2)]
    octets = bytearray(len(places) // 8 + 1)
    for place in held:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


def _equal_texts(left: list[_Profile], right: list[_Profile]) -> Iterable[tuple[int, int]]:
    """Pairs with the very same words; where words repeat, in the order in which they stand."""
    places: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(left))):
        places[left[index].words].append(index)
    return [(same.pop(), index) for index, profile in enumerate(right) if (same := places.get(profile.words))]


def _join_similar(
    left: list[_Profile], right: list[_Profile], found: dict[int, tuple[int, float]], least: float
) -> list[tuple[float, int, int]]:
    """Take the best pair of those left, again and again; return all that were looked at, the likest first."""
    taken = {i for i, _ in found.values()}
    candidates = []
    for j, other in enumerate(right):
        if j not in found:
            scored = ((_similarity(one, other), i) for i, one in enumerate(left) if i not in taken)
            candidates += [(-score, i, j) for score, i in scored if score >= least]
    candidates.sort()
    for score, i, j in candidates:
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = (i, -score)
    return candidates


def _further(
    candidates: list[tuple[float, int, int]], taken: set[int], found: set[int]
) -> list[tuple[int, int, float]]:
    """Return (first, second, similarity) for each clause left over that is like one with a partner, in second order."""
    pairs, firsts, seconds = [], set(taken), set(found)
    for score, i, j in candidates:
        if i not in firsts or j not in seconds:
            firsts.add(i)
            seconds.add(j)
            pairs.append((i, j, -score))
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _similarity(one: _Profile, other: _Profile) -> float:
    in_body = (one.body & other.body).bit_count()
    body = 2 * in_body / (one.body_count + other.body_count) if in_body else 0.0
    title = body
    if one.title and other.title:
        title = 2 * (one.title & other.title).bit_count() / (one.title_count + other.title_count)
    if not (title or body):
        return 0.0
    return TITLE * title + BODY * body + PLACE * (1 - abs(one.place - other.place))
