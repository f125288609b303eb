"""What units ask for: a page to ask by, one where it stands and is decided, and taking it back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import db, transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.errors import ActionNotAllowed, LimitReached, RuleViolation
from tracker.domain.unit_requests import ASKING
from tracker.models import Assignment, Unit, UnitRequest
from tracker.policies import Permission, can
from tracker.queries import unit_requests as reading
from tracker.queries.calendar import work_calendar
from tracker.queries.queue import place_of
from tracker.queries.tasks import source_of
from tracker.services import closing, request_decisions, unit_requests
from tracker.services.request_decisions import Grant
from tracker.web import queue
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.unit_requests import NO_UNIT, DecisionForm, RequestForm, decision_form, unit_choices, verdicts

bp = Blueprint("unit_requests", __name__)

Answer = Response | str | tuple[str, int]


@bp.route("/assignments/<int:assignment_id>/requests/<string:request_kind>", methods=["GET", "POST"])
@permission_required(Permission.REQUEST_MAKE, on=Assignment)
def ask(assignment: Assignment, request_kind: str) -> Answer:
    if request_kind not in set(RequestKind):
        abort(404)
    kind = RequestKind(request_kind)
    if kind is RequestKind.CLOSURE:
        return redirect(url_for("closing.apply", assignment_id=assignment.id))
    form = RequestForm()
    form.shape(kind, reading.units_to_choose(assignment) if ASKING[kind].proposes_unit else ())
    if request.method == "GET":
        try:
            unit_requests.check_may_ask(assignment, kind, calendar=work_calendar(), today=clock.today())
        except RuleViolation as refusal:
            return _to_task(assignment, str(refusal))
        return _ask_page(assignment, kind, form)
    if not form.validate_on_submit():
        return _ask_page(assignment, kind, form), 422
    task_id = assignment.task_id
    try:
        with transaction(assignment.task, assignment):
            unit_requests.ask(
                assignment,
                kind=kind,
                reason=form.reason.data or "",
                measures=form.measures.data or "" if form.measures else "",
                asked_for_on=form.asked_for_on.data if form.asked_for_on else None,
                proposed_unit=_unit(form.proposed_unit.data) if form.proposed_unit else None,
                submission_key=form.submission_key.data,
                calendar=work_calendar(),
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _ask_page(assignment, kind, form), _code(refusal)
    flash(f"{kind.label}已提交，等待督查机构办理。办理结果会在这里、首页和邮件中告知。", "success")
    return redirect(url_for("tasks.show", task_id=task_id))


@bp.get("/requests/<int:unit_request_id>")
@permission_required(Permission.REQUEST_VIEW, on=UnitRequest)
def show(asked: UnitRequest) -> str:
    return _page(asked, _decision(asked))


@bp.post("/requests/<int:unit_request_id>/approve")
@permission_required(Permission.REQUEST_DECIDE, on=UnitRequest)
def approve(asked: UnitRequest) -> Answer:
    return _decide(asked, approves=True)


@bp.post("/requests/<int:unit_request_id>/refuse")
@permission_required(Permission.REQUEST_DECIDE, on=UnitRequest)
def refuse(asked: UnitRequest) -> Answer:
    return _decide(asked, approves=False)


@bp.post("/requests/<int:unit_request_id>/withdraw")
@permission_required(Permission.REQUEST_WITHDRAW, on=UnitRequest)
def withdraw(asked: UnitRequest) -> Response:
    task_id = asked.assignment.task_id
    with transaction(asked.assignment.task, asked.assignment, asked):
        unit_requests.withdraw(asked, actor=signed_in_user(), now=clock.now())
    flash(f"{asked.kind.label}已撤回。", "success")
    return redirect(url_for("tasks.show", task_id=task_id))


@bp.get("/assignments/<int:assignment_id>/returned")
@permission_required(Permission.REQUEST_MAKE, on=Assignment)
def returned(assignment: Assignment) -> Response:
    """Open what came back: the closing that was returned, else the report."""
    if came_back := reading.newest_return(assignment):
        return redirect(url_for("unit_requests.show", unit_request_id=came_back.id))
    return redirect(url_for("progress.edit", assignment_id=assignment.id))


def _decide(asked: UnitRequest, *, approves: bool) -> Answer:
    form = _decision(asked)
    if not form.validate_on_submit():
        return _page(asked, form), 422
    place, unit, kind = place_of(asked), asked.assignment.unit.name, asked.kind
    try:
        with transaction(asked.assignment.task, asked.assignment, asked):
            _approve(asked, form) if approves else _refuse(asked, form)
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(asked, form), _code(refusal)
    except StaleDataError:
        form.form_errors.append("这份申请刚刚由他人办理过。")
        return _page(asked, form), 409
    done = "已同意" if approves else "已退回" if kind is RequestKind.CLOSURE else "未予同意"
    return queue.onward(place, f"{unit}的{kind.label}{done}。")


def _approve(asked: UnitRequest, form: DecisionForm) -> None:
    common: dict[str, Any] = {"comment": form.comment.data or "", "actor": signed_in_user(), "now": clock.now()}
    if asked.kind is RequestKind.CLOSURE:
        closing.accept_closure(asked, met=verdicts(form, asked.answers), **common)
        return
    grant = Grant(on=form.granted_on.data, unit=_unit(form.granted_unit.data))
    request_decisions.approve(asked, grant=grant, calendar=work_calendar(), **common)


def _refuse(asked: UnitRequest, form: DecisionForm) -> None:
    common: dict[str, Any] = {"comment": form.comment.data or "", "actor": signed_in_user(), "now": clock.now()}
    if asked.kind is RequestKind.CLOSURE:
        met = verdicts(form, asked.answers)
        closing.return_closure(asked, met=met, resubmit_on=form.resubmit_on.data, **common)
        return
    request_decisions.refuse(asked, **common)


def _decision(asked: UnitRequest) -> DecisionForm:
    form = decision_form(
        asked.answers if asked.kind is RequestKind.CLOSURE else (),
        granted_on=asked.asked_for_on,
        granted_unit=asked.proposed_unit_id or NO_UNIT,
        resubmit_on=closing.usual_day_to_come_back(clock.today(), work_calendar()),
    )
    form.granted_unit.choices = []
    return form


def _page(asked: UnitRequest, form: DecisionForm) -> str:
    viewer, assignment = current_viewer(), asked.assignment
    page = reading.read_request(asked)
    form.granted_unit.choices = [(NO_UNIT, "请选择"), *((one.value, one.label) for one in unit_choices(page.units))]
    is_pending = asked.status is RequestStatus.PENDING
    may_decide = is_pending and can(viewer, Permission.REQUEST_DECIDE, asked)
    in_queue = can(viewer, Permission.QUEUE_VIEW)
    return render_template(
        "unit_requests/show.html",
        asked=asked,
        asking=ASKING[asked.kind],
        assignment=assignment,
        task=assignment.task,
        page=page,
        source=page.source,
        answers=reading.answers_of(asked) if asked.kind is RequestKind.CLOSURE else (),
        form=form,
        may_decide=may_decide and asked.requested_by_id != viewer.user_id,
        by_others=is_pending and in_queue and asked.assignment.unit_id in viewer.unit_ids,
        may_withdraw=is_pending and asked.requested_by_id == viewer.user_id,
        may_ask_again=asked.status in (RequestStatus.REFUSED, RequestStatus.LAPSED)
        and can(viewer, Permission.REQUEST_MAKE, assignment),
        queue=queue.position(asked) if in_queue else None,
        today=clock.today(),
    )


def _ask_page(assignment: Assignment, kind: RequestKind, form: RequestForm) -> str:
    return render_template(
        "unit_requests/ask.html",
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        kind=kind,
        form=form,
        granted=reading.count_granted_extensions(assignment) if kind is RequestKind.EXTENSION else 0,
        today=clock.today(),
    )


def _unit(unit_id: int | None) -> Unit | None:
    return db.session.get(Unit, unit_id) if unit_id else None


def _to_task(assignment: Assignment, words: str) -> Response:
    flash(words, "warning")
    return redirect(url_for("tasks.show", task_id=assignment.task_id))


def _code(refusal: RuleViolation) -> int:
    """Return 409 where the state of things forbids it, 422 where what was typed does."""
    return 409 if isinstance(refusal, ActionNotAllowed) and not isinstance(refusal, LimitReached) else 422
