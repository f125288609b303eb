"""The units that a cell names: white space and line breaks part whole names, and go on with broken ones."""

import re
from itertools import pairwise

from tracker.domain.parsing.tables.table_cells import PERSON
from tracker.domain.parsing.tables.table_rows import Cell
from tracker.domain.parsing.text.compact import Compact
from tracker.domain.parsing.units.unit_lists import UnitName, looks_like_unit, split_units

BRANCH = re.compile("(?![市县区省])[一-鿿]{2}分局|[一二三四五六七八九十]{1,3}支队")
NO_WHOLE_NAME = re.compile("(?:人民)?政府|办公[厅室]|管委会|管理委员会|委员会|街道|办事处|部门|单位|中心")
"""What ends the name on the line above and is none by itself."""
LONGEST_LOOSE_NAME = 10
LONGEST_RANGE = 400
IN_BRACKETS = re.compile("（[^（）]{0,40}）")
COMMA = re.compile("[、，；]")
"""A list with commas has its white space inside names; one without is parted by it."""
NEXT_NAME = re.compile(
    "(?<=[局委办厅府会])(?=(?:[市省县区州](?!(?:市|[中南北东西]区?)?(?:分局|税务局))|各[市省县区州])[一-鿿（）、]{2,})"
)


def cell_units(compact: Compact, cell: Cell) -> list[UnitName]:
    """Return the units of a cell; white space and line breaks separate whole names too."""
    pieces = _without_persons(compact.text, _with_branches(compact.text, cell_pieces(compact, cell)))
    if not COMMA.search(IN_BRACKETS.sub("", compact.text[cell.start : cell.end])):
        pieces = _with_whole_names(compact.text, pieces) or pieces
    whole = all(_is_whole_name(compact.text[start:end].strip("、，；")) for start, end in pieces)
    ranges = pieces if whole else [(cell.start, cell.end)]
    return [part for r in ranges for unit in split_units(compact.text, *r) for part in _parted(compact.text, unit)]


def _parted(text: str, unit: UnitName) -> list[UnitName]:
    """The two or more whole names that a printer set together: 市商务局市投资促进中心; else the unit as it is."""
    cuts = [match.start() for match in NEXT_NAME.finditer(text, unit.start, unit.end) if match.start() > unit.start]
    parts = [UnitName(*pair) for pair in pairwise([unit.start, *cuts, unit.end])]
    names = [text[part.start : part.end] for part in parts]
    return parts if len(parts) > 1 and all(map(_is_whole_name, names)) else [unit]


def _without_persons(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces without names of persons behind whole names of units: 市教育局 王某某."""
    last = len(pieces)
    while last > 1 and PERSON.fullmatch(text, *pieces[last - 1]):
        last -= 1
    return (
        pieces[:last]
        if all(_is_whole_name(text[start:end].strip("、，；")) for start, end in pieces[:last])
        else pieces
    )


def cell_pieces(compact: Compact, cell: Cell) -> list[tuple[int, int]]:
    """Return the ranges of a cell between white space and line breaks."""
    parted = (p for p in range(cell.start + 1, cell.end) if p in compact.gaps or p in compact.line_starts)
    return list(pairwise([cell.start, *parted, cell.end]))


def _with_branches(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces with those that only name a branch of the unit before joined to it: 市规划委⏎城东分局, 市局 （一处）."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and (BRANCH.fullmatch(text, start, end) or text[start] == "（"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _with_whole_names(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces joined where a name goes on in the next: 市投资促进 / 中心; none where they make no whole names."""
    found: list[tuple[int, int]] = []
    is_open = False
    for start, end in pieces:
        found[len(found) - is_open :] = [(found[-1][0] if is_open else start, end)]
        is_open = not _are_whole(text, *found[-1])
    if is_open and len(found) > 1 and _are_whole(text, found[-2][0], found[-1][1]):
        found[-2:] = [(found[-2][0], found[-1][1])]
        is_open = False
    return [] if is_open else found


def _are_whole(text: str, start: int, end: int) -> bool:
    """Whether a range holds nothing but whole names, no bracket left open."""
    held = text[start:end].strip("、，；")
    names = [held[unit.start : unit.end] for unit in split_units(held, 0, len(held))]
    is_short = end - start <= LONGEST_RANGE and held.count("（") == held.count("）")
    return is_short and bool(names) and all(map(_is_whole_name, names))


def _is_whole_name(name: str) -> bool:
    if NO_WHOLE_NAME.fullmatch(name):
        return False
    is_loose = name.startswith(("各", "有关", "相关")) and len(name) <= LONGEST_LOOSE_NAME
    return looks_like_unit(name) or name.endswith(("镇", "乡")) or is_loose
