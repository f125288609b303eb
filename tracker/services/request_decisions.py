"""Deciding what units ask for: once, by somebody of the office who neither asked nor works for that unit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.approvals import RequestAction, RequestKind, check_decider, next_request_status
from tracker.domain.assignments import AssignmentRole
from tracker.domain.deadlines import DEFAULT_EXTENSION_RULES
from tracker.domain.errors import ActionNotAllowed, LimitReached, NotTheRightPerson, RuleViolation
from tracker.domain.periods import BEIJING
from tracker.domain.unit_requests import ASKING, check_day, recorded_as, still_stands
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, check_task_permits
from tracker.models import Assignment, Unit, UnitRequest, User
from tracker.policies import viewer_of
from tracker.queries import unit_requests as reading
from tracker.services import (
    assignment_lifecycle,
    assignment_moves,
    audit,
    reassignments,
    returned_work,
    task_lifecycle,
    task_limits,
    unit_requests,
)
from tracker.services.lights import refresh_lights


@dataclass(frozen=True)
class Grant:
    """What is granted, where that may differ from what was asked: until which day, which unit instead."""

    on: date | None = None
    unit: Unit | None = None


def approve(
    request: UnitRequest,
    *,
    comment: str = "",
    grant: Grant | None = None,
    calendar: WorkCalendar,
    actor: User,
    now: datetime,
) -> None:
    """Grant a request, as it was asked or as `grant` says; what follows from it happens at once.

    Closing is decided in closing.py. Raise NotTheRightPerson for the applicant and for people of the unit,
    ActionNotAllowed where it was decided before or the work has moved on, RuleViolation where something is missing.
    """
    if request.kind is RequestKind.CLOSURE:
        raise ActionNotAllowed("办结申请请逐条核对办结标准后办理。")
    if request.kind is RequestKind.COORDINATION and not comment.strip():
        raise RuleViolation("请写明协调的结果，单位据此推进。")
    mark_decided(request, RequestAction.APPROVE, comment=comment, decider=actor, now=now)
    deed = _Deed(request, grant or Grant(), calendar, actor, now)
    _EFFECTS[request.kind](deed)
    facts = {"granted_on": request.granted_on and request.granted_on.isoformat(), "due_on": deed.due_on}
    audit.record(
        actor, recorded_as(RequestAction.APPROVE), request, now, comment=comment.strip(),
        unit=request.granted_unit and request.granted_unit.name,
        **{name: value for name, value in facts.items() if value},
    )  # fmt: skip


def refuse(request: UnitRequest, *, comment: str, actor: User, now: datetime) -> None:
    """Turn a request down with the reason; the unit is written to at once. Raises as `approve`."""
    if request.kind is RequestKind.CLOSURE:
        raise ActionNotAllowed("办结申请请写明退回理由和重新报送的日期后退回。")
    check_reason(comment)
    mark_decided(request, RequestAction.REFUSE, comment=comment, decider=actor, now=now)
    audit.record(actor, recorded_as(RequestAction.REFUSE), request, now, comment=comment.strip())
    returned_work.tell_of_request(request, now=now)


def check_reason(comment: str) -> None:
    """Raise RuleViolation where a refusal or a return says nothing."""
    if not comment.strip():
        raise RuleViolation("请写明理由，单位会立即收到。")


def mark_decided(request: UnitRequest, action: RequestAction, *, comment: str, decider: User, now: datetime) -> None:
    """Note the decision on the request itself; the audit trail and what follows are for the verb."""
    check_decider(request.requested_by_id, decider.id)
    assignment = request.assignment
    if assignment.unit_id in viewer_of(decider, now.astimezone(BEIJING).date()).unit_ids:
        raise NotTheRightPerson("您是这个单位的人员，不能审批本单位的申请，请由其他有权限的人员办理。")
    status = next_request_status(request.status, action)
    if not still_stands(request.kind, assignment.status, assignment.task.status):
        raise ActionNotAllowed(f"任务已变为“{assignment.status.label}”，这份{request.kind.label}不再适用。")
    check_task_permits(assignment.task.status, ASKING[request.kind].action)
    request.status = status
    request.decided_by, request.decided_at, request.decision_comment = decider, now, comment.strip() or None


@dataclass
class _Deed:
    """What an approval does, with all that its effect needs; `due_on` is set where the limit moved."""

    request: UnitRequest
    grant: Grant
    calendar: WorkCalendar
    actor: User
    now: datetime
    due_on: list[str] | None = None

    @property
    def assignment(self) -> Assignment:
        return self.request.assignment

    @property
    def today(self) -> date:
        return self.now.astimezone(BEIJING).date()

    def granted_day(self) -> date:
        """Return the day that is granted; raise RuleViolation where there is none ahead."""
        day = self.grant.on or self.request.asked_for_on
        check_day(self.request.kind, day, self.today)
        if day is None:
            raise RuleViolation("请填写同意的日期。")
        self.request.granted_on = day
        return day

    def move(self, action: AssignmentAction) -> None:
        """Move the unit's part, for the reason the unit gave."""
        assignment_moves.move(
            self.assignment, action, actor=self.actor, now=self.now,
            reason=self.request.reason, request=self.request.id,
        )  # fmt: skip


def _extend(deed: _Deed) -> None:
    assignment, day = deed.assignment, deed.granted_day()
    before = assignment.due_on
    if before is None or day <= before:
        raise RuleViolation(f"新的完成时限应当晚于现在的时限 {before.isoformat() if before else '（长期）'}。")
    if reading.count_granted_extensions(assignment) > DEFAULT_EXTENSION_RULES.most:  # this one is among them
        raise LimitReached(f"本任务已延期 {DEFAULT_EXTENSION_RULES.most} 次，不能再延期。")
    task_limits.check_below(assignment.task, day)
    assignment.due_on = day
    if assignment.role is AssignmentRole.LEAD:
        assignment.task.due_on = day
    deed.due_on = [before.isoformat(), day.isoformat()]
    audit.record(
        deed.actor, "change_due_on", assignment, deed.now,
        due_on=deed.due_on, reason=deed.request.reason, request=deed.request.id,
    )  # fmt: skip
    refresh_lights([assignment.id], today=deed.today)


def _excuse(deed: _Deed) -> None:
    assignment = deed.assignment
    assignment.excused_until = deed.granted_day()
    assignment.excused_from = deed.request.requested_at.astimezone(BEIJING).date()
    audit.record(
        deed.actor, "excuse", assignment, deed.now,
        excused_from=assignment.excused_from.isoformat(), excused_until=assignment.excused_until.isoformat(),
        reason=deed.request.reason, request=deed.request.id,
    )  # fmt: skip
    refresh_lights([assignment.id], today=deed.today)


def _pause(deed: _Deed) -> None:
    deed.assignment.resume_on = deed.granted_day()
    deed.move(AssignmentAction.PAUSE)
    task_lifecycle.follow(
        [deed.assignment], AssignmentAction.PAUSE, reason=deed.request.reason, actor=deed.actor, now=deed.now
    )


def _cancel(deed: _Deed) -> None:
    assignment_lifecycle.cancel(
        deed.assignment, reason=deed.request.reason, request=deed.request.id, actor=deed.actor, now=deed.now
    )


def _close_stage(deed: _Deed) -> None:
    deed.move(AssignmentAction.CLOSE_STAGE)


def _reassign(deed: _Deed) -> None:
    unit = deed.grant.unit or deed.request.proposed_unit
    if unit is None:
        raise RuleViolation("请选择承接这项任务的单位。")
    unit_requests.check_unit(deed.assignment, unit)
    deed.request.granted_unit = unit
    reassignments.reassign(
        deed.assignment, unit=unit, reason=deed.request.reason, request=deed.request.id,
        calendar=deed.calendar, actor=deed.actor, now=deed.now,
    )  # fmt: skip


def _answer(_deed: _Deed) -> None:
    """The comment is all: what was coordinated."""


_EFFECTS: dict[RequestKind, Callable[[_Deed], None]] = {
    RequestKind.EXTENSION: _extend,
    RequestKind.EXCUSE: _excuse,
    RequestKind.PAUSE: _pause,
    RequestKind.CANCELLATION: _cancel,
    RequestKind.STAGE_CLOSURE: _close_stage,
    RequestKind.REASSIGNMENT: _reassign,
    RequestKind.COORDINATION: _answer,
}
