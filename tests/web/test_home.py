"""The home page of each role: its counts are the rows they open."""

import re
from datetime import UTC, date, datetime

import html5lib
import pytest

from tests.factories import (
    make_assignment,
    make_document,
    make_notice,
    make_report,
    make_request,
    make_unit,
    make_user,
    saved,
)
from tracker.domain.approvals import RequestKind
from tracker.domain.clause_review import DocumentStatus
from tracker.domain.notices import NoticeStatus
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import JobRun, Membership
from tracker.queries.administrator_homes import CHECKED, FAULT

JUNE_11 = datetime(2026, 6, 11, 1, 0, tzinfo=UTC)


def figures(response):
    """Return each figure of the page as (words, number, address)."""
    root = html5lib.parse(response.text, namespaceHTMLElements=False)
    found = {}
    for link in root.iter("a"):
        if (link.get("class") or "").startswith("figure"):
            label, value = ("".join(part.itertext()).strip() for part in list(link)[:2])
            found[label] = (int(value.replace(",", "")), link.get("href"))
    return found


def rows_behind(client, address):
    return int(re.search(r"共 ([\d,]+) [条份件]", client.get(address).text)[1].replace(",", ""))


def test_every_count_of_a_liaison_opens_exactly_its_rows(client_of, liaison):
    unit = liaison.home_unit
    make_assignment(unit, status=AssignmentStatus.ISSUED)
    make_assignment(unit, status=AssignmentStatus.ISSUED, is_backlog=True)
    make_assignment(unit, last_reported_period="2026-06")
    make_assignment(unit, last_reported_period="2026-05", returned_on=date(2026, 6, 12))
    make_assignment(unit, due_on=date(2026, 6, 14), last_reported_period="2026-06")
    make_assignment(unit, due_on=date(2026, 6, 20), last_reported_period="2026-06")
    make_assignment(unit, status=AssignmentStatus.CLOSED, due_on=date(2026, 6, 1))
    make_assignment(make_unit())
    browser = client_of(liaison)

    shown = figures(browser.get("/"))

    assert {words: number for words, (number, _) in shown.items()} == {
        "待签收": 1,
        "被退回": 1,
        "逾期未办结": 1,
        "本期待填报": 1,
        "临期未办结": 1,
        "在办": 5,
    }
    for words, (number, address) in shown.items():
        if number:
            assert rows_behind(browser, address) == number, words


def test_a_liaison_with_nothing_to_do_is_told_what_will_come(client_of, liaison):
    assert "现在没有要办的事" in client_of(liaison).get("/").text


def test_the_head_of_a_unit_sees_how_all_its_work_stands(client_of, liaison):
    make_assignment(liaison.home_unit)
    browser = client_of(make_user(Role.UNIT_HEAD, unit=liaison.home_unit))

    shown = figures(browser.get("/"))

    assert sum(number for number, address in shown.values() if "light=" in address) == 1
    assert "本单位亮灯" not in client_of(liaison).get("/").text


def test_whoever_works_in_the_office_too_finds_only_their_unit_in_the_units_home(client_of, liaison):
    own = make_assignment(liaison.home_unit, due_on=date(2026, 6, 14))
    make_assignment(make_unit(), due_on=date(2026, 6, 14))
    saved(Membership(user=liaison, unit=own.task.jurisdiction, role=Role.SUPERVISOR))
    browser = client_of(liaison)

    page = browser.get("/")
    at_the_office, of_the_unit = re.split('aria-label="本单位待办"', page.text)
    address = re.search(r'href="([^"]*todo=overdue[^"]*)"', of_the_unit)[1].replace("&amp;", "&")

    assert figures(page)["逾期未办结"] == (1, address)  # the unit's stands below the office's
    assert rows_behind(browser, address) == 1
    assert (
        rows_behind(browser, re.search(r'href="([^"]*todo=overdue[^"]*)"', at_the_office)[1].replace("&amp;", "&")) == 2
    )


def test_a_liaison_is_asked_to_explain_rows_of_a_draft(client_of, liaison):
    assignment = make_assignment(liaison.home_unit)
    make_notice(rows=(assignment,))

    assert "待说明的名单" in client_of(liaison).get("/").text


def test_every_count_of_a_supervisor_opens_exactly_its_rows(client_of, liaison):
    supervisor = make_user(Role.SUPERVISOR)
    make_report(make_assignment(liaison.home_unit))
    make_report(make_assignment(liaison.home_unit))
    make_request(kind=RequestKind.COORDINATION)
    make_assignment(status=AssignmentStatus.ISSUED, issued_at=JUNE_11)
    make_assignment(status=AssignmentStatus.ISSUED)
    make_document(status=DocumentStatus.IN_REVIEW)
    browser = client_of(supervisor)

    shown = figures(browser.get("/"))

    counts = {words: number for words, (number, _) in shown.items()}
    assert counts["待办理"] == 3
    assert counts["进展"] == 2
    assert counts["请求协调"] == 1
    assert counts["待审文件"] == 1
    assert counts["超时未签收"] == 1
    assert counts["上期未填报"] == 4
    for words in ("待办理", "进展", "请求协调", "超时未签收", "上期未填报", "暂不亮灯"):
        assert rows_behind(browser, shown[words][1]) == shown[words][0], words


def test_a_leader_sees_what_waits_for_approval(client_of):
    leader = make_user(Role.LEADER)
    make_notice(status=NoticeStatus.SUBMITTED, rows=(make_assignment(),))
    make_notice(status=NoticeStatus.DRAFT, period="2026-04")

    page = client_of(leader).get("/").text

    assert "2026-05督促警告名单" in page
    assert "2026-04督促警告名单" not in page


@pytest.mark.parametrize("role", [None, *Role])
def test_everybody_has_a_home_page(client_of, role):
    assert client_of(make_user(role)).get("/").status_code == 200


def test_the_security_administrator_finds_accounts_refusals_and_changes_of_rights(db, client, client_of):
    user, admin = make_user(display_name="张三"), make_user(Role.SECURITY_ADMIN)
    client.post("/sign-in", data={"username": user.username, "password": "wrong"})
    browser = client_of(admin)
    browser.post(f"/people/{user.id}/roles", data={"role": "unit_head", "unit_id": user.home_unit.id})

    page = browser.get("/")

    assert "登录被拒" in page.text
    assert "授予角色" in page.text
    assert figures(page)["任职没有期限"] == (2, "/people?state=open_ended")
    assert "共 2 人" in browser.get("/people?state=open_ended").text
    assert figures(client_of(make_user(Role.SYSTEM_ADMIN)).get("/"))["任职没有期限"][0] == 3


def test_the_audit_administrator_finds_the_chain_and_every_count_opens_its_rows(db, client, client_of):
    user = make_user(display_name="张三")
    client.post("/sign-in", data={"username": user.username, "password": "wrong"})
    saved(JobRun(job="housekeeping", slot=JUNE_11, ran_at=JUNE_11, counts={CHECKED: 7, FAULT: 0}))
    browser = client_of(make_user(Role.AUDIT_ADMIN))

    page = browser.get("/")

    assert "自动校验 7 条" in page.text
    assert "人员 张三" in page.text
    shown = figures(page)
    assert shown["被拒绝的登录和访问"][0] == 1
    for number, address in shown.values():
        assert browser.get(address).text.count('<td class="number fit">') == number
