from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import TODAY
from tests.factories import make_assignment, make_unit, make_user
from tracker.domain.workflow import AssignmentStatus
from tracker.models import AuditEntry, Cover


@pytest.fixture
def unit(db):
    return make_unit("甲局")


@pytest.fixture
def pair(unit):
    return make_user(unit=unit, display_name="张三"), make_user(unit=unit, display_name="李四")


def covers(db):
    return db.session.scalars(sa.select(Cover)).all()


def form(unit, absent, standing_in, starts_on=TODAY, ends_on=TODAY + timedelta(days=6)):
    return {
        "unit": unit.id,
        "absent": absent.id,
        "standing_in": standing_in.id,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }


def test_work_is_passed_on_to_a_colleague_and_taken_back(client_of, unit, pair):
    mine, colleague = pair
    assignment, browser = make_assignment(unit), client_of(mine)

    browser.post(f"/assignments/{assignment.id}/pass-on", data={"person": colleague.id})
    assert assignment.responsible_person == colleague
    page = browser.get(f"/tasks/{assignment.task_id}").text
    assert "经办人 李四" in page
    assert "分派给李四" in page

    browser.post(f"/assignments/{assignment.id}/pass-on", data={"person": 0})
    assert assignment.responsible_person is None


def test_work_is_passed_on_to_nobody_elsewhere(client_of, unit, pair):
    assignment, stranger = make_assignment(unit), make_user(unit=make_unit("乙局"))

    answer = client_of(pair[0]).post(f"/assignments/{assignment.id}/pass-on", data={"person": stranger.id})

    assert answer.status_code == 422
    assert assignment.responsible_person is None


def test_closed_work_is_not_passed_on(client_of, unit, pair):
    assignment = make_assignment(unit, status=AssignmentStatus.CLOSED)

    answer = client_of(pair[0]).post(f"/assignments/{assignment.id}/pass-on", data={"person": pair[1].id})

    assert answer.status_code == 409


def test_a_colleague_stands_in_from_a_day_to_a_day(db, client_of, unit, pair):
    browser = client_of(pair[0])

    answer = browser.post("/covers", data=form(unit, *pair), follow_redirects=True)

    assert "李四代张三办理" in answer.text
    [cover] = covers(db)
    assert (cover.starts_on, cover.ends_on, cover.arranged_by) == (TODAY, TODAY + timedelta(days=6), pair[0])
    assert "提醒邮件由李四代收" in browser.get("/").text
    assert "您正在代张三办理甲局的任务" in client_of(pair[1]).get("/").text
    browser.post(f"/covers/{cover.id}/end")
    assert cover.ended_at is not None
    assert "没有 AB岗 安排" in browser.get("/covers").text
    acts = db.session.scalars(sa.select(AuditEntry.action).where(AuditEntry.subject_type == "Cover")).all()
    assert acts == ["arrange_cover", "end_cover"]


def test_two_absences_on_one_day_are_refused_and_the_form_stays(db, client_of, unit, pair):
    browser = client_of(pair[0])
    browser.post("/covers", data=form(unit, *pair))

    answer = browser.post(
        "/covers", data=form(unit, *pair, starts_on=TODAY + timedelta(days=6), ends_on=date(2026, 12, 1))
    )

    assert answer.status_code == 422
    assert "已经外出" in answer.text
    assert "2026-12-01" in answer.text
    assert len(covers(db)) == 1


def test_a_person_from_elsewhere_cannot_stand_in(db, client_of, unit, pair):
    stranger = make_user(unit=make_unit("乙局"))

    answer = client_of(pair[0]).post("/covers", data=form(unit, pair[0], stranger))

    assert answer.status_code == 422
    assert covers(db) == []


def test_a_unit_of_one_is_told_what_to_do(client_of, unit):
    assert "还不能安排代办" in client_of(make_user(unit=unit)).get("/covers").text
