"""A document and its earlier version (换版): what changed, and what becomes of each task."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from tracker import clock
from tracker.db import db, transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.version_difference import ChangeKind
from tracker.models import PolicyDocument
from tracker.policies import Permission
from tracker.queries import document_versions as versions
from tracker.services import document_versions
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.document_versions import EarlierVersionForm, VersionDecisionForm

bp = Blueprint("document_versions", __name__, url_prefix="/documents/<int:policy_document_id>/versions")

Answer = Response | str | tuple[str, int]


@bp.get("")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def show(document: PolicyDocument) -> str:
    return _page(document)


@bp.post("")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def supersede(document: PolicyDocument) -> Answer:
    form = _earlier_form(document)
    if not form.validate_on_submit():
        flash("请选择旧版文件。", "warning")
        return _back(document)
    earlier = db.session.get_one(PolicyDocument, form.earlier_id.data)
    try:
        with transaction(document):
            document_versions.supersede(document, earlier, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
    else:
        flash(f"已设为《{earlier.title}》的新版本。", "success")
    return _back(document)


@bp.post("/separate")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def separate(document: PolicyDocument) -> Response:
    try:
        with transaction(document):
            document_versions.separate(document, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
    else:
        flash("已撤销版本关系。", "success")
    return _back(document)


@bp.post("/decisions")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def decide(document: PolicyDocument) -> Answer:
    """Decide about one change. What was typed is shown again where it is refused."""
    form = VersionDecisionForm()
    if not form.validate_on_submit():
        return _page(document, refused=form), 422
    try:
        with transaction(document):
            document_versions.decide(
                document,
                form.old_clause_id.data,
                form.new_clause_id.data,
                form.verdict,
                actor=signed_in_user(),
                now=clock.now(),
                today=clock.today(),
            )
    except RuleViolation as refusal:
        form.form_errors = [str(refusal)]
        return _page(document, refused=form), 422
    flash("已处置。", "success")
    return _back(document, anchor=_anchor(form.old_clause_id.data, form.new_clause_id.data))


@bp.post("/same-words")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def same_words(document: PolicyDocument) -> Response:
    with transaction(document):
        count = document_versions.carry_over_same_words(
            document, actor=signed_in_user(), now=clock.now(), today=clock.today()
        )
    flash(f"文字未变的 {count} 项任务已沿用。", "success")
    return _back(document)


@bp.post("/end")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def end(document: PolicyDocument) -> Response:
    try:
        with transaction(document):
            document_versions.end_earlier_version(document, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
    else:
        flash("旧版已办理完毕。", "success")
    return _back(document)


def _page(document: PolicyDocument, refused: VersionDecisionForm | None = None) -> str:
    later = versions.later_version(document)
    if document.supersedes is None:
        form = _earlier_form(document, formdata=None)
        return render_template("document_versions/choose.html", document=document, later=later, form=form)
    desk = versions.version_desk(document, document.supersedes)
    kind = request.args.get("kind", type=ChangeKind)
    rows = [row for row in desk.rows if kind is None or row.change.kind is kind]
    return render_template(
        "document_versions/show.html",
        document=document,
        earlier=document.supersedes,
        later=later,
        desk=desk,
        rows=rows,
        kind=kind,
        counts=versions.counts(desk.difference),
        forms={row.key: _decision_form(row, refused) for row in rows if row.choices},
        may_decide=document.status in document_versions.DECIDED_IN,
        may_end=desk.undecided == 0 and document.supersedes.status in document_versions.LEAVES_BY,
    )


def _decision_form(row: versions.VersionRow, refused: VersionDecisionForm | None) -> VersionDecisionForm:
    old_id, new_id = row.clause_ids
    is_this = refused is not None and (refused.old_clause_id.data, refused.new_clause_id.data) == (old_id, new_id)
    form = refused if refused is not None and is_this else VersionDecisionForm(formdata=None, prefix="")
    form.choice.choices = [SelectChoice(choice.value, choice.label) for choice in row.choices]
    if not is_this:
        form.old_clause_id.data, form.new_clause_id.data = old_id, new_id
    for field in form:
        field.id = f"{field.name}-{row.key}"
        field.label.field_id = field.id
    return form


def _earlier_form(document: PolicyDocument, **more: None) -> EarlierVersionForm:
    form = EarlierVersionForm(**more)
    form.offer(versions.possible_earlier_versions(current_viewer(), document))
    return form


def _anchor(old_id: int | None, new_id: int | None) -> str:
    return f"change-{old_id or 0}-{new_id or 0}"


def _back(document: PolicyDocument, anchor: str | None = None) -> Response:
    address = url_for("document_versions.show", policy_document_id=document.id, kind=request.args.get("kind"))
    return redirect(f"{address}#{anchor}" if anchor else address)
