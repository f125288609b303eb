"""What the columns of a responsibility table hold, by their names."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from tracker.domain.parsing.text.patterns import one_of


class Column(Enum):
    """What the cells of a column hold."""

    NUMBER = "number"
    LEAD = "lead"
    UNITS = "units"
    UNITS_AND_PERSONS = "units_and_persons"
    SUPPORTING = "supporting"
    DUE = "due"
    TEXT = "text"
    PROBLEM = "problem"
    GOALS = "goals"
    OTHER = "other"


OWNERS = (Column.LEAD, Column.UNITS, Column.UNITS_AND_PERSONS, Column.SUPPORTING)
ALSO_TEXT = (Column.PROBLEM, Column.GOALS)
"""What stands beside the words of a task; where a table has nothing else, it is the task."""
_PERSON = "领导 责任人 负责人 联系人 联络员 经办人 牵头人 同志 局长 市长 县长 区长 镇长 组长 人员"
_OTHER = (
    "来源 电话 联系方式 姓名 职务 备注 备考 问题 情况 进展 成效 打算 分值 权重 得分 评分 计分 评分标准 考核标准"
    " 评分细则 考核办法 计分办法 评价标准 开始时间 启动时间 开工时间 投资 资金 金额 实际完成时间 报送时间 报送时限"
    " 成果 成果形式 标志 销号标准 验收标准 评价方式 考核方式 依据 对象 类别 类型 说明"
)
_SUPPORTING = "配合 参与 参加 协同 协办 协助 支持单位 联办"
_OWNER = "责任 负责 承办 落实 实施 执行 成员 主管 完成"
_UNIT = "单位 部门 主体 机构 科室 处室 股室 科股 局 镇街 乡镇 街道 区县 县区 地区 小组"
_TEXT = "任务 内容 事项 举措 措施 要求 领域 职责 工作 目标 项目 政策 分工 重点 标准 指标 实事 问题 名称"
MAIN_OWNERS = re.compile("主要责任" + one_of(_UNIT))
"""主要责任单位 leads beside a column of others; alone it holds all of them."""
COLUMN_NAMES = (
    (Column.NUMBER, re.compile(r"序号|编号|项次|No[.]?|NO[.]?")),
    (
        Column.UNITS_AND_PERSONS,
        re.compile(f".*{one_of(_UNIT)}.*{one_of(_PERSON)}[）)]?|.*{one_of(_PERSON)}.*{one_of(_UNIT)}[）)]?"),
    ),
    (Column.OTHER, re.compile(f".*{one_of(_PERSON)}.*")),
    (
        Column.PROBLEM,
        re.compile(r"(?:存在|主要|突出|反馈|整改|具体|发现|涉及)*的?(?:主要|突出)?问题(?:描述|表现|清单|概述)?"),
    ),
    (
        Column.OTHER,
        re.compile(f".*{one_of(_OTHER)}(?:（.*）)?|下一?步.*|目前.*|第?[一二三四]季度|.+编号"),
    ),
    (Column.OTHER, re.compile("20[0-9]{2}年度?")),
    (Column.OTHER, re.compile("(?:考核|督查|督办|督导|监督|验收|审核|报送|填报)(?:单位|部门|科室)")),
    (Column.UNITS, re.compile(".*(?:列|排)[在名]?(?:第一|首).*")),
    (Column.LEAD, re.compile("(?:第一|首要|主要)责任" + one_of(_UNIT))),
    (Column.UNITS, re.compile(".*牵头.*" + one_of(_SUPPORTING) + ".*")),
    (Column.LEAD, re.compile(".*" + one_of("牵头 主办 主责") + ".*")),
    (Column.SUPPORTING, re.compile(".*" + one_of(_SUPPORTING) + ".*")),
    (Column.UNITS, re.compile(".*" + one_of(_OWNER) + ".*" + one_of(_UNIT) + ".*")),
    (
        Column.UNITS,
        re.compile(r"各?(?:单位|部门|机构|科室|处室|股室)(?:名称)?|部门（?单位）?|责任|负责|承办|主管|责任方"),
    ),
    (
        Column.GOALS,
        re.compile(
            r"(?:(?:[0-9]{4}年)?(?:年度|阶段性?|第?[一二三四]季度|季度|预期|主要|总体|绩效|整改|工作|完成|本年度?)?目标(?:值|要求)?|(?:[0-9]{4}年)?目标值?)"
        ),
    ),
    (Column.DUE, re.compile(".*" + one_of("时限 时间 期限 进度 节点") + ".*")),
    (Column.TEXT, re.compile(".*" + one_of(_TEXT) + ".*")),
)
DIVISION = re.compile("(?:责任|任务|职责|工作)?分工|责任(?:划分|落实|分解)")
"""The name of a column of units where no other column names them."""
NAMES_OWNERS = (Column.LEAD, Column.UNITS, Column.UNITS_AND_PERSONS)
COUNTED_CELL = re.compile(r"[0-9]{1,3}(?:[.、].*)?")
"""1 and 1、成立小组 are cells of a row; columns are not counted."""
JOINT = re.compile("责任|负责")
"""配合/责任单位 supports beside a column of leads; alone it names whoever is responsible."""
DIVIDED = re.compile(".*" + one_of("单位 部门 责任 分工 主体") + ".*")
"""考核部门 above 牵头部门 and 配合部门: what a column is called whose parts the next line names."""
LONGEST_NAME = 20
LONGEST_PART = 10
FEWEST_COLUMNS = 3
SECOND_HEADER = (*OWNERS, Column.DUE)


@lru_cache(maxsize=1_000)
def column_of(name: str) -> Column:
    """Return what a column of this name (compact) holds."""
    if len(name) > LONGEST_NAME:
        return Column.OTHER
    return next((column for column, pattern in COLUMN_NAMES if pattern.fullmatch(name)), Column.OTHER)


@lru_cache(maxsize=1_000)
def is_column_name(name: str) -> bool:
    """Whether a name (compact) is one of those the grammar knows."""
    return len(name) <= LONGEST_NAME and any(pattern.fullmatch(name) for _, pattern in COLUMN_NAMES)


def may_be_column_name(name: str) -> bool:
    """Whether words (compact) are short enough for the name of a column, and no sentence."""
    return len(name) <= LONGEST_NAME and "。" not in name


def may_be_second_header(names: Sequence[str]) -> bool:
    """Whether the cells of the line beneath column names hold nothing but more of them: 牵头单位 beneath 责任分工."""
    held = [name for name in names if name]
    return bool(held) and all(column_of(name) in SECOND_HEADER for name in held)


def may_be_upper_line(names: Sequence[str]) -> bool:
    """Whether cells are the upper of two lines of column names, of which one is divided below: 考核部门."""
    return (
        len(names) >= FEWEST_COLUMNS
        and all(map(may_be_column_name, names))
        and not any(map(COUNTED_CELL.fullmatch, names))
        and sum(bool(DIVIDED.fullmatch(name)) for name in names) == 1
    )


def may_be_parts_of_header(names: Sequence[str], width: int) -> bool:
    """Whether a line beneath column names tells the parts of some of them: 进展情况, 是否完成进度 beneath 进展."""
    held = [name for name in names if name]
    is_short = 1 < len(held) < width and all(len(name) <= LONGEST_PART for name in held)
    return is_short and not any(map(str.isdecimal, held)) and column_of(held[-1]) is not Column.TEXT


def columns_of(names: Sequence[str]) -> list[Column]:
    """Return the meaning of each column if these are column names: a text column beside owners or numbers."""
    if not all(map(may_be_column_name, names)) or any(map(COUNTED_CELL.fullmatch, names)):
        return []
    columns = [column_of(name) for name in names]
    if columns.count(Column.LEAD) > 1:
        first = columns.index(Column.LEAD)
        columns = [Column.UNITS if c is Column.LEAD and i > first else c for i, c in enumerate(columns)]
    columns = _in_company(names, columns)
    has_owner = any(column in columns for column in (*NAMES_OWNERS, Column.NUMBER))
    return columns if has_owner and Column.TEXT in columns else []


def _in_company(names: Sequence[str], columns: list[Column]) -> list[Column]:
    """The meaning of columns that depends on the others: where texts or owners lack, the next best is taken."""
    if not any(column in NAMES_OWNERS for column in columns):
        columns = [
            Column.UNITS if DIVISION.fullmatch(name) or (column is Column.SUPPORTING and JOINT.search(name)) else column
            for name, column in zip(names, columns, strict=True)
        ]
    if sum(column in OWNERS for column in columns) == 1:
        columns = [Column.UNITS if MAIN_OWNERS.fullmatch(n) else c for n, c in zip(names, columns, strict=True)]
    if Column.TEXT not in columns:
        return [Column.TEXT if column in ALSO_TEXT else column for column in columns]
    last = max(index for index, column in enumerate(columns) if column is Column.TEXT)
    return [Column.OTHER if c is Column.PROBLEM and i > last else c for i, c in enumerate(columns)]
