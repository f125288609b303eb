"""The way of a paper from its file to tasks that are issued, as a supervisor goes it who trusts what was read."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.hands import Hands, Seen

SUPERVISOR = "王督查"


def sign_in(page: Page, address: str, person: str = SUPERVISOR) -> None:
    """Come to the person's home page; the way itself begins there."""
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=person).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def issue_a_paper(page: Page, paper: Path, seen: Seen = lambda _number, _words: None) -> int:
    """Take the paper from the home page to issued tasks; return how many clicks and keys it took.

    Raise AssertionError where a page is not as it should be: something is flagged, or a field is not filled in.
    """
    hands = Hands(page, seen)
    hands.click(page.get_by_role("link", name="文件", exact=True), "打开文件")
    hands.click(page.get_by_role("link", name="导入文件").first, "导入文件")
    hands.choose_file(page.locator("input[type=file]"), paper, "选择文件")
    expect(page.get_by_text("待核对 0 条")).to_be_visible(timeout=30_000)
    hands.click(page.get_by_role("link", name="去审核"), "去审核")
    expect(page.locator("[data-desk-position]")).not_to_be_empty()
    hands.press("Shift+A", "确认全部无标记条款")
    hands.click(page.get_by_role("dialog").get_by_role("button", name="全部确认"), "全部确认")
    expect(page.get_by_role("button", name="确认文件")).to_be_visible()
    hands.press("Shift+A", "确认文件")
    expect(page.get_by_role("heading", level=1)).to_contain_text("交办：")
    for filled in ("立项依据", "批准领导", "起始日期", "填报周期"):
        expect(page.get_by_label(filled).first).not_to_have_value("")
    hands.click(page.get_by_role("button", name="交办", exact=True), "交办")
    expect(page.get_by_text(re.compile("已交办 .* 项任务、.* 项责任"))).to_be_visible()
    return hands.count
