"""What a new version of a document changes, clause by clause."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tracker.domain.clause_alignment import SAME_CLAUSE, ComparedClause, align
from tracker.domain.goal_comparison import ComparedGoal, GoalComparison, GoalPair, compare_goals
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.ngrams import plain
from tracker.domain.text_difference import Piece, pieces


class ChangeKind(LabelledEnum):
    """What happened to a clause; of several the weightiest: words, then order, then number."""

    ADDED = "added", "新增"
    REMOVED = "removed", "删去"
    CHANGED = "changed", "有改动"
    MOVED = "moved", "移位"
    RENUMBERED = "renumbered", "改号"
    UNCHANGED = "unchanged", "未变"


@dataclass(frozen=True)
class ClauseChange:
    """A clause in both versions, or in one. `goals` are those of its goals whose figures differ."""

    old: ComparedClause | None
    new: ComparedClause | None
    similarity: float
    is_moved: bool = False
    goals: tuple[GoalPair, ...] = ()

    @property
    def kind(self) -> ChangeKind:
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        if self.has_new_words:
            return ChangeKind.CHANGED
        if self.is_moved:
            return ChangeKind.MOVED
        return ChangeKind.RENUMBERED if self.is_renumbered else ChangeKind.UNCHANGED

    @property
    def is_renumbered(self) -> bool:
        return bool(self.old and self.new) and self.old.label != self.new.label  # type: ignore[union-attr]

    @cached_property
    def has_new_words(self) -> bool:
        """Whether title or body reads differently; white space and width of characters do not count."""
        return _words(self.old) != _words(self.new)

    @property
    def title_pieces(self) -> tuple[Piece, ...]:
        return pieces(self.old.title if self.old else "", self.new.title if self.new else "")

    @property
    def body_pieces(self) -> tuple[Piece, ...]:
        return pieces(self.old.body if self.old else "", self.new.body if self.new else "")


@dataclass(frozen=True)
class VersionDifference:
    """Every clause of both versions once: in the new order, a removed one after the clause it followed."""

    changes: tuple[ClauseChange, ...]
    goals: GoalComparison

    def count(self, kind: ChangeKind) -> int:
        return sum(change.kind is kind for change in self.changes)


def compare_versions(
    old: Sequence[ComparedClause],
    new: Sequence[ComparedClause],
    old_goals: Sequence[ComparedGoal] = (),
    new_goals: Sequence[ComparedGoal] = (),
) -> VersionDifference:
    """Return the difference of two versions, given their clauses in order, and their goals."""
    alignment = align(old, new, least=SAME_CLAUSE)
    goals = compare_goals(old_goals, new_goals)
    differing: dict[int, list[GoalPair]] = defaultdict(list)
    for goal_pair in goals.pairs:
        if goal_pair.differs:
            differing[goal_pair.second.clause].append(goal_pair)
    old_places = {clause.reference: place for place, clause in enumerate(old)}
    in_order = _longest_rising([old_places[pair.first.reference] for pair in alignment.pairs])
    partners = {pair.second.reference: (pair, place in in_order) for place, pair in enumerate(alignment.pairs)}
    changes = []
    for clause in new:
        if clause.reference not in partners:
            changes.append(ClauseChange(None, clause, 0.0))
            continue
        pair, stayed = partners[clause.reference]
        goals_of_clause = tuple(differing[clause.reference])
        changes.append(ClauseChange(pair.first, clause, pair.similarity, not stayed, goals_of_clause))
    return VersionDifference(tuple(_with_removed(changes, old, alignment.only_first)), goals)


def _with_removed(
    changes: list[ClauseChange], old: Sequence[ComparedClause], removed: Sequence[ComparedClause]
) -> list[ClauseChange]:
    """Put each removed clause after the change of the clause that stood before it, at the top if there was none."""
    gone = {clause.reference for clause in removed}
    following: dict[int | None, list[ClauseChange]] = defaultdict(list)
    last_kept = None
    for clause in old:
        if clause.reference in gone:
            following[last_kept].append(ClauseChange(clause, None, 0.0))
        else:
            last_kept = clause.reference
    ordered = following[None]
    for change in changes:
        ordered = [*ordered, change, *(following[change.old.reference] if change.old else [])]
    return ordered


def _longest_rising(numbers: list[int]) -> set[int]:
    """The places of a longest rising run of the numbers: what is not in it was moved."""
    ends: list[int] = []  # ends[n]: smallest number that a run of n + 1 ends with
    places: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(places[length - 1] if length else None)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
    rising: set[int] = set()
    step = places[-1] if places else None
    while step is not None:
        rising.add(step)
        step = before[step]
    return rising


def _words(clause: ComparedClause | None) -> tuple[str, str]:
    return (plain(clause.title), plain(clause.body)) if clause else ("", "")
