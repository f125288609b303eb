"""A unit's reports by Excel: the sheet that goes out, what its rows come to when it is back, sending them at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from tracker.adapters.form_sheet_writer import FormColumn
from tracker.adapters.spreadsheet_reader import Table
from tracker.db import db
from tracker.domain import report_sheets as rules
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING, Month
from tracker.domain.report_sheets import FilledRow, RowKey, RowState, SheetRefused
from tracker.domain.reporting import ReportFault, without_coordination
from tracker.domain.unit_rows import CellError
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import EvidenceFile, ProgressReport, ReportDraft, User
from tracker.queries.calendar import work_calendar
from tracker.queries.evidence import IS_CURRENT
from tracker.queries.report_sheets import SheetWork
from tracker.queries.task_opening import number_of
from tracker.services import unit_requests
from tracker.services.report_storing import store_all
from tracker.services.report_writing import Known, Sent, check_month, faults_of, reported_percent, write_report

COLUMNS = (
    *(FormColumn(label, width, is_hidden=label == rules.KEY) for label, width in rules.LOCKED.items()),
    *(
        FormColumn(label, width, is_open=True, within=(0, 100) if label == rules.PERCENT else None)
        for label, width in rules.OPEN.items()
    ),
)


@dataclass(frozen=True)
class CheckedRow:
    """A row of a sheet that came back: what it comes to, what looks doubtful, what stands now."""

    filled: FilledRow
    state: RowState
    work: SheetWork
    percent: float
    faults: tuple[ReportFault, ...] = ()


def line_of(work: SheetWork, period: Month, secret: bytes) -> tuple[object, ...]:
    """Return the row of one assignment; what was said of the month already stands in the open cells."""
    assignment, task, standing, previous = work.assignment, work.assignment.task, work.standing, work.previous
    stage_ids = tuple(stage.id for stage in work.stages)
    difficulties, coordination = without_coordination(standing.difficulties) if standing else ("", "")
    return (
        RowKey(str(period), assignment.id, work.based_on, stage_ids).sealed(secret),
        number_of(task),
        task.title,
        assignment.unit.name,
        assignment.due_on or "长期",
        previous.percent_complete if previous else None,
        previous.summary if previous else None,
        "\n".join(f"{place}. {stage.title}（{stage.due_on}）" for place, stage in enumerate(work.stages, 1)),
        standing.percent_complete if standing and not stage_ids else None,
        rules.places_of(stage_ids, standing.reached_milestones or ()) if standing and stage_ids else None,
        standing.summary if standing else None,
        difficulties,
        standing.next_steps if standing else None,
        coordination,
    )


def read_rows(
    table: Table, formulas: Collection[tuple[str, int]], *, period: Month, secret: bytes
) -> tuple[list[FilledRow], list[CellError]]:
    """Return what was filled in and what is wrong, cell by cell; raise SheetRefused for a sheet that is not the one."""
    keys = {row.number: rules.unsealed(row.cells.get(rules.KEY, ""), secret) for row in table.rows}
    known = [key for key in keys.values() if key]
    if not known:
        raise SheetRefused("这不是从本系统下载的填报表，或行标识已被改动，请重新下载后填写。")
    if other := next((key.period for key in known if key.period != str(period)), None):
        raise SheetRefused(f"这是{Month.parse(other).label}的填报表，现在填报的是{period.label}，请重新下载后填写。")
    rows: list[FilledRow] = []
    errors: list[CellError] = []
    seen: set[int] = set()
    for row in table.rows:
        key = keys[row.number]
        if key is None or key.assignment_id in seen:
            if any(row.cells.get(heading, "").strip() for heading in rules.OPEN):
                said = "这一行重复了，请只保留一行。" if key else "这一行的行标识缺失或被改动，请重新下载填报表再填。"
                errors.append(CellError(row.number, rules.TASK, row.cells.get(rules.TASK, ""), said))
            continue
        seen.add(key.assignment_id)
        computed = _computed(row.number, row.cells, table.columns, formulas)
        filled, wrong = rules.read_row(row.number, row.cells, key)
        errors += computed or wrong
        if filled and not computed:
            rows.append(filled)
    return rows, errors


def check_rows(
    rows: Sequence[FilledRow], work: Mapping[int, SheetWork], *, now: datetime
) -> tuple[list[CheckedRow], list[CellError]]:
    """Return what each row comes to now, and what the rules have against it; raise SheetRefused for others' sheets."""
    if rows and not any(row.key.assignment_id in work for row in rows):
        raise SheetRefused("这是其他单位的填报表，请下载本单位的填报表后填写。")
    today = now.astimezone(BEIJING).date()
    checked: list[CheckedRow] = []
    errors: list[CellError] = []
    for row in rows:
        found = work.get(row.key.assignment_id)
        try:
            if found is None and not row.is_empty:
                raise RuleViolation("这一行不是本单位的任务，请清空这一行后再上传。")
            if found is not None:
                checked.append(_check_row(row, found, today))
        except RuleViolation as refused:
            errors.append(CellError(row.number, rules.TASK, found.assignment.task.title if found else "", str(refused)))
    return checked, errors


def submit_rows(
    rows: Sequence[CheckedRow], *, prefer_own: Collection[int] = (), submission_key: str, actor: User, now: datetime
) -> list[ProgressReport]:
    """Send what is new or changed and return the reports; of conflicts only those of these assignments.

    `rows` were checked under the lock of this transaction. Set-based: the number of statements does not grow with
    the rows, but for those that want something coordinated.
    """
    calendar = work_calendar()
    reports: list[ProgressReport] = []
    for row in rows:
        is_wanted = row.state in (RowState.NEW, RowState.CORRECTION) or (
            row.state is RowState.CONFLICT and row.work.assignment.id in prefer_own
        )
        if is_wanted:
            work = row.work
            known = Known(work.standing, work.previous, work.has_evidence, work.stages, calendar, row.faults)
            sent = _sent(row.filled, f"{submission_key}/{work.assignment.id}")
            reports.append(write_report(work.assignment, sent, known, actor=actor, now=now))
    store_all(reports)
    _take_files_along(reports)
    for report in reports:
        if report.needs_coordination:
            _, wanted = without_coordination(report.difficulties)
            db.session.add(report)
            unit_requests.ask_for_help(report.assignment, report=report, wanted=wanted, actor=actor, now=now)
    db.session.execute(
        sa.delete(ReportDraft).where(
            ReportDraft.user_id == actor.id, ReportDraft.assignment_id.in_([each.assignment_id for each in reports])
        )
    )
    return reports


def _check_row(row: FilledRow, work: SheetWork, today: date) -> CheckedRow:
    if row.is_empty:
        return CheckedRow(row, RowState.EMPTY, work, 0)
    if row.key.stage_ids != tuple(stage.id for stage in work.stages):
        raise RuleViolation("任务的节点在下载之后调整过，请重新下载填报表再填。")
    sent = _sent(row, "")
    percent = reported_percent(sent, work.stages)
    if work.standing is not None and _says_the_same(row, work.standing, percent):
        return CheckedRow(row, RowState.UNCHANGED, work, percent)
    assignment = work.assignment
    next_assignment_status(assignment.status, AssignmentAction.REPORT_PROGRESS, assignment.task.status)
    check_month(assignment, sent.month, today)
    state = RowState.CORRECTION if work.standing else RowState.NEW
    if row.key.based_on != work.based_on:
        state = RowState.CONFLICT
    faults = faults_of(assignment, sent.summary, percent, previous=work.previous, has_evidence=work.has_evidence)
    return CheckedRow(row, state, work, percent, tuple(faults))


def _sent(row: FilledRow, submission_key: str) -> Sent:
    return Sent(
        month=Month.parse(row.key.period),
        summary=row.words[rules.SUMMARY],
        submission_key=submission_key,
        percent=row.percent,
        reached_milestones=row.reached_ids,
        difficulties=row.words[rules.DIFFICULTIES],
        next_steps=row.words[rules.NEXT_STEPS],
        coordination=row.words[rules.COORDINATION],
    )


def _says_the_same(row: FilledRow, standing: ProgressReport, percent: float) -> bool:
    difficulties, coordination = without_coordination(standing.difficulties)
    said = (standing.summary, difficulties, standing.next_steps, coordination)
    headings = (rules.SUMMARY, rules.DIFFICULTIES, rules.NEXT_STEPS, rules.COORDINATION)
    is_same = all(rules.same_words(row.words[name], text) for name, text in zip(headings, said, strict=True))
    return is_same and round(percent, 2) == round(standing.percent_complete, 2)


def _take_files_along(reports: Sequence[ProgressReport]) -> None:
    """Send the files that wait for these reports with them."""
    of_file = sa.select(ProgressReport.id).where(
        ProgressReport.assignment_id == EvidenceFile.assignment_id,
        ProgressReport.period == EvidenceFile.period,
        ProgressReport.id.in_([report.id for report in reports]),
    )
    db.session.execute(
        sa.update(EvidenceFile)
        .where(EvidenceFile.report_id.is_(None), IS_CURRENT, of_file.exists())
        .values(report_id=of_file.scalar_subquery())
        .execution_options(synchronize_session="fetch")
    )


def _computed(
    number: int, cells: Mapping[str, str], columns: Mapping[str, str], formulas: Collection[tuple[str, int]]
) -> list[CellError]:
    said = "这一格是公式，请改成文字或数值（复制后选择“粘贴为数值”）。"
    return [
        CellError(number, heading, cells.get(heading, ""), said)
        for heading in rules.OPEN
        if (columns.get(heading, ""), number) in formulas
    ]
