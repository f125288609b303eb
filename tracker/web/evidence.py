"""A unit's evidence: the list, plain uploads and links in, downloads out, taking away."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker import clock
from tracker.adapters.evidence_inspection import inspect_evidence
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import ACCEPT, LARGEST, TAKEN, check_quota, safe_name
from tracker.domain.workflow import AssignmentAction, allowed_assignment_actions
from tracker.models import Assignment, EvidenceFile
from tracker.policies import Permission, can
from tracker.queries import evidence as evidence_files_of
from tracker.services import evidence_files, evidence_uploads
from tracker.services.evidence_files import StoredFile
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.files import file_store, send_evidence
from tracker.web.forms.evidence import DetailsForm, LinkForm
from tracker.web.local_path import local_path
from tracker.web.settings import setting

bp = Blueprint("evidence", __name__)

MOST_FILES = 20
PAGE_SIZE = 50
Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("/assignments/<int:assignment_id>/evidence")
@permission_required(Permission.ASSIGNMENT_VIEW, on=Assignment)
def index(assignment: Assignment) -> str:
    return _page(assignment, LinkForm(formdata=None, period=request.args.get("period")))


@bp.post("/assignments/<int:assignment_id>/evidence")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def attach(assignment: Assignment) -> Answer:
    """Take one file or several of a plain form; a script gets the row of its one file."""
    wants_row = request.headers.get("X-Upload") == "row"
    uploads = [upload for upload in request.files.getlist("file") if upload.filename][:MOST_FILES]
    added, refused = [], [] if uploads else ["请选择要上传的文件。"]
    for upload in uploads:
        try:
            added.append(_attach(assignment, upload))
        except RuleViolation as refusal:
            refused.append(f"“{safe_name(upload.filename or '')}”：{refusal}" if len(uploads) > 1 else str(refusal))
    if wants_row:
        return row_of(added[0]) if added else sentence(refused[0])
    if added:
        flash(f"已上传“{'”“'.join(evidence.filename for evidence in added)}”。", "success")
    for words in refused:
        flash(words, "warning")
    return redirect(_back(assignment))


@bp.post("/assignments/<int:assignment_id>/evidence/link")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def attach_link(assignment: Assignment) -> Answer:
    form = LinkForm()
    if not form.validate_on_submit():
        return _page(assignment, form), 422
    try:
        with transaction(assignment):
            evidence = evidence_files.attach_link(
                assignment,
                url=form.url.data,
                title=form.title.data or "",
                period=form.period.data,
                details=form.details(),
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation as refusal:
        form.url.errors = [str(refusal)]
        return _page(assignment, form), 422
    flash(f"已添加链接“{evidence.filename}”。", "success")
    return redirect(_back(assignment))


@bp.get("/evidence/<int:evidence_file_id>")
@permission_required(Permission.EVIDENCE_VIEW, on=EvidenceFile)
def download(evidence: EvidenceFile) -> Response:
    if evidence.removed_at is not None or evidence.url is not None:
        abort(404)
    return send_evidence(evidence)


@bp.post("/evidence/<int:evidence_file_id>/remove")
@permission_required(Permission.EVIDENCE_REMOVE, on=EvidenceFile)
def remove(evidence: EvidenceFile) -> Response:
    with transaction(evidence):
        evidence_files.remove_evidence(evidence, actor=signed_in_user(), now=clock.now())
    flash(f"已移除“{evidence.filename}”，移除有记录。", "success")
    return redirect(_back(evidence.assignment))


@bp.get("/evidence/to-mend")
@permission_required(Permission.REGISTER_VIEW)
def to_mend() -> str:
    query = evidence_files_of.to_mend(current_viewer(), clock.today())
    total = evidence_files_of.count(query)
    page_count = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), page_count)
    return render_template(
        "evidence/to_mend.html",
        files=evidence_files_of.listed(query, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE),
        total=total,
        page=page,
        page_count=page_count,
        page_size=PAGE_SIZE,
        today=clock.today(),
    )


def store_inspected(data: bytes, filename: str) -> StoredFile:
    """Look into a file and store it; raise RuleViolation, with a sentence for the user, where it is not taken."""
    name = safe_name(filename)
    kind = inspect_evidence(data, name)
    return StoredFile(filename=name, kind=kind, size=len(data), sha256=file_store().put(data))


def check_room(assignment: Assignment, adding: int) -> None:
    """Raise RuleViolation where the unit's quota leaves no room for so many bytes."""
    check_quota(evidence_files_of.bytes_kept(assignment.unit_id), adding, setting("EVIDENCE_QUOTA"))


def row_of(evidence: EvidenceFile) -> str:
    """Return the row of a file that has just arrived, for the script of the page."""
    return render_template("evidence/row.html", file=evidence, today=clock.today())


def sentence(words: str, status: int = 422) -> tuple[str, int, dict[str, str]]:
    """Answer a script with a sentence."""
    return words, status, {"Content-Type": "text/plain; charset=utf-8"}


def details_of_form() -> DetailsForm:
    """Return the form of details that was sent along; raise RuleViolation for what is wrong in it."""
    form = DetailsForm()
    if not form.validate():
        raise RuleViolation(next(str(words) for errors in form.errors.values() for words in errors))
    return form


def _attach(assignment: Assignment, upload: FileStorage) -> EvidenceFile:
    form = details_of_form()
    with upload.stream as stream:
        stored = store_inspected(stream.read(LARGEST + 1), upload.filename or "")
    with transaction(assignment, assignment.unit):
        if not evidence_files_of.same_content(assignment, form.period.data, stored.sha256):
            check_room(assignment, stored.size)
        return evidence_files.attach_evidence(
            assignment,
            file=stored,
            period=form.period.data,
            details=form.details(),
            actor=signed_in_user(),
            now=clock.now(),
        )


def _back(assignment: Assignment) -> str:
    """Return the page of ours that the form stood on: that of the report, or the list."""
    return local_path(request.form.get("next")) or url_for("evidence.index", assignment_id=assignment.id)


def _page(assignment: Assignment, form: LinkForm) -> str:
    viewer = current_viewer()
    form.offer_months(clock.today())
    files = evidence_files_of.of_assignment(assignment)
    may_add = can(viewer, Permission.ASSIGNMENT_REPORT, assignment)
    is_open = AssignmentAction.ATTACH_EVIDENCE in allowed_assignment_actions(assignment.status, assignment.task.status)
    return render_template(
        "evidence/index.html",
        assignment=assignment,
        task=assignment.task,
        files=files,
        form=form,
        may_add=may_add and is_open,
        unfinished=evidence_uploads.unfinished_uploads(assignment, user=signed_in_user()) if may_add else [],
        used=evidence_files_of.bytes_kept(assignment.unit_id) if may_add else 0,
        quota=setting("EVIDENCE_QUOTA"),
        accept=ACCEPT,
        taken=TAKEN,
        today=clock.today(),
    )
