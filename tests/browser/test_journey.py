"""One paper on its way through the product, as people with a mouse, a keyboard and a phone go it."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import check_accessibility

pytestmark = pytest.mark.browser

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
OFFICE, SCIENCE, LEADER = "王督查", "市科技局联络员", "沈市长"
TITLE = "台州市人民政府办公室关于加快概念验证中心建设的通知"
PAPER = """{title}
台政办发〔{year}〕9号
各县（市、区）人民政府，市政府直属各单位：
为加快科技成果转化，经市政府同意，现就有关事项通知如下。
一、重点任务
（一）建设概念验证中心。到{goal}年底前，建成概念验证中心3家以上。（责任单位：市科技局、市财政局）
（二）畅通成果转化渠道。到{goal}年底前，举办成果对接活动20场以上。（责任单位：市科技局、市商务局）
台州市人民政府办公室
{year}年1月5日
"""
DROP = """([zone, name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, {type: "text/plain"}));
  const drop = new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true});
  document.querySelector(zone).dispatchEvent(drop);
}"""


def test_a_paper_goes_from_upload_to_an_approved_list(live_product, watched_page):
    page, address = watched_page, live_product.address
    year = int(json.loads(live_product.flask("clock"))["now"][:4])
    paper = PAPER.format(title=TITLE, year=year, goal=year + 2)

    the_office_brings_a_paper_in_and_issues_it(page, address, paper)
    the_liaison_signs_and_reports(page, address)
    the_office_accepts(page, address)
    the_month_is_closed(page, address)
    the_office_submits_the_list(page, address)
    the_leader_approves_and_reads_the_board(page, address)
    the_main_screens_fit_a_phone(page, address)


def the_office_brings_a_paper_in_and_issues_it(page: Page, address: str, paper: str) -> None:
    enter(page, address, OFFICE)
    page.get_by_role("link", name="文件", exact=True).click()
    page.get_by_role("link", name="导入文件").click()
    shown(page, "导入文件")
    page.evaluate(DROP, [".drop-zone", "通知.txt", paper])
    page.get_by_role("link", name="去审核").click()

    shown(page, f"审核：{TITLE}")
    page.keyboard.press("j")
    expect(page.locator("[data-desk-position]")).to_have_text("2 / 2")
    page.keyboard.press("k")
    expect(page.locator("[data-desk-position]")).to_have_text("1 / 2")
    page.keyboard.press("c")  # confirms the clause and goes on to the next
    expect(page.locator("[data-desk-position]")).to_have_text("2 / 2")
    page.keyboard.press("c")
    expect(page.locator("#desk-status")).to_contain_text("已审 2/2")
    page.get_by_role("button", name="确认文件，生成 2 项任务").click()

    shown(page, f"交办：{TITLE}")
    expect(page.get_by_text("将通知 4 人，发送 4 封邮件")).to_be_visible()
    expect(page.get_by_label("批准领导")).to_have_value(LEADER)
    page.get_by_role("button", name="交办", exact=True).click()
    expect(page.get_by_text("已交办 2 项任务、4 项责任")).to_be_visible()
    check_accessibility(page)


def the_liaison_signs_and_reports(page: Page, address: str) -> None:
    enter(page, address, SCIENCE)
    page.get_by_role("link", name="去签收（2）").click()
    shown(page, "任务台账")
    page.get_by_label("选中本页全部待签收").check()
    page.get_by_role("button", name="签收所选").click()
    expect(page.get_by_text("已签收 2 项任务")).to_be_visible()
    shown(page, "待办")

    page.goto(f"{address}/register?q=建设概念验证中心")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    shown(page, "建设概念验证中心")
    page.locator(".page-primary").get_by_role("link", name="填报进展").click()
    page.get_by_label("完成进度").fill("20")
    page.get_by_label("本期做了什么").fill("完成概念验证中心遴选，首批3家通过专家评审，落实场地2600平方米。")
    page.evaluate(DROP, [".drop-zone", "专家评审意见.txt", "同意立项。"])
    expect(page.get_by_role("link", name="专家评审意见.txt")).to_be_visible()
    shown(page, re.compile("填报.*进展"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("进展已提交，等待审核")).to_be_visible()


def the_office_accepts(page: Page, address: str) -> None:
    enter(page, address, OFFICE)
    page.goto(f"{address}/queue?page=99")
    page.get_by_role("link", name="建设概念验证中心").click()
    expect(page.get_by_role("link", name="专家评审意见.txt")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="采纳", exact=True).click()
    expect(page.get_by_text("市科技局的进展已采纳")).to_be_visible()


def the_month_is_closed(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="本期 25 日 24:00 后").click()
    expect(page.get_by_text("时钟已拨到")).to_be_visible(timeout=60_000)
    shown(page, "待办")


def the_office_submits_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}/notices?status=draft")
    page.get_by_role("link", name="督促警告名单").first.click()
    shown(page, re.compile("督促警告名单"))
    page.get_by_role("button", name="送审").click()
    page.get_by_role("dialog").get_by_role("button", name="送审").click()
    expect(page.get_by_text("名单已送审，领导会收到通知")).to_be_visible()


def the_leader_approves_and_reads_the_board(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)  # a leader approves on the way, from the mail
    enter(page, address, LEADER)
    page.goto(f"{address}/mail/mine")
    page.get_by_role("link", name="督促警告名单").first.click()
    page.get_by_role("link", name="按收件人所见打开").click()
    page.get_by_role("link", name="查看并审批").click()
    shown(page, re.compile("督促警告名单"))
    page.get_by_label("批示意见").fill("同意。")
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_text("已批准，督查机构可以印发")).to_be_visible()

    page.goto(f"{address}/board")
    shown(page, "进展看板")
    figure = page.get_by_role("group", name="亮灯").get_by_role("link", name="逾期或严重滞后")
    number = figure.locator(".figure-value").inner_text()
    figure.click()
    shown(page, "任务台账")
    expect(page.get_by_role("navigation", name="分页")).to_contain_text(f"共 {number} 条")


def the_main_screens_fit_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    for person, paths in ((LEADER, ("/", "/board")), (SCIENCE, ("/", "/register")), (OFFICE, ("/", "/documents/new"))):
        enter(page, address, person)
        for path in paths:
            page.goto(address + path)
            check_accessibility(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], f"{path} scrolls sideways on a phone: {width} px"


def enter(page: Page, address: str, person: str, *, unfolded: bool = False) -> None:
    """Sign in by one click, in the name of another person if need be; `unfolded` shows the people of every place."""
    page.context.clear_cookies()
    page.goto(f"{address}/sign-in")
    if unfolded:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.get_by_role("button", name=person).first.click()
    expect(page).not_to_have_url(re.compile("/sign-in"))


def shown(page: Page, heading: str | re.Pattern[str]) -> None:
    """The page with this heading is there, and keeps nobody out."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    check_accessibility(page)
