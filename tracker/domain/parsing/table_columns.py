"""What the columns of a responsibility table hold, by their names."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

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


OWNERS = (Column.LEAD, Column.UNITS, Column.SUPPORTING)
_OTHER = "来源 领导 责任人 联系人 联系方式 电话 备注 备考 存在问题 完成情况 进展"
_SUPPORTING = "配合 参与 参加 协同 协办 协助 支持单位 联办"
_OWNER = "责任 负责 承办 落实 实施 执行 成员 主管"
_TEXT = "任务 内容 事项 举措 措施 要求 领域 职责 工作 目标 项目 政策 分工 重点 标准 指标 实事 问题 名称"
COLUMN_NAMES = (
    (Column.NUMBER, re.compile(r"序号|编号|项次|No[.]?|NO[.]?")),
    (Column.OTHER, re.compile(".*" + one_of(_OTHER))),
    (Column.LEAD, re.compile(".*" + one_of("牵头 主办 主责") + ".*")),
    (Column.SUPPORTING, re.compile(".*" + one_of(_SUPPORTING) + ".*")),
    (Column.UNITS, re.compile(".*" + one_of(_OWNER) + ".*" + one_of("单位 部门 主体 机构 科室 处室 股室 科股") + ".*")),
    (Column.UNITS, re.compile(r"各?(?:单位|部门|机构|科室|处室)(?:名称)?|部门（?单位）?")),
    (Column.DUE, re.compile(".*" + one_of("时限 时间 期限 进度 节点") + ".*")),
    (Column.TEXT, re.compile(".*" + one_of(_TEXT) + ".*")),
)
LONGEST_NAME = 20
LONGEST_PART = 10
SECOND_HEADER = (*OWNERS, Column.DUE)


@lru_cache(maxsize=1_000)
def column_of(name: str) -> Column:
    """Return what a column of this name (compact) holds."""
    if len(name) > LONGEST_NAME:
        return Column.OTHER
    return next((column for column, pattern in COLUMN_NAMES if pattern.fullmatch(name)), Column.OTHER)


def may_be_column_name(name: str) -> bool:
    """Whether words (compact) are short enough for the name of a column, and no sentence."""
    return len(name) <= LONGEST_NAME and "。" not in name


def may_be_second_header(names: Sequence[str]) -> bool:
    """Whether the cells of the line beneath column names hold nothing but more of them: 牵头单位 beneath 责任分工."""
    held = [name for name in names if name]
    return bool(held) and all(column_of(name) in SECOND_HEADER for name in held)


def may_be_parts_of_header(names: Sequence[str], width: int) -> bool:
    """Whether a line beneath column names tells the parts of some of them: 进展情况, 是否完成进度 beneath 进展."""
    held = [name for name in names if name]
    is_short = 1 < len(held) < width and all(len(name) <= LONGEST_PART for name in held)
    return is_short and not any(map(str.isdecimal, held)) and column_of(held[-1]) is not Column.TEXT


def columns_of(names: Sequence[str]) -> list[Column]:
    """Return the meaning of each column if these are column names: a text column beside owners or numbers."""
    if not all(map(may_be_column_name, names)):
        return []
    columns = [column_of(name) for name in names]
    if columns.count(Column.LEAD) > 1:
        first = columns.index(Column.LEAD)
        columns = [Column.UNITS if c is Column.LEAD and i > first else c for i, c in enumerate(columns)]
    has_owner = any(column in columns for column in (Column.LEAD, Column.UNITS, Column.NUMBER))
    return columns if has_owner and Column.TEXT in columns else []
