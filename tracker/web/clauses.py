"""The review desk: clauses beside the source, each confirmed, put right or left out.

Every button is a plain form. With htmx the answer is the clause alone and the head of the desk.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.units import UnitKind
from tracker.models import Clause, PolicyDocument, Unit
from tracker.policies import Permission
from tracker.queries import clauses as clause_queries
from tracker.queries import units
from tracker.queries.source_view import source_blocks
from tracker.queries.suggestions import suggest_units
from tracker.services import clause_review, printed_names, review_acts
from tracker.services.clause_review import ClauseChangedMeanwhile
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.clauses import NOBODY, BulkForm, ClauseForm, NewUnitForm, SettleNameForm

bp = Blueprint("clauses", __name__)

Answer = Response | str | tuple[str, int]


@bp.get("/documents/<int:policy_document_id>/review")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def review(document: PolicyDocument) -> str:
    clauses = clause_queries.clauses_of(document)
    unknown = clause_queries.unknown_names(document, clauses)
    return render_template(
        "clauses/review.html",
        document=document,
        clauses=clauses,
        blocks=source_blocks(document, clauses),
        unknown=unknown,
        settle_forms={name.name: _settle_form(document, name) for name in unknown},
        new_unit_form=NewUnitForm(formdata=None) if unknown else None,
        bulk_form=_bulk_form(document),
        needs_suggestions=any(clause_queries.lacks_units(clause) for clause in clauses),
        **_desk_facts(document),
    )


@bp.get("/clauses/<int:clause_id>")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def show(clause: Clause) -> Answer:
    """Give the clause as it stands: how a form in place is given up."""
    return _answer(clause)


@bp.get("/clauses/<int:clause_id>/edit")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def edit(clause: Clause) -> str:
    form = _clause_form(clause, formdata=None)
    form.fill(clause)
    return _edit_page(clause, form)


@bp.post("/clauses/<int:clause_id>/edit")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def save(clause: Clause) -> Answer:
    form = _clause_form(clause)
    if not form.validate_on_submit():
        return _edit_page(clause, form), 422
    try:
        with transaction(clause), _undoable(clause.document, f"修改 {clause.label}", [clause]):
            clause_review.amend(
                clause, form.values, version=posted_version(form.version.data), actor=signed_in_user(), now=clock.now()
            )
    except ClauseChangedMeanwhile as conflict:
        form.version.data = str(clause.version)
        return _edit_page(clause, form, conflict=str(conflict)), 409
    except RuleViolation as refusal:
        form.form_errors = [str(refusal)]
        return _edit_page(clause, form), 422
    return _answer(clause)


@bp.post("/clauses/<int:clause_id>/confirm")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def confirm(clause: Clause) -> Answer:
    return do_act(
        clause, f"确认 {clause.label}", lambda **who: clause_review.confirm(clause, version=posted_version(), **who)
    )


@bp.post("/clauses/<int:clause_id>/leave-out")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def leave_out(clause: Clause) -> Answer:
    return do_act(clause, f"不作任务 {clause.label}", lambda **who: clause_review.leave_out(clause, **who))


@bp.post("/clauses/<int:clause_id>/return-to-review")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def return_to_review(clause: Clause) -> Answer:
    return do_act(clause, f"重新审核 {clause.label}", lambda **who: clause_review.return_to_review(clause, **who))


@bp.post("/clauses/<int:clause_id>/copy-units")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def copy_units(clause: Clause) -> Answer:
    return do_act(
        clause,
        f"同上条单位 {clause.label}",
        lambda **who: clause_review.copy_units_from_above(clause, version=posted_version(), **who),
    )


@bp.post("/documents/<int:policy_document_id>/confirm-clear")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def confirm_clear(document: PolicyDocument) -> Response:
    with transaction(document), _undoable(document, "确认全部无标记条款"):
        count = clause_review.confirm_all_clear(document, actor=signed_in_user(), now=clock.now())
    flash(f"已确认 {count} 条无标记条款。", "success")
    return to_desk(document)


@bp.post("/documents/<int:policy_document_id>/settle-name")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def settle_name(document: PolicyDocument) -> Response:
    form = SettleNameForm()
    form.offer(choosable(document))
    if not form.validate_on_submit() or form.unit_id.data == NOBODY:
        flash("请选择对应的单位。", "warning")
        return to_desk(document)
    unit = next(unit for unit in choosable(document) if unit.id == form.unit_id.data)
    with transaction(document):
        count = printed_names.settle_name(document, form.name.data, unit, actor=signed_in_user(), now=clock.now())
    flash(f"“{form.name.data}”已对应为{unit.name}，{count} 条一并更新；以后的文件也照此识别。", "success")
    return to_desk(document)


@bp.post("/documents/<int:policy_document_id>/new-unit")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def new_unit(document: PolicyDocument) -> Response:
    form = NewUnitForm()
    if not form.validate_on_submit():
        flash("请填写单位简称。", "warning")
        return to_desk(document)
    try:
        with transaction(document):
            unit = printed_names.settle_by_new_unit(
                document,
                form.name.data,
                name=form.short_name.data,
                full_name=form.full_name.data or "",
                kind=form.kind.data,
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return to_desk(document)
    flash(f"已新增单位“{unit.name}”。请联系系统管理员为它设置联络员。", "success")
    return to_desk(document)


def do_act(clause: Clause, words: str, act: Callable[..., None]) -> Answer:
    """Do one thing to a clause and answer with the clause; a refusal is said beside it."""
    who = {"actor": signed_in_user(), "now": clock.now()}
    try:
        with transaction(clause), _undoable(clause.document, words, [clause]):
            act(**who)
    except RuleViolation as refusal:
        return _answer(clause, refusal=str(refusal))
    return _answer(clause)


def _answer(clause: Clause, refusal: str | None = None) -> Answer:
    if not request.headers.get("HX-Request"):
        if refusal:
            flash(refusal, "warning")
        return redirect(
            url_for("clauses.review", policy_document_id=clause.document_id, _anchor=f"clause-{clause.position}")
        )
    if request.headers.get("HX-Target", f"clause-{clause.position}") != f"clause-{clause.position}":
        return Response(headers={"HX-Refresh": "true"})  # somebody split or merged meanwhile: the whole desk is old
    document = clause.document
    page = render_template(
        "clauses/answer.html",
        **suggestions_for(document, [clause] if clause_queries.lacks_units(clause) else []),
        clause=clause_queries.clause_as_shown(clause.id),
        document=document,
        refusal=refusal,
        **_desk_facts(document),
    )
    return page, 409 if refusal else 200


def suggestions_for(document: PolicyDocument, clauses: Sequence[Clause]) -> dict:
    """Return what pages need: units for each of these clauses, and where the clauses they come from stand."""
    ids = [clause.id for clause in clauses]
    found = suggest_units(current_viewer(), document, ids, clock.today()) if ids else {}
    sources = {one.source_clause_id for units in found.values() for one in units if one.source_clause_id}
    return {"suggestions": found, "places": clause_queries.positions(sources)}


def _undoable(
    document: PolicyDocument, words: str, clauses: Sequence[Clause] | None = None
) -> AbstractContextManager[None]:
    return review_acts.undoable(document, words, clauses, reviewer=signed_in_user(), now=clock.now())


def _desk_facts(document: PolicyDocument) -> dict:
    return {
        "progress": clause_queries.review_progress(document),
        "clause_statuses": ClauseStatus,
        "document_statuses": DocumentStatus,
    }


def _edit_page(clause: Clause, form: ClauseForm, conflict: str | None = None) -> str:
    name = "clauses/edit_part.html" if request.headers.get("HX-Request") else "clauses/edit.html"
    return render_template(name, clause=clause, form=form, conflict=conflict, document=clause.document)


def _clause_form(clause: Clause, **more: None) -> ClauseForm:
    form = ClauseForm(prefix=f"clause-{clause.id}", **more)  # several may be open on the desk at once
    chosen = [unit.unit_id for unit in clause.units if unit.unit_id]
    form.offer(choosable(clause.document), chosen)
    return form


def _bulk_form(document: PolicyDocument) -> BulkForm:
    form = BulkForm(formdata=None)
    form.offer(choosable(document))
    return form


def _settle_form(document: PolicyDocument, name: clause_queries.UnknownName) -> SettleNameForm:
    form = SettleNameForm(formdata=None)
    offered = choosable(document)
    alike = [unit for unit in name.suggestions if unit in offered]
    form.offer([*alike, *(unit for unit in offered if unit not in alike)])
    form.name.data = name.name
    return form


def choosable(document: PolicyDocument) -> list[Unit]:
    """Return the units in force today that can be made responsible; the office that supervises is none of them."""
    today = clock.today()
    return [
        unit
        for unit in units.units_of(document.jurisdiction_id)
        if unit.kind is not UnitKind.OFFICE and (unit.valid_to is None or unit.valid_to >= today)
    ]


def posted_version(text: str | None = None) -> int:
    """Return the version of the clause that the form was made from; anything else is not understood."""
    text = text if text is not None else request.form.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= 10 else abort(400)


def to_desk(document: PolicyDocument) -> Response:
    """Go back to the desk of the document."""
    return redirect(url_for("clauses.review", policy_document_id=document.id))
