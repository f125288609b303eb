"""Everything that can be done to a task, its parts and their requests, as one act each: for the generated lives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from tests.factories import make_clause, make_document, make_evidence, make_task, saved
from tests.services.life_cast import Cast
from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.errors import RuleViolation
from tracker.domain.reporting import ReportStatus
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import TaskStatus
from tracker.models import Assignment, ClosingCriterion, ProgressReport, Task, UnitRequest, User
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


class NothingThere(RuleViolation):
    """There is nothing that the act could be about."""


@dataclass
class Life:
    """One task on its way. All that an act chooses — which part, which person, how much — is drawn from `number`."""

    cast: Cast
    task: Task
    now: datetime
    number: int = 0
    serial: int = 0
    forms: list[str] = field(default_factory=list)

    def draw(self, what: str, below: int) -> int:
        """Return a number from 0 to below `below`: the same for the same number and use, unlike for others."""
        return crc32(f"{self.number}/{what}".encode()) % below

    @property
    def part(self) -> Assignment:
        return self.task.assignments[self.draw("part", len(self.task.assignments))]

    def usual_act(self) -> str:
        """Return what mostly comes next for the task and the part: lives get far by it."""
        acts = USUAL[self.task.status] if self.task.status is not TaskStatus.ISSUED else USUAL_PART[self.part.status]
        return acts[self.draw("act", len(acts))]

    @property
    def office(self) -> User:
        return (self.cast.supervisor, self.cast.both)[self.draw("office", 2)]

    @property
    def unit_person(self) -> User:
        place = next((i for i, unit in enumerate(self.cast.units) if unit.id == self.part.unit_id), 0)
        return self.cast.both if place == 0 and self.draw("person", 3) == 0 else self.cast.liaisons[place]

    @property
    def decider(self) -> User:
        return (self.cast.leader, self.cast.both)[self.draw("leader", 2)]

    def form(self) -> str:
        """A new form, or now and then one that was sent before."""
        if self.forms and self.draw("form", 7) == 0:
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
    chosen = [unit.id for place, unit in enumerate(life.cast.units) if life.draw(f"unit {place}", 3)]
    lead = life.draw("lead", 3)  # sometimes nobody leads
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
        life.part, period=f"{life.now:%Y-%m}", percent_complete=life.draw("percent", 130) - 10,
        summary=f"做了{life.number}件事", submission_key=life.form(), actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _review(life: Life, *, accepts: bool) -> None:
    report = life.report()
    if report is None:
        raise NothingThere
    who = life.unit_person if life.draw("who", 5) == 0 else life.office
    more = {"actor": who, "now": life.now, "today": life.now.date()}
    if accepts:
        progress_reports.accept_report(report, comment="", **more)
    else:
        progress_reports.return_report(report, comment="请补充", seen=ReportStatus.SUBMITTED, **more)


def _ask(life: Life) -> None:
    kinds = [kind for kind in RequestKind if kind is not RequestKind.CLOSURE]
    kind = kinds[life.draw("kind", len(kinds))]
    later = max(life.part.due_on or life.now.date(), life.now.date()) + timedelta(days=life.draw("days", 60))
    wants_another = kind is RequestKind.REASSIGNMENT
    unit_requests.ask(
        life.part, kind=kind, reason=REASON, measures="增派人员", asked_for_on=None if wants_another else later,
        proposed_unit=life.cast.units[life.draw("unit", 3)] if wants_another else None, submission_key=life.form(),
        calendar=CALENDAR, actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _decide(life: Life, *, approves: bool) -> None:
    request = life.request()
    if request is None:
        raise NothingThere
    who = life.unit_person if life.draw("who", 5) == 0 else life.office
    if approves:
        grant = request_decisions.Grant(unit=life.cast.units[life.draw("unit", 3)])
        request_decisions.approve(
            request, comment="同意", grant=grant if request.kind is RequestKind.REASSIGNMENT else None,
            calendar=CALENDAR, actor=who, now=life.now,
        )  # fmt: skip
    else:
        request_decisions.refuse(request, comment="理由不足", actor=who, now=life.now)


def _withdraw_request(life: Life) -> None:
    request = life.request()
    if request is None:
        raise NothingThere
    unit_requests.withdraw(request, actor=request.requested_by, now=life.now)


def _apply(life: Life) -> None:
    proof = [make_evidence(life.part)] if life.draw("proof", 3) == 0 else []
    level = EvidenceLevel.EVIDENCED if life.draw("level", 4) == 0 else EvidenceLevel.NOT_EVIDENCED
    said = {one.id: closing.Statement("已完成", level, tuple(proof)) for one in life.task.criteria}
    closing.apply_for_closure(
        life.part, result="全部完成。", statements=said if life.draw("said", 6) else {}, submission_key=life.form(),
        actor=life.unit_person, now=life.now,
    )  # fmt: skip


def _decide_closing(life: Life, *, accepts: bool) -> None:
    request = life.request(RequestKind.CLOSURE)
    if request is None:
        raise NothingThere
    met = {answer.id: life.draw("met", 5) != 4 for answer in request.answers}
    who = life.unit_person if life.draw("who", 7) == 0 else life.office
    if accepts:
        closing.accept_closure(request, met=met, actor=who, now=life.now)
    else:
        back_by = life.now.date() + timedelta(days=7)
        closing.return_closure(request, met=met, comment="请补充", resubmit_on=back_by, actor=who, now=life.now)


def _office_act(verb: Callable[..., Any]) -> Callable[[Life], Any]:
    return lambda life: verb(life.part, reason=REASON, actor=life.office, now=life.now)


def _task_act(verb: Callable[..., Any]) -> Callable[[Life], Any]:
    return lambda life: verb(
        life.task, reason=REASON if life.draw("reason", 9) else "", actor=life.office, now=life.now
    )


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
    TaskStatus.OPENING_PENDING: ("approve opening", "return opening"),
    TaskStatus.OPENED: ("issue",),
    TaskStatus.PAUSED: ("resume",),
    TaskStatus.CLOSED: ("reopen",),
    TaskStatus.CANCELLED: ("reinstate",),
}

USUAL_PART = {
    AssignmentStatus.PENDING: ("amend",),
    AssignmentStatus.ISSUED: ("sign", "sign", "ask", "withdraw issue", "amend"),
    AssignmentStatus.IN_PROGRESS: (
        "report", "accept report", "ask", "approve request", "apply for closing", "apply for closing", "pause part",
        "return report", "amend", "pause",
    ),
    AssignmentStatus.CLOSURE_PENDING: ("accept closing", "accept closing", "return closing"),
    AssignmentStatus.STAGE_CLOSED: ("next stage", "apply for closing"),
    AssignmentStatus.CLOSED: ("close", "reopen part", "accept closing"),
    AssignmentStatus.PAUSED: ("resume part",),
    AssignmentStatus.CANCELLED: ("reinstate part",),
}  # fmt: skip
