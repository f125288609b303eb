"""What units ask for: more time, an excuse, a pause, an end, a stage closed, another unit, help; and taking it back."""

from datetime import date, datetime

from tracker.db import db
from tracker.domain.approvals import (
    RequestAction,
    RequestKind,
    RequestStatus,
    check_withdrawer,
    next_request_status,
)
from tracker.domain.closing_criteria import check_application
from tracker.domain.deadlines import check_extension
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.unit_requests import ASKING, asked, check_day, check_words, recorded_as
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction
from tracker.models import Assignment, ProgressReport, Unit, UnitRequest, User
from tracker.queries import unit_requests as reading
from tracker.services import assignment_moves, audit


def ask(
    assignment: Assignment,
    *,
    kind: RequestKind,
    reason: str,
    measures: str = "",
    asked_for_on: date | None = None,
    proposed_unit: Unit | None = None,
    submission_key: str,
    calendar: WorkCalendar,
    actor: User,
    now: datetime,
) -> UnitRequest:
    """Put a unit's request to the office and return it; a form sent twice gives the request of the first time.

    Closing is asked for in closing.py. Raise ActionNotAllowed where the state of the work forbids it or the same is
    asked for already, LimitReached for an extension too late or too often, RuleViolation for what is not filled in.
    """
    if sent_before := sent_with(submission_key, assignment):
        return sent_before
    today = now.astimezone(BEIJING).date()
    check_may_ask(assignment, kind, calendar=calendar, today=today)
    check_words(kind, reason, measures)
    check_day(kind, asked_for_on, today)
    if kind is RequestKind.EXTENSION and asked_for_on is not None:
        check_extension(assignment.due_on, asked_for_on, today=today, granted_count=0, calendar=calendar)
    if proposed_unit is not None:
        check_unit(assignment, proposed_unit)
    request = new_request(assignment, kind=kind, reason=reason, submission_key=submission_key, requester=actor, now=now)
    request.measures, request.asked_for_on, request.proposed_unit = measures.strip(), asked_for_on, proposed_unit
    audit.record(
        actor, ASKING[kind].action, request, now,
        reason=reason.strip(), asked_for_on=asked_for_on and asked_for_on.isoformat(),
        proposed_unit=proposed_unit and proposed_unit.name,
    )  # fmt: skip
    return request


def ask_for_help(
    assignment: Assignment, *, report: ProgressReport, wanted: str = "", actor: User, now: datetime
) -> UnitRequest | None:
    """Put what a report wants coordinated to the office; None where the unit's last such request still waits.

    `wanted` are the words of what and of whom; without them the report's difficulties speak.
    """
    if any(request.kind is RequestKind.COORDINATION for request in reading.pending_of([assignment.id])):
        return None
    reason = wanted or report.difficulties or report.summary
    request = new_request(
        assignment,
        kind=RequestKind.COORDINATION,
        reason=reason,
        submission_key=f"report/{report.submission_key}",
        requester=actor,
        now=now,
    )
    audit.record(actor, AssignmentAction.REQUEST_COORDINATION, request, now, reason=reason, period=report.period)
    return request


def check_may_ask(assignment: Assignment, kind: RequestKind, *, calendar: WorkCalendar, today: date) -> None:
    """Raise what `ask` would raise whatever the form says: by state, too late, too often, or asked for already."""
    asked(kind, assignment.status, assignment.task.status)
    if any(request.kind is kind for request in reading.pending_of([assignment.id])):
        raise ActionNotAllowed(f"已有一份{kind.label}等待审批，请先撤回，或等办理后再提。")
    if kind is RequestKind.EXTENSION:
        granted = reading.count_granted_extensions(assignment)
        check_extension(assignment.due_on, date.max, today=today, granted_count=granted, calendar=calendar)
    if kind is RequestKind.CLOSURE and not reading.criteria_of(assignment):
        check_application(())


def withdraw(request: UnitRequest, *, actor: User, now: datetime) -> None:
    """Take back a request that is not decided yet; a closing goes back to work. Only who asked may."""
    check_withdrawer(request.requested_by_id, actor.id)
    old = request.status
    request.status = next_request_status(old, RequestAction.WITHDRAW)
    audit.record(actor, recorded_as(RequestAction.WITHDRAW), request, now, status=[old, request.status])
    if request.kind is RequestKind.CLOSURE:
        assignment_moves.move(
            request.assignment, AssignmentAction.WITHDRAW_CLOSURE, actor=actor, now=now, request=request.id
        )


def sent_with(submission_key: str, assignment: Assignment) -> UnitRequest | None:
    """Return the request this form was sent as before; raise ActionNotAllowed if that was about other work."""
    request = reading.with_submission_key(submission_key)
    if request is not None and request.assignment_id != assignment.id:
        raise ActionNotAllowed("这份表单已用于另一项任务，请重新打开申请页面。")
    return request


def new_request(
    assignment: Assignment, *, kind: RequestKind, reason: str, submission_key: str, requester: User, now: datetime
) -> UnitRequest:
    """Return a new request that waits for a decision.

    It leaves no entry in the audit trail: that is for the verb which knows all that was asked.
    """
    request = UnitRequest(
        assignment=assignment,
        kind=kind,
        status=RequestStatus.PENDING,
        reason=reason.strip(),
        measures="",
        due_on_before=assignment.due_on,
        requested_by=requester,
        requested_at=now,
        submission_key=submission_key,
    )
    db.session.add(request)
    return request


def check_unit(assignment: Assignment, unit: Unit) -> None:
    """Raise RuleViolation unless the work may go to this unit: another one, of the same government."""
    if unit.id == assignment.unit_id:
        raise RuleViolation("请选择另一个单位。")
    if unit.id not in {choice.id for choice in reading.units_to_choose(assignment)}:
        raise RuleViolation("选择的单位不是本级政府的单位，不能承接这项任务。")
