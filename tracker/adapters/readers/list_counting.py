"""Counting and printing of Word's automatic list numbers; the same in .docx and .doc."""

import re
from dataclasses import dataclass, field

from tracker.adapters.readers.number_formats import format_number

LEVELS = 9
PLACEHOLDER = re.compile("%([1-9])")
PLAIN_BULLET = "•"


@dataclass(frozen=True)
class Level:
    """One level of a list as it is to be printed."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restarts_after: int | None = None  # level (0 = first) that restarts this one; None: any higher one
    is_legal: bool = False
    style: str = ""
    suffix: str = "tab"


@dataclass
class NumberedList:
    """A list as paragraphs name it: its levels, which abstract list it counts with, and starts that apply once."""

    abstract_id: str
    levels: dict[int, Level]
    pending_starts: dict[int, int] = field(default_factory=dict)


class ListCounters:
    """Where each list has got to; paragraphs must be asked for in the order of the document."""

    def __init__(self) -> None:
        self._counters: dict[str, dict[int, int]] = {}

    def next_label(self, numbered: NumberedList, depth: int) -> str:
        """Count one more paragraph at a level and return its number as printed ("（一）", "第三条　"), "" for none."""
        if depth not in numbered.levels:
            return ""
        self._count(numbered, depth)
        return self._print(numbered, depth)

    def _count(self, numbered: NumberedList, depth: int) -> None:
        counters = self._counters.setdefault(numbered.abstract_id, {})
        start = numbered.levels[depth].start
        if depth in numbered.pending_starts:
            counters[depth] = numbered.pending_starts.pop(depth)
        else:
            counters[depth] = counters.get(depth, start - 1) + 1
        for deeper in [each for each in counters if each > depth]:
            restarter = numbered.levels[deeper].restarts_after if deeper in numbered.levels else None
            if restarter is None or (restarter >= 0 and depth <= restarter):
                del counters[deeper]

    def _print(self, numbered: NumberedList, depth: int) -> str:
        level, counters = numbered.levels[depth], self._counters[numbered.abstract_id]
        if level.number_format == "bullet":
            return level.text if level.text and not _is_private(level.text) else PLAIN_BULLET

        def number(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            shown = numbered.levels.get(index, Level())
            is_decimal = level.is_legal and shown.number_format != "none"
            return format_number(counters.get(index, shown.start), "decimal" if is_decimal else shown.number_format)

        label = PLACEHOLDER.sub(number, level.text)
        needs_space = label and level.suffix != "nothing" and label[-1].isalnum()
        return label + "　" if needs_space else label


def _is_private(text: str) -> bool:
    return any("\ue000" <= character <= "\uf8ff" for character in text)
