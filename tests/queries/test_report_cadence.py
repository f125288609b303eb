"""How often a task is reported on, as lists, lights and the numbers of the year take it."""

from datetime import date

import pytest

from tests.factories import make_task, make_user, saved
from tracker.domain.digests import DigestDays, DigestFacts, DigestTopic, topics
from tracker.domain.lights import LightReason
from tracker.domain.roles import Role
from tracker.domain.task_opening import ReportCadence
from tracker.domain.work_lists import WorkList, work_days
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentStatus
from tracker.models import Milestone
from tracker.policies import viewer_of
from tracker.queries.work_lists import count_lists
from tracker.services.lights import refresh_lights

CALENDAR = WorkCalendar()
LISTS = (WorkList.TO_REPORT, WorkList.NOT_REPORTED)


@pytest.mark.parametrize(
    ("cadence", "today", "to_report", "not_reported"),
    [
        (ReportCadence.MONTHLY, date(2026, 6, 15), 1, 1),  # June under way, May closed
        (ReportCadence.QUARTERLY, date(2026, 6, 15), 1, 0),
        (ReportCadence.QUARTERLY, date(2026, 7, 15), 0, 1),
        (ReportCadence.QUARTERLY, date(2026, 8, 15), 0, 0),
        (ReportCadence.HALF_YEARLY, date(2026, 9, 15), 0, 0),
        (ReportCadence.YEARLY, date(2026, 12, 15), 1, 0),
    ],
)
def test_a_task_stands_in_the_lists_of_the_months_its_cadence_asks_for(db, cadence, today, to_report, not_reported):
    task = make_task(due_on=date(2027, 12, 31))
    task.cadence = cadence
    saved(task)
    viewer = viewer_of(make_user(Role.SUPERVISOR), today)

    counts = count_lists(viewer, work_days(today, CALENDAR), LISTS)

    assert [counts[name] for name in LISTS] == [to_report, not_reported]


@pytest.mark.parametrize(
    ("cadence", "reason"),
    [(ReportCadence.MONTHLY, LightReason.REPORT_LATE), (ReportCadence.QUARTERLY, LightReason.ON_TRACK)],
)
def test_the_light_waits_for_the_month_that_is_asked_for(db, cadence, reason):
    task = make_task(start_on=date(2026, 4, 1), due_on=date(2030, 12, 31))
    part, task.cadence = task.assignments[0], cadence
    saved(task)

    refresh_lights([part.id], today=date(2026, 6, 15))

    assert part.light_reason is reason


def test_scheduled_progress_follows_the_stages(db):
    task = make_task(start_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    task.milestones.append(Milestone(position=0, title="开工", due_on=date(2026, 6, 15), weight=1))
    task.milestones.append(Milestone(position=1, title="完工", due_on=date(2026, 12, 31), weight=3))
    saved(task)
    part = task.assignments[0]

    refresh_lights([part.id], today=date(2026, 6, 15))
    assert part.scheduled_percent == 25

    refresh_lights(None, today=date(2026, 12, 31))
    assert part.scheduled_percent == 100


@pytest.mark.parametrize(
    ("cadence", "month", "is_asked"),
    [
        (ReportCadence.MONTHLY, 5, True),
        (ReportCadence.QUARTERLY, 5, False),
        (ReportCadence.QUARTERLY, 6, True),
        (ReportCadence.YEARLY, 6, False),
    ],
)
def test_the_digest_asks_in_the_months_of_the_cadence(cadence, month, is_asked):
    facts = DigestFacts(AssignmentStatus.IN_PROGRESS, date(2026, 1, 5), None, None, None, cadence=cadence)
    days = DigestDays(date(2026, month, 21), date(2026, month, 25), CALENDAR)

    assert (DigestTopic.REPORT in topics(facts, days)) is is_asked
