"""Inside a unit: passing work on to a colleague (分派), standing in for one (AB岗)."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import RuleViolation
from tracker.models import Assignment, Cover
from tracker.policies import Permission
from tracker.queries import colleagues as reading
from tracker.services import passing_on
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.covers import CoverForm, PassOnForm

bp = Blueprint("covers", __name__)

Answer = str | tuple[str, int] | Response


@bp.route("/assignments/<int:assignment_id>/pass-on", methods=["GET", "POST"])
@permission_required(Permission.ASSIGNMENT_PASS_ON, on=Assignment)
def pass_on(assignment: Assignment) -> Answer:
    people = {p.id: p for p in reading.colleagues_of(assignment.unit, clock.today(), current_viewer().unit_ids)}
    form = PassOnForm(person=assignment.responsible_person_id or 0)
    form.person.choices = [(0, "不指定（本单位联络员都可办理）"), *((p.id, p.display_name) for p in people.values())]
    if form.validate_on_submit():
        task_id, person = assignment.task_id, people.get(form.person.data)
        with transaction(assignment):
            passing_on.pass_on(
                assignment, person=person, colleagues=people.values(), actor=signed_in_user(), now=clock.now()
            )
        flash(f"已分派给{person.display_name}。" if person else "已改为本单位联络员都可办理。", "success")
        return redirect(url_for("tasks.show", task_id=task_id))
    page = render_template("covers/pass_on.html", assignment=assignment, form=form)
    return (page, 422) if request.method == "POST" else page


@bp.route("/covers", methods=["GET", "POST"])
@permission_required(Permission.COVER_ARRANGE)
def index() -> Answer:
    form = CoverForm()
    units = {unit.id: unit for unit in reading.served_units(current_viewer())}
    by_unit = {id_: reading.colleagues_of(unit, clock.today(), frozenset()) for id_, unit in units.items()}
    everybody = {person.id: person for people in by_unit.values() for person in people}
    form.unit.choices = [(unit.id, unit.name) for unit in units.values()]
    form.absent.choices = form.standing_in.choices = [(p.id, p.display_name) for p in everybody.values()]
    if form.validate_on_submit():
        try:
            with transaction(units[form.unit.data]):  # two covers of one unit are checked one after the other
                cover = passing_on.arrange_cover(
                    units[form.unit.data],
                    absent=everybody[form.absent.data],
                    standing_in=everybody[form.standing_in.data],
                    starts_on=form.starts_on.data,
                    ends_on=form.ends_on.data,
                    colleagues=by_unit[form.unit.data],
                    actor=signed_in_user(),
                    now=clock.now(),
                )
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash(f"已安排：{cover.standing_in_user.display_name}代{cover.absent_user.display_name}办理。", "success")
            return redirect(url_for("covers.index"))
    page = render_template(
        "covers/index.html",
        form=form,
        covers=reading.covers_of(current_viewer(), clock.today()),
        can_cover=any(len(people) > 1 for people in by_unit.values()),
        today=clock.today(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.post("/covers/<int:cover_id>/end")
@permission_required(Permission.COVER_END, on=Cover)
def end(cover: Cover) -> Response:
    with transaction(cover):
        passing_on.end_cover(cover, actor=signed_in_user(), now=clock.now())
    flash("安排已取消，取消有记录。", "success")
    return redirect(url_for("covers.index"))
