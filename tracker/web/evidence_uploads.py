"""Files that arrive piece by piece (断点续传): begun, continued after whatever broke off, finished, given up.

The script of the page asks how far the file has come, sends the next piece, and in the end what is said of it.
"""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from sqlalchemy.exc import InvalidRequestError
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import LARGEST_PIECE, EvidenceDetails
from tracker.models import Assignment, EvidenceFile, EvidenceUpload
from tracker.policies import Permission
from tracker.queries import evidence as evidence_files_of
from tracker.services import evidence_files, evidence_uploads
from tracker.services.evidence_uploads import OutOfStep
from tracker.web.access import permission_required, signed_in_user
from tracker.web.evidence import check_room, details_of_form, row_of, sentence, store_inspected
from tracker.web.files import part_store

bp = Blueprint("evidence_uploads", __name__)

Answer = dict[str, Any] | tuple[dict[str, Any], int] | tuple[str, int, dict[str, str]] | str


@bp.post("/assignments/<int:assignment_id>/uploads")
@permission_required(Permission.ASSIGNMENT_REPORT, on=Assignment)
def begin(assignment: Assignment) -> Answer:
    """Answer with the addresses of the upload and how much has arrived, with a checksum of that."""
    filename, size = request.form.get("filename", ""), request.form.get("size", 0, type=int)
    parts = part_store()
    try:
        if not filename:
            raise RuleViolation("请选择要上传的文件。")
        with transaction(assignment, assignment.unit):
            upload = evidence_uploads.begin_upload(
                assignment,
                filename=filename,
                size=size,
                replaces=evidence_files_of.replaced_by(assignment, request.args.get("replaces", type=int)),
                parts=parts,
                user=signed_in_user(),
                now=clock.now(),
            )
            check_room(assignment, 0)  # its size is counted by now
    except RuleViolation as refusal:
        return sentence(str(refusal))
    return {
        "id": upload.id,
        "pieces": url_for("evidence_uploads.add_piece", evidence_upload_id=upload.id),
        "finish": url_for("evidence_uploads.finish", evidence_upload_id=upload.id),
        "discard": url_for("evidence_uploads.discard", evidence_upload_id=upload.id),
        "received": upload.received,
        "checksum": parts.checksum(upload.key, upload.received),
    }


@bp.post("/uploads/<int:evidence_upload_id>/pieces")
@permission_required(Permission.UPLOAD_CONTINUE, on=EvidenceUpload)
def add_piece(upload: EvidenceUpload) -> Answer:
    """Keep the body as the next piece; 409 with the true offset where it begins elsewhere."""
    if (request.content_length or 0) > LARGEST_PIECE:
        return sentence("一次传来的内容过大，请刷新页面后重新上传。", 413)
    piece = request.get_data(cache=False)
    try:
        with transaction(upload):
            received = evidence_uploads.add_piece(
                upload, offset=request.args.get("offset", -1, type=int), piece=piece, parts=part_store()
            )
    except OutOfStep as step:
        return {"received": step.received}, 409
    except RuleViolation as refusal:
        return sentence(str(refusal))
    except InvalidRequestError:  # finished or given up by another request meanwhile
        abort(404)
    return {"received": received}


@bp.post("/uploads/<int:evidence_upload_id>/finish")
@permission_required(Permission.UPLOAD_CONTINUE, on=EvidenceUpload)
def finish(upload: EvidenceUpload) -> Answer:
    """Make the whole file evidence and answer with its row; what is refused is given up, for it will stay refused."""
    try:
        evidence = _finish(upload)
    except RuleViolation as refusal:
        return sentence(str(refusal))
    except (InvalidRequestError, FileNotFoundError):  # another request was quicker
        abort(404)
    return row_of(evidence)


@bp.post("/uploads/<int:evidence_upload_id>/discard")
@permission_required(Permission.UPLOAD_CONTINUE, on=EvidenceUpload)
def discard(upload: EvidenceUpload) -> Response:
    filename, assignment_id = upload.filename, upload.assignment_id
    _give_up(upload)
    flash(f"已放弃上传“{filename}”。", "success")
    return redirect(url_for("evidence.index", assignment_id=assignment_id))


def _finish(upload: EvidenceUpload) -> EvidenceFile:
    parts, key, assignment = part_store(), upload.key, upload.assignment
    replaces, period, details = _said_of(upload)
    data = evidence_uploads.whole_file(upload, checksum=request.form.get("checksum", type=int), parts=parts)
    try:
        stored = store_inspected(data, upload.filename)
        with transaction(upload, assignment):
            evidence_uploads.discard_upload(upload)
            evidence = evidence_files.attach_evidence(
                assignment,
                file=stored,
                period=period,
                details=details,
                replaces=replaces,
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation:
        _give_up(upload)
        raise
    parts.remove(key)
    return evidence


def _said_of(upload: EvidenceUpload) -> tuple[EvidenceFile | None, str, EvidenceDetails]:
    """Return what the file replaces, its month and its details: of the form it was sent with.

    A version gone on with from another page proves what the one before proves; that page's form is about new files.
    """
    form = details_of_form()
    named = evidence_files_of.replaced_by(upload.assignment, request.form.get("replaces", type=int))
    if named is None and (before := upload.replaces) is not None:
        return before, before.period, EvidenceDetails(before.category, before.remark)
    return named, form.period.data, form.details()


def _give_up(upload: EvidenceUpload) -> None:
    key = upload.key
    with transaction(upload):
        evidence_uploads.discard_upload(upload)
    part_store().remove(key)
