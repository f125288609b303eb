"""Reports by Excel (填报表): out, in again for a look at every cell, and sent all at once or not at all."""

import secrets
from dataclasses import dataclass

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import clock
from tracker.adapters.form_sheet_writer import write_form
from tracker.adapters.sheet_formulas import formula_cells
from tracker.adapters.spreadsheet_reader import Table, TableRefused, read_table
from tracker.adapters.spreadsheet_writer import MEDIA_TYPE
from tracker.db import transaction
from tracker.domain import report_sheets as rules
from tracker.domain.errors import RuleViolation
from tracker.domain.report_sheets import FilledRow, RowState
from tracker.domain.unit_rows import CellError
from tracker.policies import Permission
from tracker.queries import report_sheets as reading
from tracker.services import report_sheets
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.files import as_download
from tracker.web.forms.report_sheets import SendSheetForm, SheetForm
from tracker.web.held_files import HeldFile, held_file, hold
from tracker.web.many_records import makes_many_records
from tracker.web.settings import setting
from tracker.web.today import days_of_today

bp = Blueprint("report_sheets", __name__, url_prefix="/report-sheets")

MOST_SHOWN = 200  # rows of each list on the page; the sheet itself holds the rest

Answer = str | tuple[str, int] | AnyResponse


@dataclass(frozen=True)
class Opened:
    """A sheet that was read: its columns by their letters, its rows, and what is wrong with its cells."""

    table: Table
    rows: list[FilledRow]
    errors: list[CellError]


@bp.get("")
@permission_required(Permission.REPORT_SHEET)
def show() -> Answer:
    return _page(SheetForm(formdata=None))


@bp.get("/download")
@permission_required(Permission.REPORT_SHEET)
@makes_many_records
def download() -> AnyResponse:
    """Send the sheet of the period: the viewer's own units' work, what was said of the month already filled in."""
    days = days_of_today()
    work = reading.work_to_report(current_viewer(), days)
    title = f"{days.period.label}进展填报表"
    lines = (report_sheets.line_of(each, days.period, _secret()) for each in work)
    data = write_form("填报表", title, rules.INSTRUCTIONS, report_sheets.COLUMNS, lines)
    return as_download(Response(data, mimetype=MEDIA_TYPE), f"{title}.xlsx")


@bp.post("")
@permission_required(Permission.REPORT_SHEET)
@makes_many_records
def check() -> Answer:
    """Show what the sheet comes to; nothing is sent yet."""
    form = SheetForm()
    if not form.validate_on_submit():
        return _page(form), 422
    file = HeldFile(form.file.data.filename or "", form.file.data.read())
    try:
        opened = _open(file)
        return _preview(file, opened)
    except RuleViolation as refused:
        form.file.errors = [*form.file.errors, str(refused)]
        return _page(form), 422


@bp.post("/submit")
@permission_required(Permission.REPORT_SHEET)
@makes_many_records
def submit() -> Answer:
    """Send what was looked at; where something changed meanwhile nothing is sent and the look is shown again."""
    form = SendSheetForm()
    if not form.validate_on_submit():
        return redirect(url_for("report_sheets.show"))
    actor, period = signed_in_user(), days_of_today().period
    file = held_file(form.held.data, actor.id)
    opened = _open(file, is_inspected=True)
    chosen, asked_about = _numbers(request.form.getlist("mine")), _numbers(request.form.getlist("conflict"))
    ids, viewer, now = [row.key.assignment_id for row in opened.rows], current_viewer(), clock.now()
    with transaction():
        work = reading.work_named(ids, viewer, str(period), clock.today(), locked=True)
        rows, errors = report_sheets.check_rows(opened.rows, work, now=now)
        conflicts = {row.work.assignment.id for row in rows if row.state is RowState.CONFLICT}
        is_as_shown = not opened.errors and not errors and conflicts <= asked_about
        sent = len(
            report_sheets.submit_rows(
                rows, prefer_own=chosen, submission_key=form.submission_key.data, actor=actor, now=now
            )
            if is_as_shown
            else ()
        )
    if not is_as_shown:
        flash("核对之后情况有变化，一行也没有提交。请看下面的新情况。", "warning")
        return _preview(file, opened)
    flash(f"已提交 {sent} 项{period.label}进展，等待审核。" if sent else "没有需要提交的内容。", "success")
    return redirect(url_for("home.show"))


def _numbers(texts: list[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdecimal()}


def _open(file: HeldFile, *, is_inspected: bool = False) -> Opened:
    """Read a sheet; raise RuleViolation with the one sentence that says what is wrong with the file."""
    asked = {"headings": rules.HEADINGS, "required": rules.REQUIRED}
    try:
        table = read_table(file.data, file.filename, is_inspected=is_inspected, **asked)
    except TableRefused as refused:
        raise RuleViolation(f"{refused}请使用从本页下载的填报表。") from refused
    formulas = formula_cells(file.data, table.sheet)
    return Opened(table, *report_sheets.read_rows(table, formulas, period=days_of_today().period, secret=_secret()))


def _preview(file: HeldFile, opened: Opened) -> Answer:
    viewer, period = current_viewer(), days_of_today().period
    ids = [row.key.assignment_id for row in opened.rows]
    work = reading.work_named(ids, viewer, str(period), clock.today())
    rows, errors = report_sheets.check_rows(opened.rows, work, now=clock.now())
    errors = sorted([*opened.errors, *errors], key=lambda error: error.row)
    form = SendSheetForm(formdata=None)
    form.submission_key.data = secrets.token_urlsafe(16)
    form.held.data = "" if errors else hold(file, viewer.user_id)
    page = render_template(
        "report_sheets/preview.html",
        form=form,
        period=period,
        filename=file.filename,
        errors=errors,
        columns=opened.table.columns,
        by_state={state: [row for row in rows if row.state is state] for state in RowState},
        states=RowState,
        doubtful=[row for row in rows if row.faults and row.state is not RowState.CONFLICT],
        headings=rules,
        most=MOST_SHOWN,
    )
    has_conflict = any(row.state is RowState.CONFLICT for row in rows)
    return page, 422 if errors else 409 if has_conflict else 200


def _page(form: SheetForm) -> str:
    days = days_of_today()
    return render_template(
        "report_sheets/show.html",
        form=form,
        period=days.period,
        count=len(reading.work_to_report(current_viewer(), days)),
        instructions=rules.INSTRUCTIONS,
        locked=[label for label in rules.LOCKED if label != rules.KEY],
        open=list(rules.OPEN),
    )


def _secret() -> bytes:
    return str(setting("SECRET_KEY")).encode()
