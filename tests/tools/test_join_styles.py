"""The joined style sheet is as fresh as what it is made of."""

from tools.cut_styles import cut, said
from tools.join_styles import JOINED, OURS, SHEETS, ours

CURE = "Run `make styles`, and commit static/page.css."
KIT, _, OWN = JOINED.read_text(encoding="utf-8").partition(OURS)


def test_it_ends_with_our_sheets_of_today():
    assert ours() == OWN, CURE


def test_it_lacks_nothing_that_todays_pages_ask_for_of_the_vendored_sheet():
    missing = said(cut()) - said(KIT)

    assert not sorted(missing), f"A page uses more of the vendored style sheet than before. {CURE}"


def test_each_of_our_sheets_is_in_it():
    assert {path.stem for path in JOINED.parent.glob("css/*.css")} == set(SHEETS)
