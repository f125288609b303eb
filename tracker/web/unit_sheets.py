"""Units by Excel: out as filtered, in for one government and below."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import clock
from tracker.adapters.spreadsheet_reader import read_table
from tracker.adapters.spreadsheet_writer import MEDIA_TYPE, write_workbook
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.unit_rows import HEADINGS, REQUIRED, CellError
from tracker.domain.units import UnitKind
from tracker.models import Unit
from tracker.policies import Permission
from tracker.queries import unit_tree
from tracker.services.unit_imports import SheetRefused, import_units
from tracker.services.unit_sheets import sheet_of
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.files import as_download
from tracker.web.forms.units import ImportUnitsForm
from tracker.web.unit_changes import status
from tracker.web.unit_filters import read_filter

bp = Blueprint("sheets", __name__)


@bp.get("/units.xlsx")
@permission_required(Permission.UNIT_VIEW)
def download() -> Response:
    """Send what the filters find, or everything below the government; it can be filled in and read back."""
    wanted = read_filter()
    name = f"{wanted.government.name}单位表" if wanted.government else "单位表"
    sheet = sheet_of(unit_tree.every_unit(current_viewer(), wanted), name)
    response = Response(write_workbook([sheet]), mimetype=MEDIA_TYPE)
    filename = f"{name}{clock.today().isoformat()}.xlsx"
    return as_download(response, filename)


@bp.route("/<int:unit_id>/import", methods=["GET", "POST"])
@permission_required(Permission.UNIT_MANAGE, on=Unit)
def load(unit: Unit) -> tuple[str, int] | AnyResponse:
    """Take over a sheet for this government and below; every wrong cell is shown, and then nothing is taken over."""
    government = unit if unit.kind is UnitKind.GOVERNMENT else unit.jurisdiction or unit
    form = ImportUnitsForm()
    errors: tuple[CellError, ...] = ()
    columns: Mapping[str, str] = {}
    if form.validate_on_submit():
        upload = form.file.data
        try:
            table = read_table(upload.read(), upload.filename or "", headings=HEADINGS, required=REQUIRED)
            columns = table.columns
            with transaction(government):
                counts = import_units(table, below=government, actor=signed_in_user(), now=clock.now())
            flash(
                f"导入完成：新增 {counts.created} 个，更新 {counts.updated} 个，未变 {counts.unchanged} 个。", "success"
            )
            if table.ignored:
                flash(f"没有读取的列：{'、'.join(table.ignored)}。", "warning")
            return redirect(url_for("units.index", government=government.id))
        except SheetRefused as refused:
            errors = refused.errors
            form.form_errors.append(str(refused))
        except RuleViolation as refused:
            form.file.errors = [*form.file.errors, str(refused)]
    return (
        render_template(
            "units/import.html", form=form, unit=government, errors=errors, columns=columns, headings=HEADINGS,
            required=REQUIRED, kinds=UnitKind,
        ),
        status(),
    )  # fmt: skip
