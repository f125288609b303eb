"""Closing (办结、销号): nothing closes that was not answered, shown and checked, criterion by criterion."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.factories import (
    make_answer,
    make_assignment,
    make_criterion,
    make_evidence,
    make_report,
    make_request,
    make_task,
    make_unit,
    make_user,
)
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.lights import Light
from tracker.domain.workflow import TaskStatus
from tracker.models import OutboxEmail
from tracker.services import closing, progress_reports
from tracker.services.closing import Statement

EVIDENCED, NOT_EVIDENCED = EvidenceLevel.EVIDENCED, EvidenceLevel.NOT_EVIDENCED
BACK_BY = date(2026, 6, 22)


def apply(assignment, statements, actor=None, key="form-1", result="全部完成。"):
    return closing.apply_for_closure(
        assignment,
        result=result,
        statements=statements,
        submission_key=key,
        actor=actor or make_user(unit=assignment.unit),
        now=NOW,
    )


@pytest.fixture
def applied(db):
    """A closing with two criteria: one shown by a file, one openly without."""
    assignment = make_assignment()
    shown = make_criterion(assignment.task, "平台建成投用")
    told = make_criterion(assignment.task, "制度已经印发", requires_evidence=False)
    request = make_request(assignment, RequestKind.CLOSURE)
    make_answer(request, shown, evidence=(make_evidence(assignment),))
    make_answer(request, told)
    return request


def checked(request, *verdicts):
    return {answer.id: verdict for answer, verdict in zip(request.answers, verdicts, strict=True)}


def test_a_unit_answers_each_criterion(db):
    assignment = make_assignment()
    shown, told = make_criterion(assignment.task), make_criterion(assignment.task, "制度已经印发")
    file = make_evidence(assignment)

    request = apply(
        assignment,
        {shown.id: Statement("已投用。", EVIDENCED, (file,)), told.id: Statement("已印发。", NOT_EVIDENCED)},
    )

    assert assignment.status is AssignmentStatus.CLOSURE_PENDING
    assert [(one.criterion_text, one.level, one.evidence) for one in request.answers] == [
        ("平台建成投用", EVIDENCED, [file]),
        ("制度已经印发", NOT_EVIDENCED, []),
    ]


def test_a_supporting_unit_does_not_answer_for_the_lead(db):
    assignment = make_assignment(task=make_task())
    make_criterion(assignment.task, "总体验收", for_lead_only=True)
    own = make_criterion(assignment.task, "本单位分工完成")

    request = apply(assignment, {own.id: Statement("已完成。", NOT_EVIDENCED)})

    assert [one.criterion_text for one in request.answers] == ["本单位分工完成"]


@pytest.mark.parametrize(
    "status", sorted(set(AssignmentStatus) - {AssignmentStatus.IN_PROGRESS, AssignmentStatus.STAGE_CLOSED})
)
def test_closing_is_asked_for_only_out_of_work(db, status):
    assignment = make_assignment(status=status)
    criterion = make_criterion(assignment.task)

    with pytest.raises(ActionNotAllowed, match="不能申请办结"):
        apply(assignment, {criterion.id: Statement("已完成。", NOT_EVIDENCED)})


def test_closing_is_asked_for_out_of_a_closed_stage(db):
    assignment = make_assignment(status=AssignmentStatus.STAGE_CLOSED)
    criterion = make_criterion(assignment.task)

    apply(assignment, {criterion.id: Statement("已完成。", NOT_EVIDENCED)})

    assert assignment.status is AssignmentStatus.CLOSURE_PENDING


def test_nothing_closes_without_criteria(db):
    with pytest.raises(RuleViolation, match="还没有办结标准"):
        apply(make_assignment(), {})


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (None, "请说明“平台建成投用”的完成情况"),
        (Statement(" ", NOT_EVIDENCED), "请说明“平台建成投用”的完成情况"),
        (Statement("已投用。", EVIDENCED), "请选择佐证材料"),
        (Statement("长" * 3001, NOT_EVIDENCED), "请控制在 3000 字以内"),
    ],
)
def test_what_an_answer_lacks_is_said(db, statement, words):
    assignment = make_assignment()
    criterion = make_criterion(assignment.task)

    with pytest.raises(RuleViolation, match=words):
        apply(assignment, {criterion.id: statement} if statement else {})


@pytest.mark.parametrize("status", [EvidenceStatus.RETURNED, EvidenceStatus.REPLACED])
def test_evidence_that_was_returned_or_replaced_shows_nothing(db, status):
    assignment = make_assignment()
    criterion, file = make_criterion(assignment.task), make_evidence(assignment)
    file.status = status

    with pytest.raises(RuleViolation, match="请重新选择佐证材料"):
        apply(assignment, {criterion.id: Statement("已投用。", EVIDENCED, (file,))})


def test_another_units_evidence_shows_nothing(db):
    assignment = make_assignment()
    criterion = make_criterion(assignment.task)

    with pytest.raises(RuleViolation, match="请重新选择佐证材料"):
        apply(assignment, {criterion.id: Statement("已投用。", EVIDENCED, (make_evidence(),))})


def test_one_form_sent_twice_gives_one_closing(db):
    assignment, actor = make_assignment(), None
    criterion = make_criterion(assignment.task)
    actor = make_user(unit=assignment.unit)
    said = {criterion.id: Statement("已完成。", NOT_EVIDENCED)}

    assert apply(assignment, said, actor) is apply(assignment, said, actor)


def test_what_was_checked_and_met_closes_the_part_and_with_it_the_task(db, supervisor, applied):
    closing.accept_closure(applied, met=checked(applied, True, True), actor=supervisor, now=NOW)

    assignment = applied.assignment
    assert applied.status is RequestStatus.APPROVED
    assert (assignment.status, assignment.closed_at, assignment.light) == (AssignmentStatus.CLOSED, NOW, Light.DONE)
    assert assignment.percent_complete == 100
    assert assignment.task.status is TaskStatus.CLOSED
    assert applied.answers[0].evidence[0].status is EvidenceStatus.ACCEPTED


def test_a_task_waits_for_its_other_units(db, supervisor, applied):
    make_assignment(make_unit(), task=applied.assignment.task)

    closing.accept_closure(applied, met=checked(applied, True, True), actor=supervisor, now=NOW)

    assert applied.assignment.status is AssignmentStatus.CLOSED
    assert applied.assignment.task.status is TaskStatus.ISSUED


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ((True, None), "请先核对“制度已经印发”"),
        ((None, True), "请先核对“平台建成投用”"),
        ((True, False), "“制度已经印发”未达到，不能销号"),
    ],
)
def test_nothing_closes_that_was_not_checked_or_not_met(db, supervisor, applied, verdicts, words):
    with pytest.raises(RuleViolation, match=words):
        closing.accept_closure(applied, met=checked(applied, *verdicts), actor=supervisor, now=NOW)


def test_a_criterion_that_asks_for_evidence_is_not_met_by_words(db, supervisor):
    request = make_request(kind=RequestKind.CLOSURE)
    make_answer(request, make_criterion(request.assignment.task))

    with pytest.raises(RuleViolation, match="要求佐证材料，不能以“无佐证”销号"):
        closing.accept_closure(request, met=checked(request, True), actor=supervisor, now=NOW)


def test_evidence_that_came_back_meanwhile_does_not_close(db, supervisor, applied):
    applied.answers[0].evidence[0].status = EvidenceStatus.RETURNED

    with pytest.raises(RuleViolation, match="佐证材料还没有采纳"):
        closing.accept_closure(applied, met=checked(applied, True, True), actor=supervisor, now=NOW)


def test_the_applicant_never_reviews(db, applied):
    with pytest.raises(NotTheRightPerson):
        closing.accept_closure(applied, met=checked(applied, True, True), actor=applied.requested_by, now=NOW)


def test_a_return_says_why_and_until_when_and_tells_the_unit(db, supervisor, applied):
    closing.return_closure(
        applied,
        met=checked(applied, True, False),
        comment="请补印发文件。",
        resubmit_on=BACK_BY,
        actor=supervisor,
        now=NOW,
    )

    assignment = applied.assignment
    assert (applied.status, applied.resubmit_on) == (RequestStatus.REFUSED, BACK_BY)
    assert (assignment.status, assignment.returned_on) == (AssignmentStatus.IN_PROGRESS, TODAY)
    assert [answer.is_met for answer in applied.answers] == [True, False]
    mail = db.session.scalars(sa.select(OutboxEmail).where(OutboxEmail.user == applied.requested_by)).one()
    assert "2026年6月22日" in mail.body_text
    assert "请补印发文件。" in mail.body_text


@pytest.mark.parametrize(
    ("comment", "day", "words"),
    [(" ", BACK_BY, "请写明理由"), ("请补。", None, "请填写重新报送的日期"), ("请补。", TODAY, "应当晚于今天")],
)
def test_a_return_without_a_reason_or_a_day_is_none(db, supervisor, applied, comment, day, words):
    with pytest.raises(RuleViolation, match=words):
        closing.return_closure(applied, met={}, comment=comment, resubmit_on=day, actor=supervisor, now=NOW)


def test_a_returned_closing_is_sent_again(db, supervisor, applied):
    closing.return_closure(applied, met={}, comment="请补。", resubmit_on=BACK_BY, actor=supervisor, now=NOW)
    assignment = applied.assignment
    said = {one.id: Statement("已补。", NOT_EVIDENCED) for one in assignment.task.criteria}

    apply(assignment, said, applied.requested_by, key="form-2")

    assert (assignment.status, assignment.returned_on) == (AssignmentStatus.CLOSURE_PENDING, None)


def test_a_returned_closing_is_not_forgotten_when_an_older_report_is_accepted(db, supervisor, applied):
    report = make_report(applied.assignment)
    closing.return_closure(applied, met={}, comment="请补。", resubmit_on=BACK_BY, actor=supervisor, now=NOW)

    progress_reports.accept_report(report, comment="", actor=supervisor, now=NOW, today=TODAY)

    assert applied.assignment.returned_on == TODAY
