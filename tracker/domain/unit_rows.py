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

UNKNOWN_DAY = "不详"  # the body was taken over on a day that nobody knows
NO_FUNCTION = "无"  # although the name tells one

_SEPARATORS = re.compile(r"[;；\n]")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 00:00(?::00)?)?$")
_DATE = r"\d[\d./年月日-]*"
_DAYS = re.compile(
    rf"(?P<name>.+?)\s*[（(](?:(?P<since>{_DATE})\s*起|(?:(?P<first>{_DATE})\s*)?至\s*(?P<last>{_DATE}))[）)]$"
)


@dataclass(frozen=True)
class CellError:
    """What is wrong with a cell: its row as the program counts, its heading and text, and a sentence."""

    row: int
    heading: str
    text: str
    message: str


@dataclass(frozen=True)
class Ending:
    """That a body ended: `on` is its first day out of force, None where nobody knows it."""

    on: date | None


@dataclass(frozen=True)
class DatedName:
    """A name in a cell with its first and last day (none: open): 市科委（2009-05-01 至 2019-03-20）."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def has_days(self) -> bool:
        return self.valid_from is not None or self.valid_to is not None


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
    ending: Ending | None = None
    successor: str | None = None
    aliases: tuple[DatedName, ...] = ()
    members: tuple[DatedName, ...] = ()


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


def dated_name(name: str, valid_from: date | None, valid_to: date | None) -> str:
    """Return the name as a cell gives it, with its days where it has any."""
    if valid_to:
        return f"{name}（{valid_from.isoformat() + ' ' if valid_from else ''}至 {valid_to.isoformat()}）"
    return f"{name}（{valid_from.isoformat()} 起）" if valid_from else name


def _ending(text: str) -> Ending:
    return Ending(None if text == UNKNOWN_DAY else read_day(text))


def _kind(text: str) -> UnitKind:
    for kind in UnitKind:
        if text == kind.label:
            return kind
    raise UnitChangeRefused(f"类别只能是：{'、'.join(kind.label for kind in UnitKind)}。")


def _names(text: str) -> tuple[DatedName, ...]:
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    return tuple(dict.fromkeys(_name_with_days(part) for part in parts if part))


def _name_with_days(text: str) -> DatedName:
    found = _DAYS.match(text)
    if not found:
        return DatedName(rules.check_name(text))
    first, last = found["since"] or found["first"], found["last"]
    named = DatedName(
        rules.check_name(found["name"]), read_day(first) if first else None, read_day(last) if last else None
    )
    rules.check_days(named.valid_from, named.valid_to)
    return named


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
    ENDS: ("ending", _ending),
    SUCCESSOR: ("successor", str),
    MEMBERS: ("members", _names),
}
