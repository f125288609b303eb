"""Asking for a unit's part to be closed (申请办结): the result, and what each criterion rests on."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.approvals import RequestKind
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.models import Assignment, ClosingCriterion, EvidenceFile
from tracker.policies import Permission
from tracker.queries import evidence
from tracker.queries import unit_requests as reading
from tracker.queries.calendar import work_calendar
from tracker.queries.tasks import source_of
from tracker.services import closing, unit_requests
from tracker.services.closing import Statement
from tracker.web.access import permission_required, signed_in_user
from tracker.web.forms.unit_requests import ClosingForm, closing_form

bp = Blueprint("closing", __name__)

Answer = Response | str | tuple[str, int]


@bp.route("/assignments/<int:assignment_id>/closure", methods=["GET", "POST"])
@permission_required(Permission.REQUEST_MAKE, on=Assignment)
def apply(assignment: Assignment) -> Answer:
    criteria, files = reading.criteria_of(assignment), closing.usable(evidence.of_assignment(assignment))
    form = closing_form(criteria, files)
    if request.method == "GET":
        try:
            unit_requests.check_may_ask(assignment, RequestKind.CLOSURE, calendar=work_calendar(), today=clock.today())
        except RuleViolation as refusal:
            flash(str(refusal), "warning")
            return redirect(url_for("tasks.show", task_id=assignment.task_id))
        return _page(assignment, criteria, files, form)
    if not form.validate_on_submit():
        return _page(assignment, criteria, files, form), 422
    task_id = assignment.task_id
    try:
        with transaction(assignment.task, assignment):
            closing.apply_for_closure(
                assignment,
                result=form.result.data or "",
                statements=_statements(form, criteria, files),
                submission_key=form.submission_key.data,
                actor=signed_in_user(),
                now=clock.now(),
            )
    except RuleViolation as refusal:
        form.form_errors.append(str(refusal))
        return _page(assignment, criteria, files, form), 409 if isinstance(refusal, ActionNotAllowed) else 422
    flash("办结申请已提交，等待督查机构逐条核对。", "success")
    return redirect(url_for("tasks.show", task_id=task_id))


def _statements(
    form: ClosingForm, criteria: Sequence[ClosingCriterion], files: Sequence[EvidenceFile]
) -> dict[int, Statement]:
    return {
        criterion.id: Statement(
            text=form[f"statement_{criterion.id}"].data or "",
            level=EvidenceLevel(form[f"level_{criterion.id}"].data),
            evidence=[file for file in files if file.id in (form[f"evidence_{criterion.id}"].data or ())],
        )
        for criterion in criteria
    }


def _page(
    assignment: Assignment, criteria: Sequence[ClosingCriterion], files: Sequence[EvidenceFile], form: ClosingForm
) -> str:
    return render_template(
        "unit_requests/closure.html",
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        criteria=criteria,
        files=files,
        form=form,
        came_back=reading.newest_return(assignment),
        newest=reading.newest_report(assignment),
        today=clock.today(),
    )
