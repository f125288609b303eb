"""More of the review desk: what changes several clauses, or what a clause is made of; suggestions; and taking back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.clause_splitting import split_places
from tracker.domain.errors import RuleViolation
from tracker.models import Clause, PolicyDocument
from tracker.policies import Permission
from tracker.queries import clauses as clause_queries
from tracker.queries.reading_accuracy import accuracy_in_use
from tracker.services import clause_bulk, clause_shapes, review_acts
from tracker.services.clause_bulk import ClauseChange
from tracker.web import desk
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.desk import Answer, choosable, do_act, posted_version, suggestions_for, to_desk, undoable
from tracker.web.forms.clauses import BulkForm

bp = Blueprint("review_desk", __name__)


@bp.get("/documents/accuracy")
@permission_required(Permission.DOCUMENT_IMPORT)
def accuracy() -> str:
    return render_template("clauses/accuracy.html", accuracy=accuracy_in_use(current_viewer()))


@bp.get("/documents/<int:policy_document_id>/suggestions")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def suggestions(document: PolicyDocument) -> str:
    """Give the suggestions of all clauses that need some; the desk fetches them after it is drawn."""
    waiting = [clause for clause in clause_queries.clauses_of(document) if clause_queries.lacks_units(clause)]
    return render_template("clauses/suggestions.html", clauses=waiting, **suggestions_for(document, waiting))


@bp.post("/clauses/<int:clause_id>/take-unit")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def take_unit(clause: Clause) -> Answer:
    wanted = request.form.get("unit_id", type=int)
    unit = next((unit for unit in choosable(clause.document) if unit.id == wanted), None)

    def act(**who: Any) -> None:
        if unit is None:
            raise RuleViolation("请选择单位。")
        clause_bulk.add_unit(clause, unit.id, version=posted_version(), **who)

    return do_act(clause, f"采用建议单位：{clause.label}", act)


@bp.post("/documents/<int:policy_document_id>/amend-clauses")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def amend_many(document: PolicyDocument) -> Response:
    form = BulkForm()
    form.offer(choosable(document))
    if not form.validate_on_submit():
        flash("批量设置的内容有误，请检查单位和日期。", "warning")
        return to_desk(document)
    change = ClauseChange(
        form.lead_id.data or None,
        (form.supporting_id.data,) if form.supporting_id.data else (),
        form.due_on.data,
        {"yes": True, "no": False}.get(form.is_task.data),
    )
    try:
        with transaction(document), undoable(document, "批量设置"):
            count = clause_bulk.amend_many(document, form.versions, change, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return to_desk(document)
    flash(f"已统一设置 {count} 条。", "success")
    return to_desk(document)


@bp.post("/documents/<int:policy_document_id>/undo")
@permission_required(Permission.DOCUMENT_REVIEW, on=PolicyDocument)
def undo(document: PolicyDocument) -> Response:
    try:
        with transaction(document):
            words = review_acts.undo(document, actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
        return to_desk(document)
    flash(f"已撤销“{words}”。", "success")
    return to_desk(document)


@bp.get("/clauses/<int:clause_id>/split")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def split(clause: Clause) -> str:
    text, start, end = clause.document.text, clause.body_offset, clause.end_offset
    edges = [start, *split_places(text, start, end), end]
    pieces = [(first, text[first:last]) for first, last in zip(edges, edges[1:], strict=False)]
    name = "clauses/split_part.html" if desk.wants_part() else "clauses/split.html"
    place = desk.place_on_page(clause)
    return render_template(
        name, clause=clause, document=clause.document, pieces=pieces, order=desk.order(), position=place
    )


@bp.post("/clauses/<int:clause_id>/split")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def save_split(clause: Clause) -> Response:
    offset = request.form.get("offset", 0, type=int)
    return _reshape(clause, "拆分", lambda **who: clause_shapes.split(clause, offset, version=posted_version(), **who))


@bp.post("/clauses/<int:clause_id>/merge")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def merge(clause: Clause) -> Response:
    return _reshape(
        clause, "合并", lambda **who: clause_shapes.merge_with_next(clause, version=posted_version(), **who)
    )


@bp.post("/clauses/<int:clause_id>/move")
@permission_required(Permission.CLAUSE_REVIEW, on=Clause)
def move(clause: Clause) -> Response:
    down = request.form.get("down") == "yes"
    return _reshape(
        clause, "移动", lambda **who: clause_shapes.move(clause, down=down, version=posted_version(), **who)
    )


def _reshape(clause: Clause, words: str, act: Callable[..., Any]) -> Response:
    """Do what changes the list of clauses, and show the desk anew at this one."""
    document = clause.document
    try:
        with transaction(document, clause), undoable(document, f"{words} {clause.label}"):
            act(actor=signed_in_user(), now=clock.now())
    except RuleViolation as refusal:
        flash(str(refusal), "warning")
    return to_desk(document, clause.position)
