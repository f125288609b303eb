from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_evidence, make_report, make_task, make_user
from tracker.db import transaction
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.reporting import ReportFault, ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import AuditEntry, OutboxEmail, ProgressReport, ReportDraft
from tracker.services import progress_reports, report_drafts

WORDS = "新建研发机构 12 家，兑现奖补 300 万元。"


def submit(assignment, actor, **changes):
    arguments = {"period": "2026-06", "percent_complete": 60, "summary": WORDS, "submission_key": "form-of-test"}
    with transaction(assignment):
        return progress_reports.submit_report(assignment, **{**arguments, **changes}, actor=actor, now=NOW)


def review(verb, report, actor, comment="", now=NOW, **more):
    with transaction(report):
        verb(report, comment=comment, actor=actor, now=now, today=TODAY, **more)


@pytest.fixture
def unit_person(db):
    return make_user()


@pytest.fixture
def assignment(unit_person):
    return make_assignment(unit_person.home_unit)


@pytest.fixture
def supervisor(assignment):
    return make_user(Role.SUPERVISOR)


def test_a_sent_report_waits_for_review_and_leaves_the_confirmed_percent(assignment, unit_person):
    report = submit(assignment, unit_person)

    assert report.status is ReportStatus.SUBMITTED
    assert (assignment.percent_complete, assignment.last_reported_period) == (0, "2026-06")
    assert assignment.light_read_on == TODAY


def test_the_same_form_sent_twice_gives_one_report(db, assignment, unit_person):
    first = submit(assignment, unit_person)
    again = submit(assignment, unit_person, percent_complete=99)

    assert again is first
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == 1


def test_a_form_of_another_task_is_refused(assignment, unit_person):
    submit(assignment, unit_person)

    with pytest.raises(ActionNotAllowed, match="另一项任务"):
        submit(make_assignment(), unit_person)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"percent_complete": 100.5}, "0 到 100"),
        ({"percent_complete": -1}, "0 到 100"),
        ({"period": "2026-07"}, "2026年7月的填报还没有开始"),
        ({"period": "六月"}, "不是有效的报告期"),
    ],
)
def test_nonsense_is_refused(assignment, unit_person, changes, words):
    with pytest.raises(RuleViolation, match=words):
        submit(assignment, unit_person, **changes)


@pytest.mark.parametrize("status", sorted(set(AssignmentStatus) - {AssignmentStatus.IN_PROGRESS}))
def test_only_work_that_was_signed_for_and_goes_on_is_reported_on(unit_person, status):
    with pytest.raises(ActionNotAllowed, match=f"{status.label}，不能填报进展"):
        submit(make_assignment(unit_person.home_unit, status=status), unit_person)


def test_a_paused_task_is_not_reported_on(unit_person):
    task = make_task(lead=unit_person.home_unit, status=TaskStatus.PAUSED)

    with pytest.raises(ActionNotAllowed, match="任务已暂停，不能填报进展"):
        submit(task.assignments[0], unit_person)


def test_a_second_report_on_a_month_takes_the_place_of_the_first(assignment, unit_person):
    first = submit(assignment, unit_person)
    second = submit(assignment, unit_person, submission_key="second form")

    assert (first.status, second.status) == (ReportStatus.SUPERSEDED, ReportStatus.SUBMITTED)


def test_files_that_were_waiting_go_with_the_report(assignment, unit_person):
    mine, anothers = make_evidence(assignment), make_evidence()

    report = submit(assignment, unit_person, evidence_ids=[mine.id, anothers.id])

    assert (mine.report_id, anothers.report_id) == (report.id, None)


def test_sending_forgets_the_draft(db, assignment, unit_person):
    with transaction():
        report_drafts.save_draft(assignment, user=unit_person, typed={"summary": "新建"}, now=NOW)

    submit(assignment, unit_person)

    assert db.session.get(ReportDraft, (assignment.id, unit_person.id)) is None


@pytest.mark.parametrize(
    ("summary", "flags"),
    [
        (WORDS, []),
        ("持续推进各项工作，取得积极成效", [ReportFault.NO_FIGURE]),
        ("已印发实施细则，新建研发机构 12 家！", [ReportFault.COPIED]),
    ],
)
def test_a_report_that_looks_empty_or_copied_carries_a_flag(assignment, unit_person, summary, flags):
    make_report(assignment, period="2026-05", percent_complete=40, status=ReportStatus.ACCEPTED)

    assert submit(assignment, unit_person, summary=summary).flags == [flag.value for flag in flags]


def test_accepting_makes_the_percent_the_confirmed_one(db, assignment, unit_person, supervisor):
    report = submit(assignment, unit_person)

    review(progress_reports.accept_report, report, supervisor)

    assert (report.status, report.reviewed_by) == (ReportStatus.ACCEPTED, supervisor)
    assert assignment.percent_complete == 60
    last = db.session.scalar(sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1))
    assert (last.action, last.subject_type, last.actor_id) == ("accept", "ProgressReport", supervisor.id)


def test_accepting_an_older_month_later_does_not_turn_progress_back(assignment, supervisor):
    older = make_report(assignment, period="2026-04", percent_complete=20)
    newer = make_report(assignment, period="2026-05", percent_complete=45)

    review(progress_reports.accept_report, newer, supervisor)
    review(progress_reports.accept_report, older, supervisor)

    assert assignment.percent_complete == 45


def test_nobody_reviews_their_own_report(assignment):
    both = make_user(Role.SUPERVISOR)
    report = make_report(assignment, reported_by=both)

    with pytest.raises(NotTheRightPerson):
        review(progress_reports.accept_report, report, both)


def test_returning_needs_a_reason(assignment, supervisor):
    with pytest.raises(RuleViolation, match="退回的理由"):
        review(progress_reports.return_report, make_report(assignment), supervisor, comment="  ")


def test_a_returned_report_counts_as_not_sent_and_the_liaison_is_told_once(db, assignment, unit_person, supervisor):
    report = submit(assignment, unit_person)

    review(progress_reports.return_report, report, supervisor, comment="请写明新建机构的名称。")

    assert (assignment.returned_on, assignment.last_reported_period) == (TODAY, None)
    mail = db.session.scalars(sa.select(OutboxEmail)).one()
    assert (mail.recipient, mail.dedupe_key) == (unit_person.email, f"report_returned/{report.id}/{unit_person.id}")
    assert mail.not_before == NOW
    assert "请写明新建机构的名称。" in mail.body_text
    assert f"/assignments/{assignment.id}/report" in mail.body_text
    assert mail.body_text.rstrip().endswith("的联络员。")


def test_a_second_return_within_three_working_days_is_left_to_the_digest(db, assignment, unit_person, supervisor):
    for key in ("first", "second"):
        report = submit(assignment, unit_person, submission_key=key)
        review(progress_reports.return_report, report, supervisor, comment="请补充数据。")

    assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxEmail)) == 1


def test_mail_about_a_return_on_sunday_waits_for_monday_morning(db, assignment, supervisor):
    make_user(unit=assignment.unit)
    sunday = NOW - timedelta(days=1)

    review(progress_reports.return_report, make_report(assignment), supervisor, comment="请补充数据。", now=sunday)

    times = db.session.scalars(sa.select(OutboxEmail.not_before)).all()
    assert {moment.isoformat() for moment in times} == {"2026-06-15T00:30:00+00:00"}


def test_returning_an_accepted_report_takes_its_percent_back(assignment, unit_person, supervisor):
    make_report(assignment, period="2026-05", percent_complete=40, status=ReportStatus.ACCEPTED)
    report = submit(assignment, unit_person)
    review(progress_reports.accept_report, report, supervisor)

    review(progress_reports.return_report, report, supervisor, comment="数据有误。", seen=ReportStatus.ACCEPTED)

    assert (assignment.percent_complete, assignment.last_reported_period) == (40, "2026-05")


def test_what_somebody_else_accepted_meanwhile_is_not_returned_unseen(assignment, unit_person, supervisor):
    report = submit(assignment, unit_person)
    review(progress_reports.accept_report, report, make_user(Role.SUPERVISOR))

    with pytest.raises(ActionNotAllowed, match="现在是“已采纳”"):
        review(progress_reports.return_report, report, supervisor, comment="请补充数据。")


def test_a_report_sent_again_clears_the_return_and_keeps_the_returned_one(assignment, unit_person, supervisor):
    first = submit(assignment, unit_person)
    review(progress_reports.return_report, first, supervisor, comment="请补充数据。")

    submit(assignment, unit_person, submission_key="again")

    assert (first.status, assignment.returned_on) == (ReportStatus.RETURNED, None)


def test_withdrawing_what_answered_a_return_shows_the_return_again(assignment, unit_person, supervisor):
    first = submit(assignment, unit_person)
    review(progress_reports.return_report, first, supervisor, comment="请补充数据。")
    answer = submit(assignment, unit_person, submission_key="again")

    with transaction(answer):
        progress_reports.withdraw_report(answer, actor=unit_person, now=NOW)

    assert (answer.status, assignment.returned_on) == (ReportStatus.WITHDRAWN, TODAY)


def test_withdrawing_frees_the_files(assignment, unit_person):
    file = make_evidence(assignment)
    report = submit(assignment, unit_person, evidence_ids=[file.id])

    with transaction(report):
        progress_reports.withdraw_report(report, actor=unit_person, now=NOW)

    assert (file.report_id, assignment.last_reported_period) == (None, None)


def test_a_reviewed_report_cannot_be_withdrawn(assignment, unit_person, supervisor):
    report = submit(assignment, unit_person)
    review(progress_reports.accept_report, report, supervisor)

    with pytest.raises(ActionNotAllowed, match="已采纳，不能撤回"), transaction(report):
        progress_reports.withdraw_report(report, actor=unit_person, now=NOW)


def test_the_light_follows_the_confirmed_percent(assignment, unit_person, supervisor):
    assignment.start_on, assignment.due_on = date(2026, 6, 1), date(2026, 6, 29)
    report = submit(assignment, unit_person, percent_complete=95)
    before = assignment.light

    review(progress_reports.accept_report, report, supervisor)

    assert before != assignment.light


def test_a_month_before_the_work_was_given_out_is_not_reported_on(assignment, unit_person):
    with pytest.raises(RuleViolation, match="2025年12月在任务交办之前"):
        submit(assignment, unit_person, period="2025-12")


def test_a_doubtful_report_is_kept_back_until_its_writer_has_seen_why(db, assignment, unit_person):
    with pytest.raises(progress_reports.DoubtfulReport) as doubt:
        submit(assignment, unit_person, summary="持续推进各项重点工作", seen_faults=[])

    assert doubt.value.faults == [ReportFault.NO_FIGURE]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == 0
    assert submit(assignment, unit_person, summary="持续推进各项重点工作", seen_faults=doubt.value.faults).flags == [
        "no_figure"
    ]


def test_only_the_files_of_the_month_wait_for_its_report(assignment, unit_person):
    june, may = make_evidence(assignment, period="2026-06"), make_evidence(assignment, period="2026-05")

    report = submit(assignment, unit_person)

    assert (june.report_id, may.report_id) == (report.id, None)
