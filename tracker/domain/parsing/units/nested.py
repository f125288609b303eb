"""What stands beside a name in a list: others who support it (责任单位：A（B、C配合）、D), and persons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tracker.domain.parsing.units.unit_lists import UnitName, is_unit_or_level, looks_like_unit, split_units

LONGEST_PERSON = 5

_SUPPORT = "(?:积极|密切|协同)?(?:配合|协办|协助|参与|参加|协同|支持)(?:单位|部门)?"
NESTED = re.compile(
    rf"(?<=[一-鿿）〕])[（〔](?:(?:配合|协办|协助|参与)(?:单位|部门)?：(?P<labelled>[^（）〔〕：]{{2,80}})"
    rf"|(?P<names>[^（）〔〕：]{{2,80}}?){_SUPPORT})[）〕]"
)


def nested_partners(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a list in order: where each begins and ends, and whether it names who supports."""
    position = start
    for match in NESTED.finditer(text, start, end):
        names = match.span("names" if match["names"] else "labelled")
        units = split_units(text, *names)
        if not units or not all(is_unit_or_level(text[unit.start : unit.end]) for unit in units):
            continue
        yield position, match.start(), False
        yield *names, True
        position = match.end()
    yield position, end, False


PERSON = re.compile(r"[（〔][一-鿿]{2,4}[）〕]$")


def without_persons(text: str, units: Iterable[UnitName], gaps: frozenset[int], *, has_persons: bool) -> list[UnitName]:
    """Return the units without the persons named beside them: 市交通局 张三; `has_persons`: the label says so."""
    found = [replace(unit, end=_end_of_name(text, unit, gaps)) for unit in units]
    if not has_persons:
        return found
    ends = (PERSON.search(text, unit.start, unit.end) for unit in found)
    bodies = [replace(unit, end=end.start()) if end else unit for unit, end in zip(found, ends, strict=True)]
    return [unit for unit in bodies if is_unit_or_level(text[unit.start : unit.end])]


def _end_of_name(text: str, unit: UnitName, gaps: frozenset[int]) -> int:
    """Where the name of a body ends that white space parts from a person's."""
    if looks_like_unit(text[unit.start : unit.end]):
        return unit.end
    inside = (at for at in range(max(unit.start + 2, unit.end - LONGEST_PERSON), unit.end - 1) if at in gaps)
    return next((at for at in inside if looks_like_unit(text[unit.start : at])), unit.end)
