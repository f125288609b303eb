from itertools import product

import pytest

from tracker.domain.errors import ActionNotAllowed
from tracker.domain.light_signs import Light
from tracker.domain.notices import (
    LEADER_APPROVES,
    NoticeAction,
    NoticeKind,
    NoticeStatus,
    UnitRecord,
    WarningFacts,
    best_tenth,
    earns_commendation,
    earns_warning,
    next_notice_status,
    warning_order,
)

GREEN, BLUE, YELLOW, RED, GREY, DONE = Light.GREEN, Light.BLUE, Light.YELLOW, Light.RED, Light.GREY, Light.DONE
MOVES = {
    ("draft", "amend"): "draft",
    ("draft", "submit"): "submitted",
    ("draft", "revoke"): "revoked",
    ("submitted", "withdraw"): "draft",
    ("submitted", "approve"): "approved",
    ("submitted", "refuse"): "refused",
    ("refused", "amend"): "draft",
    ("refused", "revoke"): "revoked",
    ("approved", "issue"): "issued",
    ("approved", "revoke"): "revoked",
    ("issued", "revoke"): "revoked",
}


@pytest.mark.parametrize(("status", "action"), list(product(NoticeStatus, NoticeAction)))
def test_a_notice_moves_exactly_where_the_table_says(status, action):
    if (status, action) in MOVES:
        assert next_notice_status(status, action) is NoticeStatus(MOVES[status, action])
    else:
        with pytest.raises(ActionNotAllowed, match=f"^文稿{status.label}，不能{action.label}。$"):
            next_notice_status(status, action)


def test_nothing_is_issued_but_what_was_approved():
    assert {status for (status, action) in MOVES if action == "issue"} == {"approved"}


def test_praise_and_criticism_wait_for_a_leader_and_reminders_do_not():
    assert set(NoticeKind) - LEADER_APPROVES == {NoticeKind.REMINDER_LETTER, NoticeKind.SUPERVISION_LETTER}


@pytest.mark.parametrize(
    ("light", "workdays_overdue", "snapshots", "earned"),
    [
        (RED, 9, (), False),
        (RED, 10, (), True),
        (RED, 0, (RED,), False),
        (RED, 0, (RED, RED), True),
        (RED, 0, (RED, GREEN, RED), False),
        (YELLOW, 0, (RED, RED), True),  # caught up a little since the snapshot the list is made for
        (YELLOW, 0, (RED, YELLOW), False),
        (GREY, 30, (RED, RED), False),  # paused, or under review
        (DONE, 0, (RED, RED), False),
        (GREEN, 0, (), False),
    ],
)
def test_ten_working_days_overdue_or_two_red_snapshots_earn_a_warning(light, workdays_overdue, snapshots, earned):
    assert earns_warning(WarningFacts(light, workdays_overdue, snapshots)) is earned


def test_an_accepted_excuse_keeps_a_row_off_the_list():
    assert not earns_warning(WarningFacts(RED, 30, (RED, RED), is_excused=True))


def test_the_longest_overdue_comes_first_then_the_widest_gap_then_the_order_of_units():
    rows = [(0, 31.0, 1, 1), (12, 20.0, 2, 1), (12, 40.0, 3, 1), (12, 40.0, 1, 2), (12, 40.0, 1, 1)]

    assert sorted(rows, key=lambda row: warning_order(*row)) == [
        (12, 40.0, 1, 1),
        (12, 40.0, 1, 2),
        (12, 40.0, 3, 1),
        (12, 20.0, 2, 1),
        (0, 31.0, 1, 1),
    ]


def record(key: str, *period_lights: set[Light], closed: float = 0.5, lead: float = 0.0) -> UnitRecord:
    return UnitRecord(key, tuple(map(frozenset, period_lights)), closed, lead)


@pytest.mark.parametrize(
    ("period_lights", "earned"),
    [
        (({GREEN}, {GREEN}, {GREEN}), True),
        (({GREEN, BLUE, GREY}, {DONE}, {GREEN, DONE}), True),
        (({RED}, {GREEN}, {GREEN}, {GREEN}), True),
        (({GREEN}, {GREEN}), False),
        (({GREEN}, {GREEN, YELLOW}, {GREEN}), False),
        (({GREEN}, {GREEN}, {GREEN, RED}), False),
        (({GREEN}, {GREY}, {GREEN}), False),
        (({GREEN}, {GREEN}, set()), False),
        ((), False),
    ],
)
def test_three_green_periods_with_nothing_late_earn_praise(period_lights, earned):
    assert earns_commendation(record("unit", *period_lights)) is earned


GOOD = ({GREEN}, {GREEN}, {GREEN})


def keys(records: list[UnitRecord]) -> list[str]:
    return [chosen.key for chosen in best_tenth(records)]


def test_the_best_tenth_of_all_is_proposed_best_first():
    units = [record(f"u{number:02}", *GOOD, lead=number) for number in range(21)]

    assert keys(units) == ["u20", "u19", "u18"]


def test_closed_work_counts_before_work_ahead_of_schedule():
    assert keys([record("ahead", *GOOD, lead=30), record("closer", *GOOD, closed=0.9)]) == ["closer"]


def test_equal_merit_at_the_last_place_is_not_split_by_chance():
    units = [record(key, *GOOD, lead=5) for key in "cab"] + [record("low", *GOOD)]

    assert keys(units) == keys(units[::-1]) == ["a", "b", "c"]


def test_fewer_are_proposed_where_fewer_earn_it():
    assert keys([record("late", {RED}, {RED}, {RED})] * 30 + [record("good", *GOOD)]) == ["good"]
    assert keys([]) == []
