"""What stands beside the form of a report: the months it may be about, the last report, the draft, the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.db import db
from tracker.domain.periods import BEIJING, Month
from tracker.domain.reporting import ReportStatus, without_coordination
from tracker.domain.work_lists import WorkDays, reportable_months
from tracker.models import Assignment, EvidenceFile, ProgressReport, ReportDraft, User
from tracker.queries import reports


@dataclass(frozen=True)
class ReportDesk:
    """A month of one unit's work, ready to be reported on.

    `standing` is the report already sent on the month, `returned` the one that came back, `previous` the newest one
    on an earlier month. `typed` is what the form begins with.
    """

    month: Month
    months: list[Month]
    previous: ProgressReport | None
    standing: ProgressReport | None
    returned: ProgressReport | None
    draft: ReportDraft | None
    files: Sequence[EvidenceFile]
    typed: Mapping[str, object]

    @property
    def stands_on(self) -> int:
        """The id of the report that stands on the month, 0 where none does."""
        return self.standing.id if self.standing else 0

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else reported on the month, or took a report back, after the draft was begun."""
        begun_on = self.draft.fields.get("based_on") if self.draft else None
        return begun_on is not None and begun_on != str(self.stands_on)


def read_desk(assignment: Assignment, user: User, days: WorkDays, *, asked_for: str | None = None) -> ReportDesk:
    """Return the desk for the month asked for, else for the one that came back, else for this month."""
    returned = _returned(assignment)
    months = reportable_months(
        days.period, _first_month(assignment, days), reported=_reported(assignment), cadence=assignment.task.cadence
    )
    if returned and (month := Month.parse(returned.period)) not in months:
        months.append(month)
    wanted = asked_for or (returned.period if returned else str(days.period))
    month = next((month for month in months if str(month) == wanted), months[0])
    draft = db.session.get(ReportDraft, (assignment.id, user.id))
    draft = draft if draft and draft.fields.get("period", str(month)) == str(month) else None
    standing = reports.standing_report(assignment, str(month))
    returned = returned if returned and returned.period == str(month) else None
    previous = reports.previous_report(assignment, str(month))
    return ReportDesk(
        month=month,
        months=months,
        previous=previous,
        standing=standing,
        returned=returned,
        draft=draft,
        files=reports.files_of_period(assignment, str(month)),
        typed=_typed(draft, standing or returned, previous),
    )


def _typed(
    draft: ReportDraft | None, given: ProgressReport | None, previous: ProgressReport | None
) -> Mapping[str, object]:
    """Return the draft, else what was said before of the month; milestones reached once are ticked again."""
    if draft:
        return draft.fields
    reached = (given or previous).reached_milestones if given or previous else None  # type: ignore[union-attr]
    words: dict[str, object] = {"reached_milestones": [str(each) for each in reached]} if reached else {}
    if given is None:
        return words
    difficulties, coordination = without_coordination(given.difficulties)
    return {
        **words,
        "percent_complete": f"{given.percent_complete:g}",
        "summary": given.summary,
        "difficulties": difficulties,
        "next_steps": given.next_steps,
        "coordination": coordination,
    }


def _returned(assignment: Assignment) -> ProgressReport | None:
    if assignment.returned_on is None:
        return None
    return db.session.scalar(
        sa.select(ProgressReport)
        .where(ProgressReport.assignment_id == assignment.id, ProgressReport.status == ReportStatus.RETURNED)
        .order_by(ProgressReport.reviewed_at.desc(), ProgressReport.id.desc())
        .limit(1)
    )


def _reported(assignment: Assignment) -> frozenset[str]:
    query = sa.select(ProgressReport.period).where(
        ProgressReport.assignment_id == assignment.id, ProgressReport.status.in_(reports.STANDING)
    )
    return frozenset(db.session.scalars(query))


def _first_month(assignment: Assignment, days: WorkDays) -> Month:
    issued_on = assignment.issued_at.astimezone(BEIJING).date() if assignment.issued_at else days.today
    return Month.reporting_on(max(issued_on, assignment.start_on or issued_on))
