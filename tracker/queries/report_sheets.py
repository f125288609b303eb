"""What a unit's sheet is filled with, and what stands when it comes back: few statements for any number of rows."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from tracker.db import db
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.work_lists import WorkDays, WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, EvidenceFile, Milestone, ProgressReport, Task
from tracker.policies.viewer import Viewer
from tracker.queries.evidence import IS_CURRENT
from tracker.queries.reports import STANDING
from tracker.queries.work_lists import condition

#: What is shown or judged of a task; its texts stay where they are.
_OF_TASK = (
    Task.title, Task.status, Task.due_kind, Task.cadence, Task.evidence_required,
    Task.jurisdiction_id, Task.number_year, Task.number_serial,
)  # fmt: skip


@dataclass(frozen=True)
class SheetWork:
    """One assignment with what stands on the period, what stood before, its task's stages, and whether it is proved."""

    assignment: Assignment
    standing: ProgressReport | None
    previous: ProgressReport | None
    stages: Sequence[Milestone]
    has_evidence: bool

    @property
    def based_on(self) -> int:
        """The id of the report that stands, 0 where none does."""
        return self.standing.id if self.standing else 0


def work_to_report(viewer: Viewer, days: WorkDays) -> list[SheetWork]:
    """Return the work of the viewer's own units that owes a report on the period, or has sent it, by unit and limit."""
    period = str(days.period)
    has_reported = sa.and_(Assignment.status == AssignmentStatus.IN_PROGRESS, Assignment.last_reported_period == period)
    wanted = sa.or_(condition(WorkList.TO_REPORT, days), has_reported)
    order = (Assignment.unit_id, Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)
    found = db.session.scalars(_own(viewer).where(wanted).order_by(*order)).all()
    return _with_reports(found, period, days.today)


def work_named(
    assignment_ids: Collection[int], viewer: Viewer, period: str, today: date, *, locked: bool = False
) -> dict[int, SheetWork]:
    """Return those of these assignments that are the viewer's own units', by id; `locked`: under the lock."""
    query = _own(viewer).where(Assignment.id.in_(assignment_ids)).order_by(Assignment.id)
    if locked:
        query = query.with_for_update(of=Assignment).execution_options(populate_existing=True)
    found = db.session.scalars(query).all()
    return {work.assignment.id: work for work in _with_reports(found, period, today)}


def _own(viewer: Viewer) -> sa.Select[Assignment]:
    return (
        sa.select(Assignment)
        .where(Assignment.unit_id.in_(viewer.unit_ids), Assignment.status != AssignmentStatus.PENDING)
        .options(
            joinedload(Assignment.task).load_only(*_OF_TASK).selectinload(Task.jurisdiction),
            selectinload(Assignment.unit),  # one row each, not one for each of thousands of assignments
        )
    )


def _with_reports(found: Sequence[Assignment], period: str, today: date) -> list[SheetWork]:
    ids = [assignment.id for assignment in found]
    reports = _newest_reports(ids, period)
    stages = _stages({assignment.task_id for assignment in found})
    proved = _proved([a.id for a in found if a.task.evidence_required], period, today)
    return [
        SheetWork(
            assignment=each,
            standing=reports.get((each.id, True)),
            previous=reports.get((each.id, False)),
            stages=stages.get(each.task_id, ()),
            has_evidence=each.id in proved,
        )
        for each in found
    ]


def _newest_reports(ids: Collection[int], period: str) -> dict[tuple[int, bool], ProgressReport]:
    """Return the standing report on the period (True) and the newest before it (False) of each assignment."""
    is_on_it = ProgressReport.period == period
    rank = (
        sa.func.row_number()
        .over(
            partition_by=(ProgressReport.assignment_id, is_on_it),
            order_by=(ProgressReport.period.desc(), ProgressReport.id.desc()),
        )
        .label("rank")
    )
    ranked = (
        sa.select(ProgressReport.id, rank)
        .where(
            ProgressReport.assignment_id.in_(ids),
            ProgressReport.status.in_(STANDING),
            ProgressReport.period <= period,
        )
        .subquery()
    )
    query = sa.select(ProgressReport).join(ranked, ranked.c.id == ProgressReport.id).where(ranked.c.rank == 1)
    query = query.options(joinedload(ProgressReport.reported_by).lazyload("*"))
    query = query.execution_options(populate_existing=True)
    return {(report.assignment_id, report.period == period): report for report in db.session.scalars(query)}


def _stages(task_ids: Collection[int]) -> dict[int, list[Milestone]]:
    found: dict[int, list[Milestone]] = defaultdict(list)
    query = sa.select(Milestone).where(Milestone.task_id.in_(task_ids)).order_by(Milestone.due_on, Milestone.id)
    for stage in db.session.scalars(query):
        found[stage.task_id].append(stage)
    return found


def _proved(ids: Collection[int], period: str, today: date) -> frozenset[int]:
    if not ids:
        return frozenset()
    query = sa.select(EvidenceFile.assignment_id).where(
        EvidenceFile.assignment_id.in_(ids),
        EvidenceFile.period == period,
        IS_CURRENT,
        EvidenceFile.status != EvidenceStatus.RETURNED,
        sa.or_(EvidenceFile.valid_until.is_(None), EvidenceFile.valid_until >= today),
    )
    return frozenset(db.session.scalars(query))
