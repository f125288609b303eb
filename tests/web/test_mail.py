from datetime import timedelta

import pytest

from tests.conftest import NOW
from tests.factories import make_user, saved
from tracker.domain.outbox import OutboxStatus
from tracker.domain.roles import Role
from tracker.models import OutboxEmail


def make_email(user, key="letter", html="<p>正文</p>", **changes):
    return saved(
        OutboxEmail(
            **{
                "dedupe_key": key, "kind": "test", "user_id": user.id, "recipient": user.email,
                "subject": f"主题 {key}", "body_text": "正文第一行\n\n第二行", "body_html": html,
                "message_id": f"<{key}@luoshi>", "status": OutboxStatus.PENDING, "queued_at": NOW, "not_before": NOW,
                **changes,
            }
        )
    )  # fmt: skip


def test_the_administrator_sees_all_mail_and_can_choose_by_status(client, sign_in):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    make_email(make_user(), "one")
    make_email(make_user(), "two", status=OutboxStatus.FAILED, last_error="550 没有此人")

    assert {"主题 one", "主题 two"} <= set(client.get("/mail").text.replace("<", ">").split(">"))
    failed = client.get("/mail?status=failed").text
    assert "主题 two" in failed
    assert "主题 one" not in failed


def test_everybody_sees_their_own_mail_and_nobody_elses(client, sign_in):
    me = sign_in(make_user())
    own, other = make_email(me, "mine"), make_email(make_user(), "yours")

    page = client.get("/mail/mine").text
    assert "主题 mine" in page
    assert "主题 yours" not in page
    assert client.get(f"/mail/{own.id}").status_code == 200
    assert client.get(f"/mail/{other.id}").status_code == 404
    assert client.get("/mail").status_code == 403


def test_a_mail_shows_its_text_and_where_it_went(client, sign_in):
    email = make_email(sign_in(make_user()), status=OutboxStatus.RETRYING, last_error="450 忙", attempts=2)

    page = client.get(f"/mail/{email.id}").text

    for words in ("正文第一行", "第二行", "临时失败，将重试", "450 忙", "2 次"):
        assert words in page


def test_the_administrator_sees_where_a_mail_went_and_not_what_it_says(client, sign_in):
    sign_in(make_user(Role.SYSTEM_ADMIN))
    email = make_email(make_user(), status=OutboxStatus.FAILED, last_error="550 没有此人")

    page = client.get(f"/mail/{email.id}").text

    assert "550 没有此人" in page
    assert "正文只有收件人本人能看到" in page
    assert "正文第一行" not in page
    for part in ("html", "file"):
        assert client.get(f"/mail/{email.id}/{part}").status_code == 403


def test_the_html_stands_alone_and_may_do_nothing(client, sign_in):
    email = make_email(sign_in(make_user()), html='<p style="color:red">红</p><script>alert(1)</script>')

    answer = client.get(f"/mail/{email.id}/html", checked=False)  # a mail is no page of ours: it has its own style

    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_a_mail_without_html_has_none_to_show(client, sign_in):
    email = make_email(sign_in(make_user()), html=None)

    assert client.get(f"/mail/{email.id}/html").status_code == 404


def test_the_file_opens_in_a_mail_program(client, sign_in):
    email = make_email(sign_in(make_user()))

    answer = client.get(f"/mail/{email.id}/file")

    assert answer.mimetype == "message/rfc822"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=mail-{email.id}.eml"
    assert b"Message-ID: <letter@luoshi>" in answer.data


@pytest.mark.slow
def test_a_full_outbox_is_shown_page_by_page(client, sign_in):
    me = sign_in(make_user())
    for number in range(51):
        make_email(me, f"letter {number:02}", not_before=NOW + timedelta(minutes=number))

    assert "主题 letter 50" in client.get("/mail/mine").text
    assert "主题 letter 00" in client.get("/mail/mine?page=2").text
