from datetime import date

import pytest

from tests.domain.calendars import CALENDAR
from tracker.domain.demo_script import Act, Habit, HistoryScript, events, report_text
from tracker.domain.periods import BEIJING, Month

SCRIPT = HistoryScript.read(
    {
        "file": "a.txt",
        "days_ago": 150,
        "supervisor": "s",
        "reviewer": "r",
        "leader": "l",
        "approving_leader": "沈市长",
        "limits": {},
        "due_soon": {},
        "paused": "六（四）",
        "broken_down": {
            "clause": "七（三）",
            "liaison": "l",
            "lead": "县财政局",
            "supporting": ["县科技局"],
            "approving_leader": "汤县长",
            "reviewer": "r2",
        },
        "habits": {"市财政局": "silent"},
    }
)
LAST_DAY = date(2026, 11, 22)
START = SCRIPT.starts_on(LAST_DAY)


def test_the_paper_is_issued_on_a_friday_after_a_reporting_day():
    assert date(2026, 6, 26) == START
    assert START.weekday() == 4


def test_everything_happens_on_working_days_in_office_hours_before_the_last_day():
    for event in events(START, LAST_DAY, CALENDAR):
        local = event.moment.astimezone(BEIJING)
        assert CALENDAR.is_workday(local.date()), event
        assert 8 <= local.hour < 18, event
        assert local.date() < LAST_DAY, event


def test_the_newest_list_still_waits_for_the_leader_and_the_newest_reports_for_review():
    told = events(START, LAST_DAY, CALENDAR)
    months = {act: {event.period for event in told if event.act is act} for act in Act}

    assert max(months[Act.SUBMIT]) == Month(2026, 10)
    assert max(months[Act.APPROVE]) == Month(2026, 9)
    assert max(months[Act.REPORT]) == Month(2026, 11)
    assert max(months[Act.ACCEPT]) == Month(2026, 10)
    assert months[Act.RETURN] == {Month(2026, 10)}


def test_units_do_as_the_script_says():
    assert SCRIPT.habit_of("市财政局") is Habit.SILENT
    assert SCRIPT.habit_of("市教育局") is Habit.STEADY


def text(habit, **changes):
    usual = {
        "seed": 3, "period": Month(2026, 9), "scheduled": 50.0, "confirmed": 40.0,
        "due_on": date(2027, 12, 31), "today": date(2026, 9, 18),
    }  # fmt: skip
    return report_text(habit, **{**usual, **changes})


@pytest.mark.parametrize(
    ("habit", "changes", "percent"),
    [
        (Habit.STEADY, {}, 53.0),
        (Habit.AHEAD, {}, 64.0),
        (Habit.LAGGING, {}, 40.0),  # never less than what is confirmed
        (Habit.LAGGING, {"confirmed": 0.0}, 34.0),
        (Habit.STEADY, {"due_on": date(2026, 10, 15)}, 100.0),
        (Habit.LATE, {"due_on": date(2026, 10, 15)}, 50.0),
        (Habit.STEADY, {"due_on": None}, 53.0),
    ],
)
def test_the_percent_follows_the_habit(habit, changes, percent):
    assert text(habit, **changes).percent == percent


def test_every_invented_report_says_so():
    assert text(Habit.STEADY).summary.startswith("【演示数据】2026年9月")
    assert text(Habit.STEADY, due_on=date(2026, 10, 15)).next_steps == ""


def test_who_is_behind_says_why():
    assert text(Habit.LAGGING, seed=3).needs_coordination
    assert not text(Habit.LAGGING, seed=4).needs_coordination
    assert text(Habit.LAGGING).difficulties
    assert not text(Habit.STEADY).difficulties


def test_a_county_breaks_down_what_is_signed_for_before_its_bureaus_sign():
    acts = [event.act for event in events(START, LAST_DAY, CALENDAR) if event.act in (Act.SIGN, Act.BREAK_DOWN)]
    below = [event.habit for event in events(START, LAST_DAY, CALENDAR) if event.act is Act.SIGN].count(Habit.STEADY)

    assert acts.count(Act.BREAK_DOWN) == 1
    assert below == 2
    assert Act.SIGN in acts[acts.index(Act.BREAK_DOWN) :]
