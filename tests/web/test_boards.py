"""Each figure of the board is a link that opens exactly the rows it counts."""

import re
from datetime import date

import html5lib
import pytest

from tests.conftest import NOW
from tests.factories import make_assignment, make_document, make_government, make_task, make_unit, make_user, saved
from tests.support.statements import counted_statements
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.roles import Role
from tracker.domain.workflow import AssignmentStatus
from tracker.models import PeriodSnapshot

CLASS_OF = {
    Light.DONE: ProgressClass.COMPLETED,
    Light.GREEN: ProgressClass.ON_SCHEDULE,
    Light.BLUE: ProgressClass.AHEAD,
    Light.GREY: ProgressClass.OTHER,
    Light.YELLOW: ProgressClass.BEHIND,
    Light.RED: ProgressClass.BEHIND,
}


@pytest.fixture
def work(db):
    """Two documents, three units, every light, some of it overdue, and how all stood a month ago."""
    units = [make_unit(name) for name in ("市科技局", "市财政局", "市发改委")]
    documents = [make_document(title="甲文件"), make_document(title="乙文件")]
    for number in range(18):
        light = list(Light)[number % 6]
        assignment = make_assignment(
            units[number % 3],
            document=documents[number % 2],
            light=light,
            progress_class=CLASS_OF[light],
            days_overdue=(5, 20, 60, 200)[number % 4] if light is Light.RED else 0,
            status=AssignmentStatus.CLOSED if light is Light.DONE else AssignmentStatus.IN_PROGRESS,
        )
        snapshot(assignment, list(Light)[number // 3])
    make_assignment(units[0], status=AssignmentStatus.PENDING, light=Light.RED)
    make_assignment(make_unit(government=make_government("外市")), light=Light.RED)


def snapshot(assignment, light, period="2026-05"):
    saved(
        PeriodSnapshot(
            assignment=assignment,
            period=period,
            light=light,
            light_reason=LightReason.ON_TRACK,
            progress_class=CLASS_OF[light],
            percent_complete=0,
            scheduled_percent=0,
            days_overdue=0,
            taken_at=NOW,
        )
    )


def numbered_links(page):
    """Return (number, address) of each link to the register that shows a number."""
    for link in html5lib.parse(page, namespaceHTMLElements=False).iter("a"):
        words = " ".join("".join(part.itertext()) for part in link.iter() if "value" in (part.get("class") or ""))
        number = re.fullmatch(r"\s*([\d,]+)\s*", words or "".join(link.itertext()))
        if number and (link.get("href") or "").startswith("/register"):
            yield int(number[1].replace(",", "")), link.get("href")


@pytest.mark.slow
def test_every_figure_equals_the_rows_it_opens(client_of, work):
    browser = client_of(make_user(Role.LEADER))

    links = set(numbered_links(browser.get("/board").text))

    assert len(links) >= 35
    for number, address in links:
        found = re.search(r"共 ([\d,]+) 条", browser.get(address).text)
        assert int(found[1]) == number, address


def test_the_five_classes_add_up_to_the_total(client_of, work):
    page = client_of(make_user(Role.SUPERVISOR)).get("/board").text

    total, *classes = [
        number for number, address in numbered_links(page) if "light" not in address and "unit" not in address
    ][:6]
    assert total == sum(classes) == 18


def test_a_units_progress_counts_supporting_parts_half_and_is_the_figure_of_the_page_it_opens(client_of, db):
    unit = make_unit("市科技局")
    make_assignment(unit, percent_complete=80)
    make_task(supporting=(unit,)).assignments[1].percent_complete = 20
    make_assignment(unit, percent_complete=100, status=AssignmentStatus.CANCELLED)
    db.session.commit()
    browser = client_of(make_user(Role.LEADER))

    board, register = (browser.get(address).text for address in ("/board", f"/register?unit={unit.id}"))

    assert f'<a href="/register?unit={unit.id}" title="总进度 60%">60%</a>' in board
    assert "总进度 <strong>60%</strong>" in register


def test_an_empty_board_says_how_it_fills(client_of, db):
    assert "还没有已交办的任务" in client_of(make_user(Role.LEADER)).get("/board").text


def test_before_the_first_snapshot_the_board_says_when_changes_show(client_of, db):
    make_task(due_on=date(2026, 6, 1))

    assert "第一次月度快照" in client_of(make_user(Role.LEADER)).get("/board").text


def test_the_board_costs_the_same_however_much_work_there_is(client_of, db):
    browser = client_of(make_user(Role.LEADER))
    make_assignment(light=Light.RED, days_overdue=3)

    def cost():
        with counted_statements() as statements:
            browser.get("/board")
        return len(statements)

    few = cost()
    for _ in range(12):
        make_assignment(light=Light.RED, days_overdue=3)

    assert cost() == few
    assert few <= 14


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICE_HEAD, 200), (Role.LIAISON, 403), (Role.SYSTEM_ADMIN, 403)])
def test_who_may_open_the_board(client_of, role, status):
    assert client_of(make_user(role)).get("/board").status_code == status
