from datetime import date

from tests.conftest import TODAY
from tests.factories import make_assignment, make_task, make_unit
from tests.support.statements import counted_statements
from tracker.db import transaction
from tracker.domain.lights import Light, LightReason, ProgressClass
from tracker.domain.workflow import AssignmentStatus, TaskStatus
from tracker.services.lights import refresh_lights


def refreshed(*assignments, today=TODAY):
    with transaction():
        return refresh_lights([one.id for one in assignments], today=today)


def test_a_light_is_stored_with_its_reason_its_figures_and_its_day(db):
    late = make_assignment(due_on=date(2026, 6, 12), last_reported_period="2026-06")

    assert refreshed(late) == 1

    assert (late.light, late.light_reason, late.progress_class) == (
        Light.RED, LightReason.OVERDUE, ProgressClass.BEHIND,
    )  # fmt: skip
    assert (late.scheduled_percent, late.days_overdue, late.light_read_on) == (100, 3, TODAY)


def test_what_is_already_loaded_shows_the_new_light_at_once(db):
    one = make_assignment(due_on=date(2026, 6, 12))
    assert one.light is Light.GREY

    with transaction():
        one.percent_complete = 50
        refresh_lights([one.id], today=TODAY)
        assert one.light is Light.RED
        assert one.percent_complete == 50


def test_nobody_meets_a_conflict_because_a_light_changed(db):
    one = make_assignment(due_on=date(2026, 6, 12))
    version = one.version

    refreshed(one)

    assert one.version == version


def test_only_the_named_ones_are_read(db):
    one, other = make_assignment(due_on=date(2026, 6, 12)), make_assignment(due_on=date(2026, 6, 12))

    refreshed(one)

    assert (one.light, other.light) == (Light.RED, Light.GREY)


def test_a_pause_of_the_task_greys_every_unit(db):
    task = make_task(status=TaskStatus.PAUSED, supporting=(make_unit(),), due_on=date(2026, 6, 12))

    refreshed(*task.assignments)

    assert {one.light_reason for one in task.assignments} == {LightReason.PAUSED}


def test_what_is_settled_is_left_out_when_all_are_read(db):
    closed = make_assignment(status=AssignmentStatus.CLOSED)
    make_assignment()

    with transaction():
        assert refresh_lights(None, today=TODAY) == 2
    with transaction():
        assert refresh_lights(None, today=TODAY) == 1
    assert closed.light is Light.DONE


def test_the_number_of_statements_does_not_grow_with_the_number_of_rows(db):
    unit = make_unit()
    for _ in range(3):
        make_assignment(unit)
    costs = []
    for more in (0, 5):
        for _ in range(more):
            make_assignment(unit)
        with transaction(), counted_statements() as statements:
            refresh_lights(None, today=TODAY)
        costs.append(len(statements))

    assert costs[0] == costs[1] <= 5


def test_nothing_to_read_is_no_error(db):
    assert refreshed() == 0
