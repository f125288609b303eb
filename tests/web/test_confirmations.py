"""What a page asks before it acts is asked by the server where the script of the page could not."""

import pytest

from tests.factories import make_evidence, make_user
from tests.support.pages import check_page
from tracker.domain.roles import Role

WORDS = "移除这份佐证？\n移除“名单.pdf”后，审核人将看不到它；移除有记录。\n移除"


@pytest.fixture
def file(db):
    return make_evidence(filename="名单.pdf")


@pytest.fixture
def browser(client_of, file):
    return client_of(file.uploaded_by)


def test_a_click_before_the_script_had_arrived_is_asked_about_and_then_done(browser, file):
    address = f"/evidence/{file.id}/remove"

    asked = browser.post(address, data={"ask_first": WORDS, "next": "/register"})
    still_there = file.removed_at is None
    done = browser.post(address, data={"was_asked": "yes", "next": "/register"})

    check_page(asked.text)
    assert asked.status_code == 200
    for words in (
        "移除这份佐证？",
        "审核人将看不到它",
        f'action="{address}"',
        'name="next" value="/register"',
        'href="/register"',
    ):
        assert words in asked.text
    assert still_there
    assert done.location == "/register"
    assert file.removed_at is not None


def test_a_form_that_is_not_of_ours_is_refused_before_anything_is_asked(browser, file):
    answer = browser.post(f"/evidence/{file.id}/remove", data={"ask_first": WORDS}, csrf=False)

    assert answer.status_code == 400
    assert 'name="was_asked"' not in answer.text


def test_what_the_script_has_asked_is_not_asked_again(browser, file):
    browser.post(f"/evidence/{file.id}/remove", data={"ask_first": WORDS, "was_asked": "yes"})

    assert file.removed_at is not None


@pytest.mark.parametrize(("choice", "is_asked"), [("end", True), ("replace", True), ("keep", False), ("", False)])
def test_some_are_asked_only_where_something_was_chosen(client_of, db, choice, is_asked):
    form = {"ask_first": "终止原任务？\n…\n终止", "ask_when": "choice=end|replace", "choice": choice}

    answer = client_of(make_user(Role.SUPERVISOR)).post("/queue/decide", data=form)

    assert ("终止原任务？" in answer.text) is is_asked
