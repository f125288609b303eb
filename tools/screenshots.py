"""Take the pictures of the READMEs from a running demonstration.

    .venv/bin/python -m tools.screenshots http://127.0.0.1:5000

The demonstration should be fresh: what was done in it shows. Writes docs/images/*.png.
"""

import re
import sys
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import programs
from tools.environment import ROOT, say

FOLDER = ROOT / "docs" / "images"
LARGEST_KB = 300
SETTLES_MS = 1200  # panes scroll softly
CHINESE: dict[str, str | float | bool] = {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}  # how the browser writes dates
DESK, PHONE = {"width": 1440, "height": 840}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Shot:
    """One picture: whose page it is, the links to click from the first one, what to fill in or press, the window."""

    name: str
    person: str
    clicks: tuple[str, ...]
    window: dict[str, int]
    first: str = "/"
    filled: tuple[tuple[str, str], ...] = ()
    keys: str = ""


REPORT = (
    ("完成进度", "96"),
    ("本期做了什么", "组织“揭榜挂帅”项目验收 6 项，签约转化 3 项，带动企业研发投入 2800 万元。"),
)
SHOTS = (
    Shot("review-desk", "周督查", ("高新技术产业", "审核条款"), DESK, "/documents?status=in_review", keys="jjj"),
    Shot("board", "沈市长", (), DESK, "/board"),
    Shot("liaison-home", "市财政局联络员", (), DESK),
    Shot("report", "市科技局联络员", ("开始填报本期进展",), DESK, filled=REPORT),
    Shot("notice", "沈市长", ("督促警告名单",), DESK, "/notices"),
    Shot("phone", "市科技局联络员", (), PHONE),
)


def main(address: str) -> int:
    """Take every picture; return 1 if one is too large for a README."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(programs.chromium()), args=["--no-sandbox", "--lang=zh-CN"], env=CHINESE
        )
        for shot in SHOTS:
            _take(browser, address, shot)
        browser.close()
    sizes = {path.name: path.stat().st_size // 1024 for path in sorted(FOLDER.glob("*.png"))}
    for name, size in sizes.items():
        say(f"docs/images/{name}　{size} KB")
    return int(max(sizes.values()) > LARGEST_KB)


def _take(browser: Browser, address: str, shot: Shot) -> None:
    context = browser.new_context(viewport=shot.window, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    _enter(page, shot.person)
    page.goto(address + shot.first)
    for words in shot.clicks:
        page.locator("main").get_by_role("link", name=re.compile(re.escape(words))).first.click()
    page.wait_for_load_state("networkidle")
    for label, words in shot.filled:
        page.get_by_label(label).fill(words)
    for key in shot.keys:
        page.keyboard.press(key)
    page.wait_for_timeout(SETTLES_MS)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()


def _enter(page: Page, person: str) -> None:
    for folded in page.locator("details").all():
        folded.locator("summary").click()
    page.locator("form[action*='/demo/sign-in/'] button", has_text=person).first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5000"))
