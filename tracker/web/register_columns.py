"""The columns that a reader of the register may choose from; each is drawn by its key in register/_cell.html."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterColumn:
    """A column: its key in the address, what it is called, how it is set, and by what it can be sorted."""

    key: str
    label: str
    kind: str = ""
    sort: str | None = None


COLUMNS = (
    RegisterColumn("document", "文件"),
    RegisterColumn("section", "章节"),
    RegisterColumn("unit", "单位", sort="unit"),
    RegisterColumn("person", "经办人", "fit"),
    RegisterColumn("leader", "责任领导", "fit"),
    RegisterColumn("light", "亮灯", "fit", sort="light"),
    RegisterColumn("class", "五类", "fit"),
    RegisterColumn("percent", "完成进度", "fit", sort="percent"),
    RegisterColumn("due", "完成时限", "date", sort="due"),
    RegisterColumn("original_due", "原定时限", "date"),
    RegisterColumn("overdue", "逾期天数", "number", sort="overdue"),
    RegisterColumn("status", "状态", "fit"),
    RegisterColumn("reported", "最近填报", "date"),
    RegisterColumn("summary", "进展情况"),
)

USUAL = ("unit", "light", "percent", "due", "status", "reported")
_BY_KEY = {column.key: column for column in COLUMNS}


def chosen(keys: Sequence[str]) -> list[RegisterColumn]:
    """Return the columns with these keys in the order they stand above; the usual ones where none is known."""
    wanted = set(keys) & set(_BY_KEY) or set(USUAL)
    return [column for column in COLUMNS if column.key in wanted]
