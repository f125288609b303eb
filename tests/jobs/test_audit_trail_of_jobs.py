"""The trail that the jobs leave: whole, and witnessed each night."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.factories import make_assignment, make_unit
from tests.jobs.conftest import beijing
from tracker.domain.audit_chain import first_fault
from tracker.models import AuditEntry, Notice
from tracker.queries import administrator_homes, audit_trail

pytestmark = pytest.mark.usefixtures("holidays")


@pytest.fixture
def finance(db):
    """A unit whose task is ten working days overdue when June is closed."""
    unit = make_unit("市财政局")
    assignment = make_assignment(unit, due_on=date(2026, 6, 8), last_reported_period="2026-12")
    assignment.issued_at = assignment.task.issued_at = beijing("2026-06-05T15:00")
    db.session.commit()
    return unit


def count(db, model, *conditions):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def test_the_audit_trail_holds_after_everything(run, db, finance):
    run("2026-06-26T08:30")

    assert first_fault(audit_trail.chain()) is None
    assert count(db, Notice) == 1
    assert count(db, AuditEntry, AuditEntry.action == "compile_notice") == 1


def test_the_head_of_the_trail_is_witnessed_each_night(run, db, finance, outside):
    run("2026-06-26T08:30")
    run("2026-06-27T08:30")

    number, chain_hash = audit_trail.head()
    lines = (outside.data_dir / "anchors.txt").read_text().splitlines()
    assert [line.split(" ")[1] for line in lines] == [f"{number}:{chain_hash}"] * 2
    check = administrator_homes.audit_home(beijing("2026-06-27T08:30")).check
    assert (check.entries, check.fault) == (number, None)
