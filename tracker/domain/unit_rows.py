"""Rows of a sheet of units (单位表): what each cell must say, and what is wrong with one, cell by cell."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain import unit_changes as rules
from tracker.domain.unit_changes import UnitChangeRefused
from tracker.domain.units import UnitKind

GOVERNMENT, NAME, FULL_NAME, KIND = "所属政府", "简称", "全称", "类别"
FUNCTION, PARENT, ALIASES, PREFIX = "职能", "上级单位", "别名", "发文代字"
STARTS, ENDS, SUCCESSOR, MEMBERS = "启用日期", "撤销日期", "承接单位", "组成员"

#: In the order of the sheet, with widths in characters.
HEADINGS: Mapping[str, int] = {
    GOVERNMENT: 16, NAME: 22, FULL_NAME: 36, KIND: 14, FUNCTION: 12, PARENT: 18, ALIASES: 36,
    STARTS: 12, ENDS: 12, SUCCESSOR: 22, MEMBERS: 40, PREFIX: 10,
}  # fmt: skip
REQUIRED = (NAME, FULL_NAME, KIND)
SEPARATOR = "；"  # names hold 、 themselves: 各县（市、区）政府

_SEPARATORS = re.compile(r"[;；\n]")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 00:00(?::00)?)?$")


@dataclass(frozen=True)
class CellError:
    """What is wrong with a cell: its row as the program counts, its heading and text, and a sentence."""

    row: int
    heading: str
    text: str
    message: str


@dataclass(frozen=True)
class UnitRow:
    """One unit as a sheet gives it; empty cells are None or (), and mean: as it is."""

    number: int
    cells: Mapping[str, str]
    name: str
    government: str | None = None
    full_name: str | None = None
    kind: UnitKind | None = None
    function: str | None = None
    parent: str | None = None
    letter_prefix: str | None = None
    valid_from: date | None = None
    ends_on: date | None = None
    successor: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


def read_row(number: int, cells: Mapping[str, str]) -> tuple[UnitRow | None, list[CellError]]:
    """Return the row, or None with what is wrong with its cells."""
    values: dict[str, Any] = {}
    errors: list[CellError] = []
    for heading, (field, read) in _READERS.items():
        text = cells.get(heading, "").strip()
        if not text and heading != NAME:
            continue
        try:
            values[field] = read(text)
        except UnitChangeRefused as refused:
            errors.append(CellError(number, heading, text, str(refused)))
    return (None if errors else UnitRow(number=number, cells=cells, **values)), errors


def read_day(text: str) -> date:
    """Return the day that a cell names: 2026-06-15, 2026/6/15, 2026年6月15日; raise where it names none."""
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(text)
    except ValueError:
        raise UnitChangeRefused("日期写不对，请写成 2026-06-15。") from None


def _kind(text: str) -> UnitKind:
    for kind in UnitKind:
        if text == kind.label:
            return kind
    raise UnitChangeRefused(f"类别只能是：{'、'.join(kind.label for kind in UnitKind)}。")


def _names(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return tuple(dict.fromkeys(rules.check_name(part) for part in parts if part))


def _at_most(length: int, label: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > length:
            raise UnitChangeRefused(f"{label}请控制在 {length} 字以内。")
        return rules.check_name(text, label)

    return read


_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    GOVERNMENT: ("government", str),
    NAME: ("name", lambda text: rules.check_name(text, NAME)),
    FULL_NAME: ("full_name", lambda text: rules.check_name(text, FULL_NAME)),
    KIND: ("kind", _kind),
    FUNCTION: ("function", _at_most(20, FUNCTION)),
    PARENT: ("parent", str),
    ALIASES: ("aliases", _names),
    PREFIX: ("letter_prefix", _at_most(4, PREFIX)),
    STARTS: ("valid_from", read_day),
    ENDS: ("ends_on", read_day),
    SUCCESSOR: ("successor", str),
    MEMBERS: ("members", _names),
}
