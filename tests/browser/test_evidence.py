"""Evidence sent over a line that breaks: it goes on by itself, and after the page was opened anew."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_journey import SCIENCE, enter

pytestmark = pytest.mark.browser

PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x10"
SIZE = 5 * 1024 * 1024 // 2
PIECES = "**/uploads/*/pieces?*"


def picture(name: str) -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": PICTURE + name.encode() * (SIZE // len(name.encode()))}


def choose(page: Page, *names: str) -> None:
    page.locator("#evidence-files").set_input_files([picture(name) for name in names])


def cut_after_the_first_piece(page: Page, *, times: int) -> None:
    left = [times]

    def answer(route: Route) -> None:
        is_later = "offset=0" not in route.request.url
        if is_later and left[0]:
            left[0] -= 1
            route.abort()
        else:
            route.continue_()

    page.route(PIECES, answer)


def test_evidence_arrives_over_a_line_that_breaks(live_product, watched_page):
    page = watched_page
    enter(page, live_product.address, SCIENCE)
    page.goto(f"{live_product.address}/register?todo=to_report")
    page.locator("tbody tr a").first.click()
    report = page.get_by_role("link", name="填报进展").first.get_attribute("href") or ""
    page.goto(live_product.address + report.replace("/report", "/evidence"))

    cut_after_the_first_piece(page, times=1)
    choose(page, "断线一次.png", "第二张.png")
    expect(page.get_by_role("link", name="断线一次.png")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="第二张.png")).to_be_visible(timeout=20_000)

    page.unroute(PIECES)
    cut_after_the_first_piece(page, times=100)
    choose(page, "重新打开.png")
    expect(page.get_by_text("秒后从断点继续")).to_be_visible()
    page.unroute(PIECES)
    page.reload()
    expect(page.get_by_text("重新打开.png 传到")).to_be_visible()
    choose(page, "重新打开.png")
    expect(page.get_by_role("link", name="重新打开.png")).to_be_visible(timeout=20_000)
    expect(page.locator("[data-unfinished]")).to_have_count(0)

    page.get_by_role("link", name="重新打开.png").click()
    cut_after_the_first_piece(page, times=1)
    page.locator("#new-file").set_input_files(picture("新版.png"))
    expect(page.get_by_role("listitem").filter(has_text="新版.png").get_by_text("第 2 版")).to_be_visible(
        timeout=20_000
    )
