"""Policy documents: bringing them in, the list, the page of one, its end of review, and issuing."""

from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.mail_calendar import next_digest_moment
from tracker.domain.roles import Role
from tracker.models import PolicyDocument
from tracker.policies import Permission, can
from tracker.queries import clauses as clause_queries
from tracker.queries import documents, units
from tracker.queries.calendar import work_calendar
from tracker.queries.document_withdrawal import last_withdrawal
from tracker.queries.issuing import IssuePreview, count_to_issue, preview_issue, usual_approver
from tracker.queries.recipients import holders_of
from tracker.queries.source_view import head_and_foot, source_stretches
from tracker.services import clause_review, document_details, task_workflow
from tracker.services.document_details import DocumentDetails
from tracker.services.task_workflow import IssuedDocument
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.files import DOWNLOAD_HEADERS, file_store
from tracker.web.formatting import moment
from tracker.web.forms.documents import IssueForm, MetadataForm

bp = Blueprint("documents", __name__, url_prefix="/documents")

PAGE_SIZE = 25
Answer = Response | str | tuple[str, int]


@bp.get("")
@permission_required(Permission.DOCUMENT_VIEW)
def index() -> str:
    viewer = current_viewer()
    wanted = documents.DocumentFilter(
        text=request.args.get("q", "").strip()[:100],
        status=request.args.get("status", type=DocumentStatus),
        government_id=request.args.get("government", type=int),
    )
    page = max(1, request.args.get("page", 1, type=int))
    governments = units.governments(viewer.government_ids)
    rows, total = documents.find_documents(viewer, wanted, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return render_template(
        "documents/index.html",
        rows=rows,
        total=total,
        page=page,
        page_size=PAGE_SIZE,
        wanted=wanted,
        status_choices=[(status.value, status.label) for status in DocumentStatus],
        governments=governments,
        government_choices=[(unit.id, unit.name) for unit in governments],
        may_import=can(viewer, Permission.DOCUMENT_IMPORT),
    )


@bp.get("/<int:policy_document_id>")
@permission_required(Permission.DOCUMENT_VIEW, on=PolicyDocument)
def show(document: PolicyDocument) -> str:
    viewer, clauses = current_viewer(), clause_queries.clauses_of(document)
    return render_template(
        "documents/show.html",
        document=document,
        clauses=clauses,
        stretches=source_stretches(document, clauses),
        tasks=documents.tasks_by_clause(document, viewer),
        to_issue=count_to_issue(document) if document.status is DocumentStatus.CONFIRMED else 0,
        progress=clause_queries.review_progress(document),
        may_review=can(viewer, Permission.DOCUMENT_REVIEW, document),
        may_issue=can(viewer, Permission.DOCUMENT_ISSUE, document),
        statuses=DocumentStatus,
        withdrawal=last_withdrawal(document),
    )


@bp.get("/<int:policy_document_id>/file")
@permission_required(Permission.DOCUMENT_VIEW, on=PolicyDocument)
def download(document: PolicyDocument) -> Response:
    """Hand out the very bytes that came in; the browser neither runs nor shows them."""
    response = send_file(
        BytesIO(file_store().read(document.source_sha256)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=document.source_filename,
    )
    response.headers.update(DOWNLOAD_HEADERS)
    return response


@bp.route("/<int:policy_document_id>/details", methods=["GET", "POST"])
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def details(document: PolicyDocument) -> Answer:
    governments = units.governments(current_viewer().office_government_ids)
    form = MetadataForm(obj=document, government_id=document.jurisdiction_id)
    form.offer(tuple(governments))
    if not form.validate_on_submit():
        page = render_template("documents/details.html", document=document, form=form, excerpts=head_and_foot(document))
        return page, _status()
    government = next(unit for unit in governments if unit.id == form.government_id.data)
    values = DocumentDetails(
        title=(form.title.data or "").strip(),
        document_number=(form.document_number.data or "").strip() or None,
        issuing_authority=(form.issuing_authority.data or "").strip() or None,
        signed_on=form.signed_on.data,
        published_on=form.published_on.data,
        effective_on=form.effective_on.data,
    )
    with transaction(document):
        document_details.amend_details(
            document, values, government=government, actor=signed_in_user(), now=clock.now(), today=clock.today()
        )
    flash("文件信息已保存。", "success")
    return redirect(url_for("clauses.review", policy_document_id=document.id))


@bp.post("/<int:policy_document_id>/confirm")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def confirm(document: PolicyDocument) -> Response:
    try:
        with transaction(document):
            count = clause_review.confirm_document(
                document, actor=signed_in_user(), now=clock.now(), today=clock.today()
            )
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for("clauses.review", policy_document_id=document.id))
    flash(f"文件已确认，生成 {count} 项任务，待交办。", "success")
    if document.supersedes_id is not None:  # tasks of the earlier version are decided about first
        return redirect(url_for("document_versions.show", policy_document_id=document.id))
    return redirect(url_for("documents.issue", policy_document_id=document.id))


@bp.post("/<int:policy_document_id>/return-to-review")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def return_to_review(document: PolicyDocument) -> Response:
    with transaction(document):
        clause_review.return_document_to_review(document, actor=signed_in_user(), now=clock.now())
    flash("文件已退回审核，未交办的任务已撤下。", "success")
    return redirect(url_for("clauses.review", policy_document_id=document.id))


@bp.route("/<int:policy_document_id>/issuing", methods=["GET", "POST"])
@permission_required(Permission.DOCUMENT_ISSUE, on=PolicyDocument)
def issue(document: PolicyDocument) -> Answer:
    preview = preview_issue(document, clock.today())
    if not preview.tasks and request.method == "GET":
        return redirect(url_for("documents.show", policy_document_id=document.id))
    form = _issue_form(document, preview)
    if not form.validate_on_submit():
        return _issue_page(document, form, preview), _status()
    try:
        with transaction(document):
            issued = task_workflow.issue_document(
                document,
                basis=form.basis.data,
                approving_leader=form.leader,
                start_on=form.start_on.data,
                cadence=form.chosen_cadence,
                actor=signed_in_user(),
                now=clock.now(),
                calendar=work_calendar(),
            )
    except ActionNotAllowed as refusal:
        if not preview.tasks:
            raise
        form.form_errors.append(str(refusal))
        return _issue_page(document, form, preview_issue(document, clock.today())), 409
    flash(_what_was_issued(issued), "success")
    return redirect(url_for("documents.show", policy_document_id=document.id))


def _issue_form(document: PolicyDocument, preview: IssuePreview) -> IssueForm:
    """Return the form as it is mostly sent: the document itself as basis, the leader who approved last."""
    leaders = [leader.display_name for leader in holders_of(Role.LEADER, [document.jurisdiction_id], clock.today())]
    cadences = {task.cadence for task in preview.tasks}
    form = IssueForm(
        basis=document.citation,
        approving_leader=usual_approver(document.jurisdiction_id, leaders) or "",
        start_on=clock.today(),
        cadence=next(iter(cadences)).value if len(cadences) == 1 else "",
    )
    form.offer(leaders, cadences)
    return form


def _what_was_issued(issued: IssuedDocument) -> str:
    done = f"已交办 {issued.task_count} 项任务、{issued.assignment_count} 项责任"
    if not issued.mail_count:
        return f"{done}，不发邮件。"
    sent_at = next_digest_moment(clock.now(), work_calendar())
    return f"{done}，{issued.mail_count} 人将在 {moment(sent_at)} 收到邮件。"


def _issue_page(document: PolicyDocument, form: IssueForm, preview: IssuePreview) -> str:
    now, calendar = clock.now(), work_calendar()
    quiet = {t.id for t in preview.tasks if t.is_backlog or task_workflow.starts_late(t, form.start_on.data)}
    told = [r for r in preview.recipients if any(a.task_id not in quiet for a in r.assignments)]
    return render_template(
        "documents/issue.html",
        document=document,
        form=form,
        preview=preview,
        quiet=quiet,
        told=told,
        sent_at=next_digest_moment(now, calendar),
    )


def _status() -> int:
    return 422 if request.method == "POST" else 200


def review_link(document: PolicyDocument) -> Markup:
    """Return a link to the document, for a message."""
    address = url_for("documents.show", policy_document_id=document.id)
    return Markup('<a href="{}">《{}》</a>').format(address, document.title)
