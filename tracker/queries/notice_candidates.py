"""What a list of a month is compiled from: assignments that may earn a warning, units that may earn praise."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.db import db
from tracker.domain.assignments import AssignmentRole, AssignmentStatus
from tracker.domain.lights import Light
from tracker.domain.notices import COMMENDATION_GREEN_PERIODS, UnitRecord
from tracker.domain.periods import Month
from tracker.domain.reporting import ReportStatus
from tracker.models import Assignment, Clause, PeriodSnapshot, ProgressReport, Task, Unit

_KEPT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
_OPEN = (AssignmentStatus.ISSUED, AssignmentStatus.IN_PROGRESS, AssignmentStatus.CLOSURE_PENDING)


@dataclass(frozen=True)
class Candidate:
    """An assignment that is red now, with its snapshots of the last months (oldest first) and its last report."""

    assignment: Assignment
    snapshots: tuple[PeriodSnapshot, ...]
    last_report: ProgressReport | None


def red_assignments(government: Unit, period: Month) -> list[Candidate]:
    """Return the government's open, red assignments with what a row about them says: three statements."""
    assignments = db.session.scalars(
        sa.select(Assignment)
        .where(
            Assignment.jurisdiction_id == government.id,
            Assignment.status.in_(_OPEN),
            Assignment.light == Light.RED,
            sa.not_(Assignment.is_backlog),
        )
        .options(
            joinedload(Assignment.unit),
            joinedload(Assignment.document),
            joinedload(Assignment.task).joinedload(Task.clause).joinedload(Clause.section),
        )
        .order_by(Assignment.id)
    ).all()
    ids = [assignment.id for assignment in assignments]
    snapshots = _snapshots(ids, [period.previous().previous(), period.previous(), period])
    reports = _last_reports(ids)
    return [Candidate(one, tuple(snapshots[one.id]), reports.get(one.id)) for one in assignments]


def _snapshots(ids: Sequence[int], periods: Sequence[Month]) -> dict[int, list[PeriodSnapshot]]:
    found: dict[int, list[PeriodSnapshot]] = defaultdict(list)
    query = sa.select(PeriodSnapshot).where(
        PeriodSnapshot.assignment_id.in_(ids), PeriodSnapshot.period.in_([str(period) for period in periods])
    )
    for snapshot in db.session.scalars(query.order_by(PeriodSnapshot.period)):
        found[snapshot.assignment_id].append(snapshot)
    return found


def _last_reports(ids: Sequence[int]) -> dict[int, ProgressReport]:
    query = sa.select(ProgressReport).where(ProgressReport.assignment_id.in_(ids), ProgressReport.status.in_(_KEPT))
    return {report.assignment_id: report for report in db.session.scalars(query.order_by(ProgressReport.reported_at))}


def unit_records(government: Unit, period: Month) -> list[tuple[Unit, UnitRecord, int]]:
    """Return each unit with open or closed work, how it stood over the last months, and how many parts it has."""
    periods = [period]
    while len(periods) < COMMENDATION_GREEN_PERIODS:
        periods.insert(0, periods[0].previous())
    lights = _lights_by_unit(government, periods)
    supports = sa.case((Assignment.role == AssignmentRole.LEAD, 1.0), else_=0.5)
    is_closed = sa.case((Assignment.status == AssignmentStatus.CLOSED, 1.0), else_=0.0)
    rows = db.session.execute(
        sa.select(
            Unit,
            sa.func.count(),
            sa.func.sum(is_closed),
            sa.func.sum(supports * (Assignment.percent_complete - Assignment.scheduled_percent)),
            sa.func.sum(supports),
        )
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(
            Assignment.jurisdiction_id == government.id,
            Assignment.status.in_((*_OPEN, AssignmentStatus.CLOSED)),
            sa.not_(Assignment.is_backlog),
        )
        .group_by(Unit.id)
        .order_by(Unit.id)
    )
    records = []
    for unit, count, closed, lead, weight in rows:
        by_period = tuple(frozenset(lights[unit.id, str(one)]) for one in periods)
        record = UnitRecord(f"{unit.position:06}{unit.id:09}", by_period, closed / count, round(lead / weight, 1))
        records.append((unit, record, count))
    return records


def _lights_by_unit(government: Unit, periods: Sequence[Month]) -> dict[tuple[int, str], set[Light]]:
    found: dict[tuple[int, str], set[Light]] = defaultdict(set)
    rows = db.session.execute(
        sa.select(Assignment.unit_id, PeriodSnapshot.period, PeriodSnapshot.light)
        .join(PeriodSnapshot.assignment)
        .where(
            Assignment.jurisdiction_id == government.id,
            PeriodSnapshot.period.in_([str(period) for period in periods]),
        )
        .distinct()
    )
    for unit_id, period, light in rows:
        found[unit_id, period].add(light)
    return found
