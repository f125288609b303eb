"""The pages that must stay quick ask the database at most twelve times, whoever looks and however much there is."""

from datetime import date

import pytest

from tests.conftest import NOW
from tests.factories import (
    make_assignment,
    make_criterion,
    make_evidence,
    make_group,
    make_instruction,
    make_reply,
    make_report,
    make_request,
    make_stages,
    make_task,
    make_unit,
    make_user,
    saved,
)
from tests.support.statements import counted_statements
from tracker.domain.escalation import Rung
from tracker.domain.roles import Role
from tracker.models import Reminder

MOST = 12


def _statements_of(browser, address):
    browser.get(address)  # the first page of a process fills what is kept
    with counted_statements() as statements:
        page = browser.get(address).text
    return page, statements


@pytest.fixture
def busy_task(db):
    """A task with all a page can show: reports, evidence, a request, criteria, stages, an instruction, a reminder."""
    lead, helper = make_unit("市科技局"), make_unit("市财政局")
    task = make_task(lead=lead, supporting=(helper, make_group(members=(helper,))))
    for assignment in task.assignments:
        make_evidence(report=make_report(assignment, period="2026-05"))
        make_request(assignment)
    make_report(task.assignments[0], period="2026-06")
    make_criterion(task)
    make_stages(task, ("方案印发", date(2026, 9, 30), 1), ("平台投用", date(2026, 12, 31), 2))
    make_reply(make_instruction(task), lead)
    first = {"period": "2026-05", "reached_on": date(2026, 6, 1), "recorded_at": NOW}
    saved(Reminder(assignment=task.assignments[0], rung=Rung.REMINDER, **first))
    return task


@pytest.mark.parametrize("role", [Role.LEADER, Role.LIAISON, Role.SUPERVISOR])
def test_a_tasks_page_with_everything_on_it_takes_few_statements(client_of, busy_task, role):
    unit = busy_task.assignments[0].unit if role is Role.LIAISON else None
    viewer = make_user(role, unit=unit) if unit else make_user(role)

    page, statements = _statements_of(client_of(viewer), f"/tasks/{busy_task.id}")

    for words in ("平台建成投用", "方案印发", "申请", "佐证材料", "批示", "进入“"):
        assert words in page
    assert len(statements) <= MOST, "\n\n".join(statements)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.SUPERVISOR])
def test_the_register_filtered_and_sorted_takes_few_statements(client_of, db, role):
    unit = make_unit()
    for _ in range(3):
        make_report(make_assignment(unit))
    viewer = make_user(role, unit=unit) if role is Role.LIAISON else make_user(role)

    address = f"/register?unit={unit.id}&light=green&sort=due&column=summary&column=due"
    page, statements = _statements_of(client_of(viewer), address)

    assert "任务台账" in page
    assert len(statements) <= MOST, "\n\n".join(statements)
