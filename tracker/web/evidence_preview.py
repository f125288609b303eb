"""One piece of evidence on one page: what it is, what it says, its versions, and its review. Nothing in it is run."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.adapters.evidence_preview import UnreadableDocument, is_showable_picture, preview_text
from tracker.adapters.file_store import StoredFileDamaged
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence import ACCEPT, LARGEST, TAKEN
from tracker.domain.evidence_review import EVIDENCE_TRANSITIONS, EvidenceAction, EvidenceStatus
from tracker.models import EvidenceFile
from tracker.policies import Permission, can
from tracker.queries import evidence as evidence_files_of
from tracker.services import evidence_files, evidence_review
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.evidence import check_room, store_inspected
from tracker.web.files import file_store, send_evidence
from tracker.web.forms.evidence import DetailsForm, EvidenceReviewForm
from tracker.web.local_path import local_path

bp = Blueprint("evidence_preview", __name__, url_prefix="/evidence")

Answer = Response | str | tuple[str, int]


@bp.get("/<int:evidence_file_id>/details")
@permission_required(Permission.EVIDENCE_VIEW, on=EvidenceFile)
def show(evidence: EvidenceFile) -> Answer:
    return _page(evidence, _details_form(evidence), EvidenceReviewForm(formdata=None))


@bp.get("/<int:evidence_file_id>/image")
@permission_required(Permission.EVIDENCE_VIEW, on=EvidenceFile)
def image(evidence: EvidenceFile) -> Response:
    """Send a picture to be shown inside a page; anything else, whatever it is called, is not there."""
    if evidence.removed_at is not None or not _is_picture(evidence):
        abort(404)
    return send_evidence(evidence, as_attachment=False)


@bp.post("/<int:evidence_file_id>/describe")
@permission_required(Permission.EVIDENCE_AMEND, on=EvidenceFile)
def describe(evidence: EvidenceFile) -> Answer:
    form = DetailsForm()
    if not form.validate_on_submit():
        return _page(evidence, form, EvidenceReviewForm(formdata=None)), 422
    with transaction(evidence):
        evidence_files.describe_evidence(
            evidence, details=form.details(), period=form.period.data, actor=signed_in_user(), now=clock.now()
        )
    flash("说明已保存。", "success")
    return redirect(url_for(".show", evidence_file_id=evidence.id))


@bp.post("/<int:evidence_file_id>/version")
@permission_required(Permission.EVIDENCE_AMEND, on=EvidenceFile)
def add_version(evidence: EvidenceFile) -> Response:
    """Take a new version: a file, or another address for a link."""
    try:
        newest = _add_version(evidence)
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return redirect(url_for(".show", evidence_file_id=evidence.id))
    flash(f"已上传第 {newest.version_number} 版，上一版仍可查看和下载。", "success")
    return redirect(url_for(".show", evidence_file_id=newest.id))


@bp.post("/<int:evidence_file_id>/accept")
@permission_required(Permission.EVIDENCE_REVIEW, on=EvidenceFile)
def accept(evidence: EvidenceFile) -> Answer:
    return _review(evidence, evidence_review.accept_evidence, f"已采纳“{evidence.filename}”。")


@bp.post("/<int:evidence_file_id>/return")
@permission_required(Permission.EVIDENCE_REVIEW, on=EvidenceFile)
def return_for_revision(evidence: EvidenceFile) -> Answer:
    form = EvidenceReviewForm()
    if not (form.comment.data or "").strip():
        form.comment.errors = ["请写明退回的理由，便于单位补充。"]
        return _page(evidence, _details_form(evidence), form), 422
    return _review(evidence, evidence_review.return_evidence, f"已退回“{evidence.filename}”，单位会看到理由。")


def _review(evidence: EvidenceFile, verb: Callable[..., None], done: str) -> Answer:
    form = EvidenceReviewForm()
    if not form.validate_on_submit():
        return _page(evidence, _details_form(evidence), form), 422
    seen = EvidenceStatus(request.form["seen"]) if request.form.get("seen") in set(EvidenceStatus) else None
    with transaction(evidence):
        verb(evidence, comment=form.comment.data or "", seen=seen, actor=signed_in_user(), now=clock.now())
    flash(done, "success")
    return redirect(local_path(request.form.get("next")) or url_for(".show", evidence_file_id=evidence.id))


def _add_version(evidence: EvidenceFile) -> EvidenceFile:
    assignment, details = evidence.assignment, evidence_files.details_of(evidence)
    common: dict[str, Any] = {"period": evidence.period, "details": details, "replaces": evidence}
    common |= {"actor": signed_in_user(), "now": clock.now()}
    if evidence.url is not None:
        with transaction(assignment, evidence):
            url = request.form.get("url", "")
            return evidence_files.attach_link(assignment, url=url, title=evidence.filename, **common)
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise RuleViolation("请选择新版的文件。")
    with upload.stream as stream:
        stored = store_inspected(stream.read(LARGEST + 1), upload.filename)
    with transaction(assignment, assignment.unit, evidence):
        check_room(assignment, stored.size)
        return evidence_files.attach_evidence(assignment, file=stored, **common)


def _details_form(evidence: EvidenceFile) -> DetailsForm:
    return DetailsForm(
        formdata=None,
        period=evidence.period,
        category=evidence.category.value,
        remark=evidence.remark,
        valid_until=evidence.valid_until,
    )


def _page(evidence: EvidenceFile, form: DetailsForm, review: EvidenceReviewForm) -> str:
    if evidence.removed_at is not None:
        abort(404)
    viewer, today = current_viewer(), clock.today()
    form.offer_months(clock.today(), also=evidence.period)
    reviewable = {
        action
        for status, action in EVIDENCE_TRANSITIONS
        if status is evidence.status and can(viewer, Permission.EVIDENCE_REVIEW, evidence)
    } - {EvidenceAction.REPLACE}
    text, is_cut, why_not = _words_of(evidence)
    return render_template(
        "evidence/show.html",
        evidence=evidence,
        assignment=evidence.assignment,
        task=evidence.assignment.task,
        versions=evidence_files_of.versions_of(evidence),
        form=form,
        review=review,
        may_amend=can(viewer, Permission.EVIDENCE_AMEND, evidence) and evidence.status is not EvidenceStatus.REPLACED,
        reviewable={action.name for action in reviewable},
        is_own=evidence.uploaded_by_id == viewer.user_id,
        is_picture=_is_picture(evidence),
        text=text,
        is_cut=is_cut,
        why_not=why_not,
        accept=ACCEPT,
        taken=TAKEN,
        today=today,
    )


def _is_picture(evidence: EvidenceFile) -> bool:
    if not evidence.media_type.startswith("image/"):
        return False
    try:
        return is_showable_picture(file_store().read(evidence.sha256), evidence.media_type)
    except (FileNotFoundError, StoredFileDamaged):
        return False


def _words_of(evidence: EvidenceFile) -> tuple[str, bool, str]:
    """Return the words of a document, whether there are more, and where there are none: why."""
    if evidence.url is not None or evidence.media_type.startswith("image/"):
        return "", False, ""
    try:
        return *preview_text(file_store().read(evidence.sha256), evidence.filename), ""
    except UnreadableDocument as refused:
        return "", False, str(refused)
    except (FileNotFoundError, StoredFileDamaged):
        return "", False, "存储的文件已损坏或丢失，请联系系统管理员。"
