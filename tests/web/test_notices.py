import pytest

from tests.factories import make_assignment, make_notice, make_unit, make_user, the_government
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.roles import Role

FACTS = {
    "workdays_overdue": 12,
    "gap": 35.0,
    "snapshots": [{"id": 1, "period": "2026-05", "light": "red", "reason": "far_behind"}],
    "last_report": None,
    "issued_on": "2026-01-05",
    "acknowledged_on": None,
}


@pytest.fixture
def notice(db):
    notice = make_notice(rows=(make_assignment(unit=make_unit("甲局")), make_assignment(unit=make_unit("乙局"))))
    for row in notice.rows:
        row.facts = FACTS
    db.session.commit()
    return notice


@pytest.fixture
def office(notice):
    return make_user(Role.SUPERVISOR, government=the_government())


@pytest.fixture
def leader(notice):
    return make_user(Role.LEADER, government=the_government())


def test_the_whole_way_of_a_list_through_the_pages(notice, office, leader, client_of, db):
    liaison = make_user(unit=notice.rows[0].unit)
    at_office, at_leader, at_unit = client_of(office), client_of(leader), client_of(liaison)

    at_unit.post(f"/notices/rows/{notice.rows[0].id}/explanation", data={"explanation": "资金下月到位"})
    at_office.post(f"/notices/{notice.id}/wording", data={"title": "五月名单", "body": "请认真整改。"})
    at_office.post(f"/notices/rows/{notice.rows[1].id}/drop", data={"reason": "数据有误"})
    at_office.post(f"/notices/{notice.id}/submit")
    page = at_leader.get(f"/notices/{notice.id}").text
    assert "资金下月到位" in page
    assert "数据有误" in page
    assert "严重滞后" in page
    at_leader.post(f"/notices/{notice.id}/approve", data={"comment": "同意印发"})
    at_office.post(f"/notices/{notice.id}/issue")

    db.session.refresh(notice)
    assert notice.number == "测督警〔2026〕1号"
    assert "测督警〔2026〕1号" in at_unit.get("/notices").text
    assert "同意印发" in at_office.get(f"/notices/{notice.id}").text
    assert "同意印发" not in at_unit.get(f"/notices/{notice.id}").text


def test_a_unit_sees_its_own_rows_only(notice, client_of):
    page = client_of(make_user(unit=notice.rows[0].unit)).get(f"/notices/{notice.id}").text

    assert "甲局" in page
    assert "乙局" not in page


def test_a_list_of_others_does_not_seem_to_exist(notice, client_of):
    stranger = client_of(make_user(unit=make_unit("丙局")))

    assert stranger.get(f"/notices/{notice.id}").status_code == 404
    assert stranger.get(f"/notices/rows/{notice.rows[0].id}/explanation").status_code == 404


def test_a_refusal_without_its_reason_is_asked_for_again(notice, office, leader, client_of, db):
    client_of(office).post(f"/notices/{notice.id}/submit")

    response = client_of(leader).post(f"/notices/{notice.id}/refuse", data={"reason": ""})

    db.session.refresh(notice)
    assert (response.status_code, notice.status) == (422, NoticeStatus.SUBMITTED)
    assert "请写明理由。" in response.text


def test_the_office_does_not_decide_and_the_leader_does_not_prepare(notice, office, leader, client_of):
    assert client_of(office).post(f"/notices/{notice.id}/approve", data={}).status_code == 403
    assert client_of(leader).post(f"/notices/{notice.id}/submit").status_code == 403


def test_a_second_decision_is_refused(notice, office, leader, client_of):
    client_of(office).post(f"/notices/{notice.id}/submit")
    at_leader = client_of(leader)
    at_leader.post(f"/notices/{notice.id}/approve", data={})

    response = at_leader.post(f"/notices/{notice.id}/refuse", data={"reason": "再想想"})

    assert response.status_code == 409
    assert "已批准，不能退回" in response.text


def test_the_list_of_lists_is_filtered_and_says_what_to_expect_when_empty(notice, office, client_of):
    at_office = client_of(office)

    assert notice.title in at_office.get("/notices?status=draft").text
    assert "还没有名单" in at_office.get("/notices?status=issued").text


def test_a_dropped_row_can_be_restored(notice, office, client_of, db):
    at_office, row = client_of(office), notice.rows[0]
    at_office.post(f"/notices/rows/{row.id}/drop", data={"reason": "数据有误"})
    at_office.post(f"/notices/rows/{row.id}/restore")

    db.session.refresh(row)
    assert row.dropped_at is None


@pytest.mark.parametrize(("status", "answer"), [(NoticeStatus.DRAFT, 404), (NoticeStatus.ISSUED, 200)])
def test_a_unit_learns_of_praise_only_once_it_is_issued(client_of, db, status, answer):
    row = make_assignment(unit=make_unit("丙局"))
    leader = make_user(Role.LEADER, government=the_government())
    praise = make_notice(rows=(row,), kind=NoticeKind.COMMENDATION, status=status, decided_by=leader)
    praise.rows[0].facts = {"assignments": 1, "average_lead": 12.0}
    db.session.commit()

    assert client_of(make_user(unit=row.unit)).get(f"/notices/{praise.id}").status_code == answer
