"""The register as sheets: in the form governments publish it, and in full."""

from collections.abc import Mapping, Sequence
from datetime import date

from tracker.adapters.spreadsheet_writer import Column, Sheet
from tracker.domain.assignments import AssignmentRole
from tracker.domain.deadlines import describe_distance
from tracker.queries.register import RegisterRow

PUBLISHED_COLUMNS = (
    Column("序号", 6),
    Column("主要任务", 44),
    Column("进展情况", 60),
    Column("牵头单位", 22),
    Column("进展状态", 12),
)

FULL_COLUMNS = (
    Column("序号", 6),
    Column("文件", 36),
    Column("文号", 22),
    Column("章节", 20),
    Column("条款", 12),
    Column("主要任务", 44),
    Column("责任单位", 22),
    Column("职责", 10),
    Column("状态", 10),
    Column("亮灯", 8),
    Column("原因", 12),
    Column("五类", 10),
    Column("完成进度（%）", 12),
    Column("任务进度（%）", 12),
    Column("序时进度（%）", 12),
    Column("完成时限", 12),
    Column("原定时限", 12),
    Column("距时限", 12),
    Column("逾期天数", 10),
    Column("最近填报期", 12),
    Column("进展情况", 60),
    Column("存在问题", 40),
    Column("下一步打算", 40),
    Column("存量", 8),
)


def published(rows: Sequence[RegisterRow], lead_names: Mapping[int, str]) -> Sheet:
    """Return the sheet as it is published, a line a task: the lead unit's where it is among the rows."""
    by_task: dict[int, RegisterRow] = {}
    for row in rows:
        if row.task_id not in by_task or row.role is AssignmentRole.LEAD:
            by_task[row.task_id] = row
    lines = [
        (
            number,
            row.title,
            row.report.summary if row.report else "尚未填报",
            lead_names.get(row.task_id, row.unit_name),
            row.progress_class.label,
        )
        for number, row in enumerate(by_task.values(), 1)
    ]
    return Sheet("进展情况", "重点任务进展情况表", PUBLISHED_COLUMNS, lines)


def full(rows: Sequence[RegisterRow], today: date) -> Sheet:
    """Return the sheet with everything the register knows, a line an assignment."""
    return Sheet(
        "台账",
        f"任务台账（截至 {today.isoformat()}）",
        FULL_COLUMNS,
        [_line(*pair, today) for pair in enumerate(rows, 1)],
    )


def _line(number: int, row: RegisterRow, today: date) -> tuple[object, ...]:
    report = row.report
    return (
        number,
        row.document_title,
        row.document_number,
        row.section_title,
        row.clause_label,
        row.title,
        row.unit_full_name,
        row.role.label,
        row.status.label,
        row.light.colour,
        row.light_reason.label,
        row.progress_class.label,
        row.percent_complete,
        row.task_percent,
        row.scheduled_percent,
        row.due_on or "长期",
        row.original_due_on,
        describe_distance(row.due_on, today) if row.due_on and row.closed_at is None else None,
        row.days_overdue or None,
        row.last_reported_period,
        report.summary if report else None,
        report.difficulties if report else None,
        report.next_steps if report else None,
        "是" if row.is_backlog else "否",
    )
