"""Names of units as papers print them, made comparable, and looked up among the names that a government knows.

One name has many prints: full-width or half-width brackets, 〔〕 inside round ones, white space from a broken line,
the government's own name in front (嘉兴市科技局 for 市科技局). Two names are the same when their keys are.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_BRACKETS = str.maketrans("〔［【｛[{〕］】｝]}", "(((((())))))")
_SPACE = re.compile(r"\s+")
_LEADING_MARKS = "*＊★☆·•"
_PLACE_ENDINGS = "省市县区"


def name_key(name: str) -> str:
    """Return the form in which names are compared: half-width, round brackets, no white space, no leading asterisk."""
    bare = _SPACE.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS)
    return bare.lstrip(_LEADING_MARKS)


def spellings(name: str, government_name: str) -> tuple[str, ...]:
    """Return the keys under which a name may be known inside a government: as printed, without the place's name.

    嘉兴市科技局 → 市科技局; 嘉兴市人民政府办公室 stays findable as printed.
    """
    key, place = name_key(name), name_key(government_name)
    if key.startswith(place) and place[-1:] in _PLACE_ENDINGS and len(key) > len(place):
        return key, place[-1] + key[len(place) :]
    return (key,)


@dataclass(frozen=True)
class KnownName:
    """A name of a unit, and the days between which it was in use (none: open)."""

    unit_id: int
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def held_on(self, day: date) -> bool:
        """Return whether the name was in use that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class NameRegistry:
    """The names that count inside one government.

    `successors` tells which body took over from which, and the last day of the one before (None: a day of the past
    that nobody knows).
    """

    def __init__(
        self,
        government_name: str,
        names: Iterable[KnownName],
        successors: Mapping[int, tuple[int, date | None]] | None = None,
    ) -> None:
        self.government_name = government_name
        self.names = tuple(names)
        self._successors = successors or {}
        self._by_key: dict[str, list[KnownName]] = defaultdict(list)
        for name in self.names:
            self._by_key[name_key(name.name)].append(name)

    def resolve(self, printed_name: str, *, printed_on: date, today: date) -> int | None:
        """Return the id of the unit that a paper of `printed_on` means, as it is called `today`; None if unknown.

        A body that has ended since, on a known day or not, stands for its successor. A name that several bodies bore
        is decided by the paper's date; where that leaves a doubt, nothing is assigned.
        """
        for key in spellings(printed_name, self.government_name):
            found = self._by_key.get(key, [])
            units = {name.unit_id for name in found if name.held_on(printed_on)} or {name.unit_id for name in found}
            if len(units) == 1:
                return self._in_force(units.pop(), today)
        return None

    def _in_force(self, unit_id: int, today: date) -> int:
        seen: set[int] = set()
        while (step := self._successors.get(unit_id)) and unit_id not in seen:
            successor_id, last_day = step
            if last_day is not None and last_day >= today:
                break
            seen.add(unit_id)
            unit_id = successor_id
        return unit_id
