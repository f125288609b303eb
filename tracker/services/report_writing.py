"""Making one progress report of what was sent and what is known. No statement is run, so one or many may be made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import (
    MilestonesChanged,
    ReportAction,
    ReportContent,
    ReportFault,
    ReportStatus,
    check_percent,
    find_faults,
    next_report_status,
    percent_of_stages,
    with_coordination,
)
from tracker.domain.scheduled_progress import Milestone as Stage
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentAction, next_assignment_status
from tracker.models import Assignment, Milestone, ProgressReport, User
from tracker.services import audit
from tracker.services.lights import refresh_light

NOTHING_STOOD = 0


class DoubtfulReport(RuleViolation):
    """The report looks empty or copied, and its writer was not asked yet; `faults` says how."""

    def __init__(self, faults: list[ReportFault]) -> None:
        super().__init__("；".join(fault.label for fault in faults) + "。")
        self.faults = faults


class ReportConflict(RuleViolation):
    """Somebody reported on the month after this form was opened; `standing` is theirs, None where it was taken back."""

    def __init__(self, standing: ProgressReport | None) -> None:
        who = standing.reported_by.display_name if standing else "同事"
        super().__init__(f"{who}在您打开页面之后{'提交' if standing else '撤回'}了本期进展，请核对后再提交。")
        self.standing = standing


@dataclass(frozen=True)
class Sent:
    """What a form or a row of a sheet says.

    `percent` None: by the milestones reached. `based_on`: the id of the report that stood when the form was opened,
    0 where none did, None where that is not known. `seen_faults` None: doubts are noted and never asked about.
    """

    month: Month
    summary: str
    submission_key: str
    percent: float | None = None
    reached_milestones: Collection[int] | None = None
    difficulties: str = ""
    next_steps: str = ""
    coordination: str = ""
    needs_coordination: bool = False
    based_on: int | None = None
    seen_faults: Collection[ReportFault] | None = None


@dataclass(frozen=True)
class Known:
    """What is known of the assignment when its report is written."""

    standing: ProgressReport | None
    previous: ProgressReport | None
    has_evidence: bool
    stages: Sequence[Milestone]
    calendar: WorkCalendar
    faults: Sequence[ReportFault] | None = None
    """What `faults_of` said already; None: it was not asked yet."""


def write_report(assignment: Assignment, sent: Sent, known: Known, *, actor: User, now: datetime) -> ProgressReport:
    """Return the new report, not stored yet, which takes the place of what stood on the month; the assignment follows.

    Raise ActionNotAllowed where the state of the work forbids it, ReportConflict where somebody else reported
    meanwhile, RuleViolation for a month that has not begun or lies before the work or a percent out of 0–100, and
    DoubtfulReport for a fault the writer was not shown.
    """
    today = now.astimezone(BEIJING).date()
    next_assignment_status(assignment.status, AssignmentAction.REPORT_PROGRESS, assignment.task.status)
    percent = reported_percent(sent, known.stages)
    check_month(assignment, sent.month, today)
    _check_basis(sent, known)
    faults = known.faults
    if faults is None:
        previous, has_evidence = known.previous, known.has_evidence
        faults = faults_of(assignment, sent.summary, percent, previous=previous, has_evidence=has_evidence)
    if sent.seen_faults is not None and set(faults) - set(sent.seen_faults):
        raise DoubtfulReport(list(faults))
    if known.standing is not None:
        known.standing.status = next_report_status(known.standing.status, ReportAction.CORRECT)
    report = ProgressReport(
        assignment=assignment,
        period=str(sent.month),
        percent_complete=percent,
        summary=sent.summary.strip(),
        difficulties=with_coordination(sent.difficulties, sent.coordination),
        next_steps=sent.next_steps.strip(),
        needs_coordination=sent.needs_coordination or bool(sent.coordination.strip()),
        reached_milestones=None if sent.reached_milestones is None else sorted(sent.reached_milestones),
        status=ReportStatus.SUBMITTED,
        flags=[fault.value for fault in faults],
        reported_by=actor,
        reported_at=now,
        submission_key=sent.submission_key,
    )
    assignment.returned_on = None
    assignment.last_reported_period = max(assignment.last_reported_period or "", str(sent.month))
    refresh_light(assignment, stages=_dated(known.stages), calendar=known.calendar, today=today)
    audit.record(
        actor,
        ReportAction.CORRECT if known.standing else AssignmentAction.REPORT_PROGRESS,
        report,
        now,
        period=str(sent.month),
        percent_complete=[assignment.percent_complete, percent],
    )
    return report


def reported_percent(sent: Sent, stages: Sequence[Milestone]) -> float:
    """Return the percent that is reported: through the milestones reached, else as typed; raise where it is none."""
    if sent.reached_milestones is not None and stages:
        return percent_of_stages({stage.id: stage.weight for stage in stages}, sent.reached_milestones)
    if stages:
        raise MilestonesChanged("本任务按节点填报，请勾选已经到达的节点。")
    if sent.percent is None:
        raise MilestonesChanged("本任务的节点已经取消，请填写完成进度。")
    check_percent(sent.percent)
    return sent.percent


def faults_of(
    assignment: Assignment, summary: str, percent: float, *, previous: ProgressReport | None, has_evidence: bool
) -> list[ReportFault]:
    """Return what makes the report look empty or copied."""
    return find_faults(
        ReportContent(
            summary=summary,
            percent=percent,
            has_evidence=has_evidence,
            evidence_required=assignment.task.evidence_required,
            previous_summary=previous.summary if previous else None,
            previous_percent=previous.percent_complete if previous else None,
        )
    )


def check_month(assignment: Assignment, month: Month, today: date) -> None:
    """Raise RuleViolation for a month that has not begun, or lies before the work."""
    if month > Month.reporting_on(today):
        raise RuleViolation(f"{month.label}的填报还没有开始。")
    if assignment.issued_at is not None:
        issued_on = assignment.issued_at.astimezone(BEIJING).date()
        if month < Month.containing(min(issued_on, assignment.start_on or issued_on)):
            raise RuleViolation(f"{month.label}在任务交办之前，不能填报。")


def _check_basis(sent: Sent, known: Known) -> None:
    stands = known.standing.id if known.standing else NOTHING_STOOD
    if sent.based_on is not None and sent.based_on != stands:
        raise ReportConflict(known.standing)


def _dated(stages: Sequence[Milestone]) -> list[Stage]:
    return [Stage(stage.due_on, stage.weight) for stage in sorted(stages, key=lambda each: (each.due_on, each.id))]
