"""Bringing a document in: a file or pasted text becomes clauses that wait for review."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.jurisdictions import guess_government
from tracker.models import PolicyDocument, Unit
from tracker.policies import Permission
from tracker.queries import documents, units
from tracker.services import document_import
from tracker.services.document_import import AlreadyImported, PreparedDocument
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.documents import review_link
from tracker.web.files import file_store
from tracker.web.forms.documents import ACCEPTED_FILES, BY_ITS_ISSUER, ImportForm

bp = Blueprint("document_uploads", __name__, url_prefix="/documents/new")

PASTED = "粘贴文本.txt"
Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("")
@permission_required(Permission.DOCUMENT_IMPORT)
def new() -> str:
    return render_template("documents/new.html", form=_form(), accepted=ACCEPTED_FILES)


@bp.post("")
@permission_required(Permission.DOCUMENT_IMPORT)
def create() -> Answer:
    """Take one file or a text: answered with a row for the page's script, with the review desk for a plain form."""
    form = _form()
    wants_row = request.headers.get("X-Upload") == "row"
    if not form.validate_on_submit():
        return render_template("documents/new.html", form=form, accepted=ACCEPTED_FILES), 422
    try:
        document = _import(form)
    except AlreadyImported as refusal:
        return _answer_known(form, refusal, wants_row)
    except RuleViolation as refusal:
        if wants_row:
            return str(refusal), 422, {"Content-Type": "text/plain; charset=utf-8"}
        form.file.errors = [str(refusal)]
        return render_template("documents/new.html", form=form, accepted=ACCEPTED_FILES), 422
    if wants_row:
        return _row(document)
    flash(f"已导入，按{document.jurisdiction.full_name}的单位识别；如不对，请在“文件信息”中更换。", "success")
    return redirect(url_for("clauses.review", policy_document_id=document.id))


def _form() -> ImportForm:
    form = ImportForm()
    form.offer(tuple(units.governments(current_viewer().office_government_ids)))
    return form


def _import(form: ImportForm) -> PolicyDocument:
    prepared = _prepare(form)
    with transaction():
        return document_import.import_document(
            prepared,
            government=_government(form, prepared),
            store=file_store(),
            title=(form.title.data or "").strip() or None,
            actor=signed_in_user(),
            now=clock.now(),
            today=clock.today(),
        )


def _prepare(form: ImportForm) -> PreparedDocument:
    """Read what was sent, before any transaction: reading takes time."""
    upload, text = form.file.data, (form.text.data or "").strip()
    if upload:
        return document_import.prepare(upload.read(), upload.filename or "文件")
    if text:
        return document_import.prepare(text.encode(), PASTED)
    raise RuleViolation("请选择文件，或粘贴全文。")


def _government(form: ImportForm, prepared: PreparedDocument) -> Unit:
    """The one chosen; else the one that issued the paper, if it is the office's; else the office's own."""
    allowed = units.governments(current_viewer().office_government_ids)
    chosen = form.government_id.data
    if chosen == BY_ITS_ISSUER:
        parsed, names = prepared.parsed, units.government_names([unit.id for unit in allowed])
        guess = guess_government(parsed.issuing_authority, parsed.title, parsed.document_number, names)
        chosen = guess or _own_government_id() or allowed[0].id
    return next(unit for unit in allowed if unit.id == chosen)


def _own_government_id() -> int | None:
    home = signed_in_user().home_unit
    return home.jurisdiction_id if home else None


def _answer_known(form: ImportForm, refusal: AlreadyImported, wants_row: bool) -> Answer:
    if wants_row:
        return _row(refusal.document, is_known=True)
    flash("这份文件已导入：" + review_link(refusal.document), "warning")
    return render_template("documents/new.html", form=form, accepted=ACCEPTED_FILES), 422


def _row(document: PolicyDocument, *, is_known: bool = False) -> str:
    counts = documents.clause_counts(document)
    size = file_store().size(document.source_sha256)
    return render_template("documents/row.html", document=document, counts=counts, size=size, is_known=is_known)
