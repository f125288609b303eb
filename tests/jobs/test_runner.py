"""What is due is done once: after restarts, outages, failures, with two schedulers, on whatever clock."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_notice, make_task, make_unit, make_user
from tests.jobs.conftest import beijing
from tracker.db import db as db_of_product
from tracker.domain.lights import Light
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.outbox import OutboxStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.jobs import runner
from tracker.jobs.schedule import SCHEDULE, Job
from tracker.models import Assignment, JobRun, Notice, OutboxEmail, PeriodSnapshot, Reminder
from tracker.services.notice_compiling import content_hash

pytestmark = pytest.mark.usefixtures("holidays")


def rows(db, model):
    return db.session.scalars(sa.select(model)).all()


def count(db, model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def issued(assignment, day="2026-06-05"):
    """Let the task be issued on that day: before it, no job has anything to do."""
    assignment.issued_at = assignment.task.issued_at = beijing(f"{day}T15:00")
    db_of_product.session.commit()
    return assignment


def overdue(unit, due_on=date(2026, 6, 12), **changes):
    """Give the unit one task, overdue since a Friday, reported on in time."""
    return issued(make_assignment(unit, due_on=due_on, last_reported_period="2026-12", **changes))


@pytest.fixture
def science():
    unit = make_unit("市科技局")
    make_user(unit=unit, username="liaison")
    overdue(unit)
    return unit


@pytest.fixture
def finance():
    """A unit whose task is ten working days overdue when June is closed."""
    unit = make_unit("市财政局")
    make_user(unit=unit)
    overdue(unit, due_on=date(2026, 6, 8))
    return unit


def test_a_second_run_changes_nothing(run, db, science, mailer):
    first = run("2026-06-15T08:30")
    tables = {model: count(db, model) for model in (JobRun, OutboxEmail, Reminder)}

    second = run("2026-06-15T08:30")

    assert first["digests"] == {"runs": 1, "written": 1}
    assert first["mail"]["sent"] == len(mailer.sent) == 1
    assert not any(number for counts in second.values() for number in counts.values())
    assert {model: count(db, model) for model in tables} == tables


def test_each_job_runs_at_its_own_moment_in_the_order_of_the_timetable(run, db, science):
    run("2026-06-15T08:29")
    run("2026-06-26T08:30")

    ran = db.session.execute(sa.select(JobRun.job, JobRun.slot).order_by(JobRun.slot)).all()
    last = [job for job, slot in ran if slot >= beijing("2026-06-25T09:00")]  # a day back: one job runs at 15:00
    assert ("digests", beijing("2026-06-15T08:30")) not in ran
    assert set(last) == {job.name for job in SCHEDULE}


def test_after_an_outage_of_three_days_there_is_one_digest(run, mailer, science):
    run("2026-06-15T08:30")

    run("2026-06-19T09:00")

    assert len(mailer.sent) == 1  # overdue is named on the first working day, then weekly: nothing new yet


def test_an_outage_loses_nothing_that_had_to_be_said(run, mailer, science):
    run("2026-06-12T08:30")
    mailer.sent.clear()

    run("2026-06-18T09:00")  # overdue was to be named on the 15th

    assert ["逾期未办结" in letter.subject for letter in mailer.sent] == [True]


def test_a_digest_missed_until_the_evening_is_not_sent_late(run, db, mailer, science):
    run("2026-06-12T08:30")
    mailer.sent.clear()

    run("2026-06-15T18:00")
    assert mailer.sent == []
    run("2026-06-16T08:30")
    assert len(mailer.sent) == 1


@pytest.mark.parametrize(
    ("morning", "letters"),
    [
        ("2026-09-20T08:30", 1),  # a make-up Sunday
        ("2026-09-19T08:30", 0),  # the Saturday before it
        ("2026-10-02T08:30", 0),  # 国庆
        ("2026-10-10T08:30", 1),  # a make-up Saturday
    ],
)
def test_mail_follows_the_working_calendar(run, mailer, morning, letters):
    unit = make_unit()
    make_user(unit=unit)
    day = date.fromisoformat(morning[:10])
    overdue(unit, due_on=day - timedelta(days=1))

    run(f"{day - timedelta(days=1)}T23:00")
    run(morning)

    assert len(mailer.sent) == letters


def test_every_missed_month_is_frozen(run, db, science):
    issued(db.session.scalars(sa.select(Assignment)).one(), "2026-01-05")
    run("2026-02-10T12:00")

    counts = run("2026-06-27T12:00")

    assert counts["snapshot"]["runs"] == 5
    periods = db.session.scalars(sa.select(PeriodSnapshot.period).order_by(PeriodSnapshot.period)).all()
    assert periods == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"]


def test_a_snapshot_stays_as_it_was_taken(run, db, science):
    run("2026-06-25T12:00")
    run("2026-06-26T00:00")
    (frozen,) = db.session.scalars(sa.select(PeriodSnapshot).where(PeriodSnapshot.period == "2026-06")).all()
    before = (frozen.light, frozen.days_overdue, frozen.percent_complete, frozen.taken_at)
    assignment = frozen.assignment
    assignment.percent_complete, assignment.status = 100, AssignmentStatus.CLOSED
    db.session.commit()

    run("2026-06-30T12:00")

    assert assignment.light is Light.DONE
    assert (frozen.light, frozen.days_overdue, frozen.percent_complete, frozen.taken_at) == before
    assert before[:2] == (Light.RED, 13)  # as on the 25th


def test_the_list_of_the_month_is_compiled_once_and_not_without_a_leader_issued(run, db, mailer, finance):
    make_user(Role.LEADER)
    run("2026-06-25T23:59")

    for moment in ("2026-06-26T00:00", "2026-06-26T09:00", "2026-06-29T09:00", "2026-07-25T09:00"):
        run(moment)

    (notice,) = rows(db, Notice)
    assert (notice.kind, notice.status, notice.period) == (NoticeKind.WARNING, NoticeStatus.DRAFT, "2026-06")
    assert notice.content_sha256 == content_hash(notice)
    assert {row.kind for row in rows(db, OutboxEmail)} <= {"digest", "leader_digest"}


def test_the_unit_is_asked_for_its_words_the_morning_after_the_list(run, mailer, finance):
    run("2026-06-25T23:59")

    run("2026-06-26T08:30")

    assert "待说明情况 1 项" in mailer.sent[-1].subject
    assert "http://luoshi.example.gov.cn/notices/" in mailer.sent[-1].text


def test_the_same_months_give_the_same_bytes(run, db, finance):
    run("2026-06-26T00:00")
    (notice,) = rows(db, Notice)
    first = notice.content_sha256
    db.session.delete(notice)
    db.session.execute(sa.delete(JobRun).where(JobRun.job == "notices"))
    db.session.commit()

    run("2026-06-26T00:00")

    (again,) = rows(db, Notice)
    assert again.content_sha256 == first


def test_rungs_of_the_ladder_are_noted_once_a_period(run, db, science):
    for day in range(15, 26):
        run(f"2026-06-{day}T09:00")

    noted = [(reminder.rung.value, reminder.period) for reminder in rows(db, Reminder)]
    assert sorted(noted) == sorted(set(noted))
    assert ("reminder", "2026-06") in noted
    assert ("urging", "2026-06") in noted  # five working days overdue on 22 June


def test_backlog_and_paused_work_is_left_in_peace(run, db, mailer):
    unit = make_unit()
    make_user(unit=unit)
    overdue(unit, is_backlog=True)
    make_task(lead=unit, due_on=date(2026, 6, 12), assignment_status=AssignmentStatus.PAUSED)

    run("2026-06-15T08:30")

    assert mailer.sent == []
    assert rows(db, Reminder) == []


def test_a_person_with_several_units_gets_one_digest(run, mailer):
    one, other = make_unit("甲局"), make_unit("乙局")
    person = make_user(unit=one)
    make_user(unit=other).memberships[0].user = person
    for unit in (one, other):
        overdue(unit)

    run("2026-06-15T08:30")

    (letter,) = mailer.sent
    assert letter.recipient == person.email
    assert "逾期未办结 2 项" in letter.subject
    assert "甲局" in letter.text
    assert "乙局" in letter.text


def test_who_is_just_told_of_new_tasks_is_not_told_of_them_twice(run, db, queue, mailer):
    unit = make_unit()
    person = make_user(unit=unit)
    assignment = overdue(unit, due_on=date(2026, 6, 16))
    key = f"task_issued/{assignment.document_id}/{person.id}"
    queue(key, person.email, kind="task_issued", user=person, not_before=beijing("2026-06-15T08:30"))

    run("2026-06-15T08:30")

    assert [letter.subject for letter in mailer.sent] == [f"主题 {key}"]


def test_leaders_get_one_page_a_week_on_its_first_working_day(run, mailer, science):
    make_user(Role.LEADER, username="leader")

    for day in range(15, 23):
        run(f"2026-06-{day}T08:30")

    pages = [letter for letter in mailer.sent if letter.recipient.startswith("leader")]
    assert [letter.subject[:6] for letter in pages] == ["一周督查情况"] * 2  # 15 and 22 June


def test_a_list_that_waits_is_on_the_leaders_page(run, mailer, science):
    make_user(Role.LEADER, username="leader")
    notice = make_notice(status=NoticeStatus.SUBMITTED)

    run("2026-06-15T08:30")

    page = next(letter for letter in mailer.sent if letter.recipient.startswith("leader"))
    assert "待您审批 1 件" in page.subject
    assert notice.title in page.text


def test_a_job_that_fails_is_undone_tried_again_and_does_not_stop_the_others(run, db, monkeypatch, science, mailer):
    def breaks(_slot, _now, _outside):
        db.session.add(Reminder())
        raise ZeroDivisionError

    broken = [Job(job.name, job.timing, breaks if job.name == "ladder" else job.act) for job in SCHEDULE]
    with monkeypatch.context() as patch:
        patch.setattr(runner, "SCHEDULE", broken)
        counts = run("2026-06-15T08:30")

    assert counts["ladder"] == {"errors": 1}
    assert len(mailer.sent) == 1
    assert run("2026-06-15T08:31")["ladder"] == {"runs": 1, "reminders": 1}


def test_a_clock_that_jumps_does_nothing_twice(run, db, mailer, science):
    for moment in ("2026-06-15T08:30", "2026-06-15T07:30", "2026-06-16T08:30", "2026-06-14T08:30", "2026-06-16T09:30"):
        run(moment)

    keys = db.session.scalars(sa.select(OutboxEmail.dedupe_key)).all()
    assert len(keys) == len(set(keys)) == len(mailer.sent)
    assert count(db, OutboxEmail, OutboxEmail.status != OutboxStatus.DELIVERED) == 0
