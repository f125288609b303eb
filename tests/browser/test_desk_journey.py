"""From a file to issued tasks in a handful of clicks and keys, where nothing is flagged wrongly."""

import pytest

from tests.support.browser import ROOT
from tests.support.paper_journey import issue_a_paper, sign_in

pytestmark = pytest.mark.browser

PAPER = ROOT / "seed" / "documents" / "taizhou_2024_high_tech_zones.txt"
MOVEMENTS = 15  # fewer than this, the click on every page and the choice of the file included


def test_a_paper_is_issued_with_fewer_than_fifteen_clicks_and_keys(empty_product, watched_page):
    sign_in(watched_page, empty_product.address)

    movements = issue_a_paper(watched_page, PAPER)

    assert movements < MOVEMENTS
