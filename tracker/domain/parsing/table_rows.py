"""Responsibility tables: rows of tab-separated cells beneath a row of column names."""

import re
from dataclasses import dataclass
from enum import Enum

from tracker.domain.parsing.compact import Compact
from tracker.domain.parsing.paragraphs import Paragraph
from tracker.domain.parsing.patterns import one_of


class Column(Enum):
    """What the cells of a column hold."""

    NUMBER = "number"
    LEAD = "lead"
    UNITS = "units"
    SUPPORTING = "supporting"
    DUE = "due"
    TEXT = "text"
    OTHER = "other"


COLUMN_NAMES = (
    (Column.NUMBER, re.compile(r"序号|编号|项次|No[.]?|NO[.]?")),
    (Column.OTHER, re.compile(r".*(?:领导|责任人|联系人|联系方式|电话|备注|备考|健康因素|存在问题|完成情况|进展)")),
    (Column.LEAD, re.compile(r".*(?:牵头|主办|主责).*")),
    (Column.SUPPORTING, re.compile(r".*(?:配合|参与|参加|协同|协办|协助|支持单位|联办).*")),
    (
        Column.UNITS,
        re.compile(
            r".*(?:责任|负责|承办|落实|实施|执行|成员|主管).*(?:单位|部门|主体|机构).*|(?:单位|部门|机构)(?:名称)?|各?部门（?单位）?|责任单位"
        ),
    ),
    (Column.DUE, re.compile(r".*(?:时限|时间|期限|进度|节点).*")),
    (
        Column.TEXT,
        re.compile(
            ".*" + one_of("任务 内容 事项 举措 措施 要求 领域 职责 工作 目标 项目 政策 分工 重点 标准 指标") + ".*"
        ),
    ),
)
LONGEST_COLUMN_NAME = 20


@dataclass(frozen=True)
class Cell:
    """Cell at compact positions start:end; empty when they are equal."""

    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A row as cells by column; `texts` are the cells of text columns in order."""

    start: int
    end: int
    number: Cell | None
    lead: Cell | None
    units: Cell | None
    supporting: Cell | None
    due: Cell | None
    texts: tuple[Cell, ...]


def read_rows(compact: Compact, source: str, rows: list[Paragraph]) -> list[Row]:
    """Return the rows that hold work; rows of column names set the meaning of those beneath."""
    columns: list[Column] = []
    found: list[Row] = []
    above: dict[Column, Cell] = {}
    for paragraph in rows:
        cells = _cells(compact, source, paragraph)
        names = _columns(compact, cells)
        if names:
            columns, above = names, {}
            continue
        if columns and (row := _row(compact, paragraph, cells, columns, above)):
            found.append(row)
    return found


def _cells(compact: Compact, source: str, paragraph: Paragraph) -> list[Cell]:
    """The cells of a row: the source between tabs."""
    begin = compact.offsets[paragraph.start]
    stop = compact.offsets[paragraph.end - 1] + 1
    line_start = max(source.rfind("\n", 0, begin), source.rfind("\r", 0, begin)) + 1
    cells, position = [], paragraph.start
    offset = line_start
    for piece in source[line_start:stop].split("\t"):
        end_offset = offset + len(piece)
        end = position
        while end < paragraph.end and compact.offsets[end] < end_offset:
            end += 1
        cells.append(Cell(position, end))
        position, offset = end, end_offset + 1
    return cells


def _columns(compact: Compact, cells: list[Cell]) -> list[Column]:
    """The meaning of each column if these cells are column names: a unit or number column and a text column."""
    names = [compact.text[cell.start : cell.end] for cell in cells]
    if any(len(name) > LONGEST_COLUMN_NAME or "。" in name for name in names):
        return []
    columns = [_column(name) for name in names]
    has_owner = any(column in columns for column in (Column.LEAD, Column.UNITS, Column.NUMBER))
    return columns if has_owner and Column.TEXT in columns else []


def _column(name: str) -> Column:
    return next((column for column, pattern in COLUMN_NAMES if pattern.fullmatch(name)), Column.OTHER)


def _row(
    compact: Compact, paragraph: Paragraph, cells: list[Cell], columns: list[Column], above: dict[Column, Cell]
) -> Row | None:
    held: dict[Column, Cell] = {}
    texts = []
    for column, cell in zip(columns, cells, strict=False):
        if cell.start == cell.end:
            continue
        if column is Column.TEXT:
            texts.append(cell)
        else:
            held.setdefault(column, cell)
    if not texts:
        return None
    for column in (Column.LEAD, Column.UNITS, Column.SUPPORTING):
        if column not in held and column in above and not {Column.LEAD, Column.UNITS} & held.keys():
            held[column] = above[column]
    above.update(held)
    return Row(
        paragraph.start,
        paragraph.end,
        held.get(Column.NUMBER),
        held.get(Column.LEAD),
        held.get(Column.UNITS),
        held.get(Column.SUPPORTING),
        held.get(Column.DUE),
        tuple(texts),
    )
