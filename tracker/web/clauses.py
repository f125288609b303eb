"""The review desk: clauses beside the source, each confirmed, put right or left out."""

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.models import Clause, PolicyDocument, Unit
from tracker.policies import Permission
from tracker.queries import clauses as clause_queries
from tracker.queries.document_withdrawal import last_withdrawal
from tracker.queries.documents import missing_details
from tracker.queries.source_view import source_stretches
from tracker.services import clause_review, printed_names
from tracker.services.clause_review import ClauseChangedMeanwhile
from tracker.services.printed_names import SettledName
from tracker.web import desk
from tracker.web.access import permission_required, signed_in_user
from tracker.web.desk import Answer, choosable, do_act, posted_version, to_desk, undoable
from tracker.web.forms.clauses import NOBODY, BulkForm, ClauseForm, NewUnitForm, SettleNameForm

bp = Blueprint("clauses", __name__)


@bp.get("/documents/<int:policy_document_id>/review")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def review(document: PolicyDocument) -> str:
    clauses = clause_queries.clauses_of(document)
    unknown = clause_queries.unknown_names(document, clauses)
    offered = choosable(document)
    bulk_form = BulkForm(formdata=None)
    bulk_form.offer(offered)
    return render_template(
        "clauses/review.html",
        document=document,
        clauses=clauses,
        groups=clause_queries.grouped(clauses, flags_first=desk.order() == desk.FLAGS_FIRST),
        stretches=source_stretches(document, clauses),
        unknown=unknown,
        settle_forms={name.name: _settle_form(name, offered) for name in unknown},
        new_unit_form=NewUnitForm(formdata=None) if unknown else None,
        bulk_form=bulk_form,
        needs_suggestions=any(clause_queries.lacks_units(clause) for clause in clauses),
        one_clause=url_for("clauses.show", clause_id=0).removesuffix("0"),
        at=request.args.get("at", type=int),
        missing=missing_details(document),
        desk_keys=desk.DESK_KEYS,
        withdrawal=last_withdrawal(document),
        **desk.desk_facts(document, clauses),
    )


@bp.get("/clauses/<int:clause_id>")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def show(clause: Clause) -> Answer:
    """Give the clause as it stands: how a form in place is given up; without scripts, a page to decide it on."""
    if desk.wants_part():
        return desk.answer(clause)
    return render_template(
        "clauses/show.html",
        clause=clause_queries.clause_as_shown(clause.id),
        document=clause.document,
        **desk.suggestions_for(clause.document, [clause] if clause_queries.lacks_units(clause) else []),
        **desk.desk_facts(clause.document),
    )


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
        with transaction(clause), undoable(clause.document, f"修改 {clause.label}", [clause]):
            clause_review.amend(
                clause, form.values, version=posted_version(form.version.data), actor=signed_in_user(), now=clock.now()
            )
    except ClauseChangedMeanwhile as conflict:
        form.version.data = str(clause.version)
        return _edit_page(clause, form, conflict=str(conflict)), 409
    except RuleViolation as refusal:
        form.form_errors = [str(refusal)]
        return _edit_page(clause, form), 422
    return desk.answer(clause)


@bp.post("/clauses/<int:clause_id>/confirm")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def confirm(clause: Clause) -> Answer:
    return do_act(
        clause, f"确认 {clause.label}", lambda **who: clause_review.confirm(clause, version=posted_version(), **who)
    )


@bp.post("/clauses/<int:clause_id>/leave-out")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def leave_out(clause: Clause) -> Answer:
    return do_act(
        clause,
        f"不作任务 {clause.label}",
        lambda **who: clause_review.leave_out(clause, version=posted_version(), **who),
    )


@bp.post("/clauses/<int:clause_id>/return-to-review")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def return_to_review(clause: Clause) -> Answer:
    return do_act(
        clause,
        f"重新审核 {clause.label}",
        lambda **who: clause_review.return_to_review(clause, version=posted_version(), **who),
    )


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
    with transaction(document), undoable(document, "确认全部无标记条款"):
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
    settled = _settle(
        document, form.name.data, lambda **who: printed_names.settle_name(document, form.name.data, unit, **who)
    )
    if settled:
        flash(
            f"“{form.name.data}”已对应为{unit.name}，{settled.clause_count} 条一并更新；以后的文件也照此识别。",
            "success",
        )
    return to_desk(document)


@bp.post("/documents/<int:policy_document_id>/new-unit")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def new_unit(document: PolicyDocument) -> Response:
    form = NewUnitForm()
    if not form.validate_on_submit():
        flash("请填写单位简称。", "warning")
        return to_desk(document)
    body = {"name": form.short_name.data, "full_name": form.full_name.data or "", "kind": form.kind.data}
    settled = _settle(
        document,
        form.name.data,
        lambda **who: printed_names.settle_by_new_unit(document, form.name.data, **body, **who),
    )
    if settled:
        flash(f"已新增单位“{settled.unit.name}”。请联系系统管理员为它设置联络员。", "success")
    return to_desk(document)


def _settle(document: PolicyDocument, name: str, act: Callable[..., SettledName]) -> SettledName | None:
    try:
        with transaction(document), undoable(document, f"对应单位名称‘{name}’") as kept:
            settled = act(actor=signed_in_user(), now=clock.now())
            kept.aliases += [settled.alias] if settled.alias else []
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return None
    return settled


def _edit_page(clause: Clause, form: ClauseForm, conflict: str | None = None) -> str:
    name = "clauses/edit_part.html" if desk.wants_part() else "clauses/edit.html"
    place = desk.place_on_page(clause)
    return render_template(name, clause=clause, form=form, conflict=conflict, document=clause.document, position=place)


def _clause_form(clause: Clause, **more: None) -> ClauseForm:
    form = ClauseForm(prefix=f"clause-{clause.id}", **more)  # several may be open on the desk at once
    chosen = [unit.unit_id for unit in clause.units if unit.unit_id]
    form.offer(choosable(clause.document), chosen)
    return form


def _settle_form(name: clause_queries.UnknownName, offered: list[Unit]) -> SettleNameForm:
    form = SettleNameForm(formdata=None)
    alike = [unit for unit in name.suggestions if unit in offered]
    form.offer([*alike, *(unit for unit in offered if unit not in alike)])
    form.name.data = name.name
    return form
