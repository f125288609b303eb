"""Issuing a document (交办): what goes live, who is told, and when."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from tests.factories import make_clause, make_document, make_group, make_task, make_unit, make_user
from tracker.db import transaction
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.errors import ActionNotAllowed, RuleViolation
from tracker.domain.lights import Light
from tracker.domain.roles import Role
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Assignment, Membership, OutboxEmail, Task
from tracker.queries.issuing import preview_issue
from tracker.services import task_workflow

FRIDAY_AFTERNOON = datetime(2026, 6, 12, 7, 30, tzinfo=UTC)  # 15:30 in Beijing
FRIDAY = date(2026, 6, 12)
MONDAY_0830 = datetime(2026, 6, 15, 0, 30, tzinfo=UTC)
CALENDAR = WorkCalendar()


@pytest.fixture
def document(db):
    return make_document(status=DocumentStatus.CONFIRMED)


def draft(document, lead, *supporting, **more):
    clause = make_clause(document)
    values = {"status": TaskStatus.DRAFT, "start_on": None, **more}
    return make_task(document=document, clause=clause, lead=lead, supporting=supporting, **values)


def issue(document, actor, now=FRIDAY_AFTERNOON, **more):
    values = {"basis": "《意见》", "approving_leader": "沈市长", "start_on": FRIDAY, **more}
    with transaction(document):
        return task_workflow.issue_document(document, **values, actor=actor, now=now, calendar=CALENDAR)


def mails(db):
    return db.session.scalars(sa.select(OutboxEmail).order_by(OutboxEmail.id)).all()


def assignments(db):
    return db.session.scalars(sa.select(Assignment).order_by(Assignment.id)).all()


def test_every_task_goes_live_with_basis_approval_start_and_limit(db, document, supervisor):
    draft(document, make_unit(), make_unit())

    issue(document, supervisor)

    task = db.session.scalars(sa.select(Task)).one()
    assert (task.status, task.basis, task.approving_leader) == (TaskStatus.ISSUED, "《意见》", "沈市长")
    assert (task.start_on, task.original_due_on) == (FRIDAY, task.due_on)
    assert document.status is DocumentStatus.ISSUED
    assert {(a.status, a.start_on, a.issued_at) for a in assignments(db)} == {
        (AssignmentStatus.ISSUED, FRIDAY, FRIDAY_AFTERNOON)
    }


@pytest.mark.parametrize("missing", ["basis", "approving_leader"])
def test_without_basis_or_approval_nothing_goes_live(db, document, supervisor, missing):
    draft(document, make_unit())

    with pytest.raises(RuleViolation, match="立项依据和批准领导"):
        issue(document, supervisor, **{missing: "  "})

    assert document.status is DocumentStatus.CONFIRMED


def test_a_person_gets_one_mail_with_all_tasks_of_all_their_units_next_working_morning(db, document, supervisor):
    science, finance = make_unit("市科技局"), make_unit("市财政局")
    person = make_user(unit=science)
    person.memberships.append(Membership(unit=finance, role=Role.LIAISON))
    titles = [draft(document, science).title, draft(document, finance).title, draft(document, finance, science).title]

    issue(document, supervisor)

    (mail,) = mails(db)
    assert mail.recipient == person.email
    assert mail.not_before == MONDAY_0830
    assert mail.dedupe_key == f"task_issued/{document.id}/{person.id}"
    assert all(title in mail.body_text for title in titles)
    assert "市科技局、市财政局" in mail.body_text


def test_only_liaisons_of_responsible_units_are_told(db, document, supervisor):
    science = make_unit("市科技局")
    liaison = make_user(unit=science)
    make_user(unit=make_unit("市商务局"))
    make_user(Role.UNIT_HEAD, unit=science)
    make_user(Role.LEADER)
    draft(document, science)

    issue(document, supervisor)

    assert [mail.recipient for mail in mails(db)] == [liaison.email]


def test_a_groups_own_liaison_and_those_of_its_members_are_told(db, document, supervisor):
    member = make_unit("南湖区")
    group = make_group(members=(member,))
    people = [make_user(unit=group), make_user(unit=member)]
    draft(document, group)

    issue(document, supervisor)

    assert [mail.recipient for mail in mails(db)] == [person.email for person in people]


def test_a_backlog_document_is_issued_without_a_mail_and_stays_grey(db, supervisor):
    document = make_document(status=DocumentStatus.CONFIRMED, is_backlog=True, goal_year=2025)
    unit = make_unit()
    make_user(unit=unit)
    draft(document, unit, due_on=date(2025, 12, 31), is_backlog=True)

    issue(document, supervisor)

    assert mails(db) == []
    assert [(a.status, a.light, a.is_backlog) for a in assignments(db)] == [(AssignmentStatus.ISSUED, Light.GREY, True)]


@pytest.mark.parametrize(("due_on", "is_backlog"), [(date(2026, 6, 11), True), (FRIDAY, False)])
def test_a_task_whose_limit_lies_before_its_start_enters_quietly(db, document, supervisor, due_on, is_backlog):
    unit = make_unit()
    make_user(unit=unit)
    draft(document, unit, due_on=due_on)

    issue(document, supervisor)

    assert [a.is_backlog for a in assignments(db)] == [is_backlog]
    assert len(mails(db)) == (0 if is_backlog else 1)


def test_a_document_is_issued_once(db, document, supervisor):
    draft(document, make_unit())
    issue(document, supervisor)

    with pytest.raises(ActionNotAllowed):
        issue(document, supervisor)


def test_a_document_in_review_is_not_issued(supervisor, db):
    with pytest.raises(ActionNotAllowed):
        issue(make_document(status=DocumentStatus.IN_REVIEW), supervisor)


def test_the_preview_says_who_is_told_and_which_units_have_nobody(db, document):
    science, silent = make_unit("市科技局"), make_unit("市商务局")
    person = make_user(unit=science)
    draft(document, science, silent)
    draft(document, science)

    preview = preview_issue(document, FRIDAY)

    assert [(r.user, r.unit_names, len(r.assignments)) for r in preview.recipients] == [(person, ("市科技局",), 2)]
    assert preview.silent_units == (silent,)
    assert (len(preview.tasks), preview.assignment_count, preview.unit_count) == (2, 3, 2)


def test_somebody_whose_time_in_the_unit_is_over_is_not_told(db, document):
    unit = make_unit()
    person = make_user(unit=unit)
    person.memberships[0].valid_to = date(2026, 6, 11)
    db.session.commit()
    draft(document, unit)

    assert preview_issue(document, FRIDAY).recipients == ()
