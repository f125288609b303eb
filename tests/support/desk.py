"""A review desk in a real browser: a small paper brought in and opened, and what its head and its clauses say."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

LIMIT_MS = 20_000  # the machine may be busy
UNITS = "（责任单位：市科技局、市财政局）"
CLAUSES = (
    ("建设概念验证中心", f"建成概念验证中心3家以上。遴选运营机构。{UNITS}"),
    ("畅通成果转化渠道", f"举办成果对接活动20场以上。发布技术需求清单。{UNITS}"),
    ("统筹用海用岛", "编制用海用岛方案，严格岸线管理。报批以后实施。"),
    ("培育科技企业", f"新增科技型中小企业200家以上。建立培育库。{UNITS}"),
)

expect.set_options(timeout=LIMIT_MS)
_numbers = itertools.count(1)


def paper(clauses: Sequence[tuple[str, str]] = CLAUSES) -> str:
    """Return the text of a paper with these clauses (title, text), its title unlike any other's."""
    number = next(_numbers)
    body = "\n".join(
        f"（{numeral}）{title}。{text}" for numeral, (title, text) in zip("一二三四五六七八九十", clauses, strict=False)
    )
    head = f"台州市人民政府办公室关于第{number}批重点工作的通知\n台政办发〔2026〕{100 + number}号"
    return f"{head}\n各县（市、区）人民政府：\n一、重点任务\n{body}\n台州市人民政府办公室\n2026年1月5日\n"


@dataclass(frozen=True)
class Desk:
    """The open desk of a document."""

    page: Page
    address: str

    @property
    def current(self) -> Locator:
        return self.page.locator(".clause.is-current")

    @property
    def titles(self) -> list[str]:
        return self.page.locator(".clause h3").all_inner_texts()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, once the desk listens: it then says where one stands."""
        for key in keys:
            expect(self.page.locator("[data-desk-position]").first).not_to_be_empty()
            self.page.keyboard.press(key)

    def stands_at(self, position: int, total: int = 4) -> None:
        expect(self.page.locator("[data-desk-position]")).to_have_text(f"{position} / {total}")

    def has_decided(self, number: int, total: int = 4) -> None:
        expect(self.page.locator("#desk-status")).to_contain_text(f"已审 {number}/{total}")

    def says(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator(".flash:visible").filter(has_text=words).first).to_be_visible()

    def offers_to_undo(self, words: str) -> None:
        expect(self.page.locator("#desk-undo button")).to_have_attribute("title", re.compile(re.escape(words)))

    def undo(self, words: str) -> None:
        """Take back the last act, which is the one these words name."""
        self.offers_to_undo(words)
        self.press("Shift+Z")
        self.says(f"已撤销“{words}")


def open_desk(page: Page, address: str, text: str) -> Desk:
    """Bring a pasted paper in, as the supervisor who is signed in, and open its desk."""
    page.set_default_timeout(LIMIT_MS)
    page.goto(f"{address}/documents/new")
    page.locator("textarea[name=text]").fill(text)
    page.get_by_role("button", name="导入文字").click()
    page.wait_for_url(re.compile(r"/documents/\d+"))
    number = re.search(r"/documents/(\d+)", page.url)
    assert number, page.url
    return reopen(page, f"{address}/documents/{number[1]}/review")


def reopen(page: Page, address: str) -> Desk:
    """Open the desk at this address."""
    page.set_default_timeout(LIMIT_MS)
    page.goto(address)
    expect(page.locator("[data-desk-position]")).not_to_be_empty()
    return Desk(page, address)
