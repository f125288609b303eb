"""Take one picture after each movement on the way from a paper to its issued tasks, and all of them on one sheet.

    .venv/bin/python -m tools.filmstrip

Starts a product of its own, without documents. Writes var/filmstrip/01.png … and sheet.png, which git does not keep.
"""

import base64
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import programs
from tests.support.browser import QUIET, started
from tests.support.paper_journey import issue_a_paper, sign_in
from tools.environment import ROOT, say

FOLDER = ROOT / "var" / "filmstrip"
PAPER = ROOT / "seed" / "documents" / "taizhou_2024_high_tech_zones.txt"
PORT = 5700
CHINESE: dict[str, str | float | bool] = {"LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"}
WINDOW = {"width": 1440, "height": 900}
SETTLES_MS = 600
SHEET = """<style>
body {{ margin: 24px; font: 20px sans-serif; display: grid; grid-template-columns: repeat(3, 1fr); gap: 24px }}
figure {{ margin: 0 }} img {{ width: 100%; border: 1px solid #999 }}</style>{pictures}"""


def main() -> int:
    """Write the pictures; return 0, or raise where the way is blocked."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder), port=PORT, documents=False) as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(programs.chromium()), args=[*QUIET, "--lang=zh-CN"], env=CHINESE
        )
        movements = _film(browser, product.address)
        browser.close()
    say(f"{movements} 次点击和按键，图片在 {FOLDER.relative_to(ROOT)}/")
    return 0


def _film(browser: Browser, address: str) -> int:
    page = browser.new_page(viewport=WINDOW, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
    captions: list[str] = []

    def take(number: int, words: str) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLES_MS)
        page.screenshot(path=_file(number))
        captions.append(f"{number} {words}")

    sign_in(page, address)
    take(0, "登录后的首页")
    movements = issue_a_paper(page, PAPER, take)
    _paste(page, captions)
    return movements


def _file(number: int) -> Path:
    return FOLDER / f"{number:02}.png"


def _paste(page: Page, captions: list[str]) -> None:
    """Put all pictures on one sheet, each with what was done."""
    figures = []
    for number, words in enumerate(captions):
        data = base64.b64encode(_file(number).read_bytes()).decode()
        figures.append(f'<figure><img src="data:image/png;base64,{data}"><figcaption>{words}</figcaption></figure>')
    sheet = page.context.browser.new_page(viewport={"width": 1800, "height": 900})  # type: ignore[union-attr]
    sheet.set_content(SHEET.format(pictures="".join(figures)))
    sheet.screenshot(path=FOLDER / "sheet.png", full_page=True)


if __name__ == "__main__":
    sys.exit(main())
