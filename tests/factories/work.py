"""Tasks, what each unit owes of them, reports, evidence and lists."""

from datetime import UTC, date, datetime

from tests.factories.bodies import EARLIER, make_unit, make_user, the_government
from tests.factories.documents import DUE_ON, START_ON, make_clause, make_document
from tests.factories.keeping import saved, serial
from tracker.db import db
from tracker.domain.assignments import AssignmentRole
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.parsing.model import DueKind
from tracker.domain.reporting import ReportStatus
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import (
    Assignment,
    Clause,
    EvidenceFile,
    EvidenceUpload,
    Milestone,
    Notice,
    NoticeRow,
    PolicyDocument,
    ProgressReport,
    Task,
    Unit,
    User,
)

#: The status the units of a task have, where the test does not say.
USUAL_ASSIGNMENT_STATUS = {
    TaskStatus.ISSUED: AssignmentStatus.IN_PROGRESS,
    TaskStatus.PAUSED: AssignmentStatus.IN_PROGRESS,
    TaskStatus.CLOSED: AssignmentStatus.CLOSED,
    TaskStatus.CANCELLED: AssignmentStatus.CANCELLED,
}


def make_task(
    document: PolicyDocument | None = None,
    lead: Unit | None = None,
    supporting: tuple[Unit, ...] = (),
    status: TaskStatus = TaskStatus.ISSUED,
    due_on: date | None = DUE_ON,
    start_on: date | None = START_ON,
    title: str | None = None,
    clause: Clause | None = None,
    assignment_status: AssignmentStatus | None = None,
    is_backlog: bool = False,
) -> Task:
    """Make a task of a new clause, with one assignment for each unit: the lead first."""
    document = document or (clause.document if clause else make_document(government=_government_of(lead)))
    clause = clause or make_clause(document, title=title, due_on=due_on)
    is_issued = status not in (TaskStatus.DRAFT, TaskStatus.OPENING_PENDING, TaskStatus.OPENED)
    task = Task(
        jurisdiction_id=document.jurisdiction_id,
        document=document,
        clause=clause,
        title=title or clause.title,
        status=status,
        basis=f"《{document.title}》",
        start_on=start_on,
        due_on=due_on,
        original_due_on=due_on,
        due_kind=DueKind.INFERRED if due_on else DueKind.ONGOING,
        is_backlog=is_backlog,
        opened_at=EARLIER,
        issued_at=EARLIER if is_issued else None,
    )
    usual = USUAL_ASSIGNMENT_STATUS.get(status, AssignmentStatus.PENDING)
    units = [lead or make_unit(government=document.jurisdiction), *supporting]
    for position, unit in enumerate(units):
        task.assignments.append(_assignment(task, unit, position, assignment_status or usual))
    return saved(task)


def make_assignment(unit: Unit | None = None, task: Task | None = None, **changes: object) -> Assignment:
    """Make a task led by the unit and return its assignment; with a task, add the unit to it as a supporting one.

    `changes` are columns of the assignment, set as they are: `percent_complete=40, light=Light.RED`.
    """
    if task is None:
        task_arguments = {name: changes.pop(name) for name in ("document", "title", "clause") if name in changes}
        assignment = make_task(lead=unit, **task_arguments).assignments[0]  # type: ignore[arg-type]
    else:
        unit = unit or make_unit(government=task.jurisdiction)
        assignment = _assignment(task, unit, len(task.assignments), AssignmentStatus.IN_PROGRESS)
        task.assignments.append(assignment)
    for name, value in changes.items():
        assert name in Assignment.__mapper__.columns, name
        setattr(assignment, name, value)
    return saved(assignment)


def make_stages(task: Task, *stages: tuple[str, date, float]) -> list[Milestone]:
    """Give the task its milestones: name, limit, weight."""
    made = [
        saved(Milestone(task_id=task.id, position=place, title=title, due_on=due_on, weight=weight))
        for place, (title, due_on, weight) in enumerate(stages)
    ]
    db.session.expire(task, ["milestones"])
    return made


def make_report(
    assignment: Assignment | None = None,
    period: str = "2026-05",
    percent_complete: float = 40,
    summary: str = "已印发实施细则，新建研发机构 12 家。",
    status: ReportStatus = ReportStatus.SUBMITTED,
    reported_by: User | None = None,
    reported_at: datetime = datetime(2026, 5, 20, 2, 0, tzinfo=UTC),
    reviewed_by: User | None = None,
    **changes: object,
) -> ProgressReport:
    assignment = assignment or make_assignment()
    reviewed = {} if status is ReportStatus.SUBMITTED else {"reviewed_by": reviewed_by, "reviewed_at": reported_at}
    return saved(
        ProgressReport(
            assignment=assignment,
            period=period,
            percent_complete=percent_complete,
            summary=summary,
            status=status,
            flags=[],
            reported_by=reported_by or make_user(unit=assignment.unit),
            reported_at=reported_at,
            submission_key=f"form-{next(serial)}",
            **reviewed,
            **changes,
        )
    )


def make_evidence(
    assignment: Assignment | None = None,
    report: ProgressReport | None = None,
    filename: str = "佐证材料.pdf",
    period: str = "2026-06",
    **changes: object,
) -> EvidenceFile:
    """`changes` are columns set as they are: `status=EvidenceStatus.RETURNED, uploaded_by=person`."""
    usual: dict = {"media_type": "application/pdf", "size": 1024, "sha256": f"{next(serial):064x}"}
    assignment = assignment or (report.assignment if report else make_assignment())
    if "uploaded_by" not in changes:
        usual["uploaded_by"] = make_user(unit=assignment.unit)
    return saved(
        EvidenceFile(
            assignment=assignment,
            report=report,
            period=report.period if report else period,
            filename=filename,
            uploaded_at=EARLIER,
            **{**usual, **changes},
        )
    )


def make_upload(assignment: Assignment, user_id: int, filename: str = "佐证材料.pdf", key: str = "") -> EvidenceUpload:
    """Make an upload that has begun; its part is not stored."""
    key = key or f"{next(serial):032x}"
    return saved(
        EvidenceUpload(
            key=key, assignment=assignment, user_id=user_id, filename=filename, size=1024, started_at=EARLIER
        )
    )


def make_notice(
    government: Unit | None = None,
    rows: tuple[Assignment, ...] = (),
    kind: NoticeKind = NoticeKind.WARNING,
    status: NoticeStatus = NoticeStatus.DRAFT,
    period: str = "2026-05",
    **changes: object,
) -> Notice:
    """Make a list with a row for each assignment, its facts copied from there."""
    notice = Notice(
        jurisdiction=government or (rows[0].task.jurisdiction if rows else the_government()),
        kind=kind,
        period=period,
        status=status,
        title=f"{period}{kind.label}名单",
        body="现将有关情况通报如下。",
        compiled_at=EARLIER,
        content_sha256=f"{next(serial):064x}",
        **changes,
    )
    notice.rows = [
        NoticeRow(
            assignment=assignment,
            unit=assignment.unit,
            position=position,
            unit_name=assignment.unit.name,
            task_title=assignment.task.title,
            clause_label=assignment.task.clause.label,
            due_on=assignment.due_on,
            percent_complete=assignment.percent_complete,
            scheduled_percent=assignment.scheduled_percent,
            days_overdue=assignment.days_overdue,
            facts={},
        )
        for position, assignment in enumerate(rows, 1)
    ]
    return saved(notice)


def _government_of(unit: Unit | None) -> Unit | None:
    return unit.jurisdiction if unit else None


def _assignment(task: Task, unit: Unit, position: int, status: AssignmentStatus) -> Assignment:
    is_issued = status is not AssignmentStatus.PENDING
    is_signed = is_issued and status is not AssignmentStatus.ISSUED
    return Assignment(
        unit=unit,
        jurisdiction_id=task.jurisdiction_id,
        document_id=task.document.id,
        position=position,
        role=AssignmentRole.LEAD if position == 0 else AssignmentRole.SUPPORTING,
        status=status,
        is_backlog=task.is_backlog,
        start_on=task.start_on,
        due_on=task.due_on,
        original_due_on=task.original_due_on,
        issued_at=EARLIER if is_issued else None,
        acknowledged_at=EARLIER if is_signed else None,
        closed_at=EARLIER if status is AssignmentStatus.CLOSED else None,
    )
