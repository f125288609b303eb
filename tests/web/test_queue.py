"""The office's queue: everything that waits in one list, oldest first; many decided at once; nobody their own."""

from datetime import UTC, datetime

import sqlalchemy as sa

from tests.factories import (
    make_answer,
    make_assignment,
    make_criterion,
    make_evidence,
    make_government,
    make_report,
    make_request,
    make_user,
    saved,
)
from tracker.domain.approvals import RequestKind, RequestStatus
from tracker.domain.evidence_review import EvidenceStatus
from tracker.domain.reporting import ReportFault, ReportStatus
from tracker.domain.roles import Role
from tracker.models import Membership, OutboxEmail


def on(day):
    return datetime(2026, 6, day, 2, 0, tzinfo=UTC)


def waiting_evidence(day, title="佐证的任务"):
    """Make a file whose report was accepted without it: it waits on its own."""
    file = make_evidence(report=make_report(make_assignment(title=title), status=ReportStatus.ACCEPTED))
    file.uploaded_at = on(day)
    return saved(file)


def test_everything_that_waits_stands_in_one_list_oldest_first(office):
    make_report(make_assignment(title="后报的任务"), reported_at=on(9))
    make_request(make_assignment(title="申请的任务"), requested_at=on(5))
    waiting_evidence(7)
    older = make_report(make_assignment(title="先报的任务"), reported_at=on(2))
    older.flags = [ReportFault.COPIED.value]
    saved(older)
    make_report(make_assignment(title="审过的任务"), status=ReportStatus.ACCEPTED)

    page = office.get("/queue").text

    places = [page.index(title) for title in ("先报的任务", "申请的任务", "佐证的任务", "后报的任务")]
    assert places == sorted(places)
    assert "与上期内容基本相同" in page
    assert "审过的任务" not in page
    assert f"/reports/{older.id}" in page[page.index("page-primary") :][:300]


def test_each_kind_is_a_list_of_its_own_with_its_count(office):
    make_request(make_assignment(title="要协调的任务"), RequestKind.COORDINATION)
    make_request(make_assignment(title="要延期的任务"))
    make_report(make_assignment(title="平常的任务"))

    everything, one = office.get("/queue").text, office.get("/queue?kind=coordination").text

    assert '全部<span class="count">3</span>' in everything
    assert '请求协调<span class="count">1</span>' in everything
    assert "要协调的任务" in one
    assert "要延期的任务" not in one
    assert "平常的任务" not in one


def test_an_empty_queue_says_what_to_look_at_next(office):
    assert "没有待办理的事项" in office.get("/queue").text
    assert "没有待办理的事项" in office.get("/queue?kind=extension").text
    assert office.get("/queue/next").location == "/queue"


def test_the_next_one_opens_by_itself_whatever_its_kind(office):
    first = make_report(reported_at=on(1))
    second = make_request(requested_at=on(2))
    third = make_request(kind=RequestKind.CANCELLATION, requested_at=on(3))

    after_report = office.post(f"/reports/{first.id}/accept", data={})
    after_request = office.post(f"/requests/{second.id}/approve", data={"granted_on": "2027-03-31"})
    last = office.post(f"/requests/{third.id}/refuse", data={"comment": "请继续推进。"})

    assert after_report.location == f"/requests/{second.id}"
    assert after_request.location == f"/requests/{third.id}"
    assert last.location == "/queue"


def test_who_works_through_one_kind_stays_in_it(office):
    first = make_request(requested_at=on(1))
    make_report(reported_at=on(2))
    third = make_request(requested_at=on(3))

    page = office.get(f"/requests/{first.id}?queue=extension").text
    response = office.post(f"/requests/{first.id}/approve?queue=extension", data={"granted_on": "2027-03-31"})

    assert f"/requests/{third.id}?queue=extension" in page
    assert response.location == f"/requests/{third.id}?queue=extension"


def test_ones_own_are_shown_and_left_to_others(db, office, supervisor):
    own = make_report(make_assignment(title="自己的任务"), reported_by=supervisor, reported_at=on(1))
    colleague = make_assignment(title="本单位的任务")
    supervisor.memberships.append(Membership(role=Role.LIAISON, unit=colleague.unit))
    saved(supervisor)
    make_request(colleague, requested_at=on(2))
    other = make_report(reported_at=on(3))

    page = office.get("/queue").text

    assert page.count("须由他人办理") == 2
    assert f'value="report-{own.id}"' not in page
    assert office.get("/queue/next").location == f"/reports/{other.id}"


def test_many_of_several_kinds_are_accepted_at_once(office, supervisor):
    report, request, file = make_report(), make_request(), waiting_evidence(1)
    own = make_report(reported_by=supervisor)
    closing = make_request(kind=RequestKind.CLOSURE)
    names = [f"report-{report.id}", f"extension-{request.id}", f"evidence-{file.id}", f"report-{own.id}"]

    response = office.post("/queue/decide", data={"act": "accept", "item": [*names, f"closure-{closing.id}", "x-1"]})

    assert (report.status, request.status, file.status) == (
        ReportStatus.ACCEPTED,
        RequestStatus.APPROVED,
        EvidenceStatus.ACCEPTED,
    )
    assert (own.status, closing.status) == (ReportStatus.SUBMITTED, RequestStatus.PENDING)
    page = office.get(response.location).text
    for words in ("已采纳 3 件", "不能审核自己填报的进展", "办结申请请逐条核对"):
        assert words in page, words


def test_nobody_reviews_what_a_unit_of_theirs_has_sent(db, client_of):
    report = make_report()
    evidence = make_evidence(report=report)
    both = make_user(Role.SUPERVISOR)
    saved(Membership(user=both, unit=report.assignment.unit, role=Role.LIAISON))
    browser = client_of(both)

    assert "须由他人办理" in browser.get(f"/reports/{report.id}").text
    assert browser.post(f"/reports/{report.id}/accept").status_code == 403
    assert browser.post(f"/evidence/{evidence.id}/accept").status_code == 403
    answer = browser.post("/queue/decide", data={"act": "accept", "item": [f"report-{report.id}"]})
    assert "您是这个单位的人员" in browser.get(answer.location).text
    assert report.status is ReportStatus.SUBMITTED


def test_many_are_returned_at_once_with_one_reason(db, office):
    report, request = make_report(), make_request(kind=RequestKind.PAUSE)
    names = [f"report-{report.id}", f"pause-{request.id}"]

    without = office.post("/queue/decide", data={"act": "return", "item": names, "comment": " "})
    assert "批量退回要写明理由" in office.get(without.location).text
    assert report.status is ReportStatus.SUBMITTED
    office.post("/queue/decide", data={"act": "return", "item": names, "comment": "请补充数据。", "kind": "pause"})

    assert (report.status, report.review_comment) == (ReportStatus.RETURNED, "请补充数据。")
    assert (request.status, request.decision_comment) == (RequestStatus.REFUSED, "请补充数据。")
    assert set(db.session.scalars(sa.select(OutboxEmail.kind))) == {"report_returned", "request_refused"}


def test_nothing_ticked_changes_nothing(office):
    make_report()

    response = office.post("/queue/decide", data={"act": "accept"})

    assert "还没有选择要办理的事项" in office.get(response.location).text


def test_another_governments_queue_is_its_own(client_of):
    report, request = make_report(), make_request()
    office = client_of(make_user(Role.SUPERVISOR, government=make_government("外市")))

    page = office.get("/queue").text
    office.post("/queue/decide", data={"act": "accept", "item": [f"report-{report.id}", f"extension-{request.id}"]})

    assert "没有待办理的事项" in page
    assert (report.status, request.status) == (ReportStatus.SUBMITTED, RequestStatus.PENDING)


def test_the_home_page_counts_what_the_queue_lists(office):
    make_report()
    make_request(kind=RequestKind.COORDINATION)
    closing = make_request(kind=RequestKind.CLOSURE)
    make_answer(closing, make_criterion(closing.assignment.task))

    home, queue = office.get("/").text, office.get("/queue").text

    assert "开始办理（3）" in home
    assert "/queue?kind=closure" in home
    assert '全部<span class="count">3</span>' in queue


def test_a_long_queue_has_pages(office):
    assignment = make_assignment()
    for number in range(51):
        make_report(assignment, period=f"20{number % 70 + 10}-05", reported_at=on(1))

    assert "共 51 件" in office.get("/queue").text
    assert office.get("/queue?page=2").text.count('name="item"') == 1
    assert office.get("/queue?page=99").text.count('name="item"') == 1
