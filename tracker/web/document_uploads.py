"""Bringing documents in: files, a zip of files or pasted text become clauses that wait for review."""

from collections.abc import Sequence
from itertools import chain

from flask import Blueprint, flash, redirect, render_template, request, stream_with_context, url_for
from werkzeug.wrappers import Response

from tracker.domain.errors import RuleViolation
from tracker.policies import Permission
from tracker.queries import units
from tracker.queries.document_versions import replaceable_documents
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.document_intake import Outcome, take_in
from tracker.web.documents import review_link
from tracker.web.forms.document_uploads import ACCEPTED_FILES, VERSION, ImportForm
from tracker.web.held_files import held_file
from tracker.web.sent_files import Sent, sent_files

bp = Blueprint("document_uploads", __name__, url_prefix="/documents/new")

PASTED = "粘贴文本.txt"
BY_SCRIPT = "row"
AT_ONCE = ("\n",)  # lets the head of the answer, with the count, leave before the first file is read
PLAIN_TEXT = {"Content-Type": "text/plain; charset=utf-8"}
Answer = Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]


@bp.get("")
@permission_required(Permission.DOCUMENT_IMPORT)
def new() -> str:
    form = _form(request.args.get("earlier", type=int))
    if form.earlier_id.data in form.earlier_documents:
        form.purpose.data = VERSION
    return _page(form)


@bp.post("")
@permission_required(Permission.DOCUMENT_IMPORT)
def create() -> Answer:
    """Take what was sent: answered with rows for the page's script, one for each document, as each is read.

    A plain form is answered with the review desk of its document, or with the page and what became of each.
    """
    form = _form(request.form.get("earlier_id", type=int))
    is_by_script = request.headers.get("X-Upload") == BY_SCRIPT
    if not form.validate_on_submit():
        return (form.first_error, 422, PLAIN_TEXT) if is_by_script else (_page(form), 422)
    try:
        sent = _sent(form)
    except RuleViolation as refusal:
        return _refused(form, str(refusal), is_by_script)
    if len(sent) > 1 and form.earlier:
        return _refused(form, "作为新版本导入时，一次只能上传一个文件。", is_by_script)
    if is_by_script:
        return _rows(form, sent)
    outcomes = [take_in(each, form) for each in sent]
    return _settled(form, outcomes[0]) if len(outcomes) == 1 else _page(form, outcomes)


def _form(earlier_id: int | None) -> ImportForm:
    viewer = current_viewer()
    form = ImportForm(earlier_id=str(earlier_id or ""))
    form.offer(units.governments(viewer.office_government_ids), replaceable_documents(viewer, earlier_id))
    return form


def _sent(form: ImportForm) -> Sent:
    """Return what was sent; raise RuleViolation where that is nothing, or an archive that cannot be opened."""
    if form.held.data:
        held = held_file(form.held.data, signed_in_user().id)
        return Sent([(held.filename, held.data)])
    uploads = [upload for upload in form.file.data or [] if upload and upload.filename]
    if uploads:
        return sent_files([(upload.filename or "", upload.read()) for upload in uploads])
    if text := (form.text.data or "").strip():
        return Sent([(PASTED, text.encode())])
    raise RuleViolation("请选择文件，或粘贴全文。")


def _rows(form: ImportForm, sent: Sent) -> Response | tuple[str, int, dict[str, str]]:
    """Answer with a row for each document. A single one that is refused is told in plain text, beside a retry."""
    if len(sent) == 1:
        outcome = take_in(next(iter(sent)), form)
        if outcome.refusal:
            return outcome.refusal, 422, PLAIN_TEXT
        return Response(_row(form, outcome), mimetype="text/html")
    rows = (_row(form, take_in(each, form)) for each in sent)
    headers = {"X-Upload-Count": str(len(sent)), "X-Accel-Buffering": "no"}
    return Response(stream_with_context(chain(AT_ONCE, rows)), headers=headers, mimetype="text/html")


def _row(form: ImportForm, outcome: Outcome) -> str:
    return render_template("documents/row.html", form=form, outcome=outcome)


def _settled(form: ImportForm, outcome: Outcome) -> Answer:
    """Answer a plain form about its one document."""
    document = outcome.document
    if outcome.refusal:
        return _refused(form, outcome.refusal, is_by_script=False)
    if document is None:
        return _page(form, [outcome])
    if outcome.is_known:
        flash("这份文件已导入：" + review_link(document), "warning")
        return _page(form), 422
    as_version = f"，作为《{document.supersedes.title}》的新版本" if document.supersedes else ""
    place = document.jurisdiction.full_name
    flash(f"已导入{as_version}，按{place}的单位识别；如不对，请在“文件信息”中更换。", "success")
    return redirect(url_for("clauses.review", policy_document_id=document.id))


def _refused(form: ImportForm, sentence: str, is_by_script: bool) -> Answer:
    if is_by_script:
        return sentence, 422, PLAIN_TEXT
    form.file.errors = [sentence]
    return _page(form), 422


def _page(form: ImportForm, outcomes: Sequence[Outcome] = ()) -> str:
    return render_template("documents/new.html", form=form, accepted=ACCEPTED_FILES, outcomes=outcomes)
