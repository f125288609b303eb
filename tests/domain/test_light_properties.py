from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.calendars import CALENDAR
from tracker.domain.assignments import AssignmentStatus
from tracker.domain.lights import LightFacts, read_light
from tracker.domain.periods import Month
from tracker.domain.scheduled_progress import Milestone

PROPERTY = settings(max_examples=60, derandomize=True, deadline=None)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
MONTHS = st.none() | st.builds(Month, st.just(2026), st.integers(1, 12))
ANY_FACTS = st.builds(
    LightFacts,
    status=st.sampled_from(AssignmentStatus),
    start_on=DAYS,
    due_on=DAYS,
    percent=st.integers(0, 100),
    is_ongoing=st.booleans(),
    is_backlog=st.booleans(),
    is_paused=st.booleans(),
    under_review=st.booleans(),
    excused_from=st.none() | DAYS,
    excused_until=st.none() | DAYS,
    last_reported_period=MONTHS,
    reports_required=st.booleans(),
    returned_on=st.none() | DAYS,
    first_period=MONTHS,
    milestones=st.lists(st.builds(Milestone, DAYS, st.integers(1, 5)), max_size=3).map(tuple),
)


def severity(facts: LightFacts, today: date) -> int:
    return read_light(facts, today, CALENDAR).light.severity


@PROPERTY
@given(ANY_FACTS, DAYS, st.integers(0, 100))
def test_more_progress_never_worsens_a_light(facts, today, more):
    further = replace(facts, percent=min(facts.percent + more, 100))

    assert severity(further, today) <= severity(facts, today)


@PROPERTY
@given(ANY_FACTS, DAYS, st.integers(0, 400))
def test_a_later_limit_never_worsens_a_light(facts, today, days):
    extended = replace(facts, due_on=facts.due_on + timedelta(days=days))

    assert severity(extended, today) <= severity(facts, today)
