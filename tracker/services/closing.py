"""Closing a unit's part (办结、销号): asked for criterion by criterion, checked criterion by criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.db import db
from tracker.domain.approvals import RequestAction, RequestKind
from tracker.domain.closing_criteria import Answer, EvidenceLevel, check_acceptance, check_application
from tracker.domain.errors import RuleViolation
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.periods import BEIJING
from tracker.domain.unit_requests import (
    LONGEST_TEXT,
    RESUBMIT_WITHIN,
    asked,
    check_resubmit_on,
    check_words,
    recorded_as,
)
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction
from tracker.models import Assignment, ClosingCriterion, CriterionAnswer, EvidenceFile, UnitRequest, User
from tracker.queries import unit_requests as reading
from tracker.services import assignment_moves, audit, evidence_review, returned_work, task_lifecycle
from tracker.services.request_decisions import check_reason, mark_decided
from tracker.services.unit_requests import new_request, sent_with

_COUNTS = (EvidenceStatus.WAITING, EvidenceStatus.ACCEPTED)


@dataclass(frozen=True)
class Statement:
    """What a unit says to one criterion; `evidence` are the files and links it rests on."""

    text: str
    level: EvidenceLevel
    evidence: Sequence[EvidenceFile] = ()


def apply_for_closure(
    assignment: Assignment,
    *,
    result: str,
    statements: Mapping[int, Statement],
    submission_key: str,
    actor: User,
    now: datetime,
) -> UnitRequest:
    """Ask for the unit's part to be closed and return the request; the same form twice gives that of the first time.

    `statements` are by the id of the criterion: each of the unit's criteria has to be answered. Raise ActionNotAllowed
    where the state of the work forbids it, RuleViolation for an answer or evidence that is missing.
    """
    if sent_before := sent_with(submission_key, assignment):
        return sent_before
    asked(RequestKind.CLOSURE, assignment.status, assignment.task.status)
    check_words(RequestKind.CLOSURE, result)
    answers = [
        _answer(criterion, statements.get(criterion.id), assignment) for criterion in reading.criteria_of(assignment)
    ]
    check_application([_as_said(answer) for answer in answers])
    request = new_request(
        assignment, kind=RequestKind.CLOSURE, reason=result, submission_key=submission_key, requester=actor, now=now
    )
    request.answers = answers
    assignment.returned_on = None
    audit.record(actor, AssignmentAction.REQUEST_CLOSURE, request, now, reason=result.strip(), criteria=len(answers))
    db.session.flush()  # the request gets its number
    assignment_moves.move(assignment, AssignmentAction.REQUEST_CLOSURE, actor=actor, now=now, request=request.id)
    return request


def accept_closure(
    request: UnitRequest, *, met: Mapping[int, bool | None], comment: str = "", actor: User, now: datetime
) -> None:
    """Close the unit's part (销号) after every criterion was checked; `met` is by the id of the answer.

    The evidence of what was met is accepted along with it. With the last part the task itself is closed.
    """
    assignment = request.assignment
    mark_decided(request, RequestAction.APPROVE, comment=comment, decider=actor, now=now)
    answers = _check(request, met)
    for answer in answers:
        if answer.is_met:
            _accept_evidence(answer, actor, now)
    check_acceptance([_as_said(answer) for answer in answers])
    assignment.closed_at = now
    audit.record(
        actor, recorded_as(RequestAction.APPROVE), request, now,
        comment=comment.strip(), criteria=len(answers),
    )  # fmt: skip
    assignment_moves.move(assignment, AssignmentAction.CLOSE, actor=actor, now=now, request=request.id)
    assignment_moves.end_task_with_its_parts(assignment.task, actor=actor, now=now)
    task_lifecycle.follow([assignment], AssignmentAction.CLOSE, actor=actor, now=now)


def return_closure(
    request: UnitRequest,
    *,
    met: Mapping[int, bool | None],
    comment: str,
    resubmit_on: date | None,
    actor: User,
    now: datetime,
) -> None:
    """Send a closing back with the reason and the day to come back by; the unit is written to at once."""
    today = now.astimezone(BEIJING).date()
    check_reason(comment)
    check_resubmit_on(resubmit_on, today)
    mark_decided(request, RequestAction.REFUSE, comment=comment, decider=actor, now=now)
    _check(request, met)
    request.resubmit_on = resubmit_on
    request.assignment.returned_on = today
    audit.record(
        actor, recorded_as(RequestAction.REFUSE), request, now,
        comment=comment.strip(), resubmit_on=resubmit_on and resubmit_on.isoformat(),
    )  # fmt: skip
    assignment_moves.move(
        request.assignment, AssignmentAction.RETURN_CLOSURE, actor=actor, now=now,
        reason=comment.strip(), request=request.id,
    )  # fmt: skip
    returned_work.tell_of_request(request, now=now)


def usable(files: Sequence[EvidenceFile]) -> list[EvidenceFile]:
    """Return the evidence that a closing can rest on: accepted, or still to be looked at."""
    return [file for file in files if file.status in _COUNTS and file.removed_at is None]


def usual_day_to_come_back(today: date, calendar: WorkCalendar) -> date:
    """Return the day that a returned closing has to come back by, unless the office says another."""
    return calendar.add_workdays(today, RESUBMIT_WITHIN)


def _answer(criterion: ClosingCriterion, said: Statement | None, assignment: Assignment) -> CriterionAnswer:
    if said is None:
        raise RuleViolation(f"请说明“{criterion.text}”的完成情况。")
    if len(said.text) > LONGEST_TEXT:
        raise RuleViolation(f"“{criterion.text}”的说明请控制在 {LONGEST_TEXT} 字以内。")
    has_evidence = said.level is EvidenceLevel.EVIDENCED
    for file in said.evidence:
        if file.assignment_id != assignment.id or not usable([file]):
            raise RuleViolation(f"“{file.filename}”已被退回、替换或移除，请重新选择佐证材料。")
    return CriterionAnswer(
        criterion_id=criterion.id,
        criterion_text=criterion.text,
        requires_evidence=criterion.requires_evidence,
        statement=said.text.strip(),
        level=said.level,
        evidence=list(said.evidence) if has_evidence else [],
    )


def _check(request: UnitRequest, met: Mapping[int, bool | None]) -> Sequence[CriterionAnswer]:
    answers = reading.answers_of(request)
    for answer in answers:
        answer.is_met = met.get(answer.id)
    return answers


def _as_said(answer: CriterionAnswer) -> Answer:
    return Answer(
        criterion=answer.criterion_text,
        statement=answer.statement,
        level=answer.level,
        requires_evidence=answer.requires_evidence,
        has_evidence=bool(answer.evidence),
        has_accepted_evidence=any(file.status is EvidenceStatus.ACCEPTED for file in answer.evidence),
        is_met=answer.is_met,
    )


def _accept_evidence(answer: CriterionAnswer, actor: User, now: datetime) -> None:
    for file in answer.evidence:
        if file.status is EvidenceStatus.WAITING and file.removed_at is None:
            evidence_review.accept_evidence(file, actor=actor, now=now)
