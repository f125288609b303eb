"""The supervision office's queue (待办理): one list of all that waits; many decided at once; the next by itself."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from tracker import clock
from tracker.db import transaction
from tracker.domain.errors import NotTheRightPerson, RuleViolation
from tracker.domain.queue import ONE_BY_ONE, QueueKind
from tracker.domain.reporting import ReportFault
from tracker.models import Assignment, EvidenceFile, ProgressReport, UnitRequest
from tracker.policies import Permission
from tracker.queries import queue as reading
from tracker.queries.calendar import work_calendar
from tracker.queries.queue import Place, QueueItem, Record, place_of
from tracker.services import evidence_review, progress_reports, request_decisions
from tracker.web.access import current_viewer, permission_required, signed_in_user

bp = Blueprint("queue", __name__, url_prefix="/queue")

PAGE_SIZE = 50
FILTER = "queue"  # the parameter that carries the chosen kind from one thing to the next


@bp.get("")
@permission_required(Permission.QUEUE_VIEW)
def index() -> str:
    viewer, kind = current_viewer(), chosen_kind()
    counts = reading.count_by_kind(viewer)
    total = sum(counts.values()) if kind is None else counts.get(kind, 0)
    page_count = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, request.args.get("page", 1, type=int)), page_count)
    items = reading.items(viewer, kind, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return render_template(
        "queue/index.html",
        items=items,
        first=next((item for item in items if not item.is_own), None),
        counts=counts,
        kind=kind,
        total=total,
        page=page,
        page_count=page_count,
        page_size=PAGE_SIZE,
        url_of=lambda item: url_of(place_of(item.record), kind),
        one_by_one=ONE_BY_ONE,
        fault_of={fault.value: fault for fault in ReportFault},
        today=clock.today(),
    )


@bp.get("/next")
@permission_required(Permission.QUEUE_VIEW)
def following() -> Response:
    """Open what waits the longest, for a link that cannot know what that will be."""
    first = next((item for item in reading.items(current_viewer(), chosen_kind()) if not item.is_own), None)
    return redirect(url_of(place_of(first.record), chosen_kind()) if first else url_for("queue.index"))


@bp.post("/decide")
@permission_required(Permission.QUEUE_VIEW)
def decide_many() -> Response:
    """Accept or return everything ticked that still waits; each on its own, so that one refusal keeps no other back."""
    accepts, comment = request.values.get("act") == "accept", request.form.get("comment", "").strip()
    back = redirect(url_for("queue.index", kind=request.form.get("kind") or None))
    if not accepts and not comment:
        flash("批量退回要写明理由，单位会立即收到。所选内容没有改动。", "warning")
        return back
    done, refused = 0, []
    viewer = current_viewer()
    for item in reading.named(viewer, request.form.getlist("item")[:PAGE_SIZE]):
        try:
            if item.assignment.unit_id in viewer.unit_ids:
                raise NotTheRightPerson("您是这个单位的人员，请由其他督查人员办理。")
            _decide(item, accepts, comment)
            done += 1
        except (RuleViolation, StaleDataError) as refusal:
            words = str(refusal) if isinstance(refusal, RuleViolation) else "刚刚由他人办理过。"
            refused.append(f"{item.assignment.unit.name}的{item.kind.label}：{words}")
    if done:
        flash(f"已{'采纳' if accepts else '退回'} {done} 件。", "success")
    for words in refused[:5]:
        flash(words, "warning")
    if not done and not refused:
        flash("还没有选择要办理的事项，请先勾选。", "warning")
    return back


def chosen_kind() -> QueueKind | None:
    """Return the kind that the person is working through, None for everything."""
    wanted = request.args.get("kind") or request.args.get(FILTER, "")
    return QueueKind(wanted) if wanted in set(QueueKind) else None


def url_of(place: Place, kind: QueueKind | None = None) -> str:
    """Return the page on which this is decided; it leads on through the things of the kind."""
    through: dict[str, Any] = {FILTER: kind.value} if kind else {}
    if place.kind is QueueKind.REPORT:
        return url_for("reports.show", progress_report_id=place.id, **through)
    if place.kind is QueueKind.EVIDENCE:
        after = url_for("queue.following", kind=kind.value if kind else None)
        return url_for("evidence_preview.show", evidence_file_id=place.id, next=after)
    return url_for("unit_requests.show", unit_request_id=place.id, **through)


def onward(place: Place, done: str) -> Response:
    """Say what was done and open the next thing to decide, the queue when that was the last."""
    after = reading.next_after(current_viewer(), place, chosen_kind())
    flash(f"{done}{'下面是下一件。' if after else '待办理的事项已全部办完。'}", "success")
    return redirect(url_of(after, chosen_kind()) if after else url_for("queue.index"))


def position(record: Record) -> dict[str, object]:
    """Return what a page of one thing shows of the queue: its neighbours, how many wait, the parameter to carry on."""
    viewer, kind = current_viewer(), chosen_kind()
    before, after = reading.neighbours(viewer, place_of(record), kind)
    return {
        "previous_url": url_of(before, kind) if before else None,
        "following_url": url_of(after, kind) if after else None,
        "waiting": sum(reading.count_by_kind(viewer).values()),
        "through": {FILTER: kind.value} if kind else {},
    }


def _decide(item: QueueItem, accepts: bool, comment: str) -> None:
    record = item.record
    assignment = record.assignment
    with transaction(*_locked(record, assignment)):
        verb = _ACCEPT[type(record)] if accepts else _RETURN[type(record)]
        verb(record, comment)


def _locked(record: Record, assignment: Assignment) -> tuple:
    if isinstance(record, UnitRequest):
        return assignment.task, assignment, record
    return (record, assignment) if isinstance(record, ProgressReport) else (record,)


def _accept_report(report: ProgressReport, comment: str) -> None:
    progress_reports.accept_report(
        report, comment=comment, actor=signed_in_user(), now=clock.now(), today=clock.today()
    )


def _return_report(report: ProgressReport, comment: str) -> None:
    progress_reports.return_report(
        report, comment=comment, actor=signed_in_user(), now=clock.now(), today=clock.today()
    )


def _accept_evidence(file: EvidenceFile, comment: str) -> None:
    evidence_review.accept_evidence(file, comment=comment, actor=signed_in_user(), now=clock.now())


def _return_evidence(file: EvidenceFile, comment: str) -> None:
    evidence_review.return_evidence(file, comment=comment, actor=signed_in_user(), now=clock.now())


def _approve(asked: UnitRequest, comment: str) -> None:
    request_decisions.approve(asked, comment=comment, calendar=work_calendar(), actor=signed_in_user(), now=clock.now())


def _refuse(asked: UnitRequest, comment: str) -> None:
    request_decisions.refuse(asked, comment=comment, actor=signed_in_user(), now=clock.now())


_ACCEPT: dict[type, Callable[..., None]] = {
    ProgressReport: _accept_report,
    EvidenceFile: _accept_evidence,
    UnitRequest: _approve,
}
_RETURN: dict[type, Callable[..., None]] = {
    ProgressReport: _return_report,
    EvidenceFile: _return_evidence,
    UnitRequest: _refuse,
}
