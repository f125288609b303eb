"""A text without white space and without the lines left out, each character still knowing where it stands.

Line breaks inside words (PDF) and full-width forms then no longer matter to the grammar: `text` is folded to one form
of digits, letters and punctuation, character by character, `printed` keeps the characters of the source.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.domain.parsing.text.brackets import with_round_marks
from tracker.domain.parsing.text.characters import SIMPLIFIED

WHITE_SPACE = frozenset(
    " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x85" + "".join(map(chr, range(0x2000, 0x200B)))
)

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ONE_FORM = {
    "(": "（",
    ")": "）",
    "{": "（",
    "}": "）",
    ",": "，",
    ":": "：",
    ";": "；",
    "﹒": ".",
    "．": ".",
    "﹝": "〔",
    "﹞": "〕",
    "︰": "：",
    "﹕": "：",
    "∶": "：",
    "꞉": "：",
    "﹔": "；",
    "﹐": "，",
    "﹑": "、",
    "､": "、",
}
_SAME = {ord(full): full for full in "（），：；！？"}
_FOLD = _HALF_WIDTH | _SAME | {ord(printed): form for printed, form in _ONE_FORM.items()} | SIMPLIFIED
_FULL_STOP = re.compile(r"\.(?<=[一-鿿”）]\.)(?<![一二三四五六七八九十百零章节条件]\.)(?![.A-Za-z])")
_LABEL = (
    "[一-鿿]{0,2}(?:牵头|责任|负责|配合|参与|协办|主办|主责|主管|协同|承办|会办|落实|实施|完成|推进|办理)"
    "(?:单位|部门|主体|领导|人|时限|时间|期限)"
)
_NAME_FOLLOWS = r"(?=各|[省市县区州盟旗镇乡厅局]|国家|国务院|20[0-9]{2}年)"
_LABEL_IN_BRACKETS = re.compile(
    rf"【({_LABEL})】|(?:[〔\[<]({_LABEL})[〕\]>]|(?:^|(?<=[。；）]))（({_LABEL})）){_NAME_FOLLOWS}"
)
"""【责任单位】A, 〔责任单位〕A, （责任单位）A after a sentence: read as ；责任单位：A."""
_LABEL_WITH_SIGN = re.compile(
    rf"((?:牵头|主办|主责|责任|负责|配合|参与|协办|落实|承办)(?:单位|部门|主体))[|→>=]{_NAME_FOLLOWS}"
)
"""责任单位｜A: read as 责任单位：A."""
_VALUE_IN_BRACKETS = re.compile(
    r"((?:^|(?<=[。；）]))(?:牵头|主办|主责|责任|负责|配合|参与|协办|落实|承办)(?:单位|部门|主体))（((?:各|[省市县区州镇乡])[^（）：。]{2,120})）"
    rf"(?=$|[。；（0-9]|[一二三四五六七八九十]{{1,3}}、|{_LABEL})"
)
"""责任单位（A、B）: read as 责任单位：A、B；."""
_LABEL_WITH_COPULA = re.compile(
    r"(?<![的一])((?:牵头|主办|主责|责任|负责|配合|参与|参加|协办|协同|落实|承办|主管)(?:单位|部门|主体))[为是]"
    r"(?=：?(?:各|[省市县区州盟旗镇乡](?![直级])|[省市县区]直|国家|国务院|[一-鿿]{2,10}?(?:局|委|办|厅|部|院|会|政府|中心|公司)[、，。；]))"
)
"""责任单位为A: read as 责任单位：A."""
_QUOTED = re.compile('"([^"。]{1,60})"')
_LABEL_WITH_DASH = re.compile(
    r"((?:(?<=[（〔【\[；])|^|(?<=。))(?:牵头|主办|主责|责任|负责|配合|参与|参加|协办|协同|落实|承办|主管)(?:单位|部门|主体))"
    r"([；、·.]|[—–-]{1,2})(?=(?:各|[省市县区州镇乡]|国家|国务院)[^：]{1,200}[局委厅办部院会府位门区县市）])"
)
"""（责任单位；A, （责任单位——A: read as （责任单位：A."""
_SIGN_AFTER_COMMA = re.compile("(，)([★▲☆])(?=[；，、）])")
"""市发改委，★；: read as 市发改委★，；."""
_WITHOUT_WHITE_SPACE = dict.fromkeys(map(ord, WHITE_SPACE))
_BARE = _FOLD | _WITHOUT_WHITE_SPACE
_CHANGES = re.compile(f"[{re.escape(''.join(map(chr, sorted(_BARE))))}]")
EMPHASIS = re.compile(r"[*]{2,}")
"""**责任单位**: how a plain text prints bold words; one asterisk alone stands beside who leads."""
_BLANKS = "".join(sorted(WHITE_SPACE))
_PRINTED_RUN = re.compile(f"[^{_BLANKS}]+")
_PRINTED_RUN_WITHOUT_EMPHASIS = re.compile(f"(?:[^{_BLANKS}*]|(?<![*])[*](?![*]))+")


def fold(text: str) -> str:
    """Return the text in one form of digits, letters, punctuation and characters; the length stays the same."""
    return text.translate(_FOLD)


def without_white_space(text: str) -> str:
    """Return the text with every kind of white space removed."""
    return text.translate(_WITHOUT_WHITE_SPACE)


def bare(text: str) -> str:
    """Return the text folded and without white space: the form in which the tables of the grammar are written."""
    text = EMPHASIS.sub("", text) if "**" in text else text
    return text.translate(_BARE) if _CHANGES.search(text) else text


def _in_one_form(folded: str) -> str:
    """Folded text without white space, a half-width full stop between words and labels in 【】 written as usual."""
    with_quotes = _QUOTED.sub(r"“\1”", folded) if '"' in folded else folded
    with_labels = _LABEL_IN_BRACKETS.sub(
        lambda match: f"；{match[match.lastindex or 1]}：", _FULL_STOP.sub("。", with_quotes)
    )
    with_labels = _VALUE_IN_BRACKETS.sub(r"\1：\2；", with_labels)
    with_labels = _LABEL_WITH_SIGN.sub(r"\1：", with_labels)
    with_labels = with_round_marks(with_labels)
    with_labels = _LABEL_WITH_DASH.sub(lambda match: match[1] + "：" * len(match[2]), with_labels)
    with_labels = _SIGN_AFTER_COMMA.sub(r"\2，", with_labels)
    return _LABEL_WITH_COPULA.sub(r"\1：", with_labels)


@dataclass(frozen=True)
class Compact:
    """`text[i]` is the folded form of `printed[i]`, which stands at `offsets[i]` of the source.

    `line_starts` are positions where a source line begins, `gaps` those with white space before them in their line.
    """

    text: str
    printed: str
    offsets: Sequence[int]
    line_starts: frozenset[int]
    gaps: frozenset[int]
    gaps_in_order: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of the non-empty compact range start:end."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def gaps_between(self, start: int, end: int) -> Sequence[int]:
        """Return the gaps of the compact range start:end in order."""
        return self.gaps_in_order[bisect_left(self.gaps_in_order, start) : bisect_left(self.gaps_in_order, end)]

    def position(self, offset: int) -> int:
        """Return the first compact position at or after a source offset."""
        return bisect_left(self.offsets, offset)


def make_compact(source: str, lines: Iterable[tuple[int, int]], known: str | None = None) -> Compact:
    """Return the compact form of the given lines (start, end) of the source; `known`: what `bare` makes of them."""
    offsets = array("l")
    pieces: list[str] = []
    line_starts: set[int] = set()
    gaps = array("l")
    length = 0
    for start, end in lines:
        line_start = length
        line_starts.add(line_start)
        runs = _PRINTED_RUN_WITHOUT_EMPHASIS if source.find("**", start, end) != -1 else _PRINTED_RUN
        for run in runs.finditer(source, start, end):
            if length > line_start:
                gaps.append(length)
            first, stop = run.span()
            offsets.extend(range(first, stop))
            length += stop - first
            pieces.append(run[0])
    printed = "".join(pieces)
    text = _in_one_form(fold(printed) if known is None else known)
    return Compact(text, printed, offsets, frozenset(line_starts), frozenset(gaps), gaps)
