"""Numbers that only their count tells from figures: 1.1, 1-1, “1 建平台”, “一 建平台”, 1：, 一，, 任务一, A.

A row of LOOSE is a notation. What looks like it at the head of a paragraph is a number when it opens a count that
goes on (1 and, later, 2), or goes on with one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.numerals import CHINESE_NUMERAL, to_number
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.numbering import ARABIC, CHINESE, DECIMALS, LETTER, NAMED_WITHOUT_SIGN, Marker, Style
from tracker.domain.parsing.text.patterns import one_of

_MEASURES = "万 亿 元 公里 平方 立方 吨 亩 倍 米 岁 小时 分钟 号 级 版 人次 个百分点 号线"
_WORD_FOLLOWS = (
    rf"(?=[一-鿿A-Za-z“《（【])(?!{one_of(_MEASURES)}|[年月](?!度)|日(?!常)|天(?!然)|个(?![人体])|千(?!方)|百(?!姓)"
    r"|家(?!庭)|名(?![录单]))"
)
_NAMED = "(?:重点|主要|专项|具体)?" + one_of("任务 措施 举措 行动 事项 工程 项目 专项 专题 环节 步骤")


@dataclass(frozen=True, eq=False)  # one object a notation
class Notation:
    """How a number is printed; `needs_gap`: white space must follow it."""

    pattern: re.Pattern[str]
    style: Style
    needs_gap: bool = False


LOOSE = (
    Notation(re.compile(rf"(?P<number>[0-9]{{1,2}}(?:[.-][0-9]{{1,2}}){{1,3}})[.、：]?{_WORD_FOLLOWS}"), DECIMALS[0]),
    Notation(re.compile(rf"(?P<number>[0-9]{{1,2}})(?={_WORD_FOLLOWS})"), ARABIC, needs_gap=True),
    Notation(re.compile(rf"(?P<number>{CHINESE_NUMERAL}{{1,3}})(?=[一-鿿“《])"), CHINESE, needs_gap=True),
    Notation(re.compile(rf"(?P<number>[0-9]{{1,2}})[：，]{_WORD_FOLLOWS}"), ARABIC),
    Notation(re.compile(rf"(?P<number>{CHINESE_NUMERAL}{{1,3}})[：，](?=[一-鿿“《])"), CHINESE),
    Notation(
        re.compile(
            rf"(?P<printed>{_NAMED}(?P<number>{CHINESE_NUMERAL}{{1,3}}|[0-9]{{1,2}}))(?=[一-鿿“《])(?![旦字些定样起致体般直])"
        ),
        NAMED_WITHOUT_SIGN,
    ),
    Notation(
        re.compile(rf"(?P<printed>第(?P<number>{CHINESE_NUMERAL}|[0-9])(?:阶段|步|环节))(?:：|(?=（))"),
        NAMED_WITHOUT_SIGN,
    ),
    Notation(re.compile(r"(?P<number>[A-Ha-h])[.、）](?=[一-鿿“《])"), LETTER),
)
_FIRST_CHARACTER = re.compile(rf"[0-9A-Ha-h第重主专具任措举行事工项环步]|{CHINESE_NUMERAL}")
"""With which every notation of LOOSE begins."""


@dataclass(frozen=True)
class _Candidate:
    marker: Marker
    notation: Notation
    above: str

    def opens(self, following: "_Candidate | None", last: dict[Style, int]) -> bool:
        """Whether this is a first number whose count goes on, or that stands beneath the number it names."""
        if self.marker.number != 1:
            return False
        if self.above and last.get(ARABIC) == to_number(re.split("[.-]", self.above)[-1]):
            return True
        return following is not None and following.follows(self)

    def follows(self, before: "_Candidate") -> bool:
        """Whether this is the next number after another of its notation: 1.2 after 1.1, 2.1 after 1.3."""
        if self.above == before.above:
            return self.marker.number == before.marker.number + 1
        return bool(self.above) and self.marker.number == 1 and _is_next(before.above, self.above)


def _is_next(before: str, after: str) -> bool:
    return (to_number(re.split("[.-]", after)[-1]) or 0) == (to_number(re.split("[.-]", before)[-1]) or 0) + 1


def counted_numbers(compact: Compact, starts: Sequence[int], sure: dict[int, Marker]) -> dict[int, Marker]:
    """Return the numbers at these paragraph starts that only a count tells; `sure` are those of the known styles."""
    candidates = {start: seen for start in starts if start not in sure and (seen := _candidate(compact, start))}
    following = dict(zip(candidates, _next_of_notation(list(candidates.values())), strict=True))
    last: dict[Style, int] = {}
    accepted: dict[tuple[Notation, Style], _Candidate] = {}
    found: dict[int, Marker] = {}
    for start in starts:
        marker = sure.get(start)
        candidate = candidates.get(start)
        if candidate is not None:
            key = (candidate.notation, candidate.marker.style)
            before = accepted.get(key)
            if (before and candidate.follows(before)) or candidate.opens(following[start], last):
                accepted[key] = candidate
                marker = found[start] = candidate.marker
        if marker is not None:
            last[marker.style] = marker.number
    return found


def may_begin(compact: Compact, position: int) -> bool:
    """Whether what stands here looks like one of these numbers."""
    return _candidate(compact, position) is not None


def _candidate(compact: Compact, start: int) -> _Candidate | None:
    if not _FIRST_CHARACTER.match(compact.text, start):
        return None
    for notation in LOOSE:
        match = notation.pattern.match(compact.text, start)
        if match is None or (notation.needs_gap and match.end("number") not in compact.gaps):
            continue
        *above, figure = re.split("[.-]", match["number"])
        number = ord(figure.lower()) - ord("a") + 1 if notation.style is LETTER else to_number(figure)
        if number is None:
            continue
        style = DECIMALS[len(above) - 1] if above else notation.style
        printed = match["printed"] if "printed" in notation.pattern.groupindex else match["number"]
        return _Candidate(Marker(style, number, start, match.end(), printed), notation, ".".join(above))
    return None


def _next_of_notation(candidates: Sequence[_Candidate]) -> Iterator[_Candidate | None]:
    """For each candidate the next of its notation and style."""
    later: dict[tuple[Notation, Style], _Candidate] = {}
    found: list[_Candidate | None] = []
    for candidate in reversed(candidates):
        key = (candidate.notation, candidate.marker.style)
        found.append(later.get(key))
        later[key] = candidate
    return reversed(found)
