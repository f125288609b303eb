"""A list on its way: nothing is issued without a leader who did not submit it; facts never change."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.domain.calendars import CALENDAR
from tests.factories import make_assignment, make_notice, make_unit, make_user, saved, the_government
from tracker.db import transaction
from tracker.domain.errors import ActionNotAllowed, NotTheRightPerson, RuleViolation
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.notices import NoticeKind, NoticeStatus
from tracker.domain.periods import Month
from tracker.domain.roles import Role
from tracker.models import Membership, Notice, OutboxEmail, PeriodSnapshot
from tracker.services import notices
from tracker.services.notice_compiling import compile_notices, content_hash

MAY = Month(2026, 5)


def red(name, **changes):
    facts = {
        "light": Light.RED,
        "light_reason": LightReason.FAR_BEHIND,
        "progress_class": ProgressClass.BEHIND,
        "percent_complete": 10,
        "scheduled_percent": 45,
        "days_overdue": 0,
    }
    return make_assignment(unit=make_unit(name), **(facts | changes))


def snapshot(assignment, period, light):
    return saved(
        PeriodSnapshot(
            assignment=assignment,
            period=period,
            light=light,
            light_reason=LightReason.FAR_BEHIND,
            progress_class=ProgressClass.BEHIND,
            percent_complete=10,
            scheduled_percent=45,
            days_overdue=0,
            taken_at=datetime(2026, 5, 25, 16, tzinfo=UTC),
        )
    )


def compile_may():
    with transaction():
        return compile_notices(the_government(), MAY, today=TODAY, calendar=CALENDAR, now=NOW)


def the_list(db):
    return db.session.scalars(sa.select(Notice).where(Notice.kind == NoticeKind.WARNING)).one()


def mails(db, kind):
    return db.session.scalars(sa.select(OutboxEmail).where(OutboxEmail.kind == kind)).all()


def test_red_in_two_snapshots_running_earns_a_row_and_once_does_not(db):
    twice, once = red("甲局"), red("乙局")
    for period in ("2026-04", "2026-05"):
        snapshot(twice, period, Light.RED)
    snapshot(once, "2026-04", Light.YELLOW)
    snapshot(once, "2026-05", Light.RED)

    assert compile_may() == 1
    assert [row.unit_name for row in the_list(db).rows] == ["甲局"]


@pytest.mark.parametrize(("due_on", "listed"), [(date(2026, 6, 1), True), (date(2026, 6, 2), False)])
def test_ten_working_days_overdue_earn_a_row(db, due_on, listed):
    red("甲局", due_on=due_on, days_overdue=(TODAY - due_on).days)

    assert compile_may() == int(listed)


def test_a_list_is_compiled_once(db):
    red("甲局", due_on=date(2026, 5, 1))

    assert (compile_may(), compile_may()) == (1, 0)


def test_the_same_facts_give_the_same_bytes(db):
    red("甲局", due_on=date(2026, 5, 1))
    compile_may()
    first = the_list(db)

    assert first.content_sha256 == content_hash(first)
    db.session.delete(first)
    db.session.commit()
    compile_may()
    assert the_list(db).content_sha256 == first.content_sha256


def test_later_changes_do_not_reach_the_rows(db):
    assignment = red("甲局", due_on=date(2026, 5, 1))
    compile_may()

    assignment.percent_complete = 90
    db.session.commit()

    row = the_list(db).rows[0]
    assert (row.percent_complete, row.facts["percent_complete"]) == (10, 10)


def test_other_governments_and_backlog_stay_off_the_list(db):
    red("甲局", due_on=date(2026, 5, 1), is_backlog=True)

    assert compile_may() == 0


def test_three_green_months_are_proposed_for_praise(db):
    good = make_assignment(unit=make_unit("甲局"), light=Light.GREEN, percent_complete=80, scheduled_percent=45)
    for period in ("2026-03", "2026-04", "2026-05"):
        snapshot(good, period, Light.GREEN)

    assert compile_may() == 1
    praise = db.session.scalars(sa.select(Notice).where(Notice.kind == NoticeKind.COMMENDATION)).one()
    assert [row.unit_name for row in praise.rows] == ["甲局"]


@pytest.fixture
def people(db):
    home = the_government()
    return make_user(Role.SUPERVISOR, government=home), make_user(Role.LEADER, government=home)


@pytest.fixture
def draft(people):
    return make_notice(rows=(red("甲局"), red("乙局")))


def submit(notice, actor):
    with transaction(notice):
        return notices.submit(notice, actor=actor, calendar=CALENDAR, now=NOW)


def approve(notice, actor, comment=""):
    with transaction(notice):
        notices.approve(notice, comment=comment, actor=actor, now=NOW)


def issue(notice, actor):
    with transaction(notice):
        return notices.issue(notice, actor=actor, calendar=CALENDAR, now=NOW)


def test_a_list_goes_from_office_to_leader_to_units(db, people, draft):
    office, leader = people
    liaison = make_user(unit=draft.rows[0].unit)

    assert submit(draft, office) == 1
    approve(draft, leader, "同意")
    assert issue(draft, office) == 1

    assert (draft.status, draft.number) == (NoticeStatus.ISSUED, "测督警〔2026〕1号")
    assert [mail.user_id for mail in mails(db, "notice_waiting")] == [leader.id]
    assert [mail.user_id for mail in mails(db, "notice_issued")] == [liaison.id]


def test_nobody_is_told_of_a_unit_they_left(db, people):
    office, leader = people
    own, former = red("市科技局"), red("市财政局")
    liaison = make_user(unit=own.unit)
    liaison.memberships.append(Membership(role=Role.LIAISON, unit=former.unit, valid_to=TODAY - timedelta(days=1)))
    notice = make_notice(rows=(own, former), period="2026-06")
    submit(notice, office)
    approve(notice, leader)

    issue(notice, office)

    [mail] = mails(db, "notice_issued")
    assert "市科技局" in mail.body_text
    assert "市财政局" not in mail.body_text


def test_numbers_run_on_within_a_year(db, people, draft):
    office, leader = people
    second = make_notice(rows=(draft.rows[0].assignment,), period="2026-06")
    for notice in (draft, second):
        submit(notice, office)
        approve(notice, leader)
        issue(notice, office)

    assert (draft.number, second.number) == ("测督警〔2026〕1号", "测督警〔2026〕2号")


def test_nothing_is_issued_without_approval(db, people, draft):
    office, _ = people
    submit(draft, office)

    with pytest.raises(ActionNotAllowed):
        issue(draft, office)

    assert mails(db, "notice_issued") == []


def test_nobody_approves_what_they_submitted(db, people, draft):
    office, _ = people
    submit(draft, office)

    with pytest.raises(NotTheRightPerson):
        approve(draft, office)


def test_a_refusal_needs_its_reason_and_opens_the_draft_again(db, people, draft):
    office, leader = people
    submit(draft, office)
    with pytest.raises(RuleViolation, match="理由"), transaction(draft):
        notices.refuse(draft, reason=" ", actor=leader, now=NOW)

    with transaction(draft):
        notices.refuse(draft, reason="请核实甲局进度", actor=leader, now=NOW)
    with transaction(draft):
        notices.amend(draft, title="新标题", body="新正文", actor=office, now=NOW)

    assert (draft.status, draft.title) == (NoticeStatus.DRAFT, "新标题")


def test_a_submitted_list_is_no_longer_edited(db, people, draft):
    office, _ = people
    submit(draft, office)

    with pytest.raises(ActionNotAllowed), transaction(draft):
        notices.amend(draft, title="改", body="改", actor=office, now=NOW)


def test_a_row_is_dropped_with_its_reason_and_can_come_back(db, people, draft):
    office, _ = people
    row = draft.rows[0]

    with transaction(row):
        notices.drop_row(row, reason="数据有误", actor=office, now=NOW)
    assert [one.unit_name for one in notices.remaining_rows(draft)] == ["乙局"]

    with transaction(row):
        notices.restore_row(row, actor=office, now=NOW)
    assert len(notices.remaining_rows(draft)) == 2


def test_an_empty_list_is_not_submitted(db, people, draft):
    office, _ = people
    for row in draft.rows:
        with transaction(row):
            notices.drop_row(row, reason="数据有误", actor=office, now=NOW)

    with pytest.raises(RuleViolation, match="没有单位"):
        submit(draft, office)


def test_a_unit_explains_itself_before_the_leader_decides_and_not_after(db, people, draft):
    office, _ = people
    liaison, row = make_user(unit=draft.rows[0].unit), draft.rows[0]
    with transaction(row):
        notices.explain(row, text="资金已到位，下月开工", actor=liaison, now=NOW)
    submit(draft, office)

    with pytest.raises(RuleViolation, match="不能再补充说明"), transaction(row):
        notices.explain(row, text="再改", actor=liaison, now=NOW)

    assert row.explanation == "资金已到位，下月开工"


def test_taking_a_list_back_cancels_the_mail_that_asked_for_a_decision(db, people, draft):
    office, _ = people
    submit(draft, office)

    with transaction(draft):
        notices.withdraw(draft, actor=office, now=NOW)

    assert [mail.status.value for mail in mails(db, "notice_waiting")] == ["cancelled"]
