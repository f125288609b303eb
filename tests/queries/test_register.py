"""The register's rows and their order; one set of conditions for counts and rows; a fixed number of statements."""

from datetime import date, datetime

import pytest

from tests.conftest import TODAY
from tests.factories import make_assignment, make_report, make_task, make_unit, make_user
from tests.support.statements import counted_statements
from tracker.domain.lights import Light, LightReason
from tracker.domain.reporting import ReportStatus
from tracker.domain.roles import Role
from tracker.domain.work_lists import WorkList, work_days
from tracker.domain.workflow import AssignmentStatus
from tracker.policies import viewer_of
from tracker.queries import register, work_lists
from tracker.queries.calendar import work_calendar
from tracker.queries.register_filters import RegisterFilter


@pytest.fixture
def viewer(db):
    return viewer_of(make_user(Role.SUPERVISOR), TODAY)


@pytest.fixture
def days(db):
    return work_days(TODAY, work_calendar())


def test_rows_come_in_the_order_of_the_document_lead_first(viewer, days):
    first = make_task(supporting=(make_unit("配合甲"), make_unit("配合乙")), lead=make_unit("牵头"))
    make_task(document=first.document)

    names = [row.unit_name for row in register.page(viewer, RegisterFilter(document_id=first.document_id), days)]

    assert names[:3] == ["牵头", "配合甲", "配合乙"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("due", [1, 2, None]), ("-due", [2, 1, None]), ("percent", [None, 1, 2]), ("-percent", [2, 1, None])],
)
def test_rows_without_a_limit_stand_last_whichever_way_limits_are_sorted(viewer, days, sort, expected):
    make_assignment(due_on=None, percent_complete=0)
    make_assignment(due_on=date(2026, 1, 2), percent_complete=20)
    make_assignment(due_on=date(2026, 1, 1), percent_complete=10)

    rows = register.page(viewer, RegisterFilter(), days, sort=sort)

    assert [row.due_on and row.due_on.day for row in rows] == expected


def test_a_row_shows_the_newest_report_that_stands(viewer, days):
    assignment = make_assignment()
    make_report(assignment, period="2026-04", summary="四月", status=ReportStatus.ACCEPTED)
    make_report(assignment, period="2026-05", summary="五月")
    make_report(assignment, period="2026-06", summary="六月", status=ReportStatus.WITHDRAWN)

    [row] = register.page(viewer, RegisterFilter(), days, with_reports=True)

    assert row.report.summary == "五月"


def test_a_page_costs_the_same_however_many_rows_it_has(viewer, days):
    def cost():
        with counted_statements() as statements:
            register.page(viewer, RegisterFilter(), days)
            register.count(viewer, RegisterFilter(), days)
        return len(statements)

    make_report(make_assignment())
    few = cost()
    for _ in range(10):
        make_report(make_assignment())

    assert cost() == few == 3


def test_every_row_is_read_in_batches_and_in_order(viewer, days, monkeypatch):
    monkeypatch.setattr(register, "EXPORT_BATCH", 2)
    task = make_task(supporting=tuple(make_unit() for _ in range(4)))

    rows = list(register.every_row(viewer, RegisterFilter(), days))

    assert [row.id for row in rows] == [assignment.id for assignment in task.assignments]


OVERDUE = {"due_on": date(2026, 6, 14)}
NEAR = {"due_on": date(2026, 6, 24)}  # seven working days ahead
UNSIGNED = {"status": AssignmentStatus.ISSUED}
LISTED = [
    (WorkList.TO_SIGN, UNSIGNED, True),
    (WorkList.TO_SIGN, {}, False),
    (WorkList.TO_SIGN, {**UNSIGNED, "is_backlog": True}, False),
    (WorkList.SIGN_LATE, UNSIGNED, True),
    (WorkList.TO_REPORT, {}, True),
    (WorkList.TO_REPORT, {"last_reported_period": "2026-06"}, False),
    (WorkList.TO_REPORT, {"start_on": date(2026, 6, 16)}, False),
    (WorkList.TO_REPORT, {"light_reason": LightReason.PAUSED}, False),
    (WorkList.TO_REPORT, UNSIGNED, False),
    (WorkList.NOT_REPORTED, {"last_reported_period": "2026-04"}, True),
    (WorkList.NOT_REPORTED, {"last_reported_period": "2026-05"}, False),
    (WorkList.NOT_REPORTED, {"start_on": date(2026, 5, 26)}, False),
    (WorkList.RETURNED, {"returned_on": date(2026, 6, 1)}, True),
    (WorkList.RETURNED, {}, False),
    (WorkList.DUE_SOON, NEAR, True),
    (WorkList.DUE_SOON, {"due_on": TODAY}, True),
    (WorkList.DUE_SOON, {"due_on": date(2026, 6, 25)}, False),
    (WorkList.DUE_SOON, OVERDUE, False),
    (WorkList.OVERDUE, OVERDUE, True),
    (WorkList.OVERDUE, {"due_on": TODAY}, False),
    (WorkList.OVERDUE, {**OVERDUE, "status": AssignmentStatus.CLOSURE_PENDING}, True),
    (WorkList.OVERDUE, {**OVERDUE, "status": AssignmentStatus.CLOSED}, False),
    (WorkList.OVERDUE, {**OVERDUE, "status": AssignmentStatus.PAUSED}, False),
    (WorkList.OVERDUE, {**OVERDUE, "is_backlog": True}, False),
    (WorkList.OPEN, {}, True),
    (WorkList.OPEN, {"status": AssignmentStatus.CANCELLED}, False),
]


@pytest.mark.parametrize(("name", "columns", "is_listed"), LISTED)
def test_what_is_in_a_list(viewer, days, name, columns, is_listed):
    make_assignment(**columns)

    assert work_lists.count_lists(viewer, days, [name])[name] == is_listed
    assert register.count(viewer, RegisterFilter(todo=name), days) == is_listed


def test_a_unit_is_late_to_sign_after_two_whole_working_days(viewer, days):
    for issued_at in ("2026-06-10T23:59+08:00", "2026-06-11T00:01+08:00"):
        make_assignment(status=AssignmentStatus.ISSUED, issued_at=datetime.fromisoformat(issued_at))

    assert work_lists.count_lists(viewer, days, [WorkList.SIGN_LATE])[WorkList.SIGN_LATE] == 1


def test_any_number_of_lists_is_one_statement(viewer, days):
    with counted_statements() as statements:
        work_lists.count_lists(viewer, days, list(WorkList))

    assert len(statements) == 1


def test_the_words_searched_for_must_all_occur(viewer, days):
    make_assignment(make_unit("市科技局"), title="建设创新平台")

    def found(text):
        return register.count(viewer, RegisterFilter(text=text), days)

    assert [found(text) for text in ("创新", "创新 科技局", "创新 财政局", "100%", "_")] == [1, 1, 0, 0, 0]


def test_a_light_is_a_filter(viewer, days):
    make_assignment(light=Light.RED)
    make_assignment(light=Light.GREEN)

    assert register.count(viewer, RegisterFilter(light=Light.RED), days) == 1
