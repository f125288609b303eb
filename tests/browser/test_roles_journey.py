"""A task from 批示 and 签收 to 销号: the leader, the liaison without a mouse, and the office at its queue."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.test_journey import DESK, LEADER, OFFICE, PHONE, SCIENCE, enter, shown
from tests.support.keyboard import Keyboard

pytestmark = pytest.mark.browser

TITLE = "台州市人民政府办公室关于{screen}概念验证的通知"
PAPER = """{title}
台政办发〔{year}〕{number}号
各县（市、区）人民政府，市政府直属各单位：
现就有关事项通知如下。
一、重点任务
（一）{task}。到{goal}年底前，建成概念验证中心3家以上。（责任单位：市科技局）
台州市人民政府办公室
{year}年1月5日
"""
CRITERION = "三家中心建成投用并通过验收"


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_a_task_goes_from_signature_to_closing(live_product, watched_page, screen):
    page, address = watched_page, live_product.address
    year = int(json.loads(live_product.flask("clock"))["now"][:4])
    page.set_default_timeout(30_000)

    go_through(page, address, screen, year)


def go_through(page: Page, address: str, screen: ViewportSize, year: int) -> None:
    page.set_viewport_size(screen)
    task = the_office_issues_a_paper(page, address, f"建设{screen['width']}概念验证中心", screen["width"], year)
    the_leader_writes_on_the_task(page, address, task)
    the_liaison_signs_reports_asks_and_answers(page, address, task, year)
    the_office_works_through_its_queue(page, address, task)
    if screen == DESK:
        the_liaison_applies_for_closing(page, address, task, "两家中心已建成。")
        the_office_checks_the_closing(page, address, task, is_met=False)
    the_liaison_applies_for_closing(page, address, task, "三家中心已建成，验收意见见佐证。")
    the_office_checks_the_closing(page, address, task, is_met=True)
    if screen == DESK:
        the_office_urges_and_keeps_a_view(page, address)


def the_office_issues_a_paper(page: Page, address: str, task: str, number: int, year: int) -> str:
    """Bring a paper in, open and issue its one task with a closing criterion; return the task's address."""
    title = TITLE.format(screen=task)
    paper = PAPER.format(title=title, task=task, year=year, goal=year + 2, number=number)
    enter(page, address, OFFICE)
    page.goto(f"{address}/documents/new")
    page.locator("textarea[name=text]").fill(paper)
    page.get_by_role("button", name="导入文字").click()
    page.wait_for_url(re.compile(r"/documents/\d+"))
    document = re.search(r"/documents/(\d+)", page.url)
    assert document
    page.goto(f"{address}/documents/{document[1]}/review")
    expect(page.locator("[data-desk-position]")).to_have_text("1 / 1")
    page.keyboard.press("c")
    page.get_by_role("button", name="确认文件，生成 1 项任务").click()
    shown(page, f"交办：{title}")

    page.goto(f"{address}/documents/{document[1]}/opening")
    page.locator("a[href*='/description']").first.click()
    page.locator("[name='criteria-0-text']").fill(CRITERION)
    page.locator("main").get_by_role("button", name="保存").first.click()
    shown(page, re.compile("立项"))

    page.goto(f"{address}/documents/{document[1]}/issuing")
    page.get_by_role("button", name="交办", exact=True).click()
    expect(page.get_by_text("已交办 1 项任务、1 项责任")).to_be_visible()
    page.goto(f"{address}/register?document={document[1]}")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    shown(page, task)
    return page.url.split("#")[0]


def the_leader_writes_on_the_task(page: Page, address: str, task: str) -> None:
    enter(page, address, LEADER)
    page.goto(f"{address}/board")
    shown(page, "进展看板")
    page.get_by_role("group", name="亮灯").get_by_role("link").first.click()
    shown(page, "任务台账")
    page.goto(task)
    page.get_by_role("link", name="写批示").click()
    shown(page, re.compile("批示"))
    page.get_by_label("批示内容").fill("请市科技局年内先建成一家，月底前报告。")
    page.locator("main form").get_by_role("button").last.click()
    expect(page.get_by_text("批示已发出")).to_be_visible()
    check_here(page)


def the_liaison_signs_reports_asks_and_answers(page: Page, address: str, task: str, year: int) -> None:
    enter(page, address, SCIENCE)
    keys = Keyboard(page)
    page.goto(task)
    keys.press(page.locator(".page-primary").get_by_role("button", name="签收"))
    expect(page.get_by_text("已签收。可以开始填报进展了。")).to_be_visible()

    keys.press(page.locator(".page-primary").get_by_role("link", name="填报进展"))
    shown(page, re.compile("填报.*进展"))
    keys.write(page.get_by_label("完成进度"), "30")
    keys.write(page.get_by_label("本期做了什么"), "完成选址 3 处，首批 2 家通过专家评审，落实场地 2600 平方米。")
    file = {"name": "评审意见.txt", "mimeType": "text/plain", "buffer": "同意立项。".encode()}
    keys.choose_file(page.locator("input[type=file]").first, file)
    expect(page.get_by_role("link", name="评审意见.txt")).to_be_visible()
    keys.press(page.get_by_role("button", name="提交", exact=True))
    expect(page.get_by_text("进展已提交，等待审核")).to_be_visible()
    check_here(page)

    choose_in_more(keys, "延期")
    shown(page, re.compile("延期"))
    keys.write_date(page.locator("input[type=date]"), date(year + 3, 6, 30))
    keys.write(page.locator("[name=reason]"), "上级资金计划调整，批复晚于预期。")
    keys.write(page.locator("[name=measures]"), "先行开展场地建设，每周调度。")
    keys.press(page.get_by_role("button", name="提交", exact=True))
    expect(page.get_by_text("延期申请已提交")).to_be_visible()

    keys.press(page.get_by_role("link", name="反馈办理情况"))
    shown(page, re.compile("批示"))
    keys.write(page.get_by_label("办理情况"), "已制定方案，月底前报告。")
    keys.press(page.locator("main form").get_by_role("button").last)
    expect(page.get_by_text("办理情况已反馈给批示的领导")).to_be_visible()
    check_here(page)


def the_office_works_through_its_queue(page: Page, address: str, task: str) -> None:
    enter(page, address, OFFICE)
    page.goto(f"{address}/queue")
    shown(page, "待办理")
    page.goto(task)
    page.get_by_role("link", name=re.compile("审核")).first.click()
    page.get_by_role("button", name="采纳", exact=True).click()
    expect(page.get_by_text("市科技局的进展已采纳")).to_be_visible()
    check_here(page)  # the next one has opened by itself

    page.goto(task)
    page.get_by_role("link", name=re.compile("延期申请")).first.click()
    shown(page, re.compile("延期申请"))
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.get_by_text("市科技局的延期申请已同意")).to_be_visible()


def the_liaison_applies_for_closing(page: Page, address: str, task: str, result: str) -> None:
    enter(page, address, SCIENCE)
    keys = Keyboard(page)
    page.goto(task)
    choose_in_more(keys, "办结")
    shown(page, "申请办结")
    keys.write(page.get_by_label("办理结果"), result)
    keys.write(page.locator("[name^=statement_]").first, result)
    box = page.locator("input[type=checkbox][name^=evidence_]").first
    if not box.is_checked():
        keys.press(box, "Space")
    keys.press(page.get_by_role("button", name="提交办结申请"))
    expect(page.get_by_text("办结申请已提交")).to_be_visible()


def the_office_checks_the_closing(page: Page, address: str, task: str, *, is_met: bool) -> None:
    enter(page, address, OFFICE)
    page.goto(task)
    page.get_by_role("link", name=re.compile("办结申请")).first.click()
    shown(page, re.compile("办结申请"))
    page.get_by_label("达到" if is_met else "未达到", exact=True).check()
    if is_met:
        page.get_by_role("button", name=re.compile("销号")).click()
    else:
        page.get_by_label("办理意见").fill("第三家尚未验收，请补充。")
        page.get_by_role("button", name=re.compile("退回")).click()
    expect(page.get_by_text(re.compile("已同意" if is_met else "已退回"))).to_be_visible()
    page.goto(task)
    expect(page.locator(".page-head").get_by_text("已销号" if is_met else "推进中")).to_be_visible()


def the_office_urges_and_keeps_a_view(page: Page, address: str) -> None:
    page.goto(f"{address}/register?light=red")
    shown(page, "任务台账")
    page.locator("tbody input[name=assignment]").first.check()
    page.get_by_role("button", name="催办所选").click()
    page.locator("main form").get_by_role("button").last.click()
    expect(page.get_by_text(re.compile("已催办|未催办"))).to_be_visible()

    page.goto(f"{address}/register?light=red")
    page.get_by_text("列与视图").click()
    page.get_by_label("把现在的筛选、排序和列存为").fill("红灯")
    page.get_by_role("button", name="保存视图").click()
    expect(page.get_by_role("list", name="常用视图", exact=True).get_by_role("link", name="红灯")).to_be_visible()
    check_here(page)


def choose_in_more(keys: Keyboard, words: str) -> None:
    """Open the menu of what else may be begun, and choose there."""
    menu = keys.page.locator("details.menu-here").first
    keys.press(menu.locator("summary"))
    keys.press(menu.get_by_role("link", name=re.compile(words)).first)


def check_here(page: Page) -> None:
    """See that this page keeps nobody out and does not scroll sideways."""
    shown(page, re.compile("."))
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("window.innerWidth"), f"{page.url} scrolls sideways: {width} px"
