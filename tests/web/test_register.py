from datetime import date
from io import BytesIO

import openpyxl
import pytest

from tests.factories import (
    make_assignment,
    make_clause,
    make_document,
    make_government,
    make_report,
    make_section,
    make_task,
    make_unit,
    make_user,
    saved,
)
from tracker.domain.lights import Light, ProgressClass
from tracker.domain.parsing.model import DueKind
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus


@pytest.fixture
def browser(client_of):
    return client_of(make_user(Role.SUPERVISOR))


def test_the_register_lists_what_was_given_out(browser):
    make_assignment(make_unit("市科技局"), title="建设创新平台")
    make_assignment(title="尚未交办的任务", status=AssignmentStatus.PENDING)

    page = browser.get("/register").text

    assert "建设创新平台" in page
    assert "市科技局" in page
    assert "尚未交办的任务" not in page


def test_what_was_not_given_out_yet_shows_when_it_is_asked_for(browser):
    make_assignment(title="尚未交办的任务", status=AssignmentStatus.PENDING)

    assert "尚未交办的任务" in browser.get("/register?status=pending").text


def test_filters_in_the_address_find_and_are_shown_as_chips(browser):
    section = make_section(make_document())
    unit = make_unit("市财政局")
    clause = make_clause(section=section, title="要找的任务")
    make_assignment(unit, clause=clause, light=Light.RED, progress_class=ProgressClass.BEHIND, days_overdue=9)
    make_assignment(title="别的任务")
    filters = [
        f"unit={unit.id}",
        f"document={section.document_id}",
        f"document={section.document_id}&section={section.id}",
        "light=red",
        "class=behind",
        "q=要找的",
        "q=市财政局",
        "overdue-from=9&overdue-to=9",
        "status=in_progress&light=red",
    ]

    for address in filters:
        page = browser.get(f"/register?{address}").text
        assert "要找的" in page, address
        assert "别的任务" not in page, address
        assert "去掉条件" in page, address


def test_limits_from_and_to_are_days_included(browser):
    make_assignment(title="六月", due_on=date(2026, 6, 30))
    make_assignment(title="七月", due_on=date(2026, 7, 1))

    page = browser.get("/register?due-from=2026-06-30&due-to=2026-06-30").text

    assert "六月" in page
    assert "七月" not in page


@pytest.mark.parametrize("address", ["light=purple", "unit=x", "due-from=tomorrow", "unit=99999999999999", "page=-3"])
def test_a_filter_that_cannot_be_read_is_no_filter(browser, address):
    make_assignment(title="建设创新平台")

    assert "建设创新平台" in browser.get(f"/register?{address}").text


def test_a_hundred_rows_are_two_pages(browser):
    task = make_task()
    for _ in range(51):
        make_assignment(task=task)

    assert "共 52 条，第 1–50 条" in browser.get("/register").text
    assert "共 52 条，第 51–52 条" in browser.get("/register?page=2").text
    assert "共 52 条，第 51–52 条" in browser.get("/register?page=9").text


def test_the_worst_light_comes_first_when_sorted_so(browser):
    make_assignment(title="绿灯任务", light=Light.GREEN)
    make_assignment(title="红灯任务", light=Light.RED)

    page = browser.get("/register?sort=-light").text

    assert page.index("红灯任务") < page.index("绿灯任务")


def test_a_liaison_sees_the_units_own_rows_only(client_of):
    user = make_user()
    task = make_task(title="共同的任务", lead=make_unit("市财政局"), supporting=(user.home_unit,))
    make_assignment(title="别人的任务")

    page = client_of(user).get("/register").text

    assert task.title in page
    assert "市财政局" not in page
    assert "别人的任务" not in page


def test_another_governments_work_is_not_found_by_any_filter(client_of):
    elsewhere = make_government("外市")
    make_assignment(make_unit(government=elsewhere), title="外市的任务")
    browser = client_of(make_user(Role.SUPERVISOR, government=make_government("本市")))

    assert "外市的任务" not in browser.get("/register?q=外市").text
    assert "外市的任务" not in browser.get("/register?light=grey").text


def test_an_empty_register_says_what_to_do(browser):
    assert "没有符合条件的任务" in browser.get("/register").text


def sheet(response):
    assert response.status_code == 200
    return [list(row) for row in openpyxl.load_workbook(BytesIO(response.data)).active.iter_rows(values_only=True)]


def test_the_published_form_has_a_line_a_task(browser):
    lead = make_unit("市科技局")
    task = make_task(title="建设创新平台", lead=lead, supporting=(make_unit(), make_unit()))
    make_report(task.assignments[0], summary="=1+1 已建成 3 家")

    rows = sheet(browser.get("/register/register.xlsx?form=published"))

    assert rows[1] == ["序号", "主要任务", "进展情况", "牵头单位", "进展状态"]
    assert rows[2:] == [[1, "建设创新平台", "'=1+1 已建成 3 家", "市科技局", "其它"]]


def test_the_leads_progress_counts_for_the_task_and_a_supporting_part_half_for_its_unit(browser, client_of):
    helping = make_unit("市财政局")
    task = make_task(title="建设创新平台", supporting=(helping,))
    own = make_task(lead=helping).assignments[0]
    task.assignments[0].percent_complete, task.assignments[1].percent_complete, own.percent_complete = 62, 10, 40
    saved(own)

    page = browser.get(f"/register?unit={helping.id}").text

    assert "任务 62%" in page
    assert "牵头 1 项、配合 1 项，总进度 <strong>30%</strong>" in page  # (40 + 10 / 2) / 1.5
    assert "总进度" in client_of(make_user(unit=helping)).get("/register").text
    assert "总进度" not in browser.get(f"/register?unit={helping.id}&light=red").text
    assert sheet(browser.get(f"/register/register.xlsx?unit={helping.id}"))[2][12:14] == [10, 62]


def test_the_full_sheet_has_a_line_an_assignment_and_obeys_the_filters(browser):
    make_task(title="建设创新平台", supporting=(make_unit(),), due_on=date(2026, 12, 31))
    make_task(title="别的任务")

    response = browser.get("/register/register.xlsx?q=创新")
    rows = sheet(response)

    assert len(rows) == 4
    assert {row[5] for row in rows[2:]} == {"建设创新平台"}
    assert response.headers["Content-Disposition"].startswith("attachment; filename")


def test_a_task_without_a_limit_says_so_in_the_sheet(browser):
    make_task(due_on=None, title="常态化工作").clause.due_kind = DueKind.ONGOING

    assert "长期" in sheet(browser.get("/register/register.xlsx"))[2]


@pytest.mark.parametrize(("role", "status"), [(Role.LEADER, 200), (Role.UNIT_HEAD, 200), (Role.SYSTEM_ADMIN, 403)])
def test_who_may_open_the_register(client_of, role, status):
    assert client_of(make_user(role)).get("/register").status_code == status
