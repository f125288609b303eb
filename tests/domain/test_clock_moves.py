from datetime import datetime, timedelta

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.clock_moves import LONGEST_MOVE, ClockMove, check_move, target_of
from tracker.domain.errors import RuleViolation
from tracker.domain.periods import BEIJING


def beijing(text):
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("move", "now", "expected"),
    [
        (ClockMove.NEXT_MORNING, "2026-06-15T08:00", "2026-06-15T08:30"),
        (ClockMove.NEXT_MORNING, "2026-06-15T08:30", "2026-06-16T08:30"),
        (ClockMove.NEXT_MORNING, "2026-09-30T12:00", "2026-10-08T08:30"),
        (ClockMove.MONTH_CLOSED, "2026-06-15T08:00", "2026-06-26T00:30"),
        (ClockMove.MONTH_CLOSED, "2026-06-26T00:10", "2026-06-26T00:30"),
        (ClockMove.MONTH_CLOSED, "2026-06-26T00:30", "2026-07-26T00:30"),
        (ClockMove.NEXT_MONTH, "2026-06-15T08:00", "2026-07-15T08:00"),
        (ClockMove.NEXT_MONTH, "2026-01-31T08:00", "2026-02-28T08:00"),
    ],
)
def test_an_offered_move_leads_forward_to_the_moment_it_names(move, now, expected):
    assert target_of(move, beijing(now), CALENDAR) == beijing(expected)


def test_the_clock_does_not_go_back_before_what_is_done():
    done = beijing("2026-06-15T08:30")

    check_move(done, now=beijing("2026-06-16T00:00"), last_done=done)
    with pytest.raises(RuleViolation, match="2026-06-15 08:30 之前"):
        check_move(done - timedelta(seconds=1), now=beijing("2026-06-16T00:00"), last_done=done)


def test_where_nothing_was_done_the_clock_goes_anywhere_but_too_far_ahead():
    now = beijing("2026-06-15T08:30")

    check_move(beijing("2020-01-01T00:00"), now=now, last_done=None)
    check_move(now + LONGEST_MOVE, now=now, last_done=None)
    with pytest.raises(RuleViolation, match="三年"):
        check_move(now + LONGEST_MOVE + timedelta(seconds=1), now=now, last_done=None)
