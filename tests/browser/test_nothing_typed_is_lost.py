"""A report half written outlives a lost connection, a session that ran out, and somebody else's save."""

import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import check_accessibility
from tests.support.paper_journey import sign_in

pytestmark = pytest.mark.browser

SCIENCE = "市科技局联络员"
MINE, THEIRS = "本月新建机构 12 家，走访企业 30 家。", "同事写的：新建机构 15 家。"


def open_report(page: Page, address: str) -> str:
    """Sign in and open the form of the first task that asks for a report; return its address."""
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=SCIENCE).first.click()
    page.get_by_role("link", name="开始填报本期进展").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^填报"))
    return page.url


def write(page: Page, summary: str, percent: str = "94") -> None:
    page.get_by_label("完成进度").fill(percent)
    page.get_by_label("本期做了什么").fill(summary)


def state(page: Page):
    return page.locator("[data-autosave-state]").first


def send(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(提交|提交更正|仍然提交|以我填写的为准提交)$")).click()


def sent(page: Page) -> None:
    """The report is in: after the question about what looks doubtful, if there is one."""
    send(page)
    expect(page.locator(".flash-success").or_(page.get_by_text("提交前请再看一眼"))).to_be_visible()
    if page.get_by_text("提交前请再看一眼").is_visible():
        send(page)
    expect(page.locator(".flash-success")).to_contain_text("进展已提交")


def let_every_session_run_out(product) -> None:
    with sqlite3.connect(product.environment["DATABASE_URL"].removeprefix("sqlite:///"), timeout=20) as database:
        database.execute("UPDATE login_session SET last_seen_at = '2020-01-01 00:00:00.000000'")


@pytest.fixture
def form(live_product, page):
    """An open form whose console may complain: what fails here is meant to."""
    open_report(page, live_product.address)
    return page


def hold_back(page: Page, script: str):
    """Keep this script from arriving, as on a slow line; return what lets it arrive."""
    held = []
    page.route(f"**/js/{script}*", lambda route: held.append(route))
    return lambda: [route.continue_() for route in held]


def test_what_was_typed_before_the_script_arrived_is_saved(live_product, page):
    let_arrive = hold_back(page, "autosave.js")
    open_report(page, live_product.address)
    write(page, MINE)

    let_arrive()

    expect(state(page)).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))


def test_a_file_chosen_before_the_script_arrived_is_sent(live_product, page):
    let_arrive = hold_back(page, "upload.js")
    sign_in(page, live_product.address)
    page.goto(f"{live_product.address}/documents/new")
    page.locator("input[type=file]").set_input_files({"name": "空.txt", "mimeType": "text/plain", "buffer": b""})

    let_arrive()

    expect(page.locator("[data-upload-list]").get_by_role("status")).to_contain_text("文件")


def test_without_a_connection_the_text_is_kept_here_and_saved_when_it_is_back(form):
    form.context.set_offline(True)
    write(form, MINE)
    expect(state(form)).to_contain_text("已保存在本机")
    expect(state(form)).to_contain_text("连上后自动保存")

    form.context.set_offline(False)

    expect(state(form)).to_have_text(re.compile(r"^已保存 \d\d:\d\d$"))
    form.reload()
    expect(form.get_by_label("本期做了什么")).to_have_value(MINE)


def test_after_the_session_ran_out_one_signs_in_and_finds_the_text_in_its_place(form, live_product):
    address = form.url
    let_every_session_run_out(live_product)
    write(form, MINE)
    expect(state(form)).to_contain_text("登录已超时")
    check_accessibility(form)

    send(form)
    expect(form).to_have_url(re.compile("/sign-in"))
    form.get_by_role("button", name=SCIENCE).first.click()

    expect(form).to_have_url(address)
    expect(form.get_by_label("本期做了什么")).to_have_value(MINE)
    expect(state(form)).to_contain_text("已恢复")
    sent(form)


def test_of_two_who_report_at_once_both_texts_are_shown_and_one_is_chosen(form, live_product, browser):
    other = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    open_report(other, live_product.address)
    other.goto(form.url)
    write(other, THEIRS, "95")
    sent(other)
    write(form, MINE)

    send(form)

    expect(form.get_by_text("同一期有两份内容")).to_be_visible()
    expect(form.locator("[data-theirs]")).to_contain_text(THEIRS)
    expect(form.get_by_label("本期做了什么")).to_have_value(MINE)
    check_accessibility(form)
    sent(form)
    other.close()
