"""Ledgers (台账): what columns beside the work, its units and its limit say of a row.

A supervision ledger has ten columns: 序号, 任务来源, 任务内容, 牵头领导, 牵头单位, 协办单位, 完成时限, 具体进展,
存在问题, 完成情况. The parser makes clauses of the rows; the columns it has no use for are kept with the
clause, by their names.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.parsing.tables.table_columns import Column, columns_of

SHEET_FORMATS = frozenset({"xlsx", "xls"})
LONGEST_VALUE = 2_000  # characters


class LedgerColumn(LabelledEnum):
    """A column of a ledger that tells of a task what no clause of a document does."""

    SOURCE = "source", "任务来源"
    LEADER = "leader", "牵头领导"
    PROGRESS = "progress", "具体进展"
    DIFFICULTIES = "difficulties", "存在问题"
    STATE = "state", "完成情况"


COLUMN_NAMES = (  # the first that fits; names as printed, without white space
    (LedgerColumn.SOURCE, re.compile(".*(?:来源|依据|出处|文件名称)")),
    (LedgerColumn.LEADER, re.compile(".*领导(?:同志)?|.*市长|.*县长|包抓领导.*")),
    (LedgerColumn.DIFFICULTIES, re.compile(".*(?:问题|困难|难点|堵点).*")),
    (
        LedgerColumn.STATE,
        re.compile("(?:是否|任务)?(?:完成|办结|销号)(?:情况|状态|与否)?|.*(?:状态|是否完成|是否办结)|完成情况.*"),
    ),
    (LedgerColumn.PROGRESS, re.compile(".*(?:进展|推进情况|落实情况|办理情况|目前情况|工作进度).*")),
)
SPACE = re.compile(r"\s+")


def ledger_column(name: str) -> LedgerColumn | None:
    """Return what a column of this name tells, None for one that the parser reads or nobody knows."""
    bare = SPACE.sub("", name)
    return next((column for column, pattern in COLUMN_NAMES if pattern.fullmatch(bare)), None)


def ledger_rows(text: str) -> dict[int, list[dict[str, str | None]]]:
    """Return, by the place where each table row begins, its further cells: name of the column, kind and value.

    Rows are lines with tabs; a line of column names sets the meaning of those beneath it. Empty cells are left out.
    """
    rows: dict[int, list[dict[str, str | None]]] = {}
    unread: list[str] = []  # the name of each column that the parser has no use for, else ""
    start = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        columns = columns_of([SPACE.sub("", cell) for cell in cells]) if len(cells) > 1 else []
        if columns:
            pairs = zip(cells, columns, strict=True)
            unread = [name.strip() if column is Column.OTHER else "" for name, column in pairs]
        elif len(cells) > 1 and (kept := _further(unread, cells)):
            rows[start] = kept
        start += len(line) + 1
    return rows


def ledger_value(reading: Mapping[str, Any], column: LedgerColumn) -> str | None:
    """Return what a clause's stored reading has for a column of a ledger, None where it has nothing."""
    return next((each["value"] for each in reading.get("ledger", ()) if each["kind"] == column.value), None)


def _further(names: Sequence[str], cells: Sequence[str]) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    for name, cell in zip(names, cells, strict=False):
        if name and cell.strip():
            column = ledger_column(name)
            kind = column.value if column else None
            found.append({"name": name, "kind": kind, "value": cell.strip()[:LONGEST_VALUE]})
    return found
