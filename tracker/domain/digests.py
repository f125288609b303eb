"""What is worth a line in this morning's mail: each thing when it turns up, then seldom again. No nagging.

A point is a number of working days: before a limit, or since something happened. A line is written on the day its
point is reached, and after days without a digest for every point passed since the last one.
"""

from dataclasses import dataclass
from datetime import date

from tracker.domain.assignments import AssignmentStatus
from tracker.domain.deadlines import ACKNOWLEDGE_WORKDAYS
from tracker.domain.labelled_enum import LabelledEnum
from tracker.domain.periods import Month
from tracker.domain.task_opening import ReportCadence, is_reporting_month
from tracker.domain.workdays import WorkCalendar


class DigestTopic(LabelledEnum):
    """What a digest may speak of, in the order it does."""

    INSTRUCTION = "instruction", "批示待反馈"
    DECIDE = "decide", "待办理"
    EXPLAIN = "explain", "待说明情况"
    DECIDED = "decided", "申请已办理"
    RETURNED = "returned", "被退回待修改"
    EVIDENCE = "evidence", "佐证待补充"
    URGED = "urged", "被催办"
    SIGN = "sign", "超时未签收"
    OVERDUE = "overdue", "逾期未办结"
    DUE_SOON = "due_soon", "临期"
    REPORT = "report", "本期待填报"
    FOLLOWED = "followed", "本级任务随上级变动"
    CHANGED = "changed", "任务有变动"


OFFICE_TOPICS = frozenset({DigestTopic.DECIDE, DigestTopic.FOLLOWED})
"""What is said to people of the supervision office; all else goes to the units."""

DUE_SOON_POINTS = (7, 3, 1)
REPORT_POINT = 3
EXPLAIN_POINTS = (1, 3)
RETURNED_POINTS = (3, 5)
INSTRUCTION_POINTS = (1, 3, 5)
EVIDENCE_POINTS = (1, 3, 5)
WEEKLY = 5  # working days


@dataclass(frozen=True)
class DigestFacts:
    """What is known of one assignment that is asked for something: not backlog, paused or under review."""

    status: AssignmentStatus
    issued_on: date
    due_on: date | None
    last_reported_period: Month | None
    returned_on: date | None
    start_on: date | None = None
    cadence: ReportCadence = ReportCadence.MONTHLY


@dataclass(frozen=True)
class DigestDays:
    """The morning a digest is written on, and the day of the one before it."""

    after: date
    today: date
    calendar: WorkCalendar

    def reaches(self, since: date, *points: int, weekly_from: int | None = None) -> bool:
        """Return whether so many working days have passed since a day, today or since the last digest.

        With `weekly_from` also at that point and every five working days from there on.
        """
        before = self.calendar.workdays_between(since, self.after)
        now = self.calendar.workdays_between(since, self.today)
        if any(before < point <= now for point in points):
            return True
        if weekly_from is None or now < weekly_from:
            return False
        return before < weekly_from or (now - weekly_from) // WEEKLY > (before - weekly_from) // WEEKLY

    def comes_near(self, due_on: date) -> bool:
        """Return whether the limit has come as near as 7, 3 or 1 working days, today or since the last digest."""
        if due_on < self.today:
            return False
        before = self.calendar.workdays_between(self.after, due_on)
        left = self.calendar.workdays_between(self.today, due_on)
        return any(left <= point < before for point in DUE_SOON_POINTS)

    @property
    def period(self) -> Month:
        """The month that is being reported on."""
        return Month.reporting_on(self.today)

    @property
    def asks_for_reports(self) -> bool:
        """Whether today, or a day since the last digest, is one on which missing reports are asked for."""
        reporting_day = self.calendar.previous_workday(self.period.reporting_day)
        days = (self.calendar.add_workdays(reporting_day, -REPORT_POINT), reporting_day)
        return any(self.after < day <= self.today for day in days)


def topics(facts: DigestFacts, days: DigestDays) -> list[DigestTopic]:
    """Return what today's digest says of the assignment, most pressing first; nothing on most days."""
    if facts.start_on is not None and facts.start_on > days.today:
        return []
    found = {
        DigestTopic.RETURNED: facts.returned_on is not None
        and days.reaches(facts.returned_on, *RETURNED_POINTS, weekly_from=RETURNED_POINTS[-1] + WEEKLY),
        DigestTopic.SIGN: facts.status is AssignmentStatus.ISSUED
        and days.reaches(facts.issued_on, weekly_from=ACKNOWLEDGE_WORKDAYS + 1),
        DigestTopic.OVERDUE: facts.due_on is not None
        and facts.due_on < days.today
        and days.reaches(facts.due_on, weekly_from=1),
        DigestTopic.DUE_SOON: facts.due_on is not None and days.comes_near(facts.due_on),
        DigestTopic.REPORT: facts.status is AssignmentStatus.IN_PROGRESS
        and days.asks_for_reports
        and is_reporting_month(days.period, facts.cadence)
        and (facts.last_reported_period is None or facts.last_reported_period < days.period),
    }
    return [topic for topic in DigestTopic if found.get(topic)]


def asks_for_explanation(asked_on: date, days: DigestDays) -> bool:
    """Return whether today's digest asks for the unit's words on a row of a list compiled in the night to that day."""
    return days.reaches(days.calendar.add_workdays(asked_on, -1), *EXPLAIN_POINTS)


def asks_for_reply(written_on: date, reply_due_on: date | None, days: DigestDays) -> bool:
    """Return whether today's digest asks for an answer to an instruction of that day, or its day comes near."""
    return days.reaches(written_on, *INSTRUCTION_POINTS) or (reply_due_on is not None and days.comes_near(reply_due_on))


def asks_for_new_evidence(returned_on: date | None, valid_until: date | None, days: DigestDays) -> bool:
    """Return whether today's digest speaks of evidence that was returned on a day, or has run out after its last."""
    if returned_on is not None:
        return days.reaches(returned_on, *EVIDENCE_POINTS)
    return valid_until is not None and days.reaches(valid_until, 1)


def passes_on_urging(urged_on: date, days: DigestDays) -> bool:
    """Return whether today's digest is the first since the unit was urged that day."""
    return days.reaches(urged_on, 1)
