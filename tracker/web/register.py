"""The register (台账), on the page and as a spreadsheet."""

from flask import Blueprint, Response, render_template, request

from tracker.adapters.spreadsheet_writer import MEDIA_TYPE, write_workbook
from tracker.domain.assignments import AssignmentRole
from tracker.domain.lights import Light, ProgressClass
from tracker.domain.urging import URGED
from tracker.domain.work_lists import WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.policies import Permission, Viewer, can
from tracker.queries import register
from tracker.queries.register_filters import RegisterFilter
from tracker.queries.saved_views import views_of
from tracker.web import register_sheets
from tracker.web.access import current_viewer, permission_required
from tracker.web.files import as_download
from tracker.web.forms.register import filters_in, read_filter
from tracker.web.register_columns import COLUMNS, chosen
from tracker.web.today import days_of_today

bp = Blueprint("register", __name__, url_prefix="/register")

CHOICES = {
    "role": [(role.value, role.label) for role in AssignmentRole],
    "light": [(light.value, light.label) for light in Light],
    "class": [(one.value, one.label) for one in ProgressClass],
    "status": [(status.value, status.label) for status in AssignmentStatus],
    "todo": [(one.value, one.label) for one in WorkList],
}


@bp.get("")
@permission_required(Permission.REGISTER_VIEW)
def index() -> str:
    viewer, wanted, days = current_viewer(), read_filter(request.args), days_of_today()
    number = max(1, request.args.get("page", 1, type=int))
    total = register.count(viewer, wanted, days)
    page_count = max(1, -(-total // register.PAGE_SIZE))
    number = min(number, page_count)
    columns = chosen(request.args.getlist("column"))
    rows = register.page(
        viewer,
        wanted,
        days,
        sort=request.args.get("sort", ""),
        number=number,
        with_reports=any(column.key == "summary" for column in columns),
    )
    choices = register.choices_in_register(viewer)
    sections = register.sections_of(viewer, wanted.document_id) if wanted.document_id else []
    return render_template(
        "register/index.html",
        rows=rows,
        share=register.share_of(viewer, wanted, days),
        total=total,
        page=number,
        page_count=page_count,
        page_size=register.PAGE_SIZE,
        wanted=wanted,
        found=choices,
        sections=sections,
        chips=_chips(wanted, choices, dict(sections)),
        columns=columns,
        all_columns=COLUMNS,
        views=views_of(viewer.user_id),
        urgeable={row.id for row in rows if _may_urge(viewer, row)},
        choices=CHOICES,
        today=days.today,
        filters_now=filters_in(request.args),
        signable={row.id for row in rows if _may_sign(viewer, row)},
    )


@bp.get("/register.xlsx")
@permission_required(Permission.REGISTER_VIEW)
def download() -> Response:
    """Send every row the filters find: in the published form (form=published) or in full."""
    viewer, wanted, days = current_viewer(), read_filter(request.args), days_of_today()
    rows = list(register.every_row(viewer, wanted, days, sort=request.args.get("sort", "")))
    if request.args.get("form") == "published":
        leads = register.lead_unit_names({row.task_id for row in rows})
        sheet, name = register_sheets.published(rows, leads), "重点任务进展情况表"
    else:
        sheet, name = register_sheets.full(rows, days.today), "任务台账"
    filename = f"{name}{days.today.isoformat()}.xlsx"
    response = Response(write_workbook([sheet]), mimetype=MEDIA_TYPE)
    return as_download(response, filename)


def _may_sign(viewer: Viewer, row: register.RegisterRow) -> bool:
    return row.status is AssignmentStatus.ISSUED and can(viewer, Permission.ASSIGNMENT_ACKNOWLEDGE, row)


def _may_urge(viewer: Viewer, row: register.RegisterRow) -> bool:
    return row.status in URGED and row.jurisdiction_id in viewer.office_government_ids


def _chips(wanted: RegisterFilter, found: register.Choices, sections: dict[int, str]) -> list[tuple[str, str]]:
    """Return what is filtered by, in words, each with the parameter that a click takes away."""
    named = [
        (dict(found.documents).get(wanted.document_id or 0), "document"),
        (sections.get(wanted.section_id or 0), "section"),
        (dict(found.units).get(wanted.unit_id or 0), "unit"),
        (dict(found.leaders).get(wanted.leader_id or 0), "leader"),
        (wanted.person_id is not None and "指定经办人", "person"),
        (wanted.due_from and f"时限不早于 {wanted.due_from.isoformat()}", "due-from"),
        (wanted.due_to and f"时限不晚于 {wanted.due_to.isoformat()}", "due-to"),
        (wanted.overdue_from is not None and f"逾期不少于 {wanted.overdue_from} 天", "overdue-from"),
        (wanted.overdue_to is not None and f"逾期不超过 {wanted.overdue_to} 天", "overdue-to"),
        (wanted.backlog is not None and ("存量任务" if wanted.backlog else "不含存量"), "backlog"),
        (wanted.own and "本单位承担的", "own"),
        (wanted.text and f"含“{wanted.text}”", "q"),
    ]
    labelled = [
        (wanted.role, "role"),
        (wanted.light and f"{wanted.light.colour}灯", "light"),
        (wanted.reason, "reason"),
        (wanted.progress_class, "class"),
        (wanted.status, "status"),
        (wanted.todo, "todo"),
        (wanted.change and f"本月{wanted.change.label}", "change"),
    ]
    return [(str(getattr(words, "label", words)), parameter) for words, parameter in named + labelled if words]
