"""Units are told what a new version (换版) ended, added to or changed: one mail a person, next working morning."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import NOW, TODAY
from tests.emails.snapshots import same_as_snapshot
from tests.factories import make_unit, make_user, saved
from tests.services.new_versions import decide, new_version
from tracker.db import transaction
from tracker.domain.document_versions import VersionChoice
from tracker.domain.outbox import OutboxStatus
from tracker.domain.units import UnitKind
from tracker.emails.render import set_base_url
from tracker.models import OutboxEmail, UnitGroupMember
from tracker.services import document_versions

NEXT_MORNING = datetime(2026, 6, 16, 0, 30, tzinfo=UTC)


@pytest.fixture
def liaison(bureau):
    return make_user(unit=bureau, username="science")


def mails(db, user):
    query = sa.select(OutboxEmail).where(OutboxEmail.user_id == user.id).order_by(OutboxEmail.id)
    return db.session.scalars(query).all()


def test_a_unit_whose_task_ends_is_told_the_reason_next_morning(db, actor, bureau, liaison):
    document = new_version([bureau], [bureau])

    decide(document, "人才服务", VersionChoice.END, actor, reason="新版不再要求")

    (mail,) = mails(db, liaison)
    assert (mail.kind, mail.not_before) == ("version_changed", NEXT_MORNING)
    assert mail.subject == "文件换版，任务有变动：终止 1 项"
    assert "人才服务（牵头单位）：新版不再要求" in mail.body_text


def test_a_unit_that_joins_and_one_that_leaves_are_both_told(db, actor, bureau, liaison):
    newcomer = make_unit("市经信局")
    joining = make_user(unit=newcomer)
    document = new_version([bureau], [newcomer])

    decide(document, "亩均效益", VersionChoice.CARRY_OVER, actor, take_units=True)

    assert [mail.subject for mail in mails(db, liaison)] == ["文件换版，任务有变动：终止 1 项"]
    assert "新版本不再列为责任单位" in mails(db, liaison)[0].body_text
    assert [mail.subject for mail in mails(db, joining)] == ["文件换版，任务有变动：新交办 1 项"]


def test_the_members_of_a_group_are_told_as_far_as_they_belong_to_it_now(db, actor):
    group = make_unit("各县（市、区）政府", kind=UnitKind.GROUP)
    now_in, left = (make_unit(name, kind=UnitKind.GOVERNMENT) for name in ("甲区", "乙区"))
    for member, last_day in ((now_in, None), (left, TODAY - timedelta(days=1))):
        saved(UnitGroupMember(group=group, member=member, valid_to=last_day))
    told, untold = make_user(unit=now_in), make_user(unit=left)
    document = new_version([group], [group])

    decide(document, "人才服务", VersionChoice.END, actor, reason="新版不再要求")

    assert (len(mails(db, told)), len(mails(db, untold))) == (1, 0)


@pytest.mark.parametrize(
    ("title", "limit", "take_limit", "count"),
    [
        ("亩均效益", date(2026, 12, 31), False, 1),  # other words
        ("科创平台", date(2026, 12, 31), False, 0),  # the very same
        ("科创平台", date(2027, 12, 31), True, 1),  # another limit
        ("科创平台", date(2027, 12, 31), False, 0),  # the old limit stays
    ],
)
def test_a_task_carried_over_is_worth_a_mail_only_where_it_asks_for_something_else(
    db, actor, bureau, liaison, title, limit, take_limit, count
):
    document = new_version([bureau], [bureau], new_limit=limit)

    decide(document, title, VersionChoice.CARRY_OVER, actor, take_limit=take_limit)

    assert len(mails(db, liaison)) == count


def test_what_is_decided_before_one_morning_is_one_mail(db, actor, bureau, liaison):
    set_base_url("http://luoshi.example.gov.cn")
    document = new_version([bureau], [bureau])

    decide(document, "人才服务", VersionChoice.END, actor, reason="新版不再要求")
    decide(document, "亩均效益", VersionChoice.CARRY_OVER, actor, now=NOW + timedelta(hours=2))

    (mail,) = mails(db, liaison)
    assert mail.subject == "文件换版，任务有变动：终止 1 项，要求调整 1 项"
    same_as_snapshot("version_changed.txt", re.sub(r"/tasks/\d+", "/tasks/1", mail.body_text))
    assert "<style" not in mail.body_html


def test_what_is_decided_after_the_mail_has_left_is_told_by_another_without_repeating_it(db, actor, bureau, liaison):
    document = new_version([bureau], [bureau])
    decide(document, "人才服务", VersionChoice.END, actor, reason="新版不再要求")
    mails(db, liaison)[0].status = OutboxStatus.DELIVERED
    db.session.commit()

    decide(document, "亩均效益", VersionChoice.CARRY_OVER, actor, now=NOW + timedelta(days=1))

    assert [mail.subject for mail in mails(db, liaison)] == [
        "文件换版，任务有变动：终止 1 项",
        "文件换版，任务有变动：要求调整 1 项",
    ]


def test_backlog_ends_quietly(db, actor, bureau, liaison):
    document = new_version([bureau], [bureau], is_backlog=True)

    decide(document, "人才服务", VersionChoice.END, actor, reason="新版不再要求")

    assert mails(db, liaison) == []


def test_carrying_over_all_that_reads_the_same_writes_to_nobody(db, actor, bureau, liaison):
    document = new_version([bureau], [bureau])

    with transaction(document):
        count = document_versions.carry_over_same_words(document, actor=actor, now=NOW, today=TODAY)

    assert (count, mails(db, liaison)) == (1, [])
