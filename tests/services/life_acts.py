"""Everything that can be done to a task, its parts and their requests, as one act each: for the generated lives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.factories import make_clause, make_document, make_evidence, make_task, make_unit, make_user, saved
from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentRole
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, ClosingCriterion, Membership, ProgressReport, Task, Unit, UnitRequest, User
from tracker.services import (
    acknowledgements,
    assignment_lifecycle,
    closing,
    progress_reports,
    request_decisions,
    task_amendments,
    task_lifecycle,
    task_opening,
    task_workflow,
    unit_requests,
)

CALENDAR = WorkCalendar()
REASON = "上级政策调整"


@dataclass
class Cast:
    """The people and units that all lives share: three units with a liaison each, an office, a leader.

    `both` works in the office and in the first unit, and leads besides: what they may do is bounded by the rules alone.
    """

    units: list[Unit]
    liaisons: list[User]
    supervisor: User
    leader: User
    both: User


def make_cast() -> Cast:
    units = [make_unit() for _ in range(3)]
    supervisor, leader = make_user(Role.SUPERVISOR), make_user(Role.LEADER)
    both = make_user(Role.SUPERVISOR)
    both.memberships.append(Membership(unit=units[0], role=Role.LIAISON))
    both.memberships.append(Membership(unit=leader.memberships[0].unit, role=Role.LEADER))
    saved(both)
    return Cast(units, [make_user(unit=unit) for unit in units], supervisor, leader, both)


@dataclass
class Life:
    """One task on its way. `number` turns what is chosen: which part, which person, which kind, how much."""

    cast: Cast
    task: Task
    now: datetime
    number: int = 0
    serial: int = 0
    forms: list[str] = field(default_factory=list)

    @property
    def part(self) -> Assignment:
        return self.task.assignments[self.number % len(self.task.assignments)]

    @property
    def office(self) -> User:
        return (self.cast.supervisor, self.cast.both)[self.number % 2]

    @property
    def unit_person(self) -> User:
        place = next((i for i, unit in enumerate(self.cast.units) if unit.id == self.part.unit_id), 0)
        return self.cast.both if place == 0 and self.number % 3 == 0 else self.cast.liaisons[place]

    @property
    def decider(self) -> User:
        return (self.cast.leader, self.cast.both)[self.number % 2]

    def form(self) -> str:
        """A new form, or now and then one that was sent before."""
        if self.forms and self.number % 7 == 0:
            return self.forms[-1]
        self.serial += 1
        self.forms.append(f"life/{self.task.id}/{self.serial}")
        return self.forms[-1]

    def report(self) -> ProgressReport | None:
        rows = _of_part(ProgressReport, self.part)
        return rows[-1] if rows else None

    def request(self, kind: RequestKind | None = None) -> UnitRequest | None:
        rows = [row for row in _of_part(UnitRequest, self.part) if kind is None or row.kind is kind]
        waiting = [row for row in rows if row.status is RequestStatus.PENDING]
        return (waiting or rows or [None])[-1]


def begin(cast: Cast, now: datetime) -> Life:
    document = make_document(status=DocumentStatus.CONFIRMED, document_number=None)
    task = make_task(
        status=TaskStatus.DRAFT, clause=make_clause(document, title=f"任务{document.id}"),
        lead=cast.units[0], supporting=(cast.units[1],), start_on=None,
    )  # fmt: skip
    task.criteria.append(ClosingCriterion(position=0, text="平台建成", requires_evidence=False))
    return Life(cast, saved(task), now)


def _of_part(model: Any, part: Assignment) -> list[Any]:
    return list(db.session.query(model).filter_by(assignment_id=part.id).order_by(model.id))


def _amend(life: Life) -> None:
    values = task_amendments.values_of(life.task)
    chosen = [unit.id for place, unit in enumerate(life.cast.units) if (life.number >> place) % 2]
    lead = life.number % 4  # sometimes nobody leads
    units = tuple(
        (unit_id, AssignmentRole.LEAD if place == lead else AssignmentRole.SUPPORTING)
        for place, unit_id in enumerate(chosen)
    )
    wanted = task_amendments.TaskValues(
        **{**values.__dict__, "units": units, "title": f"任务{life.task.document_id}-{life.number}"}
    )
    task_amendments.amend(life.task, wanted, actor=life.office, now=life.now, calendar=CALENDAR)


def _report(life: Life) -> None:
    progress_reports.submit_report(
        life.part, period=f"{life.now:%Y-%m}", percent_complete=life.number % 130 - 10,
        summary=f"做了{life.number}件事", submission_key=life.form(), actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _review(life: Life, *, accepts: bool) -> None:
    report = life.report()
    if report is None:
        return
    who = life.unit_person if life.number % 5 == 0 else life.office
    more = {"actor": who, "now": life.now, "today": life.now.date()}
    if accepts:
        progress_reports.accept_report(report, comment="", **more)
    else:
        progress_reports.return_report(report, comment="请补充", seen=ReportStatus.SUBMITTED, **more)


def _ask(life: Life) -> None:
    kinds = [kind for kind in RequestKind if kind is not RequestKind.CLOSURE]
    kind = kinds[life.number % len(kinds)]
    later = max(life.part.due_on or life.now.date(), life.now.date()) + timedelta(days=life.number % 60)
    wants_another = kind is RequestKind.REASSIGNMENT
    unit_requests.ask(
        life.part, kind=kind, reason=REASON, measures="增派人员", asked_for_on=None if wants_another else later,
        proposed_unit=life.cast.units[life.number % 3] if wants_another else None, submission_key=life.form(),
        calendar=CALENDAR, actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _decide(life: Life, *, approves: bool) -> None:
    request = life.request()
    if request is None:
        return
    who = life.unit_person if life.number % 5 == 0 else life.office
    if approves:
        grant = request_decisions.Grant(unit=life.cast.units[life.number % 3])
        request_decisions.approve(
            request, comment="同意", grant=grant if request.kind is RequestKind.REASSIGNMENT else None,
            calendar=CALENDAR, actor=who, now=life.now,
        )  # fmt: skip
    else:
        request_decisions.refuse(request, comment="理由不足", actor=who, now=life.now)


def _withdraw_request(life: Life) -> None:
    request = life.request()
    if request is not None:
        unit_requests.withdraw(request, actor=life.unit_person, now=life.now)


def _apply(life: Life) -> None:
    proof = [make_evidence(life.part)] if life.number % 4 == 0 else []
    level = EvidenceLevel.EVIDENCED if life.number % 3 == 0 else EvidenceLevel.NOT_EVIDENCED
    said = {one.id: closing.Statement("已完成", level, tuple(proof)) for one in life.task.criteria}
    closing.apply_for_closure(
        life.part, result="全部完成。", statements=said if life.number % 6 else {}, submission_key=life.form(),
        actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _decide_closing(life: Life, *, accepts: bool) -> None:
    request = life.request(RequestKind.CLOSURE)
    if request is None:
        return
    met = {answer.id: life.number % 5 != 4 for answer in request.answers}
    who = life.unit_person if life.number % 7 == 0 else life.office
    if accepts:
        closing.accept_closure(request, met=met, actor=who, now=life.now)
    else:
        back_by = life.now.date() + timedelta(days=7)
        closing.return_closure(request, met=met, comment="请补充", resubmit_on=back_by, actor=who, now=life.now)


def _office_act(verb: Callable[..., Any]) -> Callable[[Life], Any]:
    return lambda life: verb(life.part, reason=REASON, actor=life.office, now=life.now)


def _task_act(verb: Callable[..., Any]) -> Callable[[Life], Any]:
    return lambda life: verb(life.task, reason=REASON if life.number % 9 else "", actor=life.office, now=life.now)


def _paper(life: Life) -> dict[str, Any]:
    return {"actor": life.office, "now": life.now}


ACTS: dict[str, Callable[[Life], Any]] = {
    "submit opening": lambda life: task_opening.submit_opening(
        [life.task], basis="《意见》", leader=life.cast.leader, calendar=CALENDAR, **_paper(life)
    ),
    "approve opening": lambda life: task_opening.approve_opening([life.task], actor=life.decider, now=life.now),
    "return opening": lambda life: task_opening.return_opening(
        [life.task], reason=REASON, actor=life.decider, now=life.now, calendar=CALENDAR
    ),
    "open": lambda life: task_opening.open_all(
        [life.task], basis="《意见》", approving_leader="沈市长", **_paper(life)
    ),
    "issue": lambda life: task_workflow.issue_tasks(
        [life.task], start_on=life.now.date(), calendar=CALENDAR, **_paper(life)
    ),
    "amend": _amend,
    "withdraw issue": _task_act(task_lifecycle.withdraw_issue),
    "pause": _task_act(task_lifecycle.pause),
    "resume": _task_act(task_lifecycle.resume),
    "close": _task_act(task_lifecycle.close),
    "reopen": _task_act(task_lifecycle.reopen),
    "cancel": _task_act(task_lifecycle.cancel),
    "reinstate": _task_act(task_lifecycle.reinstate),
    "sign": lambda life: acknowledgements.acknowledge([life.part], actor=life.unit_person, now=life.now),
    "report": _report,
    "accept report": lambda life: _review(life, accepts=True),
    "return report": lambda life: _review(life, accepts=False),
    "ask": _ask,
    "withdraw request": _withdraw_request,
    "approve request": lambda life: _decide(life, approves=True),
    "refuse request": lambda life: _decide(life, approves=False),
    "apply for closing": _apply,
    "accept closing": lambda life: _decide_closing(life, accepts=True),
    "return closing": lambda life: _decide_closing(life, accepts=False),
    "pause part": _office_act(assignment_lifecycle.pause),
    "resume part": _office_act(assignment_lifecycle.resume),
    "cancel part": _office_act(assignment_lifecycle.cancel),
    "reinstate part": _office_act(assignment_lifecycle.reinstate),
    "reopen part": _office_act(assignment_lifecycle.reopen),
    "next stage": _office_act(assignment_lifecycle.enter_next_stage),
}

#: What usually comes next; the generated lives take it now and then, so that they get far.
USUAL = {
    TaskStatus.DRAFT: ("submit opening", "open"),
    TaskStatus.OPENING_PENDING: ("approve opening",),
    TaskStatus.OPENED: ("issue",),
    TaskStatus.ISSUED: ("sign", "report", "accept report", "apply for closing", "accept closing", "ask"),
    TaskStatus.PAUSED: ("resume",),
    TaskStatus.CLOSED: ("reopen",),
    TaskStatus.CANCELLED: ("reinstate",),
}
