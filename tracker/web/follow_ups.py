"""Looking back (回头看): drawing a sample of closed tasks, and checking each of them on the spot."""

import secrets

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import db, transaction
from tracker.domain.errors import RuleViolation
from tracker.domain.follow_up import MONTHS_AFTER_CLOSING, SHARE, FollowUpOutcome
from tracker.domain.periods import Month
from tracker.models import FollowUpCheck, Unit
from tracker.policies import Permission
from tracker.queries import follow_ups as reading
from tracker.services import follow_ups
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.follow_ups import ConclusionForm, DrawForm

bp = Blueprint("follow_ups", __name__, url_prefix="/follow-ups")

Answer = str | tuple[str, int] | Response


@bp.get("")
@permission_required(Permission.FOLLOW_UP_DRAW)
def index() -> str:
    viewer = current_viewer()
    samples = reading.samples_of(viewer)
    return render_template(
        "follow_ups/index.html",
        to_draw=reading.months_to_draw(viewer, clock.today()),
        samples=samples,
        months={sample.period: Month.parse(sample.period).label for sample in samples},
        form=DrawForm(formdata=None),
        seed=secrets.token_hex(8),
        share=SHARE,
        months_after=MONTHS_AFTER_CLOSING,
        overseen=viewer.office_government_ids,
        outcomes=FollowUpOutcome,
    )


@bp.post("/draw")
@permission_required(Permission.FOLLOW_UP_DRAW)
def draw() -> Response:
    form = DrawForm()
    government_id = int(form.government.data) if (form.government.data or "").isdecimal() else 0
    if government_id not in current_viewer().office_government_ids:
        abort(404)
    if not form.validate_on_submit():
        raise RuleViolation("请填写随机种子，以便他人重复抽取、核对结果。")
    government, month = db.session.get_one(Unit, government_id), Month.parse(form.month.data)
    try:
        with transaction(government):
            sample = follow_ups.draw(
                government, month, seed=form.seed.data, actor=signed_in_user(), now=clock.now(), today=clock.today()
            )
    except IntegrityError:
        flash(f"{month.label}的样本刚刚由他人抽取，结果在下面。", "warning")
        return redirect(url_for("follow_ups.index"))
    flash(f"已从 {len(sample.population)} 项中抽取 {len(sample.checks)} 项。", "success")
    return redirect(url_for("follow_ups.index"))


@bp.route("/<int:follow_up_check_id>", methods=["GET", "POST"])
@permission_required(Permission.FOLLOW_UP_CHECK, on=FollowUpCheck)
def check(record: FollowUpCheck) -> Answer:
    form = ConclusionForm()
    if form.validate_on_submit():
        outcome, task = FollowUpOutcome(form.outcome.data), record.task
        with transaction(record, task, *task.assignments):
            follow_ups.conclude(
                record, outcome=outcome, comment=form.comment.data, actor=signed_in_user(), now=clock.now()
            )
        again = outcome is FollowUpOutcome.FAILED
        flash("结论已记录，任务重新打开，责任单位会收到提醒。" if again else "结论已记录。", "success")
        return redirect(url_for("follow_ups.index"))
    page = render_template(
        "follow_ups/check.html",
        check=record,
        task=record.task,
        form=form,
        closings=reading.closing_requests(record.task),
    )
    return (page, 422) if request.method == "POST" else page
