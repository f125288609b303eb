from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_clause, make_document, make_task, make_unit, make_user, saved
from tracker.db import transaction
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.criteria_suggestions import is_default
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.outbox import OutboxStatus
from tracker.domain.parsing.model import GoalOperator
from tracker.domain.roles import Role
from tracker.domain.task_opening import ReportCadence
from tracker.domain.workdays import WorkCalendar
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.models import Goal, Membership, OutboxEmail, Task
from tracker.queries.task_opening import number_of
from tracker.services import task_lifecycle, task_opening, task_workflow
from tracker.services.task_opening import SharedValues

CALENDAR = WorkCalendar()
TODAY = date(2026, 6, 15)


@pytest.fixture
def office(db):
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def leader(db):
    return make_user(Role.LEADER, display_name="沈市长")


def draft(**more):
    return make_task(status=TaskStatus.DRAFT, **more)


def submit(tasks, leader, office, now=NOW):
    with transaction():
        task_opening.submit_opening(tasks, basis="《意见》", leader=leader, actor=office, now=now, calendar=CALENDAR)


def open_on_paper(office, *tasks, now=NOW):
    with transaction():
        task_opening.open_all(tasks, basis="《意见》", approving_leader="沈市长", actor=office, now=now)


def mails(db, kind):
    return db.session.scalars(sa.select(OutboxEmail).where(OutboxEmail.kind == kind)).all()


def test_a_leader_approves_what_the_office_asks(db, office, leader):
    task = draft()

    submit([task], leader, office)
    (mail,) = mails(db, "opening_waiting")
    assert (task.status, mail.recipient) == (TaskStatus.OPENING_PENDING, leader.email)
    assert task.title in mail.body_text

    with transaction():
        task_opening.approve_opening([task], actor=leader, now=NOW)
    assert (task.status, task.approving_leader, task.basis) == (TaskStatus.OPENED, "沈市长", "《意见》")
    assert number_of(task) == "测督〔2026〕1号"


def test_nobody_approves_what_they_asked_for(office, leader):
    office.memberships.append(Membership(unit=leader.memberships[0].unit, role=Role.LEADER))
    saved(office)
    task = draft()
    submit([task], leader, office)

    with pytest.raises(NotTheRightPerson, match="不能审批自己提出"), transaction():
        task_opening.approve_opening([task], actor=office, now=NOW)
    with pytest.raises(NotTheRightPerson, match="不能审批自己提出"), transaction():
        task_opening.return_opening([task], reason="再议", actor=office, now=NOW, calendar=CALENDAR)


def test_what_comes_back_goes_to_the_one_who_asked_with_the_reason(db, office, leader):
    task = draft()
    submit([task], leader, office)

    with transaction():
        task_opening.return_opening([task], reason="请明确完成时限", actor=leader, now=NOW, calendar=CALENDAR)

    (mail,) = mails(db, "opening_returned")
    assert (task.status, mail.recipient) == (TaskStatus.DRAFT, office.email)
    assert "请明确完成时限" in mail.body_text


@pytest.mark.parametrize(("later", "mail_count"), [(timedelta(days=1), 1), (timedelta(days=7), 2)])
def test_a_leader_is_written_to_about_a_task_once_in_three_working_days(db, office, leader, later, mail_count):
    task = draft()
    submit([task], leader, office)
    with transaction():
        task_opening.return_opening([task], reason="请补充", actor=leader, now=NOW, calendar=CALENDAR)

    submit([task], leader, office, NOW + later)

    assert len(mails(db, "opening_waiting")) == mail_count


@pytest.mark.parametrize("missing", [{"basis": " "}, {"approving_leader": " "}])
def test_nothing_goes_live_without_basis_and_approval(office, missing):
    task = draft()
    task.basis = None
    saved(task)
    values = {"basis": "《意见》", "approving_leader": "沈市长", **missing}

    with pytest.raises(RuleViolation, match="都要填写"), transaction():
        task_opening.open_all([task], **values, actor=office, now=NOW)


def test_numbers_run_through_the_year_for_each_government_and_are_never_given_again(db, office):
    first, second, third = draft(), draft(), draft()

    open_on_paper(office, first, second)
    open_on_paper(office, third, now=datetime(2027, 1, 4, 1, 0, tzinfo=UTC))

    assert [number_of(task) for task in (first, second, third)] == [
        "测督〔2026〕1号",
        "测督〔2026〕2号",
        "测督〔2027〕1号",
    ]
    fourth = draft()
    open_on_paper(office, fourth)
    assert number_of(fourth) == "测督〔2026〕3号"


def test_a_task_without_criteria_gets_one_from_its_goals_that_says_so(db, office):
    task = draft()
    goal = Goal(
        clause=task.clause, position=0, indicator="研发投入占比", operator=GoalOperator.AT_LEAST, target_value=8,
        unit_of_measure="%", target_year=2027, start_offset=0, end_offset=1,
    )  # fmt: skip
    saved(goal)

    open_on_paper(office, task)

    (criterion,) = task.criteria
    assert criterion.text == "到2027年研发投入占比 不低于 8%（默认）"
    assert is_default(criterion.text)


def twin(task, **more):
    """The same clause in another document of the same government."""
    text = task.document.text[task.clause.body_offset : task.clause.end_offset].strip()
    clause = make_clause(make_document("另一份文件", task.jurisdiction), title=task.clause.title, body=text)
    return draft(clause=clause, lead=task.assignments[0].unit, **more)


def test_the_same_clause_is_not_asked_of_the_same_unit_twice_in_the_same_time(office):
    task = draft()
    open_on_paper(office, task)
    again = twin(task)

    with pytest.raises(ActionNotAllowed, match="第十五条不得重复督查"):
        open_on_paper(office, again)

    assert (again.status, again.number_serial) == (TaskStatus.DRAFT, None)


def test_another_time_or_an_ended_task_is_no_repetition(office):
    task = draft()
    open_on_paper(office, task)

    open_on_paper(office, twin(task, start_on=date(2027, 1, 1), due_on=date(2027, 12, 31)))
    task.status = TaskStatus.CANCELLED
    open_on_paper(office, twin(saved(task)))


def test_many_tasks_are_given_the_same_at_once_and_what_is_left_empty_stays(db, office, leader):
    tasks = [draft(), draft()]
    shared = SharedValues(
        cadence=ReportCadence.QUARTERLY,
        responsible_leader_id=leader.id,
        evidence_required=True,
        plan="每季度现场核查。",
    )

    with transaction():
        changed = task_opening.apply_to_all(tasks, shared, actor=office, now=NOW)

    assert changed == 2
    for task in tasks:
        assert (task.cadence, task.responsible_leader, task.evidence_required, task.plan) == (
            ReportCadence.QUARTERLY, leader, True, "每季度现场核查。",
        )  # fmt: skip
        assert task.due_on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("tasks", "shared", "refusal"),
    [(0, SharedValues(plan="方案"), "请先勾选任务"), (1, SharedValues(), "留空的项目保持不变")],
)
def test_nothing_chosen_or_nothing_typed_is_said(office, tasks, shared, refusal):
    chosen = [draft() for _ in range(tasks)]

    with pytest.raises(RuleViolation, match=refusal), transaction():
        task_opening.apply_to_all(chosen, shared, actor=office, now=NOW)


def test_suggested_criteria_are_set_only_when_somebody_takes_them(office):
    task = draft(clause=make_clause(body="出台专项实施细则。鼓励企业参与。"))
    assert task.criteria == []

    with transaction():
        assert task_opening.adopt_suggestions([task], actor=office, now=NOW) == 1
    assert [criterion.text for criterion in task.criteria] == ["出台专项实施细则"]

    with transaction():
        assert task_opening.adopt_suggestions([task], actor=office, now=NOW) == 0


def test_a_document_that_is_out_gives_out_what_was_approved_later(db, office, leader):
    document = make_document(status=DocumentStatus.CONFIRMED)
    now_ready, later = (draft(clause=make_clause(document)) for _ in range(2))
    submit([later], leader, office)
    issue = {
        "basis": "《意见》",
        "approving_leader": "沈市长",
        "start_on": TODAY,
        "actor": office,
        "calendar": CALENDAR,
    }

    with transaction(document):
        task_workflow.issue_document(document, **issue, now=NOW)
    assert (now_ready.status, later.status) == (TaskStatus.ISSUED, TaskStatus.OPENING_PENDING)

    with transaction():
        task_opening.approve_opening([later], actor=leader, now=NOW)
    with transaction(document):
        task_workflow.issue_document(document, **issue, now=NOW)
    assert (later.status, document.status) == (TaskStatus.ISSUED, DocumentStatus.ISSUED)
    assert db.session.scalars(sa.select(Task.status)).all() == [TaskStatus.ISSUED] * 2


def test_a_mail_that_waits_follows_what_happens_to_the_tasks(db, office):
    unit = make_unit()
    make_user(unit=unit)
    document = make_document(status=DocumentStatus.CONFIRMED)
    tasks = [draft(clause=make_clause(document), lead=unit, title=f"第{n}项任务") for n in (1, 2)]
    with transaction(document):
        task_workflow.issue_document(
            document,
            basis="《意见》",
            approving_leader="沈市长",
            start_on=TODAY,
            actor=office,
            now=NOW,
            calendar=CALENDAR,
        )
    (mail,) = mails(db, "task_issued")
    assert all(task.title in mail.body_text for task in tasks)

    withdraw(tasks[0], office)
    assert tasks[0].title not in mail.body_text
    assert tasks[1].title in mail.body_text

    withdraw(tasks[1], office)
    assert mail.status is OutboxStatus.CANCELLED
    assert {part.status for task in tasks for part in task.assignments} == {AssignmentStatus.PENDING}


def withdraw(task, office):
    with transaction(task):
        task_lifecycle.withdraw_issue(task, reason="时限有误", actor=office, now=NOW)
