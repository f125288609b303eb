"""What evidence does to reports and their review, and what cannot be taken away."""

from datetime import date

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import make_assignment, make_evidence, make_report, make_unit, make_user, saved
from tracker.db import db as database
from tracker.db import transaction
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.closing_criteria import EvidenceLevel
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportFault, ReportStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import ClosingCriterion, CriterionAnswer, UnitRequest
from tracker.policies import viewer_of
from tracker.queries import evidence as reading
from tracker.services import evidence_files, evidence_review, progress_reports
from tracker.services.progress_reports import DoubtfulReport

SUMMARY = "六月新认定高新技术企业 6 家，累计 11 家。"


@pytest.fixture
def assignment(db):
    return make_assignment(make_unit())


@pytest.fixture
def liaison(assignment):
    return make_user(unit=assignment.unit)


def report(assignment, liaison, key="form-of-june"):
    with transaction(assignment):
        return progress_reports.submit_report(
            assignment, period="2026-06", percent_complete=40, summary=SUMMARY, submission_key=key, seen_faults=[],
            actor=liaison, now=NOW,
        )  # fmt: skip


def asks_for_evidence(assignment):
    assignment.task.evidence_required = True
    database.session.commit()


EVIDENCE = [
    ({}, True),
    ({"valid_until": TODAY}, True),
    ({"valid_until": date(2026, 6, 14)}, False),
    ({"status": EvidenceStatus.RETURNED}, False),
    ({"status": EvidenceStatus.REPLACED}, False),
    ({"removed_at": NOW}, False),
    ({"period": "2026-05"}, False),
]


@pytest.mark.parametrize(("changes", "is_proof"), EVIDENCE)
def test_a_task_that_asks_for_evidence_doubts_a_report_without(assignment, liaison, changes, is_proof):
    asks_for_evidence(assignment)
    make_evidence(assignment, **changes)

    if is_proof:
        assert report(assignment, liaison).flags == []
    else:
        with pytest.raises(DoubtfulReport) as doubt:
            report(assignment, liaison)
        assert doubt.value.faults == [ReportFault.NO_EVIDENCE]


def test_a_task_that_does_not_ask_for_it_takes_the_report(assignment, liaison):
    assert report(assignment, liaison).flags == []


def test_a_report_takes_the_newest_versions_along(assignment, liaison):
    old = make_evidence(assignment, status=EvidenceStatus.REPLACED)
    new = make_evidence(assignment, replaces_id=old.id, version_number=2)

    sent = report(assignment, liaison)

    assert (old.report_id, new.report_id) == (None, sent.id)


def test_accepting_a_report_accepts_what_it_rests_on(assignment, liaison):
    reviewer = make_user(Role.SUPERVISOR)
    sent = make_report(assignment)
    files = {
        "waiting": make_evidence(report=sent),
        "returned": make_evidence(report=sent, status=EvidenceStatus.RETURNED),
        "run out": make_evidence(report=sent, valid_until=date(2026, 6, 14)),
        "own": make_evidence(report=sent, uploaded_by=reviewer),
        "other": make_evidence(assignment),
    }

    with transaction(sent):
        progress_reports.accept_report(sent, comment="", actor=reviewer, now=NOW, today=TODAY)

    accepted = {name for name, file in files.items() if file.status is EvidenceStatus.ACCEPTED}
    assert accepted == {"waiting"}
    assert (files["waiting"].reviewed_by, files["waiting"].reviewed_at) == (reviewer, NOW)


def test_only_what_was_shown_apart_from_a_report_waits_in_the_queue(assignment, liaison):
    office = viewer_of(make_user(Role.SUPERVISOR), TODAY)
    make_evidence(assignment, filename="still gathering")
    make_evidence(report=make_report(assignment), filename="decided with its report")
    old = make_evidence(assignment, filename="old", status=EvidenceStatus.REPLACED)
    make_evidence(assignment, filename="new version", replaces_id=old.id, version_number=2)
    closing = make_assignment(make_unit(), status=AssignmentStatus.CLOSURE_PENDING)
    make_evidence(closing, filename="for closing")

    waiting = reading.listed(reading.waiting_for_review(office))

    assert {file.filename for file in waiting} == {"new version", "for closing"}
    assert reading.count(reading.waiting_for_review(office)) == 2
    assert reading.count(reading.waiting_for_review(viewer_of(liaison, TODAY))) == 0


def test_evidence_that_a_closing_request_names_stays(assignment, liaison):
    file = make_evidence(assignment)
    criterion = ClosingCriterion(task=assignment.task, position=1, text="印发文件")
    request = UnitRequest(
        assignment=assignment, kind=RequestKind.CLOSURE, status=RequestStatus.PENDING, reason="已完成",
        requested_by=liaison, requested_at=NOW, submission_key="closing",
    )  # fmt: skip
    answer = CriterionAnswer(
        request=request, criterion=criterion, criterion_text="印发文件", requires_evidence=True, statement="已印发",
        level=EvidenceLevel.EVIDENCED, evidence=[file],
    )  # fmt: skip
    saved(answer)

    with pytest.raises(ActionNotAllowed, match="办结申请引用"), transaction(file):
        evidence_files.remove_evidence(file, actor=liaison, now=NOW)
    request.status = RequestStatus.WITHDRAWN
    saved(request)
    with transaction(file):
        evidence_files.remove_evidence(file, actor=liaison, now=NOW)

    assert file.removed_at == NOW


def test_what_was_accepted_stays(assignment, liaison):
    file = make_evidence(assignment, status=EvidenceStatus.ACCEPTED)

    with pytest.raises(ActionNotAllowed, match="已采纳"), transaction(file):
        evidence_files.remove_evidence(file, actor=liaison, now=NOW)


def test_closed_work_keeps_all_its_evidence(liaison, assignment):
    file = make_evidence(make_assignment(assignment.unit, status=AssignmentStatus.CLOSED))

    with pytest.raises(ActionNotAllowed, match="已办结"), transaction(file):
        evidence_files.remove_evidence(file, actor=liaison, now=NOW)


@pytest.mark.parametrize("verb", [evidence_review.accept_evidence, evidence_review.return_evidence])
def test_the_reviewer_is_never_the_uploader(assignment, verb):
    both = make_user(Role.SUPERVISOR)
    file = make_evidence(assignment, uploaded_by=both)

    with pytest.raises(NotTheRightPerson), transaction(file):
        verb(file, comment="看过", actor=both, now=NOW)


def test_the_same_link_twice_in_a_month_is_one(assignment, liaison):
    def link(period):
        with transaction(assignment):
            return evidence_files.attach_link(
                assignment, url="https://tz.gov.cn/1", period=period, actor=liaison, now=NOW
            )

    assert link("2026-06") is link("2026-06")
    assert link("2026-05") is not link("2026-06")


@pytest.mark.parametrize(
    ("earlier", "goes_along"),
    [(ReportStatus.RETURNED, True), (ReportStatus.SUBMITTED, True), (ReportStatus.ACCEPTED, False)],
)
def test_what_was_sent_with_a_report_that_was_not_accepted_goes_along_with_the_next(
    assignment, liaison, earlier, goes_along
):
    first = make_report(assignment, period="2026-06", status=earlier, reviewed_by=make_user(Role.SUPERVISOR))
    status = EvidenceStatus.ACCEPTED if earlier is ReportStatus.ACCEPTED else EvidenceStatus.WAITING
    file = make_evidence(report=first, status=status)

    second = report(assignment, liaison)

    assert file.report_id == (second.id if goes_along else first.id)
