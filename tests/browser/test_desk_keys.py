"""The review desk by keyboard alone: each key of its help does what it says, and none is stolen from typing."""

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import check_accessibility
from tests.support.desk import CLAUSES, open_desk, paper
from tests.support.paper_journey import sign_in

pytestmark = pytest.mark.browser

FIRST, SECOND, THIRD, FOURTH = (title for title, _ in CLAUSES)
FOCUS = "(document.activeElement.closest('[data-clause]') || {}).id"


@pytest.fixture
def desk(empty_product, watched_page):
    sign_in(watched_page, empty_product.address)
    return open_desk(watched_page, empty_product.address, paper())


def test_clauses_are_walked_and_the_address_says_where_one_is(desk):
    desk.press("j", "j", "k")
    desk.stands_at(2)
    expect(desk.current).to_contain_text(SECOND)
    assert desk.page.url.endswith("#clause-2")
    desk.press("n")
    expect(desk.current).to_contain_text(THIRD)  # no unit is responsible
    assert desk.page.evaluate(FOCUS) == "clause-3"
    check_accessibility(desk.page)


def test_a_clause_is_decided_and_opened_again_and_the_next_one_comes_by_itself(desk):
    desk.press("c")
    desk.has_decided(1)
    desk.stands_at(2)
    desk.press("x")
    desk.has_decided(2)
    desk.stands_at(3)
    desk.press("k")
    expect(desk.current).to_contain_text("不作任务")
    desk.press("z")
    desk.has_decided(1)
    desk.stands_at(2)


def test_a_task_without_units_is_refused_and_takes_those_of_the_clause_above(desk):
    desk.press("n", "c")
    expect(desk.current.get_by_role("alert")).to_be_visible()
    desk.press("u")
    expect(desk.current.locator("[data-field=units]").first).to_have_text("市科技局")
    desk.press("c")
    desk.has_decided(1)
    desk.stands_at(4)


def test_a_clause_is_amended_in_place(desk):
    desk.press("e")
    expect(desk.current.get_by_label("任务名称")).to_be_focused()
    desk.press("Control+a")
    desk.page.keyboard.type("新的名称")
    desk.press("Enter")
    expect(desk.current.locator("h3")).to_have_text("新的名称")
    desk.undo("修改")
    expect(desk.current.locator("h3")).to_have_text(FIRST)


def test_clauses_change_places_and_are_split_and_joined(desk):
    desk.press("Shift+J")
    desk.stands_at(2)
    assert desk.titles[:2] == [SECOND, FIRST]
    desk.press("Shift+K")
    desk.stands_at(1)
    assert desk.titles[:2] == [FIRST, SECOND]
    desk.press("s")
    expect(desk.current.get_by_role("button", name="另成一条").first).to_be_focused()
    desk.press("Enter")
    desk.stands_at(1, 5)
    desk.press("m")
    desk.stands_at(1, 4)
    for words, total in (("合并", 5), ("拆分", 4), ("移动", 4), ("移动", 4)):
        desk.undo(words)
        expect(desk.page.locator("[data-desk-position]")).to_contain_text(f"/ {total}")
    expect(desk.page.locator(".clause h3")).to_have_text([FIRST, SECOND, THIRD, FOURTH])


def test_several_clauses_are_given_the_same_and_it_is_taken_back(desk):
    desk.press("v", "j", "v", "b")
    expect(desk.page.locator("#bulk-form")).to_contain_text("已选 2 条")
    desk.page.keyboard.type("市商务局")
    desk.page.locator("#bulk-form select").first.select_option(label="市商务局")
    desk.page.get_by_role("button", name="应用到所选").press("Enter")
    desk.says("已统一设置 2 条")
    assert desk.page.locator(".clause [data-field=units]").all_inner_texts().count("市商务局") == 2
    desk.undo("批量设置")
    assert "市商务局" not in desk.page.locator(".clause-list").inner_text()


def test_clauses_with_a_flag_come_first_and_the_order_stays(desk):
    desk.press("o")
    expect(desk.page.get_by_role("heading", name="有提示的 1 条")).to_be_visible()
    expect(desk.current).to_contain_text(THIRD)
    desk.press("u")
    expect(desk.current.locator("[data-field=units]").first).to_have_text("市科技局")
    desk.press("Shift+Z")
    desk.says("已撤销")
    assert "order=flags" in desk.page.url
    desk.press("o")
    expect(desk.page.get_by_role("heading", name="有提示的 1 条")).not_to_be_visible()


def test_all_that_carries_no_flag_is_confirmed_at_once_and_taken_back(desk):
    desk.press("Shift+A")
    desk.page.get_by_role("button", name="全部确认").press("Enter")
    desk.says("已确认 3 条无标记条款")
    desk.has_decided(3)
    desk.undo("确认全部无标记条款")
    desk.has_decided(0)


def test_a_suggested_unit_is_taken_by_its_number(empty_product, watched_page):
    sign_in(watched_page, empty_product.address)
    text = "加快概念验证中心建设，建成概念验证中心，遴选运营机构。"
    learnt = [(f"建设概念验证中心第{n}批", text + "（责任单位：市科技局）") for n in "甲乙丙"]
    desk = open_desk(watched_page, empty_product.address, paper(learnt))
    desk.press("Shift+A")
    desk.page.get_by_role("button", name="全部确认").press("Enter")
    desk.has_decided(3, 3)

    desk = open_desk(watched_page, empty_product.address, paper([("建设概念验证中心", text)]))
    expect(desk.current.locator(".suggestions button").first).to_contain_text("市科技局")
    expect(desk.current.locator("[data-field=units]")).to_have_text("—")  # never by itself
    desk.press("1")
    expect(desk.current.locator("[data-field=units]")).to_have_text("市科技局")
    desk.undo("采用建议单位")


def test_the_help_lists_every_key_and_keys_rest_while_it_is_open(desk):
    desk.press("?")
    table = desk.page.locator("#keyboard-help")
    expect(table).to_be_visible()
    listed = set(table.locator("kbd").all_inner_texts())
    taken = {key for key in desk.page.eval_on_selector_all("[data-key], [data-desk-key]", _KEYS) if key}
    assert taken | set("jknb") <= listed
    desk.press("j", "Escape")
    expect(table).not_to_be_visible()
    desk.stands_at(1)


_KEYS = "all => all.map((one) => one.dataset.key || one.dataset.deskKey)"
COMPOSING = """(key) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", {key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"""


def test_no_key_is_taken_while_somebody_types_or_composes(desk):
    desk.press("e")
    field = desk.current.get_by_label("任务名称")
    expect(field).to_be_focused()
    desk.press("Control+a")
    desk.page.keyboard.type("jkncxzJK1?o")
    assert desk.page.evaluate(COMPOSING, "j"), "the key was taken from the input method"
    assert desk.page.evaluate(COMPOSING, "Escape")
    expect(field).to_have_value("jkncxzJK1?o")
    expect(field).to_be_focused()
    desk.stands_at(1)

    desk.press("Escape", "j")
    desk.stands_at(2)
    desk.press("k", "e")
    expect(field).to_be_focused()
    expect(field).to_have_value("jkncxzJK1?o")


def test_the_browsers_own_keys_are_left_alone_and_caps_lock_moves_nothing(desk):
    desk.press("Control+j", "Alt+j", "Meta+c")
    desk.stands_at(1)
    desk.page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'J', bubbles: true}))")
    desk.stands_at(2)
    assert desk.titles[:2] == [FIRST, SECOND]


def test_whatever_has_the_focus_shows_it(desk):
    desk.page.keyboard.press("Tab")
    for _ in range(8):  # the buttons of the current clause, one by one
        desk.page.keyboard.press("Tab")
        shown = desk.page.evaluate("() => getComputedStyle(document.activeElement).boxShadow")
        desk.page.wait_for_function("() => getComputedStyle(document.activeElement).boxShadow.includes('0px 0px 0px')")
        assert shown
