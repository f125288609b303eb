"""Lights (红黄蓝绿灰): how an assignment stands, from its dates, its confirmed progress and its reports.

The order of the rows in `LIGHT_RULES` is the rule: the first that applies gives the light and the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.light_signs import CLASS_OF_LIGHT, Light, LightReason, ProgressClass
from tracker.domain.periods import REPORTING_DAY, Month
from tracker.domain.scheduled_progress import Milestone, gap, scheduled_percent
from tracker.domain.task_opening import ReportCadence, newest_reporting_month
from tracker.domain.workdays import WorkCalendar


@dataclass(frozen=True)
class LightThresholds:
    """Where one light turns into the next: percentage points, working days, months."""

    yellow_gap: float = 10
    red_gap: float = 30
    ahead_by: float = 10
    months_never_started: int = 3
    report_late_workdays: int = 3
    revise_workdays: int = 5
    due_soon_workdays: int = 7


DEFAULT_THRESHOLDS = LightThresholds()


@dataclass(frozen=True)
class LightFacts:
    """What is known of one assignment. `percent` is the last confirmed progress, 0–100.

    `last_reported_period` is the newest period reported on; `first_period` the first that has to be, by default the
    one the start falls in, as far as `cadence` asks for it; `returned_on` is set while a returned report has not been
    sent again. An accepted excuse (正当理由) runs from `excused_from` to `excused_until`, both included.
    """

    status: AssignmentStatus
    start_on: date
    due_on: date | None
    percent: float
    is_ongoing: bool = False
    is_backlog: bool = False
    is_paused: bool = False
    under_review: bool = False
    excused_until: date | None = None
    excused_from: date | None = None
    last_reported_period: Month | None = None
    reports_required: bool = True
    returned_on: date | None = None
    first_period: Month | None = None
    cadence: ReportCadence = ReportCadence.MONTHLY
    milestones: tuple[Milestone, ...] = ()


class LightReading(NamedTuple):
    """A light, why, and the figures it was read from; percents are None where nothing is scheduled."""

    light: Light
    reason: LightReason
    scheduled_percent: float | None
    gap: float | None
    days_overdue: int
    is_frozen: bool = False

    @property
    def progress_class(self) -> ProgressClass:
        """Which of the five statistical classes this counts in."""
        return ProgressClass.AHEAD if self.reason is LightReason.AHEAD else CLASS_OF_LIGHT[self.light]


class _Day(NamedTuple):
    """What a day means under one calendar and one set of thresholds, worked out once for all assignments."""

    today: date
    thresholds: LightThresholds
    newest_period_owed: Month
    revised_since: date  # work returned before this day should have come back
    not_due_soon_from: date  # limits from this day on are not near
    reporting_days_over: int


class _Situation(NamedTuple):
    """The facts on a day, with the figures that several rows ask for."""

    facts: LightFacts
    day: _Day
    due_on: date | None
    scheduled: float | None
    gap: float | None


def _is_paused(at: _Situation) -> bool:
    return at.facts.is_paused or at.facts.status is AssignmentStatus.PAUSED


def _not_started(at: _Situation) -> bool:
    return at.day.today < at.facts.start_on or at.facts.status is AssignmentStatus.PENDING


def _is_excused_since_unknown(at: _Situation) -> bool:
    return (
        at.facts.excused_from is None and at.facts.excused_until is not None and at.day.today <= at.facts.excused_until
    )


def _is_overdue(at: _Situation) -> bool:
    return at.due_on is not None and at.day.today > at.due_on


def _never_started(at: _Situation) -> bool:
    if at.facts.percent > 0 or at.facts.is_ongoing:
        return False
    missed = at.day.reporting_days_over - _reporting_days_through(at.facts.start_on)
    return missed >= at.day.thresholds.months_never_started


def _report_is_late(at: _Situation) -> bool:
    facts = at.facts
    if not facts.reports_required or facts.status is AssignmentStatus.CLOSURE_PENDING:
        return False
    owed = newest_reporting_month(at.day.newest_period_owed, facts.cadence)
    if facts.last_reported_period is not None and facts.last_reported_period >= owed:
        return False
    return owed >= (facts.first_period or Month.reporting_on(facts.start_on))


def _is_not_revised(at: _Situation) -> bool:
    return at.facts.returned_on is not None and at.facts.returned_on < at.day.revised_since


def _is_due_soon(at: _Situation) -> bool:
    return at.due_on is not None and at.due_on < at.day.not_due_soon_from


Applies = Callable[[_Situation], bool]

LIGHT_RULES: tuple[tuple[Applies, Light, LightReason], ...] = (
    (lambda at: at.facts.under_review, Light.GREY, LightReason.UNDER_REVIEW),
    (lambda at: at.facts.status is AssignmentStatus.CLOSED, Light.DONE, LightReason.CLOSED),
    (lambda at: at.facts.status is AssignmentStatus.CANCELLED, Light.GREY, LightReason.CANCELLED),
    (lambda at: at.facts.status is AssignmentStatus.STAGE_CLOSED, Light.GREY, LightReason.STAGE_CLOSED),
    (_is_paused, Light.GREY, LightReason.PAUSED),
    (lambda at: at.facts.is_backlog, Light.GREY, LightReason.BACKLOG),
    (_not_started, Light.GREY, LightReason.NOT_STARTED),
    (_is_excused_since_unknown, Light.GREY, LightReason.EXCUSED),
    (_is_overdue, Light.RED, LightReason.OVERDUE),
    (lambda at: at.gap is not None and at.gap > at.day.thresholds.red_gap, Light.RED, LightReason.FAR_BEHIND),
    (_never_started, Light.RED, LightReason.NEVER_STARTED),
    (lambda at: at.gap is not None and at.gap >= at.day.thresholds.yellow_gap, Light.YELLOW, LightReason.BEHIND),
    (_report_is_late, Light.YELLOW, LightReason.REPORT_LATE),
    (_is_not_revised, Light.YELLOW, LightReason.NOT_REVISED),
    (_is_due_soon, Light.BLUE, LightReason.DUE_SOON),
    (lambda at: at.gap is not None and at.gap <= -at.day.thresholds.ahead_by, Light.GREEN, LightReason.AHEAD),
    (lambda at: at.facts.is_ongoing, Light.GREEN, LightReason.ONGOING),
    (lambda at: at.due_on is None, Light.GREY, LightReason.NO_LIMIT),
)
OTHERWISE = (Light.GREEN, LightReason.ON_TRACK)


def read_light(
    facts: LightFacts, today: date, calendar: WorkCalendar, thresholds: LightThresholds = DEFAULT_THRESHOLDS
) -> LightReading:
    """Return the light of an assignment at the end of today.

    While an accepted excuse runs, progress and dates are read as on the day it began. Days overdue are calendar days.
    """
    began, ends = facts.excused_from, facts.excused_until
    if began is not None and ends is not None and began < today <= ends:
        return _read(facts, _day(began, calendar, thresholds))._replace(is_frozen=True)
    return _read(facts, _day(today, calendar, thresholds))


def _read(facts: LightFacts, day: _Day) -> LightReading:
    due_on = None if facts.is_ongoing else facts.due_on
    scheduled = behind_by = None
    if due_on is not None:
        scheduled = scheduled_percent(facts.start_on, due_on, day.today, facts.milestones)
        behind_by = gap(scheduled, facts.percent)
    situation = _Situation(facts, day, due_on, scheduled, behind_by)
    light, reason = _first_match(situation)
    days_overdue = (day.today - due_on).days if due_on is not None and reason is LightReason.OVERDUE else 0
    return LightReading(light, reason, scheduled, behind_by, days_overdue)


def _first_match(situation: _Situation) -> tuple[Light, LightReason]:
    for applies, light, reason in LIGHT_RULES:
        if applies(situation):
            return light, reason
    return OTHERWISE


@lru_cache(maxsize=64)
def _day(today: date, calendar: WorkCalendar, thresholds: LightThresholds) -> _Day:
    yesterday = today - timedelta(days=1)
    return _Day(
        today,
        thresholds,
        newest_period_owed(today, calendar, thresholds.report_late_workdays),
        calendar.add_workdays(today + timedelta(days=1), -thresholds.revise_workdays - 1),
        calendar.add_workdays(today, thresholds.due_soon_workdays + 1),
        _reporting_days_through(yesterday),
    )


def newest_period_owed(today: date, calendar: WorkCalendar, late_workdays: int = 3) -> Month:
    """Return the newest period whose report would be late today if it were missing."""
    month = Month.containing(today)
    while today <= month.report_is_late_after(calendar, late_workdays):
        month = month.previous()
    return month


def _reporting_days_through(day: date) -> int:
    """Count the 25ths up to and with the day, from an arbitrary start: only differences mean something."""
    return day.year * 12 + day.month + (day.day >= REPORTING_DAY)
