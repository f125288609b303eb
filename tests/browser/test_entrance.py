"""The first page anyone sees, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.accessibility import check_accessibility

pytestmark = pytest.mark.browser

WINDOWS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("window", WINDOWS)
def test_the_sign_in_page_is_open_to_everyone(live_product, watched_page, window):
    watched_page.set_viewport_size(WINDOWS[window])

    watched_page.goto(live_product.address)

    expect(watched_page).to_have_title(re.compile("登录"))
    check_accessibility(watched_page)
    width = watched_page.evaluate("document.documentElement.scrollWidth")
    assert width <= WINDOWS[window]["width"], "the page must not scroll sideways"


def test_a_demonstration_person_enters_with_one_click(live_product, watched_page):
    watched_page.goto(live_product.address)

    watched_page.locator("form[action*='/demo/sign-in/'] button").first.click()

    expect(watched_page).not_to_have_url(re.compile("/sign-in"))
    check_accessibility(watched_page)
