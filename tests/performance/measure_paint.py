"""Times the first paint of pages as somebody comes to them from another page; the aim is 300 ms for 300 clauses.

    .venv/bin/python -m tests.performance.measure_paint [--runs 9]

Starts a product of its own on SQLite. Told are medians in milliseconds from the click: the answer begins, the first
paint; "first" with an empty cache, "again" with the styles kept; and the browser's processor time. On a busy machine
`chrt --rr 5` in front gives the figures of an idle one.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.browser.test_desk_speed import long_paper
from tests.support import programs
from tests.support.browser import QUIET, started
from tests.support.desk import open_desk
from tests.support.paper_journey import sign_in

PORT = 5750
COMES_FROM = "/documents"
WINDOW = {"width": 1440, "height": 900}
TIMES = """() => [
  performance.getEntriesByType("navigation")[0].responseStart,
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
]"""


def processor_ms(session: CDPSession) -> float:
    """Return the processor time of the page's process so far."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * metrics["ProcessTime"]


def measured(page: Page, session: CDPSession, address: str, path: str, *, keeps: bool, runs: int) -> str:
    """Come to the page so many times; return the line that tells of it."""
    found = []
    for _ in range(runs):
        page.goto(address + COMES_FROM, wait_until="networkidle")
        if not keeps:
            session.send("Network.clearBrowserCache")
        worked = processor_ms(session)
        page.goto(address + path, wait_until="networkidle")
        found.append((*page.evaluate(TIMES), processor_ms(session) - worked))
    answer, paint, processor = map(median, zip(*found, strict=True))
    when = "again" if keeps else "first"
    return f"{path:24} {when:6} answer {answer:5.0f}  paint {paint:5.0f}  processor {processor:5.0f}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with (
        tempfile.TemporaryDirectory() as folder,
        started(Path(folder), port=PORT, documents=False) as product,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(programs.chromium()), args=QUIET)
        page = browser.new_page(viewport=WINDOW, locale="zh-CN")  # type: ignore[arg-type]
        sign_in(page, product.address)
        desk = open_desk(page, product.address, long_paper())
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        for path in ("/", "/register", desk.address.removeprefix(product.address)):
            for keeps in (False, True):
                sys.stdout.write(measured(page, session, product.address, path, keeps=keeps, runs=runs))
        browser.close()


if __name__ == "__main__":
    main()
