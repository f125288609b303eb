"""Several people at once, on really committed rows: one report a form, one decision a report, nothing lost."""

from collections import Counter

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_report, make_user
from tracker.db import db, transaction
from tracker.domain.errors import ActionNotAllowed
from tracker.domain.roles import Role
from tracker.models import Assignment, ProgressReport, User
from tracker.services import progress_reports

pytestmark = pytest.mark.slow


def test_one_form_sent_five_times_at_once_gives_one_report(crowd):
    with crowd.app.app_context():
        user = make_user()
        assignment_id, user_id = make_assignment(user.home_unit).id, user.id

    def send():
        assignment = db.session.get(Assignment, assignment_id)
        with transaction(assignment):
            return progress_reports.submit_report(
                assignment,
                period="2026-06",
                percent_complete=40,
                summary="新建 3 家。",
                submission_key="the same form",
                actor=db.session.get(User, user_id),
                now=NOW,
            ).id

    results = crowd.act_at_once(*[send] * 5)

    assert len(set(results)) == 1
    with crowd.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == 1


def test_accepting_and_returning_at_once_lets_one_of_them_win(crowd):
    with crowd.app.app_context():
        report_id = make_report().id
        reviewer_ids = [make_user(Role.SUPERVISOR).id for _ in range(2)]

    def deciding(verb, reviewer_id):
        def decide():
            report = db.session.get(ProgressReport, report_id)
            with transaction(report, report.assignment):
                reviewer = db.session.get(User, reviewer_id)
                verb(report, comment="请补充数据。", actor=reviewer, now=NOW, today=TODAY)
            return report.status

        return decide

    results = crowd.act_at_once(
        deciding(progress_reports.accept_report, reviewer_ids[0]),
        deciding(progress_reports.return_report, reviewer_ids[1]),
    )

    assert Counter(result is ActionNotAllowed for result in results) == {True: 1, False: 1}


def test_reports_of_eight_units_on_one_task_are_all_kept(crowd):
    with crowd.app.app_context():
        task = make_assignment().task
        owners = [make_assignment(task=task).id for _ in range(8)]
        user_id = make_user().id

    def sending(assignment_id):
        def send():
            for month in range(1, 7):
                assignment = db.session.get(Assignment, assignment_id)
                with transaction(assignment):
                    progress_reports.submit_report(
                        assignment,
                        period=f"2026-{month:02}",
                        percent_complete=month,
                        summary=f"新建 {month} 家。",
                        submission_key=f"{assignment_id}/{month}",
                        actor=db.session.get(User, user_id),
                        now=NOW,
                    )

        return send

    crowd.act_at_once(*(sending(owner) for owner in owners))

    with crowd.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == 48
