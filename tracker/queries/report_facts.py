"""What saving a report has to know, under the lock, in one statement."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from tracker.db import db
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.workdays import WorkCalendar
from tracker.models import Assignment, EvidenceFile, Milestone, ProgressReport, ReportDraft, Task, User
from tracker.queries import reports
from tracker.queries.calendar import DAYS_IN_WORDS, YEARS_IN_WORDS, calendar_from
from tracker.queries.evidence import GOES_ALONG, IS_CURRENT


@dataclass(frozen=True)
class ReportFacts:
    """What stands on the month and before it, what the form was sent as before, and what there is besides.

    `task` and `writer` are held, so that what was read of them is not read again piece by piece.
    """

    task: Task
    writer: User
    sent_before: ProgressReport | None
    standing: ProgressReport | None
    previous: ProgressReport | None
    calendar: WorkCalendar
    has_evidence: bool
    has_waiting_files: bool
    has_draft: bool
    has_stages: bool


def facts_for_report(assignment: Assignment, period: str, key: str, actor: User, today: date) -> ReportFacts:
    """Return what the verb needs for a report on the month, sent by a form with this key; the task is read anew."""
    actor_id: int = sa.inspect(actor).identity[0]  # known although the rest of the person may have to be read again
    asked = {"assignment_id": assignment.id, "task_id": assignment.task_id, "actor_id": actor_id}
    rows = db.session.execute(_FACTS, asked | {"period": period, "key": key, "today": today}).all()
    task, person, _, days, years, *signs = rows[0]
    found = [row[2] for row in rows if row[2] is not None]
    standing_ones = [each for each in found if each.assignment_id == assignment.id and each.status in reports.STANDING]
    return ReportFacts(
        task,
        person,
        next((each for each in found if each.submission_key == key), None),
        next((each for each in standing_ones if each.period == period), None),
        next((each for each in standing_ones if each.period < period), None),
        calendar_from(days, years),
        *map(bool, signs),
    )


def _facts() -> sa.Select:
    """The task, who writes, up to three reports, the calendar's tables and the signs; put together once."""
    standing = sa.and_(
        ProgressReport.assignment_id == _ASSIGNMENT,
        ProgressReport.status.in_(reports.STANDING),
        ProgressReport.period <= _PERIOD,
    )
    has_this_key = ProgressReport.submission_key == sa.bindparam("key")
    return (
        sa.select(Task, User, ProgressReport, DAYS_IN_WORDS, YEARS_IN_WORDS, *_signs())
        .select_from(Task)
        .join(User, User.id == _ACTOR)
        .outerjoin(ProgressReport, sa.or_(has_this_key, standing))
        .where(Task.id == _TASK)
        .options(lazyload(User.memberships))
        .order_by(sa.case((has_this_key, 0), else_=1), ProgressReport.period.desc(), ProgressReport.id.desc())
        .limit(3)
    )


def _signs() -> list[sa.Exists]:
    """Return the signs in the order of ReportFacts."""
    of_month = sa.and_(EvidenceFile.assignment_id == _ASSIGNMENT, EvidenceFile.period == _PERIOD, IS_CURRENT)
    still_good = sa.or_(EvidenceFile.valid_until.is_(None), EvidenceFile.valid_until >= sa.bindparam("today"))
    return [
        sa.exists().where(of_month, EvidenceFile.status != EvidenceStatus.RETURNED, still_good),
        sa.exists().where(of_month, GOES_ALONG),
        sa.exists().where(ReportDraft.assignment_id == _ASSIGNMENT, ReportDraft.user_id == _ACTOR),
        sa.exists().where(Milestone.task_id == _TASK),
    ]


_ASSIGNMENT, _TASK = sa.bindparam("assignment_id", type_=sa.Integer), sa.bindparam("task_id", type_=sa.Integer)
_ACTOR, _PERIOD = sa.bindparam("actor_id", type_=sa.Integer), sa.bindparam("period", type_=sa.String)
_FACTS = _facts()
