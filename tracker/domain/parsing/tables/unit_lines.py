"""Lines of a table that are nothing but names of units, perhaps broken by a printer."""

import re
from collections.abc import Iterable, Sequence

from tracker.domain.parsing.tables.table_cells import BODY_ENDS, FIGURE, PERSON
from tracker.domain.parsing.units.formula_words import NOT_A_BODY
from tracker.domain.parsing.units.unit_lists import is_unit_or_level, split_units

LONGEST_LOOSE_NAME = 10
NO_WHOLE_BODY = re.compile("[一-鿿]?(?:公司|集团|银行|学校|医院)")
BROKEN_NAME = re.compile("(?<=[局委厅办院会府]、)[省市县区]$")


def breaks_name(firsts: Iterable[int], texts: Sequence[str]) -> bool:
    """Return whether the name of a unit may begin above the first line of its cell: 国网江城市电 / 力公司."""
    return any(
        index and not _stands_alone(texts[index - 1]) and are_units(texts[index - 1 : index + 1]) for index in firsts
    )


def _stands_alone(text: str) -> bool:
    """Whether a line is names of units or of a person, and begins no name that goes on beneath it."""
    return bool(PERSON.fullmatch(text)) or are_units([text])


def are_parted(left: Sequence[str], right: Sequence[str]) -> bool:
    """Return whether two runs of lines are lists of units each, no name broken between: 市水务局、市 / 城管委."""
    is_broken = BROKEN_NAME.search(left[-1]) is not None
    return not is_broken and are_units(left) and are_units(right)


def are_units(texts: Sequence[str]) -> bool:
    """Return whether lines (bare), joined, are nothing but names of units."""
    if len(texts) > 1 and all(are_units([text]) for text in texts):
        return True
    text = "".join(texts).removesuffix("。")
    units = split_units(text, 0, len(text))
    names = [text[unit.start : unit.end] for unit in units]
    if not names or text[-1] in "、，" or "。" in text or not all(map(_is_name, names)):
        return False
    return any(map(is_unit_or_level, names)) and (len(texts) == 1 or not _tells_work(texts[0]))


def _is_name(name: str) -> bool:
    if (FIGURE.fullmatch(name) and not name.endswith(BODY_ENDS)) or NO_WHOLE_BODY.fullmatch(name):
        return False
    return is_unit_or_level(name) or (name.startswith("各") and len(name) <= LONGEST_LOOSE_NAME)


def _tells_work(line: str) -> bool:
    """Whether the first of several lines begins as measures do (建立…机制), and is no name of a unit by itself."""
    return bool(NOT_A_BODY.match(line)) and not are_units([line])
