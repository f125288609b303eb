"""The issue page comes filled in as it is mostly sent: basis, approving leader, start, how often units report."""

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_document, make_government, make_task, make_unit, make_user
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.roles import Role
from tracker.domain.task_opening import ReportCadence
from tracker.domain.workflow import TaskStatus
from tracker.models import Task

ISSUE = {"basis": "《意见》", "start_on": "2026-06-15"}


@pytest.fixture
def document(db, sign_in):
    make_government("试点市")
    sign_in(make_user(Role.SUPERVISOR))
    document = make_document(status=DocumentStatus.CONFIRMED)
    draft(document)
    return document


def draft(document, **more):
    return make_task(document=document, lead=make_unit(), status=TaskStatus.DRAFT, **more)


def leaders(*names):
    for name in names:
        make_user(Role.LEADER, display_name=name)


def issue(client, document, **more):
    return client.post(f"/documents/{document.id}/issuing", data=ISSUE | more, follow_redirects=True)


def tasks_of(db, document):
    db.session.expire_all()
    return db.session.scalars(sa.select(Task).where(Task.document_id == document.id).order_by(Task.id)).all()


def test_the_only_leader_is_chosen_already_and_the_basis_names_the_document(client, document):
    leaders("沈市长")

    page = client.get(f"/documents/{document.id}/issuing").text

    assert '<option selected value="沈市长">' in page
    assert f'value="《{document.title}》（{document.document_number}）"' in page
    assert '<option selected value="monthly">每月填报' in page


def test_of_several_leaders_the_one_who_approved_last_is_chosen(client, document):
    leaders("沈市长", "何市长")
    unchosen = client.get(f"/documents/{document.id}/issuing").text
    earlier = make_task(document=make_document("早先的意见"), lead=make_unit(), status=TaskStatus.ISSUED)
    earlier.approving_leader, earlier.issued_at = "何市长", NOW

    page = client.get(f"/documents/{document.id}/issuing").text

    assert '<option selected value="">' in unchosen
    assert '<option selected value="何市长">' in page


def test_a_leader_who_is_no_user_is_named_in_words(client, db, document):
    leaders("沈市长")

    page = issue(client, document, approving_leader="沈市长", other_leader="何书记").text

    assert "已交办 1 项任务" in page
    assert [task.approving_leader for task in tasks_of(db, document)] == ["何书记"]


def test_without_any_leader_nothing_is_issued(client, db, document):
    leaders("沈市长", "何市长")

    page = issue(client, document, approving_leader="", other_leader=" ").text

    assert "请选择或填写批准交办的领导。" in page
    assert [task.status for task in tasks_of(db, document)] == [TaskStatus.DRAFT]


def test_units_report_as_often_as_was_chosen(client, db, document):
    issue(client, document, approving_leader="沈市长", cadence="quarterly")

    assert [task.cadence for task in tasks_of(db, document)] == [ReportCadence.QUARTERLY]


def test_tasks_that_differ_keep_their_own_cadence_unless_one_is_chosen(client, db, document):
    draft(document).cadence = ReportCadence.YEARLY
    db.session.commit()
    assert "按各任务已定的周期" in client.get(f"/documents/{document.id}/issuing").text

    issue(client, document, approving_leader="沈市长", cadence="")

    assert [task.cadence for task in tasks_of(db, document)] == [ReportCadence.MONTHLY, ReportCadence.YEARLY]


def test_a_cadence_that_there_is_not_is_refused(client, db, document):
    assert issue(client, document, approving_leader="沈市长", cadence="hourly").status_code == 422
    assert [task.status for task in tasks_of(db, document)] == [TaskStatus.DRAFT]
