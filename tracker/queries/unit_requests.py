"""Reading what units ask for: by task, by unit, and what one decision needs beside it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker.db import db
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentRole
from tracker.domain.units import UnitKind
from tracker.models import (
    Assignment,
    ClosingCriterion,
    CriterionAnswer,
    EvidenceFile,
    ProgressReport,
    Task,
    Unit,
    UnitRequest,
)
from tracker.policies.scopes import visible_requests
from tracker.policies.viewer import Viewer
from tracker.queries import reports, units
from tracker.queries.loading import person
from tracker.queries.tasks import Source, source_of

_PEOPLE = (person(UnitRequest.requested_by), person(UnitRequest.decided_by))


@dataclass(frozen=True)
class RequestPage:
    """What stands beside a request: where the work comes from, how it stands, what was asked for before."""

    source: Source
    newest_report: ProgressReport | None
    earlier: Sequence[UnitRequest]
    granted_extensions: int
    units: Sequence[Unit]


def with_submission_key(key: str) -> UnitRequest | None:
    """Return the request that a form was sent as, or None."""
    return db.session.scalar(sa.select(UnitRequest).where(UnitRequest.submission_key == key))


def pending_of(assignment_ids: Collection[int]) -> Sequence[UnitRequest]:
    """Return what is asked for about these assignments and not decided yet, oldest first."""
    query = sa.select(UnitRequest).where(
        UnitRequest.assignment_id.in_(assignment_ids), UnitRequest.status == RequestStatus.PENDING
    )
    return db.session.scalars(query.order_by(UnitRequest.requested_at, UnitRequest.id)).all()


def count_granted_extensions(assignment: Assignment) -> int:
    """Return how often the limit of this assignment was put off: twice is the most."""
    query = sa.select(sa.func.count()).where(
        UnitRequest.assignment_id == assignment.id,
        UnitRequest.kind == RequestKind.EXTENSION,
        UnitRequest.status == RequestStatus.APPROVED,
    )
    return db.session.scalar(query) or 0


def of_task(task: Task, viewer: Viewer) -> dict[int, list[UnitRequest]]:
    """Return what was asked for about a task as far as the viewer sees it, by assignment, newest first."""
    found: dict[int, list[UnitRequest]] = defaultdict(list)
    query = (
        visible_requests(viewer)
        .where(Assignment.task_id == task.id)
        .options(contains_eager(UnitRequest.assignment), *_PEOPLE)
        .order_by(UnitRequest.requested_at.desc(), UnitRequest.id.desc())
    )
    for request in db.session.scalars(query):
        found[request.assignment_id].append(request)
    return found


def criteria_of(assignment: Assignment) -> Sequence[ClosingCriterion]:
    """Return the closing criteria that this unit has to answer: some are the lead's alone."""
    query = sa.select(ClosingCriterion).where(ClosingCriterion.task_id == assignment.task_id)
    if assignment.role is not AssignmentRole.LEAD:
        query = query.where(ClosingCriterion.for_lead_only.is_(False))
    return db.session.scalars(query.order_by(ClosingCriterion.position, ClosingCriterion.id)).all()


def read_request(request: UnitRequest) -> RequestPage:
    """Return what a decision on the request needs on one screen."""
    assignment = _work_of(request)
    return RequestPage(
        source=source_of(assignment.task),
        newest_report=newest_report(assignment),
        earlier=_earlier(request),
        granted_extensions=count_granted_extensions(assignment) if request.kind is RequestKind.EXTENSION else 0,
        units=units_to_choose(assignment) if request.kind is RequestKind.REASSIGNMENT else (),
    )


def newest_report(assignment: Assignment) -> ProgressReport | None:
    """Return the unit's newest report that stands, or None."""
    return reports.latest_of([assignment.id]).get(assignment.id)


def answers_of(request: UnitRequest) -> Sequence[CriterionAnswer]:
    """Return what a closing request says to each criterion, with its evidence."""
    files = selectinload(CriterionAnswer.evidence)
    query = sa.select(CriterionAnswer).where(CriterionAnswer.request_id == request.id)
    return db.session.scalars(
        query.options(files.joinedload(EvidenceFile.uploaded_by)).order_by(CriterionAnswer.id)
    ).all()


def units_to_choose(assignment: Assignment) -> Sequence[Unit]:
    """Return the units of the task's government that the work could go to: all but the one that has it."""
    return [
        unit
        for unit in units.units_of(assignment.jurisdiction_id)
        if unit.id not in (assignment.unit_id, assignment.jurisdiction_id)
        and unit.kind is not UnitKind.OFFICE
        and unit.valid_to is None
    ]


def own_requests(viewer: Viewer, *, most: int) -> Sequence[UnitRequest]:
    """Return what the viewer's units ask for and is not decided yet, oldest first."""
    query = (
        visible_requests(viewer)
        .where(Assignment.unit_id.in_(viewer.unit_ids), UnitRequest.status == RequestStatus.PENDING)
        .options(contains_eager(UnitRequest.assignment).joinedload(Assignment.task))
        .order_by(UnitRequest.requested_at, UnitRequest.id)
        .limit(most)
    )
    return db.session.scalars(query).all()


def newest_return(assignment: Assignment) -> UnitRequest | None:
    """Return the assignment's newest closing request where it was returned and none was sent since, else None."""
    query = (
        sa.select(UnitRequest)
        .where(UnitRequest.assignment_id == assignment.id, UnitRequest.kind == RequestKind.CLOSURE)
        .order_by(UnitRequest.id.desc())
        .limit(1)
    )
    newest = db.session.scalar(query)
    return newest if newest and newest.status is RequestStatus.REFUSED else None


def _work_of(request: UnitRequest) -> Assignment:
    """Return the request's assignment with its unit, its task and the people of the request: one statement."""
    work = joinedload(UnitRequest.assignment)
    options = (work.joinedload(Assignment.unit), work.joinedload(Assignment.task), *_PEOPLE)
    query = sa.select(UnitRequest).where(UnitRequest.id == request.id).options(*options)
    return db.session.scalars(query.execution_options(populate_existing=True)).one().assignment


def _earlier(request: UnitRequest) -> Sequence[UnitRequest]:
    query = sa.select(UnitRequest).where(
        UnitRequest.assignment_id == request.assignment_id, UnitRequest.id != request.id
    )
    query = query.options(*_PEOPLE, joinedload(UnitRequest.granted_unit)).order_by(UnitRequest.id.desc())
    return db.session.scalars(query).all()
