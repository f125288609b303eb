"""The public bodies before a verb of duty, and the sentences in which they stand."""

import re

from tracker.domain.parsing.units.formula_words import (
    CASES,
    GENERIC_BODY,
    ITEM_NUMBER,
    LONGEST_BODY,
    LONGEST_FIELD_OF_DUTY,
    NOT_A_BODY,
    NOT_IN_BODY,
    OF_DEPARTMENTS,
    SENTENCE,
)
from tracker.domain.parsing.units.unit_lists import COORDINATED_HEAD, UnitName, looks_like_unit, split_units

BY = re.compile("由|以(?=[各省市县区州镇乡])")
GOES_ON = "，、"
"""With which a line ends whose sentence goes on in the next."""


def sentences_of(text: str, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
    """Sentences of a range; paragraphs end sentences too."""
    end = min(end, start + LONGEST_BODY)
    broken = (position for position in breaks if start < position < end and text[position - 1] not in GOES_ON)
    edges = sorted({start, end, *broken})
    found = []
    cases = CASES.search(text, start, end)
    for left, right in zip(edges, edges[1:], strict=False):
        for match in SENTENCE.finditer(text, left, right):
            number = ITEM_NUMBER.match(text, *match.span())
            if not (number and cases and cases.end() <= match.start()):
                found.append((number.end() if number else match.start(), match.end()))
    return found


def names_of(text: str, start: int, end: int) -> list[UnitName]:
    """The units of a range, or none at all if any of them is no public body."""
    units = split_units(text, start, end)
    names = [text[unit.start : unit.end] for unit in units]
    fields_of_duty = len(units) > 1 and bool(OF_DEPARTMENTS.search(text, start, end))
    if not units or any(not _is_body(name) and not (fields_of_duty and _is_field_of_duty(name)) for name in names):
        return []
    return units


def _is_field_of_duty(name: str) -> bool:
    """Whether a short name stands for a department in a list that ends in 部门: 科技、财政部门."""
    return len(name) <= LONGEST_FIELD_OF_DUTY and not NOT_A_BODY.match(name) and not NOT_IN_BODY.search(name)


def _is_body(name: str) -> bool:
    return (
        not NOT_A_BODY.match(name)
        and not NOT_IN_BODY.search(name)
        and (looks_like_unit(name) or bool(COORDINATED_HEAD.fullmatch(name)))
    )


def are_generic(text: str, units: list[UnitName]) -> bool:
    """Whether any of these names is that of a kind of body, such as 企业."""
    return any(GENERIC_BODY.fullmatch(text[unit.start : unit.end]) for unit in units)


def subject_of(text: str, start: int, end: int) -> list[UnitName]:
    """The units before a verb: of the whole range, else what stands after its last 由 or its first comma that fits."""
    by = max((match.start() for match in BY.finditer(text, start + 1, end)), default=-1)
    if by != -1 and (units := names_of(text, by + 1, end)):
        return [] if are_generic(text, units) else units
    begin = start
    while begin != 0:
        units = names_of(text, begin, end)
        if units and (begin == start or not are_generic(text, units)):
            return units
        begin = text.find("，", begin, end) + 1
    return []
