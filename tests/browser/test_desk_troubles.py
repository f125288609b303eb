"""The review desk when things go wrong: a colleague on the same clause, no connection, a session that has ended."""

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import check_accessibility
from tests.support.desk import open_desk, paper, reopen
from tests.support.paper_journey import sign_in

pytestmark = pytest.mark.browser

COLLEAGUE = "陈督查"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def desk(empty_product, watched_page):
    sign_in(watched_page, empty_product.address)
    return open_desk(watched_page, empty_product.address, paper())


@pytest.fixture
def troubled_desk(empty_product, page):
    """A desk whose console may complain: what fails here is meant to."""
    sign_in(page, empty_product.address)
    return open_desk(page, empty_product.address, paper())


def rename(desk, title):
    desk.current.get_by_label("任务名称").fill(title)
    desk.current.get_by_role("button", name="保存").click()


def test_two_reviewers_lose_nothing_of_each_other(desk, empty_product, browser):
    other = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()
    sign_in(other, empty_product.address, COLLEAGUE)
    theirs = reopen(other, desk.address)
    desk.press("e")
    theirs.press("e")
    rename(theirs, "同事的名称")
    expect(theirs.current.locator("h3")).to_have_text("同事的名称")

    rename(desk, "我的名称")

    conflict = desk.current.get_by_role("alert")
    expect(conflict).to_contain_text("被别人修改了")
    expect(conflict).to_contain_text("同事的名称")
    expect(conflict).to_contain_text(COLLEAGUE)
    expect(desk.current.get_by_label("任务名称")).to_have_value("我的名称")
    check_accessibility(desk.page)
    desk.current.get_by_role("button", name="保存").click()
    expect(desk.current.locator("h3")).to_have_text("我的名称")

    theirs.press("c")  # of a text that is no longer there
    expect(theirs.current.get_by_role("alert")).to_contain_text("被别人修改了")
    expect(theirs.current.locator("h3")).to_have_text("我的名称")
    other.context.close()


def test_without_a_connection_it_says_so_and_keeps_what_was_typed(troubled_desk):
    desk = troubled_desk
    desk.press("e")
    field = desk.current.get_by_label("任务名称")
    expect(field).to_be_focused()
    desk.page.context.set_offline(True)
    rename(desk, "断网时写的")
    desk.says("连不上服务器")
    expect(field).to_have_value("断网时写的")
    desk.page.context.set_offline(False)

    desk.current.get_by_role("button", name="保存").click()

    expect(desk.current.locator("h3")).to_have_text("断网时写的")
    expect(desk.page.locator("[data-desk-fault]")).not_to_be_visible()


def test_what_was_typed_is_offered_again_after_the_window_was_closed(desk):
    desk.press("e")
    desk.current.get_by_label("任务名称").fill("写了一半")
    expect(desk.current.locator("[data-autosave-state]")).to_contain_text("已保存在本机")
    again = reopen(desk.page, desk.address)
    again.press("e")

    again.current.get_by_role("button", name="恢复").click()

    expect(again.current.get_by_label("任务名称")).to_have_value("写了一半")
    again.current.get_by_role("button", name="保存").click()
    expect(again.current.locator("h3")).to_have_text("写了一半")
    again.press("e")
    expect(again.current.get_by_label("任务名称")).to_be_focused()
    expect(again.current.get_by_role("button", name="恢复")).not_to_be_visible()


def test_after_the_session_has_ended_one_signs_in_beside_and_goes_on(troubled_desk, empty_product):
    desk = troubled_desk
    desk.press("e")
    desk.current.get_by_label("任务名称").fill("过期之后")
    desk.page.context.clear_cookies()
    desk.current.get_by_role("button", name="保存").click()
    expect(desk.page.locator("[data-desk-fault]")).to_be_visible()
    expect(desk.current.get_by_label("任务名称")).to_have_value("过期之后")

    beside = desk.page.context.new_page()
    sign_in(beside, empty_product.address)
    beside.close()
    desk.current.get_by_role("button", name="保存").click()  # the page's token is of the old session
    desk.says("请再操作一次")
    desk.current.get_by_role("button", name="保存").click()

    expect(desk.current.locator("h3")).to_have_text("过期之后")


def test_work_goes_on_where_it_was_left(desk):
    desk.press("c")
    desk.has_decided(1)

    again = reopen(desk.page, desk.address.partition("#")[0])

    again.stands_at(2)
    again.has_decided(1)


def test_on_a_phone_the_words_stay_above_the_clause(desk):
    desk.page.set_viewport_size(PHONE)
    reopen(desk.page, desk.address)
    desk.page.evaluate("window.scrollTo(0, 0)")
    desk.press("j", "j", "j")
    desk.stands_at(4)
    expect(desk.page.locator(".source .span.is-current")).to_be_in_viewport()
    expect(desk.current.locator("h3")).to_be_in_viewport()
    check_accessibility(desk.page)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
