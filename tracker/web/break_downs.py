"""Breaking down what a lower government was given, to its own bureaus (分解到下级)."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker import clock
from tracker.db import transaction
from tracker.domain.assignments import AssignmentRole
from tracker.domain.errors import RuleViolation
from tracker.models import Assignment, Task, Unit
from tracker.policies import Permission
from tracker.queries import break_downs as reading
from tracker.queries.calendar import work_calendar
from tracker.queries.tasks import source_of
from tracker.services import break_downs
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.base import Form

bp = Blueprint("break_downs", __name__)

Answer = str | tuple[str, int] | Response


class BreakDownForm(Form):
    lead = SelectField("牵头部门", coerce=int, validators=[DataRequired("请选择牵头部门。")])
    supporting = SelectMultipleField(
        "配合部门", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    due_on = DateField("给部门的完成时限", validators=[Optional()])
    approving_leader = StringField(
        "批准领导", validators=[DataRequired("请填写本级批准的领导。"), Length(max=40, message="姓名过长。")]
    )


@bp.route("/assignments/<int:assignment_id>/break-down", methods=["GET", "POST"])
@permission_required(Permission.ASSIGNMENT_BREAK_DOWN, on=Assignment)
def break_down(assignment: Assignment) -> Answer:
    governments = reading.breaking_governments(assignment, current_viewer())
    government = governments[0] if governments else None
    bureaus = {unit.id: unit for unit in reading.bureaus_of(government)} if government else {}
    standing = reading.own_task(assignment, government) if government else None
    form = _form(assignment, bureaus.values(), standing)
    if government and bureaus and form.validate_on_submit():
        task_id = assignment.task_id
        try:
            with transaction(assignment, government):
                task = break_downs.break_down(
                    assignment,
                    government=government,
                    lead=bureaus[form.lead.data],
                    supporting=[bureaus[id_] for id_ in form.supporting.data],
                    due_on=form.due_on.data,
                    approving_leader=form.approving_leader.data,
                    actor=signed_in_user(),
                    now=clock.now(),
                    calendar=work_calendar(),
                )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash(f"已分解给 {len(task.assignments)} 个部门，联络员会收到通知，进展汇总到本任务。", "success")
            return redirect(url_for("tasks.show", task_id=task_id))
    page = render_template(
        "break_downs/break_down.html",
        assignment=assignment,
        task=assignment.task,
        source=source_of(assignment.task),
        government=government,
        why_not=reading.why_not(assignment, standing),
        form=form,
    )
    return (page, 422) if request.method == "POST" else page


def _form(assignment: Assignment, bureaus: Iterable[Unit], standing: Task | None) -> BreakDownForm:
    """Return the form, with the bureaus of a task that ended filled in: it is taken up again."""
    known: dict[str, Any] = {"due_on": assignment.due_on, "lead": 0}
    if standing is not None:
        roles = {part.unit_id: part.role for part in standing.assignments}
        known["lead"] = next((id_ for id_, role in roles.items() if role is AssignmentRole.LEAD), 0)
        known["supporting"] = [id_ for id_, role in roles.items() if role is AssignmentRole.SUPPORTING]
        known["approving_leader"] = standing.approving_leader
    form = BreakDownForm(**known)
    choices = [SelectChoice(unit.id, unit.name) for unit in bureaus]
    form.lead.choices, form.supporting.choices = [SelectChoice(0, "请选择"), *choices], choices
    return form
