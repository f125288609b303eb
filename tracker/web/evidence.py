"""Evidence files: one request a file in, always as a download out."""

from pathlib import Path

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker import clock
from tracker.adapters.evidence_inspection import inspect_evidence
from tracker.adapters.file_store import FileStore
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import LARGEST, safe_name
from tracker.models import Assignment, EvidenceFile
from tracker.policies import Permission
from tracker.services import evidence_files
from tracker.services.evidence_files import StoredFile
from tracker.web.access import permission_required, signed_in_user
from tracker.web.settings import setting

bp = Blueprint("evidence", __name__)

#: A file is never run or shown by the browser, whatever it holds.
DOWNLOAD_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@bp.post("/assignments/<int:assignment_id>/evidence")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def attach(assignment: Assignment) -> Response | str | tuple[str, int, dict[str, str]]:
    """Take one file: answered with its row for the page's script, with a redirect for a plain form."""
    wants_row = request.headers.get("X-Upload") == "row"
    back = redirect(url_for("progress.edit", assignment_id=assignment.id))
    try:
        stored = _store(request.files.get("file"))
        with transaction(assignment):
            evidence = evidence_files.attach_evidence(
                assignment,
                file=stored,
                period=request.form.get("period", ""),
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation as refusal:
        if wants_row:
            return str(refusal), 422, {"Content-Type": "text/plain; charset=utf-8"}
        flash(str(refusal), "warning")
        return back
    if wants_row:
        return render_template("evidence/row.html", file=evidence)
    flash(f"已上传“{evidence.filename}”。", "success")
    return back


@bp.get("/evidence/<int:evidence_file_id>")
@permission_required(Permission.EVIDENCE_VIEW, on=EvidenceFile)
def download(evidence: EvidenceFile) -> Response:
    if evidence.removed_at is not None:
        abort(404)
    response = send_file(
        _store_of_files().open(evidence.sha256),
        mimetype=evidence.media_type,
        as_attachment=True,
        download_name=evidence.filename,
    )
    response.headers.update(DOWNLOAD_HEADERS)
    return response


@bp.post("/evidence/<int:evidence_file_id>/remove")
@permission_required(Permission.EVIDENCE_REMOVE, on=EvidenceFile)
def remove(evidence: EvidenceFile) -> Response:
    with transaction(evidence):
        evidence_files.remove_evidence(evidence, actor=signed_in_user(), now=clock.now())
    flash(f"已移除“{evidence.filename}”，移除有记录。", "success")
    return redirect(url_for("progress.edit", assignment_id=evidence.assignment_id))


def _store(upload: FileStorage | None) -> StoredFile:
    if upload is None or not upload.filename:
        raise RuleViolation("请选择要上传的文件。")
    with upload.stream as stream:
        data = stream.read(LARGEST + 1)
    filename = safe_name(upload.filename)
    kind = inspect_evidence(data, filename)
    return StoredFile(filename=filename, kind=kind, size=len(data), sha256=_store_of_files().put(data))


def _store_of_files() -> FileStore:
    return FileStore(Path(setting("DATA_DIR")) / "files")
