"""What the routes of the review desk share: doing one act so that it can be undone, and answering.

With htmx the answer is the clause alone and the head of the desk; without, every button is a plain form.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.clause_review import ClauseStatus, DocumentStatus
from tracker.domain.errors import RuleViolation
from tracker.domain.units import UnitKind
from tracker.models import Clause, PolicyDocument, Task, Unit
from tracker.queries import clauses as clause_queries
from tracker.queries import units
from tracker.queries.suggestions import suggest_units
from tracker.services import review_acts
from tracker.web.access import current_viewer, signed_in_user

Answer = Response | str | tuple[str, int]

#: The value of `order` in the address that puts clauses with a flag first.
FLAGS_FIRST = "flags"

#: The keys of the desk, for its help; what they press stands beside the buttons themselves.
DESK_KEYS = (
    ("jk", "下一条、上一条"),
    ("n", "下一条有提示的条款"),
    ("c", "确认"),
    ("e", "修改"),
    ("u", "同上条单位"),
    ("x", "不作任务"),
    ("z", "重新审核"),
    ("sm", "拆分、并入下条"),
    ("KJ", "上移、下移"),
    ("12345", "采用建议的单位"),
    ("vb", "选中，到批量设置"),
    ("Z", "撤销自己的上一步"),
    ("o", "换一种排列次序"),
    ("A", "右上角的按钮：全部确认、确认文件"),
)


def wants_part() -> bool:
    """Return whether the desk asks by script, and takes a part of a page."""
    return "HX-Request" in request.headers


def order() -> str | None:
    """Return the order of clauses that the address asks for: FLAGS_FIRST, or None for the document's own."""
    return FLAGS_FIRST if request.args.get("order") == FLAGS_FIRST else None


def do_act(clause: Clause, words: str, act: Callable[..., None]) -> Answer:
    """Do one thing to a clause and answer with the clause; a refusal is said beside it."""
    who = {"actor": signed_in_user(), "now": clock.now()}
    try:
        with transaction(clause), undoable(clause.document, words, [clause]):
            act(**who)
    except RuleViolation as refusal:
        return answer(clause, refusal=str(refusal))
    return answer(clause)


def answer(clause: Clause, refusal: str | None = None) -> Answer:
    """Answer with the clause as it stands and the head of the desk; without a script, with the desk at the clause."""
    if not wants_part():
        if refusal:
            flash(refusal, "warning")
        return to_desk(clause.document, clause.position)
    if place_on_page(clause) != clause.position:
        return FlaskResponse(headers={"HX-Refresh": "true"})  # somebody split or merged meanwhile: the desk is old
    document = clause.document
    page = render_template(
        "clauses/answer.html",
        **suggestions_for(document, [clause] if clause_queries.lacks_units(clause) else []),
        clause=clause_queries.clause_as_shown(clause.id),
        document=document,
        refusal=refusal,
        **desk_facts(document),
    )
    return page, 409 if refusal else 200


def place_on_page(clause: Clause) -> int:
    """Return the place that the clause has on the page which asks; its own where the page does not say."""
    _, _, place = request.headers.get("HX-Target", "").rpartition("clause-")
    return int(place) if place.isdecimal() and len(place) <= 10 else clause.position


def suggestions_for(document: PolicyDocument, clauses: Sequence[Clause]) -> dict:
    """Return what pages need: units for each of these clauses, and where the clauses they come from stand."""
    ids = [clause.id for clause in clauses]
    found = suggest_units(current_viewer(), document, ids, clock.today()) if ids else {}
    sources = {one.source_clause_id for units in found.values() for one in units if one.source_clause_id}
    return {"suggestions": found, "places": clause_queries.positions(sources)}


def undoable(
    document: PolicyDocument, words: str, clauses: Sequence[Clause] | None = None
) -> AbstractContextManager[review_acts.Kept]:
    """Keep what the block does, in the name of the person who asks."""
    return review_acts.undoable(document, words, clauses, reviewer=signed_in_user(), now=clock.now())


def desk_facts(document: PolicyDocument, clauses: Sequence[Clause] | None = None) -> dict:
    """Return what the head of the desk shows, whichever part of the page is drawn; `clauses` where all are in hand."""
    progress = clause_queries.review_progress(document) if clauses is None else clause_queries.progress_of(clauses)
    return {
        "progress": progress,
        "last_act": clause_queries.last_act(document, signed_in_user()),
        "is_open": document.status is DocumentStatus.IN_REVIEW,
        "order": order(),
        "clause_statuses": ClauseStatus,
        "document_statuses": DocumentStatus,
    }


def choosable(owner: PolicyDocument | Task) -> list[Unit]:
    """Return the units in force today that can be made responsible; the office that supervises is none of them.

    They are those of the government whose document, or whose own task out of another's document, it is.
    """
    today = clock.today()
    return [
        unit
        for unit in units.units_of(owner.jurisdiction_id)
        if unit.kind is not UnitKind.OFFICE and (unit.valid_to is None or unit.valid_to >= today)
    ]


def posted_version(text: str | None = None) -> int:
    """Return the version of the clause that the form was made from; anything else is not understood."""
    text = text if text is not None else request.form.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= 10 else abort(400)


def to_desk(document: PolicyDocument, position: int | None = None) -> Response:
    """Go back to the desk of the document, to the clause at this place. A script is not told what follows a #."""
    at = {"at": position} if wants_part() else {"_anchor": position and f"clause-{position}"}
    return redirect(url_for("clauses.review", policy_document_id=document.id, order=order(), **at))
