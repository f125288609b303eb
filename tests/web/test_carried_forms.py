"""What is sent after the session ran out is carried through signing in, without scripts, and can be sent again."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from tests.conftest import NOW
from tests.factories import make_assignment, make_user
from tracker import clock
from tracker.adapters.passwords import hash_password
from tracker.models import ProgressReport

PASSWORD = "correct horse battery"  # noqa: S105  # of a test
WORDS = "本月新建机构 12 家，“省级”2 家。\n走访企业 30 家。"


@pytest.fixture
def liaison(db):
    return given_a_password(make_user(username="zhang.san"))


@pytest.fixture
def address(client, sign_in, liaison, monkeypatch):
    """The address of a report form whose session ran out after it was opened."""
    assignment = make_assignment(liaison.home_unit)
    sign_in(liaison)
    monkeypatch.setattr(clock, "system_now", lambda: NOW + timedelta(hours=9))
    return f"/assignments/{assignment.id}/report"


def given_a_password(user):
    user.password_hash = hash_password(PASSWORD)
    return user


def send(client, address, headers=None, **more):
    data = {"period": "2026-06", "percent_complete": "40", "summary": WORDS, "submission_key": "a" * 20, **more}
    page = {"Accept": "text/html,application/xhtml+xml", "Referer": f"http://localhost{address}"}
    return client.post(address, data=data, headers=page | (headers or {}))


def enter(client, page, *, username="zhang.san", typed=PASSWORD):
    action = re.search(r'<form method="post" action="(/sign-in[^"]*)"', page.text)[1]
    carried = hidden(page)["carried"]
    return client.post(action, data={"username": username, "password": typed, "carried": carried})


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))


def test_a_report_sent_too_late_is_given_back_after_signing_in_and_sent_by_one_button(client, db, address):
    late = send(client, address)
    assert late.status_code == 401
    assert "登录已超时" in late.text

    page = enter(client, late)

    assert "刚才的内容还没有提交" in page.text
    assert "走访企业 30 家。" in page.text
    assert f'action="{address}"' in page.text
    again = re.search(r'name="summary" value="([^"]*)"', page.text)[1]
    assert again == WORDS
    assert not db.session.scalar(sa.select(ProgressReport.id))
    send(client, address, summary=again)
    assert db.session.scalar(sa.select(ProgressReport.summary)) == WORDS


def test_the_question_of_a_button_is_not_given_back_as_if_somebody_had_typed_it(client, address):
    page = enter(client, send(client, address, ask_first="提交这份进展？\n提交后不能再改。\n提交"))

    shown = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page.text)
    assert shown == [WORDS]
    assert "提交后不能再改" in hidden(page)["ask_first"]  # it is asked when the form is sent again


def test_a_wrong_password_loses_nothing(client, address):
    again = enter(client, send(client, address), typed="wrong")

    assert again.status_code == 422
    assert WORDS.splitlines()[1] in enter(client, again).text


def test_nobody_else_is_given_what_a_person_wrote(client, db, address):
    given_a_password(make_user(username="li.si"))
    db.session.commit()

    answer = enter(client, send(client, address), username="li.si")

    assert answer.location == address


def test_a_file_that_was_chosen_is_to_be_chosen_again_and_nothing_is_sent_without_it(client, address):
    late = send(client, address, file=(BytesIO(b"x"), "会议纪要.pdf"))

    page = enter(client, late)

    assert "会议纪要.pdf" in page.text
    assert "走访企业 30 家。" in page.text
    assert "继续提交" not in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": "http://evil.example/"},
        {"Accept": "application/json"},
        {"HX-Request": "true"},
    ],
)
def test_only_a_form_of_a_page_of_ours_is_carried(client, address, headers):
    answer = send(client, address, headers=headers)

    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_passwords_are_never_carried(client, address):
    answer = send(client, "/account/password", current=PASSWORD)

    assert answer.location.startswith("/sign-in")


def test_what_somebody_wrote_is_shown_where_the_form_is_refused_whole(client_of, liaison):
    answer = client_of(liaison).post("/assignments/999/report", data={"summary": WORDS, "period": "2026-06"})

    assert answer.status_code == 404
    assert "走访企业 30 家。" in answer.text
