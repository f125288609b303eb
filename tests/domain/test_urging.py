from datetime import date

import pytest

from tests.domain.calendars import WEEKENDS_ONLY as CALENDAR
from tracker.domain.errors import LimitReached, RuleViolation
from tracker.domain.urging import LONGEST_TEXT, check_urging, may_urge_again

TUESDAY = date(2026, 6, 9)


@pytest.mark.parametrize(
    ("last_on", "may"),
    [
        (None, True),
        (date(2026, 6, 9), False),
        (date(2026, 6, 5), False),  # Friday: two working days ago
        (date(2026, 6, 4), True),  # Thursday: three
        (date(2026, 5, 1), True),
    ],
)
def test_a_unit_is_not_urged_again_within_three_working_days(last_on, may):
    assert may_urge_again(last_on, TUESDAY, CALENDAR) is may
    if not may:
        with pytest.raises(LimitReached, match="起可以再催"):
            check_urging("请抓紧。", last_on, TUESDAY, CALENDAR)


@pytest.mark.parametrize("text", ["", " \n", "长" * (LONGEST_TEXT + 1)])
def test_urging_needs_words_and_not_too_many(text):
    with pytest.raises(RuleViolation):
        check_urging(text, None, TUESDAY, CALENDAR)
