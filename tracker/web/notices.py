"""Lists: the office prepares them, units explain themselves, a leader decides, the office issues."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.lights import LightReason
from tracker.domain.notices import NoticeStatus
from tracker.domain.periods import Month
from tracker.models import Notice, NoticeRow
from tracker.policies import Permission, can
from tracker.queries import notices as reading
from tracker.queries.calendar import work_calendar
from tracker.services import notices
from tracker.web.access import current_viewer, permission_required, signed_in_user
from tracker.web.forms.notices import DecisionForm, ExplanationForm, ReasonForm, WordingForm

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("")
@permission_required(Permission.NOTICE_VIEW)
def index() -> str:
    wanted = request.args.get("status", "")
    status = NoticeStatus(wanted) if wanted in set(NoticeStatus) else None
    lines = reading.notice_lines(current_viewer(), status)
    months = {line.notice.period: Month.parse(line.notice.period).label for line in lines}
    return render_template("notices/index.html", lines=lines, months=months, statuses=list(NoticeStatus))


@bp.get("/<int:notice_id>")
@permission_required(Permission.NOTICE_VIEW, on=Notice)
def show(notice: Notice) -> str:
    return _page(notice, WordingForm(obj=notice), DecisionForm(), ReasonForm())


@bp.post("/<int:notice_id>/wording")
@permission_required(Permission.NOTICE_PREPARE, on=Notice)
def amend(notice: Notice) -> tuple[str, int] | Response:
    form = WordingForm()
    if not form.validate_on_submit():
        return _page(notice, form, DecisionForm(), ReasonForm()), 422
    with transaction(notice):
        notices.amend(notice, title=form.title.data, body=form.body.data, actor=signed_in_user(), now=clock.now())
    return _back(notice, "文字已保存。")


@bp.post("/<int:notice_id>/submit")
@permission_required(Permission.NOTICE_PREPARE, on=Notice)
def submit(notice: Notice) -> Response:
    with transaction(notice):
        notices.submit(notice, actor=signed_in_user(), calendar=work_calendar(), now=clock.now())
    return _back(notice, "名单已送审，领导会收到通知。")


@bp.post("/<int:notice_id>/withdraw")
@permission_required(Permission.NOTICE_PREPARE, on=Notice)
def withdraw(notice: Notice) -> Response:
    with transaction(notice):
        notices.withdraw(notice, actor=signed_in_user(), now=clock.now())
    return _back(notice, "已撤回送审，可以继续修改。")


@bp.post("/<int:notice_id>/approve")
@permission_required(Permission.NOTICE_DECIDE, on=Notice)
def approve(notice: Notice) -> tuple[str, int] | Response:
    form = DecisionForm()
    if not form.validate_on_submit():
        return _page(notice, WordingForm(obj=notice), form, ReasonForm()), 422
    with transaction(notice):
        notices.approve(notice, comment=form.comment.data or "", actor=signed_in_user(), now=clock.now())
    return _back(notice, "已批准，督查机构可以印发。")


@bp.post("/<int:notice_id>/refuse")
@permission_required(Permission.NOTICE_DECIDE, on=Notice)
def refuse(notice: Notice) -> tuple[str, int] | Response:
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page(notice, WordingForm(obj=notice), DecisionForm(), form), 422
    with transaction(notice):
        notices.refuse(notice, reason=form.reason.data, actor=signed_in_user(), now=clock.now())
    return _back(notice, "已退回督查机构修改。")


@bp.post("/<int:notice_id>/issue")
@permission_required(Permission.NOTICE_PREPARE, on=Notice)
def issue(notice: Notice) -> Response:
    with transaction(notice, notice.jurisdiction):  # one number at a time within a government
        mails = notices.issue(notice, actor=signed_in_user(), calendar=work_calendar(), now=clock.now())
    return _back(notice, f"已印发，文号 {notice.number}，将通知 {mails} 人。")


@bp.route("/rows/<int:notice_row_id>/explanation", methods=["GET", "POST"])
@permission_required(Permission.NOTICE_EXPLAIN, on=NoticeRow)
def explain(row: NoticeRow) -> tuple[str, int] | Response:
    form = ExplanationForm(explanation=row.explanation)
    if form.validate_on_submit():
        with transaction(row):
            notices.explain(row, text=form.explanation.data, actor=signed_in_user(), now=clock.now())
        return _back(row.notice, "情况说明已附在名单上，领导审批时会看到。")
    return render_template("notices/explain.html", row=row, form=form), 422 if request.method == "POST" else 200


@bp.route("/rows/<int:notice_row_id>/drop", methods=["GET", "POST"])
@permission_required(Permission.NOTICE_PREPARE, on=NoticeRow)
def drop(row: NoticeRow) -> tuple[str, int] | Response:
    form = ReasonForm()
    if form.validate_on_submit():
        with transaction(row):
            notices.drop_row(row, reason=form.reason.data, actor=signed_in_user(), now=clock.now())
        return _back(row.notice, f"{row.unit_name}已移出名单，可随时恢复。")
    return render_template("notices/drop.html", row=row, form=form), 422 if request.method == "POST" else 200


@bp.post("/rows/<int:notice_row_id>/restore")
@permission_required(Permission.NOTICE_PREPARE, on=NoticeRow)
def restore(row: NoticeRow) -> Response:
    with transaction(row):
        notices.restore_row(row, actor=signed_in_user(), now=clock.now())
    return _back(row.notice, f"{row.unit_name}已恢复到名单。")


def _page(notice: Notice, wording: WordingForm, decision: DecisionForm, refusal: ReasonForm) -> str:
    viewer = current_viewer()
    is_open = notice.status in (NoticeStatus.DRAFT, NoticeStatus.REFUSED)
    return render_template(
        "notices/show.html",
        notice=notice,
        period=Month.parse(notice.period).label,
        rows=reading.rows_of(viewer, notice),
        wording=wording,
        decision=decision,
        refusal=refusal,
        today=clock.today(),
        reasons={reason.value: reason.label for reason in LightReason},
        may_prepare=can(viewer, Permission.NOTICE_PREPARE, notice),
        may_decide=can(viewer, Permission.NOTICE_DECIDE, notice) and notice.status is NoticeStatus.SUBMITTED,
        # What a leader writes back to the office is between the two; units read what is issued.
        sees_decision=notice.jurisdiction_id in viewer.government_ids,
        own_unit_ids=viewer.unit_ids,
        is_open=is_open,
    )


def _back(notice: Notice, message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("notices.show", notice_id=notice.id), 303)
