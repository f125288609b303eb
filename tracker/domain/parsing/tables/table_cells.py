"""What a cell of a table holds, told by its words, and how a row with too few cells lies beneath the column names."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from tracker.domain.numerals import CHINESE_NUMERAL
from tracker.domain.parsing.model import Span
from tracker.domain.parsing.tables.table_columns import OWNERS, Column
from tracker.domain.parsing.text.compact import bare
from tracker.domain.parsing.units.formula_words import NOT_A_BODY
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

PLACEHOLDER = re.compile(r"[-—–―/\\、.…无]*")
NUMBER = re.compile(
    rf"[0-9]{{1,3}}(?:[.-][0-9]{{1,3}}){{0,2}}[.、]?|（?(?:[0-9]{{1,3}}|{CHINESE_NUMERAL}{{1,3}})[）、.]?|[①-⑳]"
)
LIMIT = re.compile(
    r"(?:每(?:[年季月周]|半年|季度)|(?:20[0-9]{2}年)?(?:至?1?[0-9]月(?:[0-9]{1,2}日)?|年|[上下]半年|第?[一二三四]季度)"
    r"(?:[上中下]旬|[底末中内初])?(?:之?前|完成|以前)*|20[0-9]{2}[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?"
    r"|全年|年[底内末]前?|长期(?:坚持)?|持续(?:推进|实施)?|常态化?(?:推进|实施|开展)?)[。；]?"
)
ROLE_WORDS = re.compile(
    r"^(?:[一-鿿]{2,6}：)|(?:按职责分工)?(?:(?:共同|分别|具体)?(?:牵头|负责|配合|落实|参与|协助|协办|主办|承办|实施))+$"
)
LOOSE_NAME = re.compile(r"(?:各|相关|有关)[^，。；：]{1,14}|[一-鿿]{1,6}[镇乡村股]")
BREAKS = re.compile("[、，；]|(?<!^)：")
IN_BRACKETS = re.compile("(?<=[局委厅办部院署会心])（[^（）]{1,20}）")
"""市发展局（发改处、统计处）: offices of a body."""
_WORK = (
    "新建|改建|扩建|新增|创建|编制|制定|出台|争取|申报|实施|完成|开展|打造|设立|引进|培育|组建|筹建"
    "|建设(?!.{0,8}[局委厅办部科处])"
)
BEGINS_WORK = re.compile(f"{NOT_A_BODY.pattern}|{_WORK}")
FIGURE = re.compile(
    "(?:[^0-9]*(?<![一二三四五六七八九十第])[0-9][0-9.]*(?:[一-鿿]{1,3}|%)(?:（[一-鿿]）)?(?:以上|以内|左右)?){1,3}"
)
PERSON = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程][一-鿿]{1,2}"
)
"""What may be the name of a person."""
PERSON_BEHIND = re.compile(f"(?<=[局委厅办院府署心]){PERSON.pattern}$")
BODY_ENDS = tuple("局委厅办部院会府署")
SHORT_NAME = re.compile("[一-鿿]{1,4}[局委办院站所科室]")
LONGEST_NAMES = 240
SHORTEST_TEXT = 16
MOST_CELLS = 24
MOST_PIECES = 24


class Kind(Enum):
    """What the words of a cell look like."""

    NOTHING = "nothing"
    NUMBER = "number"
    LIMIT = "limit"
    UNITS = "units"
    TEXT = "text"
    WORDS = "words"
    FIGURE = "figure"
    """Few words with a figure: 建成智能车间20个."""


FITS = {
    Column.NUMBER: {Kind.NUMBER: 4.0, Kind.NOTHING: 0.0},
    Column.DUE: {Kind.LIMIT: 4.0, Kind.WORDS: -1.0, Kind.TEXT: -2.0, Kind.FIGURE: -2.0, Kind.NOTHING: 0.0},
    Column.TEXT: {
        Kind.TEXT: 3.0,
        Kind.WORDS: 1.0,
        Kind.FIGURE: 1.0,
        Kind.UNITS: -2.0,
        Kind.LIMIT: -3.0,
        Kind.NOTHING: -1.0,
    },
    Column.PROBLEM: {
        Kind.TEXT: 2.5,
        Kind.WORDS: 1.5,
        Kind.FIGURE: 1.0,
        Kind.UNITS: -2.0,
        Kind.LIMIT: -3.0,
        Kind.NOTHING: -1.0,
    },
    Column.GOALS: {
        Kind.TEXT: 2.5,
        Kind.WORDS: 1.5,
        Kind.FIGURE: 3.0,
        Kind.UNITS: -2.0,
        Kind.LIMIT: -1.0,
        Kind.NOTHING: 0.0,
    },
    Column.OTHER: {
        Kind.NUMBER: 0.0,
        Kind.WORDS: 0.5,
        Kind.FIGURE: 0.5,
        Kind.UNITS: -1.0,
        Kind.LIMIT: -0.5,
        Kind.NOTHING: 0.0,
        Kind.TEXT: -0.5,
    },
}
FITS_OWNER = {Kind.UNITS: 4.0, Kind.WORDS: -1.0, Kind.NOTHING: 0.0}
MISFIT = -8.0
JUMP = -0.25
LEFTMOST = 2.0
"""How well words of each kind stand in a column, what a column left out between two cells costs, and how much better
another way must be than to put the cells beneath the first columns."""


def kind_of(words: str) -> Kind:
    """Return what the words (compact) of a cell look like."""
    return _kind_of(words) if len(words) <= LONGEST_NAMES else Kind.TEXT


@lru_cache(maxsize=2_000)
def _kind_of(words: str) -> Kind:
    if PLACEHOLDER.fullmatch(words):
        return Kind.NOTHING
    if NUMBER.fullmatch(words):
        return Kind.NUMBER
    if LIMIT.fullmatch(words):
        return Kind.LIMIT
    is_figure = FIGURE.fullmatch(words.rstrip("。；")) and not words.endswith(BODY_ENDS)
    if not is_figure and "。" not in words[:-1] and _names_units(words.removesuffix("。")):
        return Kind.UNITS
    if len(words) >= SHORTEST_TEXT or "。" in words or "，" in words:
        return Kind.TEXT
    return Kind.FIGURE if is_figure else Kind.WORDS


def kind_of_pieces(pieces: Sequence[str]) -> Kind:
    """Return what the words (compact) of a cell look like, given what white space parts in it: units, then persons."""
    kind = kind_of("".join(pieces))
    if kind not in (Kind.TEXT, Kind.WORDS) or not 1 < len(pieces) <= MOST_PIECES:
        return kind
    kinds = [kind_of(piece.strip("、，；")) for piece in pieces]
    first_person = next((i for i, each in enumerate(kinds) if each is not Kind.UNITS), len(kinds))
    is_list = first_person > 0 and all(map(PERSON.fullmatch, pieces[first_person:]))
    return Kind.UNITS if is_list else kind


def bare_pieces(source: str, pieces: Sequence[Span]) -> list[str]:
    """Return what white space parts in the lines of a cell (compact)."""
    parts = (source[slice(*piece)].split(maxsplit=MOST_PIECES) for piece in pieces)
    return [words for part in parts for words in map(bare, part) if words]


def names_units(text: str) -> bool:
    """Whether words (compact) are nothing but names of units."""
    names = [text[unit.start : unit.end] for unit in split_units(text, 0, len(text))]
    return bool(names) and all(map(is_unit_or_level, names))


def _names_units(text: str) -> bool:
    """Whether words are names of units, with or without the words that tell their roles: A牵头，B配合."""
    names = [ROLE_WORDS.sub("", piece) for piece in BREAKS.split(IN_BRACKETS.sub("", text) or text)]
    named = [name for name in names if name]
    fitting = [name for name in named if _fits(name)]
    if fitting:
        fitting += [name for name in named if PERSON.fullmatch(name) and name not in fitting]
    is_list = len(named) > 1 and len(fitting) == len(named)
    if BEGINS_WORK.match(text) and not is_list and not SHORT_NAME.fullmatch(text):
        return False
    return bool(fitting) and (len(fitting) == len(named) or (len(named) > 2 and len(fitting) * 2 > len(named)))


def _fits(name: str) -> bool:
    """Whether a piece of a cell may be the name of a unit: no work (引进龙头企业)."""
    if LOOSE_NAME.fullmatch(name):
        return True
    if PERSON_BEHIND.search(name):
        name = PERSON_BEHIND.sub("", name)
    return names_units(name) and (name.endswith(BODY_ENDS) or not BEGINS_WORK.match(name))


def lay(columns: Sequence[Column], kinds: Sequence[Kind]) -> list[int] | None:
    """Return the column of each cell of a row that lost some of its cells, in order; None where they fit nowhere.

    What looks like units, limits or a number stands in a column of that name; the leftmost way is taken unless
    another is much better, as readers drop the empty cells at the end of a row.
    """
    places = _lay(tuple(columns), tuple(kinds))
    return None if places is None else list(places)


@lru_cache(maxsize=1_000)
def _lay(columns: tuple[Column, ...], kinds: tuple[Kind, ...]) -> tuple[int, ...] | None:
    width, count = len(columns), len(kinds)
    if not 0 < count <= width <= MOST_CELLS:
        return None
    in_order = [fit(column, kind) for column, kind in zip(columns, kinds, strict=False)]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (width + 1)
    for index, kind in enumerate(kinds):
        ways: list[tuple[float, tuple[int, ...]]] = [(float("-inf"), ())] * (width + 1)
        for column in range(index, width):
            score, places = best[column]
            jump = JUMP if places and places[-1] != column - 1 else 0.0
            placed = (score + fit(columns[column], kind) + jump, (*places, column))
            ways[column + 1] = max(ways[column], placed, key=lambda way: way[0])
        best = ways
    score, places = best[width]
    if min(in_order) > MISFIT and sum(in_order) + LEFTMOST >= score:
        return tuple(range(count))
    fits = [fit(columns[column], kind) for column, kind in zip(places, kinds, strict=True)]
    told = [each for column, each in zip(places, fits, strict=True) if columns[column] is not Column.NUMBER]
    return places if min(fits) > MISFIT and sum(told) >= 0 else None


def lay_from_right(columns: Sequence[Column], kinds: Sequence[Kind]) -> list[int] | None:
    """Return what `lay` does, for a row that has its last cell; where that one does not tell, `lay` itself."""
    if fit(columns[-1], kinds[-1]) <= 0:
        return lay(columns, kinds)
    places = lay(columns[::-1], kinds[::-1])
    return None if places is None else [len(columns) - 1 - place for place in reversed(places)]


def fit(column: Column, kind: Kind) -> float:
    """Return how well words of a kind stand in a column; `MISFIT` where they cannot."""
    known = FITS_OWNER if column in OWNERS else FITS[column]
    return known.get(kind, MISFIT)


def fit_in_order(columns: Sequence[Column], kinds: Sequence[Kind]) -> bool:
    """Whether cells of these kinds may stand in the columns one by one, one for each."""
    return len(columns) == len(kinds) and all(
        fit(column, kind) > MISFIT for column, kind in zip(columns, kinds, strict=True)
    )
