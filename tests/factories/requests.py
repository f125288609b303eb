"""What units ask for, and what they show for closing."""

from datetime import UTC, date, datetime

from tests.factories.bodies import make_user
from tests.factories.keeping import saved, serial
from tests.factories.work import make_assignment
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.unit_requests import ASKING
from tracker.domain.workflow import AssignmentStatus
from tracker.models import (
    Assignment,
    ClosingCriterion,
    CriterionAnswer,
    EvidenceFile,
    Task,
    UnitRequest,
    User,
)

ASKED_FOR_ON = date(2027, 3, 31)


def make_request(
    assignment: Assignment | None = None,
    kind: RequestKind = RequestKind.EXTENSION,
    status: RequestStatus = RequestStatus.PENDING,
    reason: str = "上级资金计划调整，批复晚于预期。",
    requested_by: User | None = None,
    requested_at: datetime = datetime(2026, 6, 10, 2, 0, tzinfo=UTC),
    **changes: object,
) -> UnitRequest:
    """Make a request as the unit's liaison would send it; `changes` are its columns, set as they are."""
    assignment = assignment or make_assignment()
    if kind is RequestKind.CLOSURE and status is RequestStatus.PENDING:
        assignment.status = AssignmentStatus.CLOSURE_PENDING
    asking = ASKING[kind]
    usual = {
        "asked_for_on": ASKED_FOR_ON if asking.day else None,
        "measures": "每周调度一次。" if asking.measures else "",
        "due_on_before": assignment.due_on,
    }
    return saved(
        UnitRequest(
            assignment=assignment,
            kind=kind,
            status=status,
            reason=reason,
            requested_by=requested_by or make_user(unit=assignment.unit),
            requested_at=requested_at,
            submission_key=f"request-form-{next(serial)}",
            **(usual | changes),
        )
    )


def make_criterion(task: Task, text: str = "平台建成投用", **changes: object) -> ClosingCriterion:
    """Add a closing criterion to the task."""
    criterion = ClosingCriterion(task=task, position=len(task.criteria), text=text, **changes)
    return saved(criterion)


def make_answer(
    request: UnitRequest,
    criterion: ClosingCriterion,
    statement: str = "已于 5 月建成投用。",
    evidence: tuple[EvidenceFile, ...] = (),
) -> CriterionAnswer:
    """Make what the unit said to one criterion in its closing request."""
    level = EvidenceLevel.EVIDENCED if evidence else EvidenceLevel.NOT_EVIDENCED
    return saved(
        CriterionAnswer(
            request=request,
            criterion=criterion,
            criterion_text=criterion.text,
            requires_evidence=criterion.requires_evidence,
            statement=statement,
            level=level,
            evidence=list(evidence),
        )
    )
