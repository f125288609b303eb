from itertools import product

import pytest

from tracker.domain.escalation import (
    DEFAULT_LADDER,
    LATE_LIGHTS,
    Approver,
    EscalationFacts,
    Rung,
    falls_back,
    highest_rung,
    rungs_reached,
    running_periods,
)
from tracker.domain.light_signs import Light

GREEN, BLUE, YELLOW, RED, GREY, DONE = Light.GREEN, Light.BLUE, Light.YELLOW, Light.RED, Light.GREY, Light.DONE


@pytest.mark.parametrize(
    ("light", "workdays_overdue", "snapshots", "rungs"),
    [
        (GREEN, 0, (), []),
        (GREEN, 0, (RED, YELLOW, GREEN), []),
        (BLUE, 0, (GREEN,), ["early_warning"]),
        (YELLOW, 0, (), ["reminder"]),
        (YELLOW, 0, (YELLOW,), ["reminder"]),
        (YELLOW, 0, (YELLOW, GREEN, YELLOW), ["reminder"]),
        (YELLOW, 0, (YELLOW, YELLOW), ["reminder", "urging"]),
        (YELLOW, 0, (RED, YELLOW), ["reminder", "urging"]),
        (RED, 0, (), ["reminder"]),
        (RED, 1, (), ["reminder"]),
        (RED, 4, (), ["reminder"]),
        (RED, 5, (), ["reminder", "urging"]),
        (RED, 9, (RED,), ["reminder", "urging"]),
        (RED, 10, (RED,), ["reminder", "urging", "warning"]),
        (RED, 0, (RED, RED), ["reminder", "urging", "warning"]),
        (RED, 0, (RED, RED, GREY, RED), ["reminder"]),
        (RED, 60, (RED, RED, RED), ["reminder", "urging", "warning", "admonition"]),
        (GREY, 60, (RED, RED, RED), []),
        (DONE, 0, (RED, RED, RED), []),
    ],
)
def test_lights_and_overdue_days_lead_up_the_ladder(light, workdays_overdue, snapshots, rungs):
    facts = EscalationFacts(light, workdays_overdue, snapshots)

    assert rungs_reached(facts) == rungs
    assert highest_rung(facts) == (rungs[-1] if rungs else None)


def test_an_unanswered_reminder_leads_to_the_next_letter():
    facts = EscalationFacts(YELLOW, snapshot_lights=(YELLOW,), unanswered=frozenset({Rung.REMINDER}))

    assert highest_rung(facts) is Rung.URGING


def test_the_ladder_rests_while_an_excuse_runs():
    assert rungs_reached(EscalationFacts(RED, 20, (RED, RED, RED), is_excused=True)) == []


def test_rectification_and_referral_follow_decisions_whatever_the_light():
    ordered = EscalationFacts(GREY, rectification_ordered=True)
    failed = EscalationFacts(GREEN, rectification_ordered=True, rectification_failed=True)

    assert rungs_reached(ordered) == [Rung.RECTIFICATION]
    assert rungs_reached(failed) == [Rung.RECTIFICATION, Rung.REFERRAL]


@pytest.mark.parametrize(
    ("snapshots", "count"),
    [((), 0), ((GREEN,), 0), ((YELLOW,), 1), ((GREEN, YELLOW, RED), 2), ((RED, RED, BLUE), 0), ((RED, RED, RED), 3)],
)
def test_periods_run_back_from_the_newest_without_a_break(snapshots, count):
    assert running_periods(snapshots, LATE_LIGHTS) == count


OVER = {
    "early_warning": {"green", "done"},
    "reminder": {"green", "done"},
    "urging": {"green", "done"},
    "warning": {"green", "done", "grey", "blue", "yellow"},
    "admonition": {"green", "done", "grey", "blue", "yellow"},
    "rectification": set(),
    "referral": set(),
}


@pytest.mark.parametrize(("rung", "light"), list(product(Rung, Light)))
def test_each_step_falls_back_as_the_ladder_says(rung, light):
    assert falls_back(rung, light) is (light in OVER[rung])


def test_rectification_is_over_once_it_is_verified():
    assert falls_back(Rung.RECTIFICATION, RED, is_verified=True)
    assert not falls_back(Rung.REFERRAL, GREEN, is_verified=True)


def test_the_ladder_names_every_rung_once_and_in_order():
    assert [step.rung for step in DEFAULT_LADDER] == list(Rung)
    assert [step.reply_workdays for step in DEFAULT_LADDER] == [None, 3, 5, 10, None, None, None]


def test_criticism_waits_for_a_leader():
    waiting = {step.rung for step in DEFAULT_LADDER if step.approver is Approver.LEADER}

    assert waiting == {Rung.WARNING, Rung.ADMONITION, Rung.RECTIFICATION, Rung.REFERRAL}
