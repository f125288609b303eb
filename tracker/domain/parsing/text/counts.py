"""Numbers that only their count tells from figures: 1.1, 1-1, “1 建平台”, “一 建平台”, 1：, 一，, 任务一, A.

A row of LOOSE is a notation. What looks like it at the head of a paragraph is a number when it opens a count that
goes on (1 and, later, 2), or goes on with one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.domain.numerals import CHINESE_NUMERAL, ROMAN, to_number
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.text.numbering import (
    ARABIC,
    CHINESE,
    DECIMALS,
    LETTER,
    NAMED_BENEATH,
    NAMED_WITHOUT_SIGN,
    ORDINAL,
    ORDINAL_PATTERN,
    ROMAN_NUMBER,
    Marker,
    Style,
)
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
    Notation(
        re.compile(rf"(?P<number>(?:[{ROMAN}]|{CHINESE_NUMERAL}{{1,2}})-[0-9]{{1,2}})[.、：]?{_WORD_FOLLOWS}"),
        DECIMALS[0],
    ),
    Notation(re.compile(r"(?P<number>I{1,3}|IV|VI{0,3}|IX|X)[、.](?=[一-鿿“《])"), ROMAN_NUMBER),
    Notation(
        re.compile(rf"(?P<printed>第(?P<number>{CHINESE_NUMERAL}{{1,3}}))[，、：](?=[一-鿿“《])"), NAMED_WITHOUT_SIGN
    ),
    Notation(re.compile(r"(?P<number>[A-Ha-h])[.、）](?=[一-鿿“《])"), LETTER),
)
_IN_LETTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_FIRST_CHARACTER = re.compile(rf"[0-9A-IVXa-h{ROMAN}第重主专具任措举行事工项环步]|{CHINESE_NUMERAL}")
"""With which every notation of LOOSE begins."""


@dataclass(frozen=True)
class _Candidate:
    marker: Marker
    notation: Notation
    above: str
    word: str = ""

    @property
    def count(self) -> tuple[Notation, Style, str]:
        """What it counts in: 行动1 and 举措1 are of two counts."""
        return self.notation, self.marker.style, self.word

    def opens(self, following: "_Candidate | None", last: dict[Style, int]) -> bool:
        """Whether this is a first number whose count goes on, or that stands beneath the number it names."""
        if self.marker.number != 1:
            return False
        named = to_number(re.split("[.-]", self.above)[-1]) if self.above else None
        if named is not None and named in (last.get(style) for style in (ARABIC, CHINESE, ROMAN_NUMBER)):
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
    accepted: dict[tuple[Notation, Style, str], _Candidate] = {}
    words: list[str] = []
    found: dict[int, Marker] = {}
    for start in starts:
        marker = sure.get(start)
        candidate = candidates.get(start)
        if candidate is not None:
            before = accepted.get(candidate.count)
            if (before and candidate.follows(before)) or candidate.opens(following[start], last):
                accepted[candidate.count] = candidate
                words.extend([candidate.word] if candidate.word and candidate.word not in words else [])
                is_beneath = bool(candidate.word) and candidate.word != words[0]
                marker = replace(candidate.marker, style=NAMED_BENEATH) if is_beneath else candidate.marker
                found[start] = marker
        if marker is not None:
            last[marker.style] = marker.number
    return found


def ordinals_alone(text: str, starts: Sequence[int]) -> dict[int, Marker]:
    """Return 一是, 二是 … at the heads of paragraphs, for a text without any other number."""
    found: dict[int, Marker] = {}
    for start in starts:
        match = ORDINAL_PATTERN.match(text, start)
        if match and to_number(match[1]) == len(found) + 1:
            found[start] = Marker(ORDINAL, len(found) + 1, start, match.end(), match[1])
    return found if len(found) > 1 else {}


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
        number = _IN_LETTERS.get(figure) if notation.style is ROMAN_NUMBER else to_number(figure)
        number = ord(figure.lower()) - ord("a") + 1 if notation.style is LETTER else number
        if number is None:
            continue
        style = DECIMALS[len(above) - 1] if above else notation.style
        printed = match["printed"] if "printed" in notation.pattern.groupindex else match["number"]
        word = printed.removesuffix(match["number"]) if printed.endswith(match["number"]) else ""
        return _Candidate(Marker(style, number, start, match.end(), printed), notation, ".".join(above), word)
    return None


def _next_of_notation(candidates: Sequence[_Candidate]) -> Iterator[_Candidate | None]:
    """For each candidate the next of its notation and style."""
    later: dict[tuple[Notation, Style, str], _Candidate] = {}
    found: list[_Candidate | None] = []
    for candidate in reversed(candidates):
        found.append(later.get(candidate.count))
        later[candidate.count] = candidate
    return reversed(found)
