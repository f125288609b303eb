"""A text without white space and without the lines left out, each character still knowing where it stands.

Line breaks inside words (PDF) and full-width forms then no longer matter to the grammar: `text` is folded to one form
of digits, letters and punctuation, character by character, `printed` keeps the characters of the source.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

WHITE_SPACE = frozenset(
    " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x85" + "".join(map(chr, range(0x2000, 0x200B)))
)

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ONE_FORM = {
    "(": "（",
    ")": "）",
    ",": "，",
    ":": "：",
    ";": "；",
    "﹒": ".",
    "．": ".",
    "﹝": "〔",
    "﹞": "〕",
    "︰": "：",
}
_SAME = {ord(full): full for full in "（），：；！？"}
_FOLD = _HALF_WIDTH | _SAME | {ord(a): b for a, b in _ONE_FORM.items()}


def fold(text: str) -> str:
    """Return the text in one form of digits, letters and punctuation; the length stays the same."""
    return text.translate(_FOLD)


def without_white_space(text: str) -> str:
    """Return the text with every kind of white space removed."""
    return "".join(character for character in text if character not in WHITE_SPACE)


@dataclass(frozen=True)
class Compact:
    """`text[i]` is the folded form of `printed[i]`, which stands at `offsets[i]` of the source."""

    text: str
    printed: str
    offsets: list[int]
    line_starts: frozenset[int]
    gaps: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of the non-empty compact range start:end."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def position(self, offset: int) -> int:
        """Return the first compact position at or after a source offset."""
        return bisect_left(self.offsets, offset)


def make_compact(source: str, lines: Iterable[tuple[int, int]]) -> Compact:
    """Return the compact form of the given lines (start, end) of the source, in order."""
    offsets: list[int] = []
    line_starts: set[int] = set()
    gaps: set[int] = set()
    for start, end in lines:
        gap = False
        line_starts.add(len(offsets))
        for offset in range(start, end):
            if source[offset] in WHITE_SPACE:
                gap = True
                continue
            if gap:
                gaps.add(len(offsets))
                gap = False
            offsets.append(offset)
    printed = "".join([source[offset] for offset in offsets])
    return Compact(fold(printed), printed, offsets, frozenset(line_starts), frozenset(gaps))
