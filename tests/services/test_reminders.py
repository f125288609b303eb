from datetime import date, timedelta

import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment
from tracker.db import transaction
from tracker.domain.escalation import Rung
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.models import PeriodSnapshot, Reminder
from tracker.queries.calendar import work_calendar
from tracker.services.reminders import note_rungs


def noted(db, today=TODAY):
    with transaction():
        note_rungs(today=today, now=NOW, calendar=work_calendar())
    return db.session.execute(sa.select(Reminder.rung, Reminder.period).order_by(Reminder.id)).all()


def snapshot(db, assignment, period, light):
    db.session.add(
        PeriodSnapshot(
            assignment=assignment, period=period, light=light, light_reason=LightReason.BEHIND,
            progress_class=ProgressClass.BEHIND, percent_complete=0, scheduled_percent=50, days_overdue=0, taken_at=NOW,
        )
    )  # fmt: skip
    db.session.commit()


def test_the_first_yellow_reaches_the_reminder(db):
    make_assignment(light=Light.YELLOW)

    assert noted(db) == [(Rung.REMINDER, "2026-06")]
    assert noted(db) == [(Rung.REMINDER, "2026-06")]


def test_the_next_period_notes_it_again(db):
    make_assignment(light=Light.YELLOW)
    noted(db)

    assert noted(db, date(2026, 6, 26))[1:] == [(Rung.REMINDER, "2026-07")]


def test_two_late_snapshots_running_reach_the_supervision_letter(db):
    one = make_assignment(light=Light.YELLOW)
    snapshot(db, one, "2026-04", Light.RED)
    snapshot(db, one, "2026-05", Light.YELLOW)

    assert [rung for rung, _ in noted(db)] == [Rung.REMINDER, Rung.URGING]


def test_a_month_between_breaks_the_row(db):
    one = make_assignment(light=Light.RED)
    snapshot(db, one, "2026-03", Light.RED)
    snapshot(db, one, "2026-05", Light.RED)

    assert [rung for rung, _ in noted(db)] == [Rung.REMINDER]


def test_an_accepted_excuse_rests_the_ladder(db):
    make_assignment(light=Light.RED, due_on=TODAY - timedelta(days=60), excused_until=TODAY)

    assert noted(db) == []


def test_green_and_closed_work_is_not_on_the_ladder(db):
    make_assignment(light=Light.GREEN)

    assert noted(db) == []
