"""Every page of each role, wide and narrow: nobody is kept out, nothing scrolls sideways, no script complains."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.test_journey import DESK, LEADER, OFFICE, PHONE, SCIENCE, enter
from tests.support.accessibility import check_accessibility

pytestmark = pytest.mark.browser

#: `{task}` and `{part}` are those of the first row of the person's register. Of acts that share a page one is enough.
PAGES = {
    SCIENCE: (
        "/ /register /tasks/{task} /assignments/{part}/report /assignments/{part}/requests/extension "
        "/assignments/{part}/requests/reassignment /assignments/{part}/closure /assignments/{part}/evidence "
        "/assignments/{part}/pass-on /evidence/to-mend /covers /instructions /mail/mine /notices /documents"
    ),
    OFFICE: (
        "/ /queue /queue/next /register?light=red /tasks/{task} /tasks/{task}/description /tasks/{task}/pause "
        "/assignments/{part}/acts/pause /assignments/{part}/urge "
        "/follow-ups /openings /board /units /documents/new /documents/1/opening"
    ),
    LEADER: "/ /board /register /tasks/{task} /tasks/{task}/instructions /instructions /openings /notices /notices/1",
    "系统管理员": "/ /people /people/new /people/1 /units /mail /mail/1 /health",
    "安全管理员": "/ /people/1 /people/1/rights /rights",
    "审计管理员": "/ /audit /audit/verify",
}
#: They often have the phone in their hand; what others see in a narrow window has the colours of the wide one.
ON_THE_PHONE = (SCIENCE, LEADER)


@pytest.mark.parametrize("person", PAGES)
def test_every_page_of_a_role_is_open_to_everybody(live_product, watched_page, person):
    page = watched_page
    enter(page, live_product.address, person, unfolded=True)
    known = first_of_the_register(page, live_product.address) if "{task}" in PAGES[person] else {}

    for path in PAGES[person].format(**known).split():
        page.set_viewport_size(DESK)
        answer = page.goto(live_product.address + path)
        assert answer
        assert answer.status == 200, path
        check_accessibility(page)
        page.set_viewport_size(PHONE)
        check_accessibility(page, contrast=person in ON_THE_PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{path} scrolls sideways on a phone: {width} px"


def first_of_the_register(page: Page, address: str) -> dict[str, str]:
    page.goto(f"{address}/register?status=in_progress")
    row = page.get_by_role("rowheader").get_by_role("link")
    link = (row.first.get_attribute("href") if row.count() else None) or ""
    found = re.search(r"/tasks/(\d+)#assignment-(\d+)", link)
    return {"task": found[1], "part": found[2]} if found else {}
