from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.light_signs import light_history_label
from tracker.domain.lights import (
    LIGHT_RULES,
    OTHERWISE,
    Light,
    LightFacts,
    LightReading,
    LightReason,
    LightThresholds,
    ProgressClass,
    newest_period_owed,
    read_light,
)
from tracker.domain.periods import Month
from tracker.domain.scheduled_progress import Milestone

START, DUE = date(2026, 3, 2), date(2026, 12, 7)  # 280 days: 2.8 days are one percent
TODAY = date(2026, 7, 20)  # half-way: 50 percent scheduled
FACTS = LightFacts(
    AssignmentStatus.IN_PROGRESS, start_on=START, due_on=DUE, percent=50, last_reported_period=Month(2026, 6)
)
LATE_RED = replace(FACTS, due_on=date(2026, 7, 17), percent=0, last_reported_period=None)


def read(facts: LightFacts = FACTS, today: date = TODAY, **changes) -> LightReading:
    return read_light(replace(facts, **changes), today, CALENDAR)


@pytest.mark.parametrize(
    ("percent", "light", "reason", "gap"),
    [
        (100, "green", "ahead", -50.0),
        (60, "green", "ahead", -10.0),
        (59.9, "green", "on_track", -9.9),
        (50, "green", "on_track", 0.0),
        (40.1, "green", "on_track", 9.9),
        (40, "yellow", "behind", 10.0),
        (20, "yellow", "behind", 30.0),
        (19.9, "red", "far_behind", 30.1),
        (0, "red", "far_behind", 50.0),
    ],
)
def test_the_gap_to_scheduled_progress_decides_the_light(percent, light, reason, gap):
    reading = read(percent=percent)

    assert (reading.light, reading.reason, reading.gap) == (light, reason, gap)
    assert reading.scheduled_percent == 50.0


@pytest.mark.parametrize(
    ("today", "light", "reason", "days_overdue"),
    [
        (date(2026, 11, 25), "green", "on_track", 0),  # 8 working days left
        (date(2026, 11, 26), "blue", "due_soon", 0),  # 7
        (date(2026, 12, 2), "blue", "due_soon", 0),  # 3
        (date(2026, 12, 6), "blue", "due_soon", 0),
        (date(2026, 12, 7), "blue", "due_soon", 0),
        (date(2026, 12, 8), "red", "overdue", 1),
        (date(2026, 12, 20), "red", "overdue", 13),
    ],
)
def test_the_limit_draws_near_and_passes(today, light, reason, days_overdue):
    reading = read(today=today, percent=99, last_reported_period=Month(2026, 11))

    assert (reading.light, reading.reason, reading.days_overdue) == (light, reason, days_overdue)


@pytest.mark.parametrize(
    ("changes", "light", "reason", "progress_class"),
    [
        ({"under_review": True}, "grey", "under_review", "other"),
        ({"under_review": True, "status": AssignmentStatus.CLOSED}, "grey", "under_review", "other"),
        ({"status": AssignmentStatus.CLOSED}, "done", "closed", "completed"),
        ({"status": AssignmentStatus.CLOSED, "is_paused": True}, "done", "closed", "completed"),
        ({"status": AssignmentStatus.CANCELLED}, "grey", "cancelled", "other"),
        ({"status": AssignmentStatus.STAGE_CLOSED}, "grey", "stage_closed", "other"),
        ({"status": AssignmentStatus.PAUSED}, "grey", "paused", "other"),
        ({"is_paused": True}, "grey", "paused", "other"),
        ({"is_backlog": True}, "grey", "backlog", "other"),
        ({"status": AssignmentStatus.PENDING}, "grey", "not_started", "other"),
        ({"start_on": TODAY + timedelta(days=1)}, "grey", "not_started", "other"),
        ({"excused_until": TODAY}, "grey", "excused", "other"),
        ({"excused_until": TODAY - timedelta(days=1)}, "red", "overdue", "behind"),
        ({"status": AssignmentStatus.ISSUED}, "red", "overdue", "behind"),
        ({"status": AssignmentStatus.CLOSURE_PENDING, "percent": 100}, "red", "overdue", "behind"),
    ],
)
def test_what_rests_or_is_done_is_not_red(changes, light, reason, progress_class):
    reading = read(LATE_RED, **changes)

    assert (reading.light, reading.reason, reading.progress_class) == (light, reason, progress_class)
    assert reading.days_overdue == (3 if light == "red" else 0)


@pytest.mark.parametrize(
    ("percent", "progress_class"), [(70, "ahead"), (55, "on_schedule"), (35, "behind"), (5, "behind")]
)
def test_statistics_show_progress_in_classes(percent, progress_class):
    assert read(percent=percent).progress_class == progress_class


def test_a_limit_near_counts_as_on_schedule():
    reading = read(today=DUE, percent=99, last_reported_period=Month(2026, 11))

    assert (reading.light, reading.progress_class) == (Light.BLUE, ProgressClass.ON_SCHEDULE)


@pytest.mark.parametrize(
    ("today", "last_reported", "changes", "reason"),
    [
        (date(2026, 11, 30), Month(2026, 10), {}, "on_track"),  # the 25th + 3 working days
        (date(2026, 12, 1), Month(2026, 10), {}, "report_late"),
        (date(2026, 12, 1), None, {}, "report_late"),
        (date(2026, 12, 1), Month(2026, 11), {}, "on_track"),
        (date(2026, 12, 1), Month(2026, 12), {}, "on_track"),
        (date(2026, 12, 1), Month(2026, 10), {"reports_required": False}, "on_track"),
        (date(2026, 12, 1), Month(2026, 10), {"status": AssignmentStatus.CLOSURE_PENDING}, "on_track"),
        (date(2026, 12, 1), Month(2026, 10), {"status": AssignmentStatus.ISSUED}, "report_late"),
        (date(2026, 12, 1), None, {"first_period": Month(2026, 12)}, "on_track"),
        (date(2026, 12, 1), None, {"first_period": Month(2026, 11)}, "report_late"),
        (date(2026, 12, 1), None, {"start_on": date(2026, 11, 26)}, "on_track"),
        (date(2026, 12, 1), None, {"start_on": date(2026, 11, 25)}, "report_late"),
    ],
)
def test_a_report_more_than_three_working_days_late_is_yellow(today, last_reported, changes, reason):
    facts = replace(FACTS, due_on=date(2027, 12, 31), percent=45, last_reported_period=last_reported, **changes)
    reading = read_light(facts, today, CALENDAR, LightThresholds(ahead_by=101))

    assert reading.reason == reason
    assert (reading.light is Light.YELLOW) is (reason == "report_late")


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 12, 1), Month(2026, 11)),
        (date(2026, 11, 30), Month(2026, 10)),
        (date(2026, 9, 30), Month(2026, 8)),
        (date(2026, 10, 1), Month(2026, 9)),
    ],
)
def test_the_newest_period_owed_is_known_on_any_day(today, month):
    assert newest_period_owed(today, CALENDAR) == month


@pytest.mark.parametrize(
    ("returned_on", "light", "reason"),
    [
        (date(2026, 7, 13), "green", "on_track"),  # the fifth working day
        (date(2026, 7, 10), "yellow", "not_revised"),
        (None, "green", "on_track"),
    ],
)
def test_returned_work_not_sent_again_in_five_working_days_is_yellow(returned_on, light, reason):
    reading = read(returned_on=returned_on)

    assert (reading.light, reading.reason) == (light, reason)


@pytest.mark.parametrize(
    ("today", "percent", "reason"),
    [
        (date(2026, 5, 25), 0, "report_late"),  # the third reporting day itself
        (date(2026, 5, 26), 0, "never_started"),
        (date(2026, 5, 26), 0.1, "report_late"),
    ],
)
def test_a_start_missed_three_reporting_days_running_is_red(today, percent, reason):
    reading = read(today=today, percent=percent, due_on=date(2030, 12, 31), last_reported_period=None)

    assert reading.reason == reason
    assert (reading.light is Light.RED) is (reason == "never_started")


def test_a_start_on_the_25th_does_not_miss_that_day():
    missed = {"start_on": date(2026, 3, 25), "due_on": date(2030, 12, 31), "percent": 0}

    assert read(today=date(2026, 5, 26), **missed).reason is not LightReason.NEVER_STARTED
    assert read(today=date(2026, 6, 26), **missed).reason is LightReason.NEVER_STARTED


@pytest.mark.parametrize(
    ("changes", "light", "reason"),
    [
        ({"due_on": None}, "green", "ongoing"),
        ({"due_on": date(2026, 4, 1)}, "green", "ongoing"),  # the day of the yearly review is no limit
        ({"due_on": None, "last_reported_period": Month(2026, 1)}, "yellow", "report_late"),
        ({"due_on": None, "returned_on": date(2026, 6, 1)}, "yellow", "not_revised"),
    ],
)
def test_ongoing_work_never_turns_red_for_age(changes, light, reason):
    reading = read(percent=0, is_ongoing=True, **changes)

    assert (reading.light, reading.reason) == (light, reason)
    assert reading.scheduled_percent is None
    assert reading.gap is None


def test_work_without_a_limit_waits_for_one():
    assert read(due_on=None, percent=5).reason is LightReason.NO_LIMIT
    assert read(due_on=None, percent=5).light is Light.GREY
    assert read(due_on=None, percent=0).reason is LightReason.NEVER_STARTED


def test_milestones_decide_what_is_scheduled():
    assert read(milestones=(Milestone(date(2026, 6, 1), 9), Milestone(DUE, 1))).reason is LightReason.FAR_BEHIND


@pytest.mark.parametrize(
    ("today", "light", "frozen"),
    [
        (date(2026, 7, 20), "green", False),  # the day the excuse is accepted
        (date(2026, 7, 21), "green", True),
        (date(2026, 12, 31), "green", True),
        (date(2027, 1, 1), "red", False),
    ],
)
def test_an_accepted_excuse_lets_the_light_stand_still(today, light, frozen):
    reading = read(today=today, excused_from=TODAY, excused_until=date(2026, 12, 31))

    assert (reading.light, reading.is_frozen) == (light, frozen)


def test_an_excuse_without_an_end_freezes_nothing():
    assert read(LATE_RED, excused_from=START).light is Light.RED


def test_thresholds_can_be_set():
    strict = LightThresholds(yellow_gap=5, red_gap=8)

    assert read_light(replace(FACTS, percent=45), TODAY, CALENDAR, strict).light is Light.YELLOW
    assert read_light(replace(FACTS, percent=41), TODAY, CALENDAR, strict).light is Light.RED


def test_a_month_made_up_later_stays_yellow_in_history():
    assert light_history_label(Light.YELLOW, is_made_up=True) == "黄·已补"
    assert light_history_label(Light.GREEN, is_made_up=False) == "绿"


def test_every_light_has_a_word_a_colour_and_a_shape_of_its_own():
    for attribute in ("label", "colour", "shape", "severity"):
        assert len({getattr(light, attribute) for light in Light}) == len(Light)


def test_every_reason_belongs_to_one_rule():
    assert sorted([*(reason for _, _, reason in LIGHT_RULES), OTHERWISE[1]]) == sorted(LightReason)
