from datetime import date, timedelta

import pytest

from tracker.domain.covers import LONGEST_DAYS, CoverSpan, check_cover, goes_to
from tracker.domain.errors import RuleViolation

TODAY = date(2026, 6, 10)
ANN, BOB, EVE = 1, 2, 3


def span(absent=ANN, standing_in=BOB, starts=1, ends=5):
    return CoverSpan(absent, standing_in, TODAY + timedelta(days=starts), TODAY + timedelta(days=ends))


@pytest.mark.parametrize(
    ("wanted", "others", "allowed"),
    [
        (span(), [], True),
        (span(starts=0, ends=0), [], True),
        (span(starts=-3, ends=0), [], True),
        (span(starts=-3, ends=-1), [], False),
        (span(starts=5, ends=4), [], False),
        (span(standing_in=ANN), [], False),
        (span(starts=0, ends=LONGEST_DAYS - 1), [], True),
        (span(starts=0, ends=LONGEST_DAYS), [], False),
        (span(), [span(starts=6, ends=9)], True),
        (span(), [span(starts=5, ends=9)], False),  # away twice on one day
        (span(), [span(absent=EVE, standing_in=ANN, starts=5, ends=9)], False),  # standing in for another
        (span(), [span(absent=BOB, standing_in=EVE, starts=5, ends=9)], False),  # who stands in is away
        (span(), [span(absent=EVE, standing_in=BOB, starts=5, ends=9)], True),  # for two at once
    ],
)
def test_who_may_stand_in_for_whom_and_when(wanted, others, allowed):
    if allowed:
        check_cover(wanted, others, TODAY)
    else:
        with pytest.raises(RuleViolation):
            check_cover(wanted, others, TODAY)


@pytest.mark.parametrize(
    ("responsible", "away", "readers"),
    [
        (None, {}, {ANN, BOB, EVE}),
        (ANN, {}, {ANN}),
        (ANN, {ANN: BOB}, {BOB}),
        (None, {ANN: BOB}, {BOB, EVE}),
        (99, {}, {ANN, BOB, EVE}),  # has left the unit
        (BOB, {ANN: BOB}, {BOB}),
        (ANN, {ANN: 99}, {ANN}),  # who stood in has left the unit
        (None, {ANN: 99}, {ANN, BOB, EVE}),
    ],
)
def test_a_line_reaches_who_is_to_do_it_and_nobody_who_is_away(responsible, away, readers):
    people = {ANN, BOB, EVE}

    assert {reader for reader in people if goes_to(reader, responsible, people, away)} == readers
