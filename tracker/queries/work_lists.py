"""The lists of what there is to do, as conditions on Assignment: home pages, register and digests share them."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.assignments import OPEN_STATUSES
from tracker.domain.lights import LightReason
from tracker.domain.periods import Month, beijing_midnight
from tracker.domain.task_opening import ReportCadence, is_reporting_month
from tracker.domain.work_lists import WorkDays, WorkList
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Assignment, Task
from tracker.policies.scopes import counted_filter
from tracker.policies.viewer import Viewer

Condition = sa.ColumnElement[bool]

#: Nobody is asked for anything while the light is grey for one of these.
_QUIET = (LightReason.BACKLOG, LightReason.PAUSED, LightReason.UNDER_REVIEW)
_ASKED_FOR = sa.and_(Assignment.is_backlog.is_(False), Assignment.light_reason.not_in(_QUIET))
_IS_OPEN = sa.and_(Assignment.status.in_(OPEN_STATUSES), Assignment.status != AssignmentStatus.PAUSED)


def _not_reported_on(period: str) -> Condition:
    return sa.or_(Assignment.last_reported_period.is_(None), Assignment.last_reported_period < period)


def _has_begun(days: WorkDays) -> Condition:
    return sa.or_(Assignment.start_on.is_(None), Assignment.start_on <= days.today)


def _asks_about(month: Month) -> Condition:
    """The task is reported on in this month: work that is reported on by the quarter owes nothing in May."""
    rests = [cadence for cadence in ReportCadence if not is_reporting_month(month, cadence)]
    return Assignment.task_id.not_in(sa.select(Task.id).where(Task.cadence.in_(rests))) if rests else sa.true()


def _owed_by_the_closed_period(days: WorkDays) -> Condition:
    closed = days.closed_period
    return sa.and_(
        Assignment.issued_at < closed.snapshot_moment,
        sa.or_(Assignment.start_on.is_(None), Assignment.start_on <= closed.reporting_day),
    )


_UNSIGNED = Assignment.status == AssignmentStatus.ISSUED
_WORKING = Assignment.status == AssignmentStatus.IN_PROGRESS

_CONDITIONS: dict[WorkList, Callable[[WorkDays], Condition]] = {
    WorkList.TO_SIGN: lambda _days: _UNSIGNED,
    WorkList.SIGN_LATE: lambda days: sa.and_(
        _UNSIGNED, Assignment.issued_at < beijing_midnight(days.signed_late_until + timedelta(days=1))
    ),
    WorkList.TO_REPORT: lambda days: sa.and_(
        _WORKING, _has_begun(days), _not_reported_on(str(days.period)), _asks_about(days.period)
    ),
    WorkList.NOT_REPORTED: lambda days: sa.and_(
        _IS_OPEN,
        _owed_by_the_closed_period(days),
        _not_reported_on(str(days.closed_period)),
        _asks_about(days.closed_period),
    ),
    WorkList.RETURNED: lambda _days: sa.and_(_WORKING, Assignment.returned_on.is_not(None)),
    WorkList.DUE_SOON: lambda days: sa.and_(_IS_OPEN, Assignment.due_on.between(days.today, days.due_soon_until)),
    WorkList.OVERDUE: lambda days: sa.and_(_IS_OPEN, Assignment.due_on < days.today),
    WorkList.OPEN: lambda _days: _IS_OPEN,
}


def condition(work_list: WorkList, days: WorkDays) -> Condition:
    """Return the condition for being in the list that day."""
    return sa.and_(_ASKED_FOR, _CONDITIONS[work_list](days))


def count_lists(viewer: Viewer, days: WorkDays, lists: Sequence[WorkList]) -> dict[WorkList, int]:
    """Return how many of the viewer's assignments are in each of these lists: one statement."""
    counts = [
        sa.select(sa.func.count())
        .select_from(Assignment)
        .where(counted_filter(viewer), condition(name, days))
        .scalar_subquery()
        for name in lists
    ]
    return dict(zip(lists, db.session.execute(sa.select(*counts)).one(), strict=True))


def next_in(viewer: Viewer, work_list: WorkList, days: WorkDays, *, after: Assignment) -> int | None:
    """Return the id of the viewer's next assignment in the list, round to the beginning; None if it was the last."""
    others = sa.select(Assignment.id).where(
        Assignment.unit_id.in_(viewer.unit_ids), condition(work_list, days), Assignment.id != after.id
    )
    return db.session.scalar(others.order_by(Assignment.id < after.id, Assignment.id).limit(1))
