import re
from datetime import date

import pytest

from tests.conftest import NOW, TODAY
from tests.factories import (
    make_assignment,
    make_clause,
    make_document,
    make_evidence,
    make_group,
    make_notice,
    make_report,
    make_section,
    make_task,
    make_unit,
    make_user,
    saved,
)
from tests.support.statements import counted_statements
from tracker.db import db as database
from tracker.db import transaction
from tracker.domain.escalation import Rung
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus, TaskAction, TaskStatus
from tracker.models import Reminder
from tracker.services import acknowledgements, audit, progress_reports


@pytest.fixture
def lead(db):
    return make_unit("市科技局")


@pytest.fixture
def task(lead):
    section = make_section(make_document(document_number="试政发〔2026〕9号"), title="重点任务")
    clause = make_clause(
        section=section, title="建设创新平台", body="到2027年建成平台 10 家。", due_on=date(2026, 12, 31)
    )
    return make_task(clause=clause, lead=lead, supporting=(make_unit("市财政局"),))


@pytest.fixture
def supervisor(task):
    return make_user(Role.SUPERVISOR)


def test_the_page_shows_the_clause_and_leads_to_its_place_in_the_document(client_of, supervisor, task):
    page = client_of(supervisor).get(f"/tasks/{task.id}").text

    assert "到2027年建成平台 10 家。" in page
    assert f"/documents/{task.document_id}#clause-1" in page
    for words in ("试政发〔2026〕9号", "重点任务", "推定时限", "2026年12月31日", "市科技局", "市财政局"):
        assert words in page


def test_a_supporting_unit_sees_the_whole_clause_and_its_own_part_only(client_of, task):
    make_report(task.assignments[0], summary="牵头单位的 5 件事")
    own = task.assignments[1]
    make_report(own, summary="本单位的 3 件事")

    page = client_of(make_user(unit=own.unit)).get(f"/tasks/{task.id}").text

    assert "到2027年建成平台 10 家。" in page
    assert "本单位的 3 件事" in page
    assert "牵头单位的 5 件事" not in page
    assert "市科技局" not in page


def test_a_units_task_before_it_is_given_out_does_not_seem_to_exist(client_of, lead):
    task = make_task(lead=lead, status=TaskStatus.OPENED)

    assert client_of(make_user(unit=lead)).get(f"/tasks/{task.id}").status_code == 404


def test_a_member_of_a_group_sees_the_groups_task(client_of):
    member = make_unit("某县政府")
    task = make_task(lead=make_group(members=(member,)))

    answer = client_of(make_user(unit=member)).get(f"/tasks/{task.id}")

    assert answer.status_code == 200
    assert "代表 1 个：某县政府" in answer.text


@pytest.mark.parametrize(
    ("status", "words"), [(AssignmentStatus.ISSUED, "签收"), (AssignmentStatus.IN_PROGRESS, "填报进展")]
)
def test_the_primary_action_is_what_the_unit_has_to_do_next(client_of, lead, status, words):
    task = make_task(lead=lead, assignment_status=status)

    page = client_of(make_user(unit=lead)).get(f"/tasks/{task.id}").text

    assert words in page[page.index("page-primary") :][:800]


def test_a_moved_limit_keeps_the_original_in_sight(client_of, supervisor, task):
    assignment = task.assignments[0]
    assignment.due_on = date(2027, 3, 31)

    page = client_of(supervisor).get(f"/tasks/{task.id}").text

    assert "原定时限 2026-12-31" in page
    assert "2027-03-31" in page


def test_what_passed_between_office_and_leader_before_the_task_went_out_is_theirs(client_of, supervisor, lead, task):
    with transaction(task):
        audit.record(supervisor, TaskAction.RETURN_OPENING, task, NOW, reason="先与市财政局商量经费。")

    pages = [client_of(reader).get(f"/tasks/{task.id}").text for reader in (supervisor, make_user(unit=lead))]

    assert ["先与市财政局商量经费。" in page for page in pages] == [True, False]


def test_the_timeline_tells_what_happened_newest_first(client_of, supervisor, lead):
    liaison = make_user(unit=lead, display_name="张三")
    assignment = make_assignment(lead, status=AssignmentStatus.ISSUED)
    with transaction(assignment):
        acknowledgements.acknowledge([assignment], actor=liaison, now=NOW)
    with transaction(assignment):
        report = progress_reports.submit_report(
            assignment,
            period="2026-06",
            percent_complete=40,
            summary="建成 4 家。",
            submission_key="one",
            actor=liaison,
            now=NOW,
        )
    with transaction(report):
        progress_reports.return_report(report, comment="请列出名单。", actor=supervisor, now=NOW, today=TODAY)
    database.session.add(
        Reminder(assignment=assignment, rung=Rung.REMINDER, period="2026-06", reached_on=TODAY, recorded_at=NOW)
    )
    make_notice(rows=(assignment,))

    page = client_of(supervisor).get(f"/tasks/{assignment.task_id}").text
    timeline = page[page.index("timeline-title") :]

    for words in (
        "退回2026年6月进展",
        "请列出名单。",
        "填报2026年6月进展，完成 40%",
        "签收",
        "张三",
        "进入“提醒函”",
        "列入“2026-05督促警告名单”",
    ):
        assert words in timeline, words


def test_what_happened_in_one_moment_stands_in_the_order_in_which_it_was_done(client_of, supervisor, task):
    for part in reversed(task.assignments):
        part.status = AssignmentStatus.ISSUED
        saved(part)
        saved(Reminder(assignment=part, rung=Rung.REMINDER, period="2026-06", reached_on=TODAY, recorded_at=NOW))
        with transaction(part):
            acknowledgements.acknowledge([part], actor=make_user(unit=part.unit), now=NOW)

    page = client_of(supervisor).get(f"/tasks/{task.id}").text
    told = re.findall(r'<strong>(.*?)</strong>\s*<span class="muted">(.*?) · ', page[page.index("timeline-title") :])

    assert told == [
        ("进入“提醒函”", "市财政局"),
        ("进入“提醒函”", "市科技局"),
        ("签收", "市科技局"),  # after the other's
        ("签收", "市财政局"),
    ]


def test_reports_and_evidence_of_a_unit_are_listed(client_of, supervisor, task):
    for month in range(1, 6):
        make_report(task.assignments[0], period=f"2026-0{month}", summary=f"{month} 月的事")
    make_evidence(task.assignments[0], filename="验收报告.pdf")

    page = client_of(supervisor).get(f"/tasks/{task.id}").text

    assert "更早的 4 份" in page
    assert "验收报告.pdf" in page


def test_the_page_costs_the_same_however_much_was_reported(client_of, supervisor, task):
    browser, address = client_of(supervisor), f"/tasks/{task.id}"

    def cost():
        with counted_statements() as statements:
            browser.get(address)
        return len(statements)

    for assignment in task.assignments:
        make_evidence(report=make_report(assignment))
    few = cost()
    for month in range(1, 5):
        for assignment in task.assignments:
            make_evidence(report=make_report(assignment, period=f"2026-0{month}"))

    assert cost() == few
    assert few <= 12
