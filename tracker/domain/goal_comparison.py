"""Goals of two documents side by side: one indicator, its figures, and whether they differ (亩均税收 42, then 45).

An indicator is compared by its words, those of a ratio (甲占乙比重) on either side of 占 apart; scope words such as
全市 and 全省 are left out, since parent and child never share them. Values are compared in one unit of measure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from tracker.domain.ngrams import grams, overlap, plain
from tracker.domain.parsing.model import GoalOperator

SAME_INDICATOR = 0.6
SHORTEST_TELLING = 4  # a shorter indicator (位次) says too little: its sentence is compared

_SAME_WORDS = {
    "研究与试验发展": "R&D",
    "研究与开发": "R&D",
    "地区生产总值": "GDP",
    "国内生产总值": "GDP",
    "生产总值": "GDP",
    "规模以上": "规上",
    "营业收入": "营收",
    "占比": "占比重",
}
_SCOPE = re.compile(
    r"[全我本各][省市县区州]|(?:各?[省市县]级以上|国家级|省级|[市省]内|区内)?(?:高新区|园区|开发区)|力争|到?20\d\d年"
)
_GLOSS = re.compile(r"（[^（）]*）")
_RATIO = re.compile(r"占(?P<whole>[^占]*?)(?:的?比重|的?比例|的?比)?$")
_SCALES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}
_SCALE = re.compile("|".join(_SCALES))
_PER = re.compile(r"[/每].*$")


@dataclass(frozen=True)
class ComparedGoal:
    """A goal as far as it is compared. `reference` and `clause` are the caller's own names of goal and clause.

    `bound` is the word before the figure where it leaves the figure out (超过), else "".
    """

    reference: int
    clause: int
    indicator: str
    operator: GoalOperator
    value: float
    unit_of_measure: str
    target_year: int | None
    upper_value: float | None = None
    is_rank: bool = False
    sentence: str = ""
    bound: str = ""


@dataclass(frozen=True)
class GoalPair:
    """One indicator in both documents."""

    first: ComparedGoal
    second: ComparedGoal

    @property
    def value_differs(self) -> bool:
        """Whether the figures differ, each brought to its base unit (1.3万亿元 and 13000亿元 do not)."""
        return _figures(self.first) != _figures(self.second)

    @property
    def operator_differs(self) -> bool:
        """Whether the figures are meant differently; 超过 50% asks for more than 50%以上."""
        return (self.first.operator, bool(self.first.bound)) != (self.second.operator, bool(self.second.bound))

    @property
    def year_differs(self) -> bool:
        return self.first.target_year != self.second.target_year

    @property
    def differs(self) -> bool:
        """Whether anything that binds differs: figure, how it is meant, or year."""
        return self.value_differs or self.operator_differs or self.year_differs


@dataclass(frozen=True)
class GoalComparison:
    """Goals in both documents, in the order of the second, and those that only one of them sets."""

    pairs: tuple[GoalPair, ...]
    only_first: tuple[ComparedGoal, ...]
    only_second: tuple[ComparedGoal, ...]


def compare_goals(first: Sequence[ComparedGoal], second: Sequence[ComparedGoal]) -> GoalComparison:
    """Return which goals are about the same indicator; of several candidates the likest, then the equal one."""
    candidates = sorted(
        (-likeness, _figures(one) != _figures(other), abs(i - j), i, j)
        for (i, one), (j, other) in product(enumerate(first), enumerate(second))
        if (likeness := _likeness(one, other)) >= SAME_INDICATOR
    )
    found: dict[int, int] = {}  # second's index → first's
    taken: set[int] = set()
    for *_, i, j in candidates:
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = i
    return GoalComparison(
        pairs=tuple(GoalPair(first[found[j]], second[j]) for j in sorted(found)),
        only_first=tuple(goal for i, goal in enumerate(first) if i not in taken),
        only_second=tuple(goal for j, goal in enumerate(second) if j not in found),
    )


def _likeness(one: ComparedGoal, other: ComparedGoal) -> float:
    if one.is_rank is not other.is_rank or _base(one.unit_of_measure)[1] != _base(other.unit_of_measure)[1]:
        return 0.0
    names = _name(one.indicator), _name(other.indicator)
    if names[0] == names[1] != "" and not one.is_rank:
        return 1.0
    if min(map(len, names)) < SHORTEST_TELLING:
        return overlap(grams(plain(one.sentence)), grams(plain(other.sentence))) if one.sentence else 0.0
    return _like_ratio(*names)


def _like_ratio(one: str, other: str) -> float:
    """The part decides; the whole it is measured by (占…比重) may not be a quite different one."""
    parts = [
        (name[: ratio.start()], ratio["whole"]) if (ratio := _RATIO.search(name)) else (name, "")
        for name in (one, other)
    ]
    (part, whole), (other_part, other_whole) = parts
    likeness = overlap(grams(part), grams(other_part))
    if whole and other_whole:
        likeness *= 0.5 + 0.5 * overlap(grams(whole), grams(other_whole))
    return likeness


def _name(indicator: str) -> str:
    name = plain(indicator)
    for words, short in _SAME_WORDS.items():
        name = name.replace(words, short)
    return _SCOPE.sub("", _GLOSS.sub("", name))


def _base(unit_of_measure: str) -> tuple[float, str]:
    """The scale and the unit itself: 万元/亩 → 10000 and 元, the indicator says by what it is divided."""
    unit = _PER.sub("", plain(unit_of_measure))
    scale = _SCALE.match(unit)
    return (_SCALES[scale[0]], unit[scale.end() :]) if scale else (1.0, unit)


def _figures(goal: ComparedGoal) -> tuple[float, float | None]:
    scale, _ = _base(goal.unit_of_measure)
    return round(goal.value * scale, 6), None if goal.upper_value is None else round(goal.upper_value * scale, 6)
