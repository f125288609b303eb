"""The numbering styles of policy documents, one row a style. A higher row never stands beneath a lower one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from tracker.domain.numerals import CHINESE_NUMERAL, CIRCLED, ROMAN, to_chinese, to_number


@dataclass(frozen=True, eq=False)  # one object a style: compared and looked up by identity
class Style:
    """How one kind of number is printed; `label` is how the path of a clause names it."""

    name: str
    pattern: str
    label: str

    @property
    def rank(self) -> int:
        return _RANKS[self]


@dataclass(frozen=True)
class Marker:
    """A number at the head of a paragraph, at compact positions start:end."""

    style: Style
    number: int
    start: int
    end: int
    printed: str

    @property
    def label(self) -> str:
        return self.style.label.format(self.printed)


PART = Style("part", rf"第({CHINESE_NUMERAL}{{1,4}}|[0-9]{{1,3}})[编篇](?![0-9])", "第{}编")
BIG_PART = Style("big_part", rf"第({CHINESE_NUMERAL}{{1,4}}|[0-9]{{1,3}})部分[：、.]?", "第{}部分")
CHAPTER = Style("chapter", rf"[第笫]({CHINESE_NUMERAL}{{1,4}}|[0-9]{{1,3}})章", "第{}章")
DIVISION = Style("division", rf"[第笫]({CHINESE_NUMERAL}{{1,4}}|[0-9]{{1,3}})节", "第{}节")
ARTICLE = Style(
    "article",
    rf"(?:[第笫]|(?<![一-鿿0-9A-Za-z，、（《“])条)({CHINESE_NUMERAL}{{1,6}}|[0-9]{{1,3}})条[、：.]?",
    "第{}条",
)
FORMAL = Style("formal", "([壹贰叁肆伍陆柒捌玖拾]{1,3})[、.：]", "{}")
ROMAN_NUMBER = Style("roman", f"([{ROMAN}])[、.：]", "{}")
CHINESE = Style("chinese", rf"({CHINESE_NUMERAL}{{1,4}})[、.](?!{CHINESE_NUMERAL}[、])", "{}")
CHINESE_BRACKETED = Style("chinese_bracketed", rf"[（〔【\[]({CHINESE_NUMERAL}{{1,4}})[）〕】\]][、.：]?", "（{}）")
CHINESE_HALF_BRACKETED = Style("chinese_half_bracketed", rf"({CHINESE_NUMERAL}{{1,3}})）[、.：]?", "{}）")
ONE_CHARACTER = (
    Style("chinese_bracketed_one", "([㈠-㈩])[、.：]?", "（{}）"),
    Style("arabic_one", "([⒈-⒛])", "{}"),
    Style("arabic_bracketed_one", "([⑴-⒇])[、.：]?", "（{}）"),
)
"""The same numbers printed as one character."""
IN_ONE_CHARACTER = {
    chr(code): normalize("NFKC", chr(code)).strip("().") for code in (*range(0x3220, 0x322A), *range(0x2474, 0x249C))
}
NAMED = tuple(
    Style(name, rf"[【〔\[]?{word}({CHINESE_NUMERAL}{{1,3}}|[0-9]{{1,2}})(?:[：】〕\]]|[、.](?![0-9]))", word + "{}")
    for name, word in (
        ("action", "行动"),
        ("task", "任务"),
        ("item", "事项"),
        ("issue", "问题"),
        ("measure", "措施"),
        ("step", "举措"),
    )
)
ARABIC = Style("arabic", r"[★☆▲]?([0-9]{1,3})(?:[.](?![0-9])|[.](?=20[0-9]{2}年|(?:1[0-2]|[1-9])月)|、)", "{}")
ARABIC_BRACKETED = Style("arabic_bracketed", r"（([0-9]{1,3})）[、.：]?", "（{}）")
ARABIC_HALF_BRACKETED = Style("arabic_half_bracketed", r"([0-9]{1,2})）[、.：]?", "{}）")
CIRCLED_FIGURE = Style("circled", rf"([{CIRCLED}])[、.：]?", "{}")
DECIMALS = tuple(Style(f"decimal_{levels}", "", "{}") for levels in (2, 3, 4))
NAMED_WITHOUT_SIGN = Style("named", "", "{}")
NAMED_BENEATH = Style("named_beneath", "", "{}")
LETTER = Style("letter", "", "{}")
"""Numbers that only their count tells: counts.py."""
ORDINAL = Style("ordinal", r"([一二三四五六七八九十])是(?!否)", "{}是")

STYLES = (
    PART,
    BIG_PART,
    CHAPTER,
    DIVISION,
    ARTICLE,
    FORMAL,
    ROMAN_NUMBER,
    CHINESE,
    CHINESE_BRACKETED,
    CHINESE_HALF_BRACKETED,
    ONE_CHARACTER[0],
    *NAMED,
    NAMED_WITHOUT_SIGN,
    NAMED_BENEATH,
    ARABIC,
    ONE_CHARACTER[1],
    *DECIMALS,
    ARABIC_BRACKETED,
    ONE_CHARACTER[2],
    ARABIC_HALF_BRACKETED,
    CIRCLED_FIGURE,
    LETTER,
    ORDINAL,
)
_RANKS = {style: rank for rank, style in enumerate(STYLES)}
_HEAD_STYLES = tuple(style for style in STYLES[:-1] if style.pattern)
_FIRST_CHARACTER = (
    rf"(?=[0-9第笫条壹贰叁肆伍陆柒捌玖拾（〔【\[㈠-㈩⒈-⒛⑴-⒇任措举行事问★☆▲]|[{CIRCLED}{ROMAN}]|{CHINESE_NUMERAL})"
)
"""With which every number at a head begins: most lines without one are told by it alone."""
_HEAD_PATTERN = re.compile(rf"{_FIRST_CHARACTER}(?:{'|'.join(style.pattern for style in _HEAD_STYLES)})")
_BEFORE_FIGURE = re.compile(r"([0-9]{1,3})[.](?=[0-9]{1,5}[一-鿿A-Za-z“])")
ORDINAL_PATTERN = re.compile(ORDINAL.pattern)
RUN_ON_STYLES = (CHAPTER, ARTICLE, CHINESE, CHINESE_BRACKETED, ARABIC_BRACKETED, ARABIC)
_RUN_ON_PATTERN = re.compile(
    "|".join((*(style.pattern for style in RUN_ON_STYLES[:-1]), rf"(?<![0-9.]){ARABIC.pattern}"))
)
MOST_RUN_ON_NUMBERS = 30_000


def marker_at(text: str, position: int) -> Marker | None:
    """Return the number printed at this position of a compact text, or None."""
    return _marker(_HEAD_PATTERN.match(text, position), _HEAD_STYLES)


def number_before_figure(text: str, position: int, expected: int) -> Marker | None:
    """Return the number at this position that a figure follows at once (9.5G基站), if it is the expected one."""
    match = _BEFORE_FIGURE.match(text, position)
    if match is None or int(match[1]) != expected:
        return None
    return Marker(ARABIC, expected, position, match.end(), match[1])


def markers_in(text: str, start: int, end: int) -> Iterator[Marker]:
    """Yield what may be numbers inside a paragraph, in the styles that run on, in order; no more than a limit."""
    for match in islice(_RUN_ON_PATTERN.finditer(text, start, end), MOST_RUN_ON_NUMBERS):
        if marker := _marker(match, RUN_ON_STYLES):
            yield marker


def _marker(match: re.Match[str] | None, styles: Sequence[Style]) -> Marker | None:
    """The number of a match; its only group tells the style."""
    if match is None or match.lastindex is None:
        return None
    printed = IN_ONE_CHARACTER.get(match[match.lastindex], match[match.lastindex])
    number = to_number(printed)
    return None if number is None else Marker(styles[match.lastindex - 1], number, match.start(), match.end(), printed)


def neighbour_label(style: Style, number: int) -> str:
    """Return the label that a missing number of this style would have."""
    return style.label.format(
        str(number)
        if style in (ARABIC, ARABIC_BRACKETED, ARABIC_HALF_BRACKETED, *ONE_CHARACTER[1:], *NAMED, *DECIMALS)
        else to_chinese(number)
    )
